using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Ledger;
using Kontali.Data.Review;

namespace Kontali.Web.Review;

/// <summary>A line as it stands in the form.</summary>
public sealed class DraftLine(InvoiceShare share, SuggestedLine? suggested, int place)
{
    /// <summary>The amount and its VAT; a split line has its part of both.</summary>
    public InvoiceShare Share { get; internal set; } = share;

    /// <summary>What the agent thought, with its reasons.</summary>
    public SuggestedLine? Suggested { get; } = suggested;

    /// <summary>Which part of the invoice it is of.</summary>
    public int Place { get; } = place;

    public string Account { get; set; } = suggested?.Account ?? "";
    public string VatCode { get; set; } = suggested?.VatCode ?? "0";
    public string Text { get; set; } = suggested?.Text ?? share.Text;

    /// <summary>Whether account and code are still the agent's.</summary>
    public bool IsAsSuggested => Suggested is { } s && s.Account == Account && s.VatCode == VatCode;

    /// <summary>The value on the document that this line is: lines.0, allowancesAndCharges.1.</summary>
    public string Field => int.TryParse(Share.Key.AsSpan(1).TrimEnd("abcdefghijklmnopqrstuvwxyz'"), out var n) ? $"{(Share.Key[0] == 'A' ? "allowancesAndCharges" : "lines")}.{n - 1}" : "";
}

/// <summary>Lines that the agent coded alike; a change to the group is a change to each.</summary>
public sealed class DraftGroup(IEnumerable<DraftLine> lines)
{
    /// <summary>The lines, in the document's order.</summary>
    public List<DraftLine> Lines { get; } = [.. lines];

    /// <summary>Whether its lines are shown one by one.</summary>
    public bool IsOpen { get; set; }

    /// <summary>The account of all; null where they differ.</summary>
    public string? Account => Lines.TrueForAll(l => l.Account == Lines[0].Account) ? Lines[0].Account : null;

    /// <inheritdoc cref="Account"/>
    public string? VatCode => Lines.TrueForAll(l => l.VatCode == Lines[0].VatCode) ? Lines[0].VatCode : null;

    /// <summary>Sum without VAT.</summary>
    public decimal Net => Lines.Sum(l => l.Share.Net);
}

/// <summary>What a voucher will be, or why it cannot be posted.</summary>
public sealed record Preview(IReadOnlyList<PostingLine> Postings, Phrase? Problem);

/// <summary>The booking form of a case: what she sees and changes, and what it will post. No screen, no database.</summary>
public sealed class BookingDraft
{
    private readonly ReviewCase @case;

    public BookingDraft(ReviewCase of)
    {
        @case = of;
        (On, ExchangeRate) = (of.Day, of.Invoice.ExchangeRate);
        AsksForRate = of.Invoice.Currency != "NOK" && of.Invoice.ExchangeRate is null;
        var lines = of.Item.AiSuggestion.Lines.Select((s, i) => new DraftLine(s.Share, s, i));
        // Grouped by what the agent suggested, not by what she makes of it: nothing jumps while she works.
        Groups = [.. lines.GroupBy(l => (l.Account, l.VatCode)).Select(g => new DraftGroup(g))];
        if (of.Draft is { } written) Restore(written);
    }

    /// <summary>The item it belongs to.</summary>
    public ReviewItem Item => @case.Item;

    /// <summary>The lines in their groups.</summary>
    public List<DraftGroup> Groups { get; }

    /// <summary>Every line, in the document's order.</summary>
    public IReadOnlyList<DraftLine> Lines => [.. Groups.SelectMany(g => g.Lines).OrderBy(l => l.Place)];

    /// <summary>Accounting date.</summary>
    public DateOnly On { get; set; }

    /// <summary>Kroner for one unit of the invoice's currency.</summary>
    public decimal? ExchangeRate { get; set; }

    /// <summary>Whether the rate is hers to state.</summary>
    public bool AsksForRate { get; }

    /// <summary>Whether anything differs from the suggestion.</summary>
    public bool IsTouched { get; private set; }

    // What she wrote before this page: each line as she left it, split lines split again.
    private void Restore(Settlement written)
    {
        (On, ExchangeRate) = (written.On, AsksForRate ? written.ExchangeRate : ExchangeRate);
        foreach (var group in Groups)
        {
            foreach (var line in group.Lines.ToList())
            {
                var parts = written.Lines.Where(w => WholeKey(w.Share.Key) == line.Share.Key).ToList();
                if (parts.Count == 0 || parts.Sum(p => p.Share.Net) != line.Share.Net) continue; // The invoice was read anew: it stands as it is now.
                var place = group.Lines.IndexOf(line);
                foreach (var (part, i) in parts.Select((p, i) => (p, i)))
                {
                    var kept = i == 0 ? line : new DraftLine(part.Share, line.Suggested, line.Place);
                    (kept.Share, kept.Account, kept.VatCode, kept.Text) = (part.Share, part.Account, part.VatCode, part.Text);
                    if (i > 0) group.Lines.Insert(place + i, kept);
                }
            }
        }
        IsTouched = true;
    }

