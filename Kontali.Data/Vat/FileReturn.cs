using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vat;

/// <summary>What is written down when a return has been filed.</summary>
/// <param name="FiledOn">The day it was filed with the authority.</param>
/// <param name="Reference">The authority's reference; null where there is none.</param>
/// <param name="Assessed">The amount on the screen it was filed from; another now means that something was booked meanwhile.</param>
/// <param name="Reason">Why the term's return is corrected; null for the first return of a term.</param>
public sealed record Filing(DateOnly FiledOn, string? Reference, decimal Assessed, string? Reason = null);

/// <summary>A return is marked as filed: what it said is kept, its vouchers are counted in it and in no other, and its months are locked.</summary>
public static class FileReturn
{
    /// <summary>Files the term's first return.</summary>
    /// <exception cref="BrokenRule">It is filed already, breaks a rule, or has changed since it was shown.</exception>
    public static Task<FiledReturn> FileReturnAsync(this KontaliContext db, Guid clientId, DateOnly termFrom, Filing filing, CancellationToken ct = default) => db.FileAsync(clientId, termFrom, filing, false, ct);

    /// <summary>Files a complete new return of a term that is filed, with what was booked since.</summary>
    /// <exception cref="BrokenRule">As above, or there is nothing new, or no reason.</exception>
    public static Task<FiledReturn> CorrectReturnAsync(this KontaliContext db, Guid clientId, DateOnly termFrom, Filing filing, CancellationToken ct = default) => db.FileAsync(clientId, termFrom, filing, true, ct);

    /// <summary>Keeps what she has written on a return that is not filed yet.</summary>
    public static async Task KeepReturnDraftAsync(this KontaliContext db, Guid clientId, DateOnly termFrom, IReadOnlyDictionary<string, VatNote> notes, VatNote? note, string? kid, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var client = await db.ClientAsync(clientId, ct);
        var reference = string.IsNullOrWhiteSpace(kid) ? null : string.Concat(kid.Where(c => !char.IsWhiteSpace(c)));
        if (reference is not null && !Kid.TryParse(reference, out _)) throw new BrokenRule($"«{kid}» er ikke en gyldig KID. Den har 2–25 sifre, og det siste er et kontrollsiffer.");
        if (notes.Values.Append(note).Any(n => n?.Text?.Length > 4000)) throw new BrokenRule($"En merknad kan ha høyst 4000 tegn.");
        var draft = await db.ReturnDrafts.SingleOrDefaultAsync(d => d.ClientId == clientId && d.TermFrom == termFrom, ct);
        if (draft is null) db.ReturnDrafts.Add(draft = new ReturnDraft { TenantId = client.TenantId, ClientId = clientId, TermFrom = termFrom });
        (draft.Notes, draft.Note, draft.Kid) = (notes.Where(n => !n.Value.IsEmpty).ToDictionary(), note is { IsEmpty: false } ? note : null, reference);
    }

