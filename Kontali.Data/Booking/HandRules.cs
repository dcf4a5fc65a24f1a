using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>What rules written by hand say of an invoice as a whole.</summary>
/// <param name="Look">The rule that wants a person to look.</param>
/// <param name="Approves">The rule that approves it.</param>
/// <param name="Outside">Why a rule that approves the vendor's invoices does not approve this one.</param>
public sealed record Ruling(LearnedPattern? Look, LearnedPattern? Approves, Phrase? Outside)
{
    /// <summary>There is no rule.</summary>
    public static readonly Ruling None = new(null, null, null);

    /// <summary>The versions that spoke.</summary>
    public IEnumerable<Guid> Versions => new[] { Look?.Id, Approves?.Id }.OfType<Guid>();
}

/// <summary>
/// Rules that a person wrote: always this account, approve a monthly invoice within its amounts, always look. They are patterns like those
/// that were learned, but for who says so; a check that stops comes before them, as it comes before everything.
/// </summary>
public static class HandRules
{
    /// <summary>The kind of pattern: written by a person.</summary>
    public const string VendorRule = "vendor_rule";

    /// <summary>The source that a line coded by a rule names.</summary>
    public const string Source = "rule";

    // That a person has said so is as sure as anything gets; the tax code still follows the invoice.
    private const double Decreed = 0.99;

    /// <summary>The rules for a vendor at a client, the nearest first: the client's own before the firm's, those with words before those without, the newest first.</summary>
    public static async Task<IReadOnlyList<LearnedPattern>> HandRulesAsync(this KontaliContext db, Guid clientId, string vendorIdentity, CancellationToken ct = default)
    {
        var found = await db.Patterns.AsNoTracking().Where(p => p.VendorIdentity == vendorIdentity && p.PatternType == VendorRule && (p.ClientId == clientId || p.ClientId == null) && p.State != PatternState.Retired).ToListAsync(ct);
        return [.. found.OrderBy(p => p.ClientId is null).ThenBy(p => p.Trigger.Words.Count == 0).ThenByDescending(p => p.CreatedAt)];
    }

    /// <summary>The lines as the rules code them: each names its rule first among its reasons, and what was thought before as another possibility. Pure.</summary>
    public static IReadOnlyList<SuggestedLine> Coded(IReadOnlyList<LearnedPattern> rules, IReadOnlyList<SuggestedLine> lines, Question q)
    {
        List<LearnedPattern> coding = [.. rules.Where(r => r.Action.Account.Length > 0)];
        return coding.Count == 0 ? lines : [.. lines.Select(line => coding.Find(r => r.IsAbout(line, q)) is { } rule && rule.AccountIn(q.Rules) is { } account ? Decree(line, rule, account, q) : line)];
    }

    /// <summary>What they say of the whole invoice. Pure.</summary>
    /// <param name="rules">The rules, nearest first.</param>
    /// <param name="q">The invoice.</param>
    /// <param name="lines">Its lines, as the rules have coded them.</param>
    /// <param name="others">How many other invoices of the vendor came in the same month.</param>
    public static Ruling RulingOf(IReadOnlyList<LearnedPattern> rules, Question q, IReadOnlyList<SuggestedLine> lines, int others)
    {
        var look = rules.FirstOrDefault(r => r.Action.Kind == RuleKind.Look && Speaks(r, lines));
        if (rules.FirstOrDefault(r => r is { Action.Kind: RuleKind.Approve, State: PatternState.Active } && Speaks(r, lines)) is not { } approves) return new(look, null, null);
        var outside = WhyNot(approves, q, lines, others);
        return new(look, outside is null ? approves : null, outside);
    }

    /// <summary>The account it means in a client's chart: its number there, or, of a rule for all clients, the account that is mapped alike; null where there is none.</summary>
    public static string? AccountIn(this LearnedPattern rule, BookingRules books)
    {
        bool Is(string number) => books.Accounts.TryGetValue(number, out var known) && known.IsActive && (rule.ClientId is not null || rule.Action.StandardAccount is null || known.StandardAccount == rule.Action.StandardAccount);
        if (Is(rule.Action.Account)) return rule.Action.Account;
        return rule.ClientId is not null || rule.Action.StandardAccount is null ? null
            : books.Accounts.Values.Where(a => a.IsActive && a.StandardAccount == rule.Action.StandardAccount).Select(a => a.AccountNumber).Order(StringComparer.Ordinal).FirstOrDefault();
    }