    private static string WholeKey(string key) => key.TrimEnd([.. "abcdefghijklmnopqrstuvwxyz"]);

    /// <summary>Codes lines alike: one, or a whole group.</summary>
    public void Code(IEnumerable<DraftLine> lines, string? account = null, string? vatCode = null)
    {
        foreach (var line in lines)
        {
            if (account is not null && account != line.Account)
            {
                line.Account = account;
                line.VatCode = Fitting(line) ?? line.VatCode;
            }
            line.VatCode = vatCode ?? line.VatCode;
        }
        IsTouched = true;
    }

    /// <summary>Takes one of the agent's other suggestions.</summary>
    public void Take(IEnumerable<DraftLine> lines, Alternative alternative)
    {
        foreach (var line in lines) (line.Account, line.VatCode) = (alternative.Account, alternative.VatCode);
        IsTouched = true;
    }

    /// <summary>Says what the line is.</summary>
    public void Say(DraftLine line, string text) => (line.Text, IsTouched) = (text, true);

    /// <summary>
    /// Gives a line another amount without VAT; what that leaves becomes a line of its own beside it, and the two together are
    /// what the invoice says. All of it again, and the rest is gone.
    /// </summary>
    public void Split(DraftLine line, decimal net)
    {
        var group = Groups.First(g => g.Lines.Contains(line));
        var parts = group.Lines.Where(l => l.Place == line.Place).ToList();
        var rest = parts.LastOrDefault(l => l != line);
        var together = line.Share.Net + (rest?.Share.Net ?? 0);
        if (net == line.Share.Net || !Money.IsBookable(net)) return;
        var vat = Money.Divide(line.Share.Vat + (rest?.Share.Vat ?? 0), [net, together - net]);
        if (together - net == 0 && rest is not null) group.Lines.Remove(rest);
        else if (rest is null)
        {
            rest = new DraftLine(line.Share with { Key = $"{line.Share.Key}{(char)('a' + parts.Count)}" }, line.Suggested, line.Place) { Account = line.Account, VatCode = line.VatCode, Text = line.Text };
            group.Lines.Insert(group.Lines.IndexOf(line) + 1, rest);
        }
        line.Share = line.Share with { Net = net, Vat = together - net == 0 ? vat.Sum() : vat[0] };
        if (together - net != 0) rest!.Share = rest.Share with { Net = together - net, Vat = vat[1] };
        IsTouched = true;
    }

    /// <summary>Exactly the postings that approving will post.</summary>
    public Preview Preview()
    {
        var invoice = @case.Invoice;
        invoice.ExchangeRate = ExchangeRate;
        var lines = Coded;
        try
        {
            return new(InvoiceVoucher.Of(invoice, lines, @case.Rules, On, @case.Item.Id).Lines, null);
        }
        catch (BrokenRule broken)
        {
            return new([], broken.Phrase);
        }
    }

    /// <summary>What she settles the case with.</summary>
    public Settlement Settlement(string? reason = null) => new(Coded, On, AsksForRate ? ExchangeRate : null, reason);

    private List<CodedLine> Coded => [.. Lines.Select(l => l.IsAsSuggested
        ? CodedLine.From(l.Suggested!) with { Share = l.Share, Text = l.Text }
        : new CodedLine(l.Share, l.Account, l.VatCode, l.Text))];

    // Another account may or may not give deduction: the code follows, as far as the invoice's own VAT says which.
    private string? Fitting(DraftLine line)
    {
        if (line.Suggested?.Alternatives.FirstOrDefault(a => a.Account == line.Account) is { } known) return known.VatCode;
        if (line.Suggested is { } s && s.Account == line.Account) return s.VatCode;
        if (line.Share.Vat == 0 || @case.Vendor.Country is not "NO") return null;
        if (!@case.Rules.Deducts(line.Account)) return "0";
        return @case.Rules.VatCodes.Values.Where(c => c is { Side: VatSide.Purchase, Mechanism: VatMechanism.Invoiced } and not { Code: "14" or "15" }).OrderBy(c => c.SortOrder)
            .FirstOrDefault(c => @case.Rules.PercentOn(c.RateClass, @case.Invoice.InvoiceDate) == line.Share.Percent)?.Code;
    }
}
