using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>A rule as a person writes it.</summary>
/// <param name="Kind">What it does.</param>
/// <param name="VendorIdentity">The vendor, alike at all clients.</param>
/// <param name="ClientId">At one client; null: at all clients of the firm.</param>
public sealed record RuleDraft(RuleKind Kind, string VendorIdentity, Guid? ClientId)
{
    /// <summary>The account, where it codes.</summary>
    public string? Account { get; init; }

    /// <summary>The standard tax code; none where it follows the invoice.</summary>
    public string? VatCode { get; init; }

    /// <summary>Words of the line that it needs; none where every line is meant.</summary>
    public string? Text { get; init; }

    /// <summary>Kroner, both ends inclusive: of the line without VAT, or of the whole invoice where it approves.</summary>
    public decimal? AtLeast { get; init; }

    /// <inheritdoc cref="AtLeast"/>
    public decimal? AtMost { get; init; }

    /// <summary>The version that it takes the place of.</summary>
    public Guid? Replaces { get; init; }

    /// <summary>What it is taken back together with, and the correction it came from.</summary>
    public Guid? Together { get; init; }

    /// <inheritdoc cref="Together"/>
    public Guid? CorrectionId { get; init; }
}

/// <summary>What a rule would have done of what stands in the books.</summary>
/// <param name="Cases">Lines of the last year that it is about; invoices, where it approves or looks.</param>
/// <param name="Same">Of them: coded as it says; within its amounts, where it approves.</param>
/// <param name="Clients">At how many clients.</param>
/// <param name="Waiting">Items that wait for a person now, and that it is about.</param>
public sealed record Foretold(int Cases, int Same, int Clients, int Waiting);

/// <summary>A person writes a rule, or another version of one.</summary>
public static class WriteRule
{
    /// <summary>The task that thinks the vendor's waiting items again.</summary>
    public const string Rescore = "rescore_vendor";

    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    /// <summary>Writes it; it speaks at once.</summary>
    /// <exception cref="BrokenRule">Something is missing or not there, or she has not all the clients it would reach.</exception>
    public static async Task<LearnedPattern> WriteRuleAsync(this KontaliContext db, RuleDraft draft, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var vendor = await db.Vendors.AsNoTracking().Where(v => v.Identity == draft.VendorIdentity && (draft.ClientId == null || v.ClientId == draft.ClientId)).OrderBy(v => v.Id).FirstOrDefaultAsync(ct) ?? throw new BrokenRule($"Leverandøren finnes ikke her.");
        if (draft.ClientId is null && !await db.SeesAllClientsAsync(ct)) throw new BrokenRule($"En regel for alle klienter kan bare den skrive som har dem alle. Skriv den for én klient.");
        var action = await db.ActionOfAsync(draft, ct);
        var trigger = TriggerOf(draft);
        var former = draft.Replaces is { } replaces ? await db.Patterns.SingleOrDefaultAsync(p => p.Id == replaces && p.PatternType == HandRules.VendorRule && (p.ClientId == null || db.Clients.Any(c => c.Id == p.ClientId)), ct) ?? throw new BrokenRule($"Regelen finnes ikke.") : null;
        if (former is { State: PatternState.Retired, StoppedAt: null }) throw new BrokenRule($"Regelen er skrevet om av noen andre. Se over den på nytt.");
        if (former is not null) (former.State, former.StoppedAt) = (PatternState.Retired, null);
        var rule = new LearnedPattern
        {
            Id = Ids.New(db.Clock),
            TenantId = db.Actor.RequiredFirm,
            ClientId = draft.ClientId,
            PatternId = former?.PatternId ?? Ids.New(db.Clock),
            Version = (former?.Version ?? 0) + 1,
            PatternType = HandRules.VendorRule,
            VendorIdentity = draft.VendorIdentity,
            Description = Sentence(vendor.Name, trigger, action),
            Trigger = trigger,
            Action = action,
            Scope = draft.ClientId is null ? PatternScope.Firm : PatternScope.Client,
            State = PatternState.Active,
            Together = draft.Together,
            CreatedFromCorrectionId = draft.CorrectionId,
            LearnedFromUserId = db.Actor.User,
            CreatedAt = db.Clock.Now(),
        };
        db.Patterns.Add(rule);
        db.Tell(Learned.Promoted, rule.Id, rule.ClientId, new { rule.Version, says = rule.Description.ToString(), by = db.Actor.Name });
        await db.RescoreSoonAsync(rule.VendorIdentity, ct);
        return rule;
    }