    /// <summary>How many other invoices of the vendor the client got in this one's month: asked only where a rule wants to know.</summary>
    public static Task<int> OthersThisMonthAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct = default)
    {
        var (first, next) = (new DateOnly(invoice.InvoiceDate.Year, invoice.InvoiceDate.Month, 1), new DateOnly(invoice.InvoiceDate.Year, invoice.InvoiceDate.Month, 1).AddMonths(1));
        return db.Invoices.CountAsync(i => i.TenantId == invoice.TenantId && i.ClientId == invoice.ClientId && i.VendorId == invoice.VendorId && i.InvoiceDate >= first && i.InvoiceDate < next && i.Kind == InvoiceKind.Invoice && i.ReviewStatus != InvoiceStatus.Rejected && i.Id != invoice.Id, ct);
    }

    /// <summary>Codes by the rules, and asks what they say of the whole.</summary>
    public static async Task<(IReadOnlyList<SuggestedLine> Lines, Ruling Ruling)> RuledAsync(this KontaliContext db, Question q, IReadOnlyList<SuggestedLine> lines, CancellationToken ct = default)
    {
        var rules = await db.HandRulesAsync(q.Client.Id, q.Vendor.Identity, ct);
        if (rules.Count == 0) return (lines, Ruling.None);
        var coded = Coded(rules, lines, q);
        var others = rules.Any(r => r.Action.Kind == RuleKind.Approve) ? await db.OthersThisMonthAsync(q.Invoice, ct) : 0;
        return (coded, RulingOf(rules, q, coded, others));
    }

    private static Phrase? WhyNot(LearnedPattern rule, Question q, IReadOnlyList<SuggestedLine> lines, int others)
    {
        var kroner = q.Invoice.TotalAmount * (q.Invoice.ExchangeRate ?? 1);
        if (q.Invoice.Kind != InvoiceKind.Invoice) return Phrase.Of($"Regelen godkjenner faste fakturaer, ikke kreditnotaer.");
        if (kroner < rule.Trigger.AtLeast || kroner > rule.Trigger.AtMost) return Phrase.Of($"Regelen godkjenner {rule.Trigger.AtLeast:N2}–{rule.Trigger.AtMost:N2} kr. Denne er på {kroner:N2}.");
        if (others > 0) return Phrase.Of($"Regelen godkjenner én faktura i måneden. Det er kommet {others + 1} i {q.Invoice.InvoiceDate:MM.yyyy}.");
        return lines.All(l => l.Evidence.Any(e => e.Pattern == rule.Id)) ? null : Phrase.Of($"Regelen fikk ikke kontert alle linjene.");
    }

    private static bool Speaks(LearnedPattern rule, IReadOnlyList<SuggestedLine> lines) => rule.Trigger.Words.Count == 0 || lines.Any(l => rule.HasWord(l.Share.Text));

    private static bool HasWord(this LearnedPattern rule, string text) => rule.Trigger.Words.Count == 0 || Words.Of(text).Overlaps(rule.Trigger.Words);

    // The amounts of a rule that approves are those of the whole invoice.
    private static bool IsAbout(this LearnedPattern rule, SuggestedLine line, Question q)
    {
        if (rule.Action.Kind == RuleKind.Approve) return true;
        var net = Math.Abs(line.Share.Net * (q.Invoice.ExchangeRate ?? 1));
        return rule.HasWord(line.Share.Text) && !(net < rule.Trigger.AtLeast) && !(net > rule.Trigger.AtMost);
    }

    private static SuggestedLine Decree(SuggestedLine line, LearnedPattern rule, string account, Question q)
    {
        var says = rule.Action.VatCode is { Length: > 0 } code && VatChoice.Fits(code, line.Share, q) ? code : null;
        var follows = VatChoice.For(line.Share, account, q, []);
        var certainty = says is null ? follows.Certainty : Decreed;
        var why = new Evidence(Source, rule.Description, account, rule.CasesSince, rule.RightSince, [], rule.Id);
        return line with
        {
            Account = account,
            VatCode = says ?? follows.Code,
            VatConfidence = certainty,
            Confidence = Decreed * certainty,
            NeedsPerson = says is null ? follows.NeedsPerson : null,
            Evidence = [why, .. says is null ? [follows.Why] : Array.Empty<Evidence>(), .. line.Evidence.Where(e => e.Account == account)],
            Alternatives = line.Account.Length == 0 || line.Account == account ? line.Alternatives : [new Alternative(line.Account, line.VatCode, line.Confidence, 0), .. line.Alternatives.Where(a => a.Account != account)],
        };
    }
}