    private static async Task<FiledReturn> FileAsync(this KontaliContext db, Guid clientId, DateOnly termFrom, Filing filing, bool correction, CancellationToken ct)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.ClientAsync(clientId, ct);
        var term = VatDeadline.Containing(client.VatTerm, termFrom) is { } its && its.From == termFrom ? its : throw new BrokenRule($"Klienten har ingen mva-termin som begynner {termFrom:dd.MM.yyyy}.");
        // Months first: whoever is posting in them is waited for, and whoever comes after finds them locked.
        var months = await db.LockMonthsAsync(client, term, ct);
        var at = await db.ReturnAsync(client, term, correction, ct);
        CheckFiling(at, filing, correction, db.Clock.Today());
        var filed = await db.CountAsync(client, at.Return, correction ? at.Missed : at.Facts, filing, at.Filed.Count + 1, ct);
        foreach (var month in months.Where(m => m.State != PeriodState.VatFiled)) (month.State, month.ChangedAt) = (PeriodState.VatFiled, db.Clock.Now());
        return filed;
    }

    private static void CheckFiling(ReturnAtHand at, Filing filing, bool correction, DateOnly today)
    {
        if (at.IsFiled && !correction) throw new BrokenRule($"Meldingen for terminen er levert {at.Filed[0].FiledOn:dd.MM.yyyy}. Lag en korrigert melding.");
        if (!at.IsFiled && correction) throw new BrokenRule($"Terminen er ikke levert ennå. Lever meldingen først.");
        if (correction && at.Missed.Count == 0 && at.Return.Lines.SequenceEqual(at.Filed[^1].Content.Lines) && at.Return.Note == at.Filed[^1].Content.Note) throw new BrokenRule($"Ingenting er endret siden meldingen ble levert.");
        if (correction && string.IsNullOrWhiteSpace(filing.Reason)) throw new BrokenRule($"Skriv hvorfor meldingen korrigeres. Det står i loggen.");
        if (filing.Reason?.Length > 500) throw new BrokenRule($"Grunnen kan ha høyst 500 tegn.");
        if (filing.Reference?.Length > 100) throw new BrokenRule($"Referansen kan ha høyst 100 tegn.");
        if (filing.FiledOn > today || filing.FiledOn <= at.Return.Period.From) throw new BrokenRule($"Leveringsdagen {filing.FiledOn:dd.MM.yyyy} må være etter at terminen begynte, og ikke senere enn i dag.");
        if (at.Findings.FirstOrDefault(f => f.Rule.Severity == RuleSeverity.Invalid) is { } stops) throw new BrokenRule($"Meldingen er ugyldig etter regel {stops.Rule.Id}: {stops.Rule.Says}");
        if (at.Return.Assessed != filing.Assessed) throw new BrokenRule($"Meldingen er endret mens du så på den: avgiften er nå {at.Return.Assessed:N0} kr, ikke {filing.Assessed:N0} kr. Se over den igjen.");
    }

    /// <summary>Writes the return and counts the vouchers in it. The demo firm, whose terms were filed before it was made, comes here directly.</summary>
    internal static async Task<FiledReturn> CountAsync(this KontaliContext db, Client client, VatReturn vat, IEnumerable<VatFact> facts, Filing filing, int sequence, CancellationToken ct)
    {
        var filed = new FiledReturn
        {
            Id = Ids.New(db.Clock),
            TenantId = client.TenantId,
            ClientId = client.Id,
            TermFrom = vat.Period.From,
            TermTo = vat.Period.To,
            Sequence = sequence,
            Category = vat.Category,
            Assessed = vat.Assessed,
            Content = new(vat.Lines, vat.Kid, vat.Note),
            FiledOn = filing.FiledOn,
            Reference = string.IsNullOrWhiteSpace(filing.Reference) ? null : filing.Reference.Trim(),
            Reason = filing.Reason?.Trim(),
            FiledBy = db.Actor.User,
            CreatedAt = db.Clock.Now(),
        };
        db.FiledReturns.Add(filed);
        await db.WriteWaitingAsync(ct);
        var entries = facts.Select(f => f.EntryId).Distinct().ToArray();
        await db.Database.ExecuteSqlAsync($"insert into vat.counted_entries (tenant_id, client_id, entry_id, return_id) select {client.TenantId}, {client.Id}, e, {filed.Id} from unnest({entries}) e", ct);
        return filed;
    }

    // Whole months whose last day is in the term: where terms are shorter, a month is filed with the one that ends it.
    private static async Task<List<Period>> LockMonthsAsync(this KontaliContext db, Client client, VatDeadline term, CancellationToken ct)
    {
        List<string> names = [];
        for (var month = new DateOnly(term.From.Year, term.From.Month, 1); month <= term.To; month = month.AddMonths(1))
            if (month.AddMonths(1).AddDays(-1) <= term.To) names.Add(Period.Of(month));
        foreach (var name in names)
            await db.Database.ExecuteSqlAsync($"insert into ledger.periods (tenant_id, client_id, name, state) values ({client.TenantId}, {client.Id}, {name}, 'open') on conflict do nothing", ct);
        return await db.Periods.FromSql($"select * from ledger.periods where client_id = {client.Id} and name = any ({names.ToArray()}) order by name for update").ToListAsync(ct);
    }
}