    /// <summary>What it would have done in the last year, and what waits that it is about: said before it is written.</summary>
    public static async Task<Foretold> ForetellAsync(this KontaliContext db, RuleDraft draft, CancellationToken ct = default)
    {
        var (from, waits) = (db.Clock.Today().AddDays(-(int)Year.TotalDays), db.WaitingLines.Where(w => w.VendorIdentity == draft.VendorIdentity && (draft.ClientId == null || w.ClientId == draft.ClientId) && db.Clients.Any(c => c.Id == w.ClientId)));
        var waiting = await waits.Select(w => w.ItemId).Distinct().CountAsync(ct);
        if (draft.Kind != RuleKind.Code)
        {
            var invoices = from i in db.Invoices where i.InvoiceDate >= @from && i.ReviewStatus == InvoiceStatus.Posted join v in db.Vendors on i.VendorId equals v.Id where v.Identity == draft.VendorIdentity && (draft.ClientId == null || v.ClientId == draft.ClientId) select i;
            var found = await invoices.GroupBy(i => i.ClientId).Select(g => new { g.Key, Cases = g.Count(), Within = g.Count(i => i.TotalAmount * (i.ExchangeRate ?? 1) >= (draft.AtLeast ?? 0) && i.TotalAmount * (i.ExchangeRate ?? 1) <= (draft.AtMost ?? 9_999_999_999m)) }).ToListAsync(ct);
            return new(found.Sum(f => f.Cases), found.Sum(f => f.Within), found.Count, waiting);
        }
        var clients = draft.ClientId is { } one ? [one] : await db.Clients.Select(c => c.Id).ToArrayAsync(ct);
        var lessons = await db.Lessons.AsNoTracking().Where(l => clients.Contains(l.ClientId) && l.VendorIdentity == draft.VendorIdentity && l.Date >= from).Live
            .OrderByDescending(l => l.Seq).Take(5_000).Select(l => new { l.ClientId, l.Text, l.Amount, l.Account, l.VatCode }).ToListAsync(ct);
        var words = Words.Of(draft.Text);
        var about = lessons.Where(l => (words.Count == 0 || Words.Of(l.Text).Overlaps(words)) && !(Math.Abs(l.Amount) < draft.AtLeast) && !(Math.Abs(l.Amount) > draft.AtMost)).ToList();
        return new(about.Count, about.Count(l => l.Account == draft.Account && (string.IsNullOrEmpty(draft.VatCode) || l.VatCode == draft.VatCode)), about.Select(l => l.ClientId).Distinct().Count(), waiting);
    }

    /// <summary>Whether she sees every client of the firm: only then may she speak for all.</summary>
    public static async Task<bool> SeesAllClientsAsync(this KontaliContext db, CancellationToken ct = default) =>
        await db.Clients.CountAsync(ct) == await db.Clients.IgnoreQueryFilters([KontaliContext.AssignedFilter]).CountAsync(ct);

