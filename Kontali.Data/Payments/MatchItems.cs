using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Two items that may be put together.</summary>
public sealed record MatchPair(SubledgerItem Debit, SubledgerItem Credit, decimal Amount, MatchKind Kind);

/// <summary>Puts lines of a vendor's subledger together, and takes them apart again.</summary>
public static class MatchItems
{
    /// <summary>
    /// What surely belongs together: a payment or credit note that names the KID or number of exactly one open invoice and is not more than it,
    /// or that is, in whole, exactly one open invoice's amount while no other debit is. Pure.
    /// </summary>
    public static IReadOnlyList<MatchPair> Sure(IReadOnlyList<SubledgerItem> items)
    {
        List<MatchPair> pairs = [];
        foreach (var vendor in items.GroupBy(i => i.VendorId))
        {
            var left = vendor.ToDictionary(i => i.LineId, i => Math.Abs(i.Open));
            var (debits, credits) = (vendor.Where(i => i.Open > 0).ToList(), vendor.Where(i => i.Open < 0).ToList());
            void Take(SubledgerItem debit, SubledgerItem credit, decimal amount, MatchKind kind)
            {
                pairs.Add(new(debit, credit, amount, kind));
                (left[debit.LineId], left[credit.LineId]) = (left[debit.LineId] - amount, left[credit.LineId] - amount);
            }
            foreach (var debit in debits)
                if (credits.Where(c => Names(debit.Text, c)).ToList() is [var named] && left[debit.LineId] <= left[named.LineId]) Take(debit, named, left[debit.LineId], MatchKind.Reference);
            foreach (var debit in debits.Where(d => left[d.LineId] == d.Open))
                if (credits.Where(c => left[c.LineId] == debit.Open).ToList() is [var alone] && debits.Count(d => left[d.LineId] == debit.Open) == 1) Take(debit, alone, debit.Open, MatchKind.Amount);
        }
        return pairs;
    }

    /// <summary>Puts together what surely belongs together; says how many pairs.</summary>
    public static async Task<int> MatchSureAsync(this KontaliContext db, Guid client, Guid? vendor = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var pairs = Sure(await db.SubledgerAsync(client, OpenItems.Always, vendor, ct: ct));
        foreach (var pair in pairs) db.AddMatch(client, pair.Debit, pair.Credit, pair.Amount, pair.Kind);
        await db.KeepPaidAsync([.. pairs.Select(p => (p.Credit, p.Amount))], ct);
        return pairs.Count;
    }

    /// <summary>Puts together what a person has marked: debits and credits of one vendor, oldest first, as far as they reach.</summary>
    public static async Task MatchAsync(this KontaliContext db, Guid client, Guid vendor, IReadOnlyCollection<Guid> lines, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var items = (await db.SubledgerAsync(client, OpenItems.Always, vendor, ct: ct)).Where(i => lines.Contains(i.LineId)).ToList();
        if (items.Count < lines.Count) throw new BrokenRule($"Minst én av postene er allerede oppgjort. Se på listen en gang til.");
        var left = items.ToDictionary(i => i.LineId, i => Math.Abs(i.Open));
        List<(SubledgerItem, decimal)> paid = [];
        foreach (var debit in items.Where(i => i.Open > 0))
            foreach (var credit in items.Where(i => i.Open < 0))
            {
                if (Math.Min(left[debit.LineId], left[credit.LineId]) is not (> 0 and var amount)) continue;
                db.AddMatch(client, debit, credit, amount, MatchKind.ByHand);
                paid.Add((credit, amount));
                (left[debit.LineId], left[credit.LineId]) = (left[debit.LineId] - amount, left[credit.LineId] - amount);
            }
        if (paid.Count == 0) throw new BrokenRule($"Merk minst én post i debet og én i kredit: en betaling eller kreditnota, og det den gjør opp.");
        await db.KeepPaidAsync(paid, ct);
    }

    /// <summary>Takes a line apart from all it was put together with, and says how many matches that was.</summary>
    public static async Task<int> UnmatchAsync(this KontaliContext db, Guid client, Guid line, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var matches = await db.Matches.Where(m => m.ClientId == client && (m.DebitLineId == line || m.CreditLineId == line)).ToListAsync(ct);
        if (matches.Any(m => m.Kind == MatchKind.Reversal)) throw new BrokenRule($"Et bilag og tilbakeføringen av det hører sammen og kan ikke skilles.");
        if (matches.Any(m => m.Kind == MatchKind.Payment)) throw new BrokenRule($"Banken har bekreftet denne betalingen. Tilbakefør betalingsbilaget hvis det er feil.");
        db.Matches.RemoveRange(matches);
        var items = await db.SubledgerAsync(client, OpenItems.Always, matches.FirstOrDefault()?.VendorId ?? Guid.Empty, onlyOpen: false, ct: ct);
        await db.KeepPaidAsync([.. matches.Join(items, m => m.CreditLineId, i => i.LineId, (m, i) => (i, -m.Amount))], ct);
        return matches.Count;
    }

    internal static void AddMatch(this KontaliContext db, Guid client, SubledgerItem debit, SubledgerItem credit, decimal amount, MatchKind kind) => db.Matches.Add(new()
    {
        Id = Ids.New(db.Clock),
        TenantId = db.Actor.RequiredFirm,
        ClientId = client,
        VendorId = credit.VendorId,
        DebitLineId = debit.LineId,
        CreditLineId = credit.LineId,
        Amount = amount,
        MatchedOn = debit.Date > credit.Date ? debit.Date : credit.Date,
        Kind = kind,
        CreatedBy = db.Actor.User,
        CreatedAt = db.Clock.Now(),
    });

    /// <summary>Says on the invoices what of them is paid, after these credits were settled by so much more, or less.</summary>
    internal static async Task KeepPaidAsync(this KontaliContext db, IReadOnlyCollection<(SubledgerItem Credit, decimal Amount)> settled, CancellationToken ct)
    {
        var ids = settled.Select(s => s.Credit.InvoiceId).OfType<Guid>().ToList();
        if (ids.Count == 0) return;
        var invoices = await db.Invoices.Where(i => ids.Contains(i.Id)).ToDictionaryAsync(i => i.Id, ct);
        foreach (var credit in settled.Where(s => s.Credit.InvoiceId is not null).GroupBy(s => s.Credit.LineId))
        {
            var (item, invoice) = (credit.First().Credit, invoices[credit.First().Credit.InvoiceId!.Value]);
            if (invoice.GeneralLedgerId != item.EntryId) continue;
            var open = -item.Open - credit.Sum(s => s.Amount);
            invoice.PaymentStatus = open <= 0 ? PaymentStatus.Paid : open < -item.Amount ? PaymentStatus.Partly : PaymentStatus.Unpaid;
            invoice.PaidAmount = open <= 0 ? invoice.PayableAmount : item.Amount == 0 ? 0 : Money.Round(invoice.PayableAmount * (1 - open / -item.Amount));
            invoice.PaymentDate = invoice.PaymentStatus == PaymentStatus.Unpaid ? null : db.Clock.Today();
        }
    }

    // A KID or a number of at least four signs that stands in the text by itself.
    private static bool Names(string text, SubledgerItem invoice) => new[] { invoice.Kid, invoice.InvoiceNumber }.Any(word => word is { Length: >= 4 } && text.Split(' ', ',', ';', ':').Contains(word, StringComparer.OrdinalIgnoreCase));
}