    /// <summary>Lets what waits of a vendor be thought again, where anything does; asked for twice it is done once.</summary>
    public static async Task RescoreSoonAsync(this KontaliContext db, string vendorIdentity, CancellationToken ct = default)
    {
        if (!await db.WaitingLines.IgnoreQueryFilters([KontaliContext.AssignedFilter]).AnyAsync(w => w.VendorIdentity == vendorIdentity, ct)) return;
        var key = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(vendorIdentity)).AsSpan(0, 16));
        await db.EnqueueManyAsync("lærer", Rescore, [new(new { vendor = vendorIdentity }, null, $"rescore:{key}")], priority: 3, ct: ct);
    }

    private static async Task<PatternAction> ActionOfAsync(this KontaliContext db, RuleDraft draft, CancellationToken ct)
    {
        if (draft.Kind == RuleKind.Look) return new("", "", null, RuleKind.Look);
        if (draft.Kind == RuleKind.Approve && !(draft.AtLeast >= 0 && draft.AtMost >= draft.AtLeast)) throw new BrokenRule($"Skriv beløpene regelen godkjenner mellom, fra og til, i kroner med mva.");
        var number = draft.Account?.Trim();
        if (string.IsNullOrEmpty(number)) throw new BrokenRule($"Velg kontoen regelen fører på.");
        if (!AccountNumber.TakesPurchases(number)) throw new BrokenRule($"Konto {number} tar ikke kjøp. Velg en kostnads- eller eiendelskonto.");
        var account = await db.Accounts.AsNoTracking().Where(a => a.AccountNumber == number && a.IsActive && (draft.ClientId == null || a.ClientId == draft.ClientId) && db.Clients.Any(c => c.Id == a.ClientId)).OrderBy(a => a.Id).FirstOrDefaultAsync(ct)
            ?? throw new BrokenRule($"Konto {number} finnes ikke i kontoplanen, eller den er stengt.");
        var code = draft.VatCode?.Trim() ?? "";
        if (code.Length > 0 && !(await db.StandardTaxAsync(ct)).Codes.ContainsKey(code)) throw new BrokenRule($"Mva-kode {code} finnes ikke.");
        return new(number, code, account.StandardAccount, draft.Kind);
    }

    private static PatternTrigger TriggerOf(RuleDraft draft)
    {
        if (draft.AtLeast < 0 || draft.AtMost < draft.AtLeast) throw new BrokenRule($"Beløpet til kan ikke være mindre enn beløpet fra.");
        // Of a monthly invoice the whole is meant, whatever its lines say.
        return new(draft.VendorIdentity, draft.Kind == RuleKind.Approve ? [] : [.. Words.Of(draft.Text).Order(StringComparer.Ordinal).Take(8)], draft.Kind == RuleKind.Look ? null : draft.AtLeast, draft.Kind == RuleKind.Look ? null : draft.AtMost);
    }

    private static Phrase Sentence(string vendor, PatternTrigger trigger, PatternAction action) => action.Kind switch
    {
        RuleKind.Look => trigger.Words.Count == 0 ? Phrase.Of($"Se alltid på det som kommer fra {vendor}") : Phrase.Of($"Se alltid på det som kommer fra {vendor} med {KeepPatterns.Quoted(trigger.Words)} på en linje"),
        RuleKind.Approve => Phrase.Of($"Godkjenn den månedlige fakturaen fra {vendor} på {trigger.AtLeast:N2}–{trigger.AtMost:N2} kr, ført på {Coding(action)}"),
        _ => (trigger.Words.Count > 0, trigger.AtLeast, trigger.AtMost) switch
        {
            (false, null, null) => Phrase.Of($"{vendor} føres alltid på {Coding(action)}"),
            (true, null, null) => Phrase.Of($"{vendor} med {KeepPatterns.Quoted(trigger.Words)} på linjen føres alltid på {Coding(action)}"),
            (false, _, _) => Phrase.Of($"{vendor}, linjer {Span(trigger)}, føres alltid på {Coding(action)}"),
            _ => Phrase.Of($"{vendor} med {KeepPatterns.Quoted(trigger.Words)} på linjen, {Span(trigger)}, føres alltid på {Coding(action)}"),
        },
    };

    private static Phrase Span(PatternTrigger trigger) => (trigger.AtLeast, trigger.AtMost) switch
    {
        ({ } least, null) => Phrase.Of($"fra {least:N2} kr"),
        (null, { } most) => Phrase.Of($"til {most:N2} kr"),
        var (least, most) => Phrase.Of($"{least:N2}–{most:N2} kr"),
    };

    private static Phrase Coding(PatternAction action) => action.VatCode.Length == 0 ? Phrase.Of($"{action.Account}, mva etter fakturaen") : Phrase.Of($"{action.Account} med mva-kode {action.VatCode}");
}
