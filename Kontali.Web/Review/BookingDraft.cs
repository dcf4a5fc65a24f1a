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
    public SuggestedLine? Suggested { get; internal set; } = suggested;

    /// <summary>Which part of the invoice it is of.</summary>
    public int Place { get; } = place;

    public string Account { get; set; } = suggested?.Account ?? "";
    public string VatCode { get; set; } = suggested?.VatCode ?? "0";
    public string Text { get; set; } = suggested?.Text ?? share.Text;

    /// <summary>Whether what stands in its amount's field is no amount: nothing is posted until it is.</summary>
    public bool IsUnclear { get; set; }

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

    /// <summary>Whether it holds several lines of the invoice; parts of one line stand for themselves.</summary>
    public bool IsMany => Lines.Exists(l => l.Place != Lines[0].Place);

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
    private const int MostParts = 20;
    private ReviewCase @case;

    public BookingDraft(ReviewCase of)
    {
        @case = of;
        (On, ExchangeRate) = (of.Day, of.Invoice.ExchangeRate);
        AsksForRate = Asks(of);
        var lines = of.Item.AiSuggestion.Lines.Select((s, i) => new DraftLine(s.Share, s, i));
        // Grouped by what the agent suggested, not by what she makes of it: nothing jumps while she works.
        Groups = [.. lines.GroupBy(l => (l.Account, l.VatCode)).Select(g => new DraftGroup(g))];
        if (of.Draft is { } written) Restore(written);
        IsTouched = of.Draft is not null;
    }

    /// <summary>The item it belongs to.</summary>
    public ReviewItem Item => @case.Item;

    /// <summary>The lines in their groups.</summary>
    public List<DraftGroup> Groups { get; }

    /// <summary>Every line, in the document's order.</summary>
    public IReadOnlyList<DraftLine> Lines => [.. Groups.SelectMany(g => g.Lines).OrderBy(l => l.Place)];

    /// <summary>Accounting date.</summary>
    public DateOnly On
    {
        get;
        set => (field, IsTouched) = (value, true);
    }

    /// <summary>Whether what stands in the date's field is no date: nothing is posted until it is.</summary>
    public bool IsDayUnclear { get; set; }

    /// <summary>Kroner for one unit of the invoice's currency.</summary>
    public decimal? ExchangeRate
    {
        get;
        set => (field, IsTouched) = (value, true);
    }

    /// <summary>Whether the rate is hers to state.</summary>
    public bool AsksForRate { get; }

    /// <summary>Whether anything differs from the suggestion.</summary>
    public bool IsTouched { get; private set; }

    private bool isHers;
    private readonly HashSet<DraftLine> rethought = [];

    /// <summary>Whether every line that the agent thought again is one that she has picked account or code for since: then she knows what she approves.</summary>
    public bool IsKnown => rethought.Count == 0;

    /// <summary>She has picked what is suggested: it stays, whatever the agent thinks next.</summary>
    public void Reaffirm(IEnumerable<DraftLine> lines)
    {
        isHers = true;
        rethought.ExceptWith(lines);
    }

    /// <summary>
    /// Takes the item as it has become while it stood before her: thought again, given to somebody, put right elsewhere. The lines stay the
    /// ones she sees, so nothing she is at is lost. Where she has written and picked nothing they say what is suggested now; where she
    /// has, they say what she left there. False where the invoice itself has other lines than these: then it is another form.
    /// </summary>
    public bool Renew(ReviewCase now)
    {
        var suggested = now.Item.AiSuggestion.Lines;
        if (now.Invoice.Id != @case.Invoice.Id || AsksForRate != Asks(now) || !Lines.GroupBy(l => l.Place).Select(g => (OwnKey(g.First()), g.Sum(l => l.Share.Net), g.Sum(l => l.Share.Vat))).SequenceEqual(suggested.Select(s => (s.Share.Key, s.Share.Net, s.Share.Vat)))) return false;
        @case = now;
        foreach (var line in Lines)
        {
            line.Suggested = suggested[line.Place];
            if (IsTouched || isHers) continue;
            if (line.Account != line.Suggested.Account || line.VatCode != line.Suggested.VatCode) rethought.Add(line);
            (line.Account, line.VatCode, line.Text) = (line.Suggested.Account, line.Suggested.VatCode, line.Suggested.Text);
        }
        return true;
    }

    private static bool Asks(ReviewCase of) => of.Invoice.Currency != "NOK" && of.Invoice.ExchangeRate is null;

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
            rethought.Remove(line);
        }
        IsTouched = true;
    }

    /// <summary>Takes one of the agent's other suggestions.</summary>
    public void Take(IEnumerable<DraftLine> lines, Alternative alternative)
    {
        foreach (var line in lines)
        {
            (line.Account, line.VatCode) = (alternative.Account, alternative.VatCode);
            rethought.Remove(line);
        }
        IsTouched = true;
    }

    /// <summary>Says what the line is.</summary>
    public void Say(DraftLine line, string text) => (line.Text, IsTouched) = (text, true);

    /// <summary>
    /// Gives a line another amount without VAT. What that leaves goes to the last part of the same line, which is made where there is
    /// none, so that the parts together are always what the invoice says; a part of nothing is gone.
    /// </summary>
    public void Split(DraftLine line, decimal net)
    {
        if (net == line.Share.Net || !Money.IsBookable(net)) return;
        var group = Groups.First(g => g.Lines.Contains(line));
        var parts = PartsOf(line);
        var (net0, vat0) = (parts.Sum(p => p.Share.Net), parts.Sum(p => p.Share.Vat));
        if (line == parts[^1])
        {
            if (net == 0 || parts.Count >= MostParts) return;
            var rest = new DraftLine(line.Share with { Key = FreeKey(parts) }, line.Suggested, line.Place) { Account = line.Account, VatCode = line.VatCode, Text = line.Text };
            group.Lines.Insert(group.Lines.IndexOf(line) + 1, rest);
            parts.Add(rest);
        }
        line.Share = line.Share with { Net = net };
        var last = parts[^1];
        last.Share = last.Share with { Net = net0 - parts.SkipLast(1).Sum(p => p.Share.Net) };
        // The line's own key stays with whatever is left of it.
        foreach (var empty in parts.Where(p => p.Share.Net == 0 && parts.Count > 1).ToList())
        {
            if (parts.Count == 1) break;
            parts.Remove(empty);
            group.Lines.Remove(empty);
        }
        if (!parts.Exists(p => p.Share.Key == OwnKey(line))) parts[0].Share = parts[0].Share with { Key = OwnKey(line) };
        var vats = Money.Divide(vat0, [.. parts.Select(p => p.Share.Net)]);
        foreach (var (part, vat) in parts.Zip(vats)) part.Share = part.Share with { Vat = vat };
        IsTouched = true;
    }

    /// <summary>The parts that a line of the invoice is split into, in order; the last one balances itself.</summary>
    public List<DraftLine> PartsOf(DraftLine line) => [.. Groups.First(g => g.Lines.Contains(line)).Lines.Where(l => l.Place == line.Place)];

    private static string OwnKey(DraftLine line) => WholeKey(line.Share.Key);

    private static string FreeKey(List<DraftLine> parts) => Enumerable.Range('b', MostParts).Select(letter => $"{OwnKey(parts[0])}{(char)letter}").First(key => parts.TrueForAll(p => p.Share.Key != key));

    /// <summary>Exactly the postings that approving will post.</summary>
    public Preview Preview()
    {
        var invoice = @case.Invoice;
        invoice.ExchangeRate = ExchangeRate;
        if (IsDayUnclear) return new([], Phrase.Of($"Bokføringsdatoen er ikke lest. Skriv den som 3, 5-2, +30 eller 03.05.2026."));
        if (Lines.FirstOrDefault(l => l.IsUnclear) is { } unclear) return new([], Phrase.Of($"Beløpet på «{unclear.Text}» er ikke lest. Skriv et beløp, et regnestykke eller en prosent."));
        if (Shut() is { } shut) return new([], shut);
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

    // Told before Enter, with the day that would do.
    private Phrase? Shut() => !@case.Shut.TryGetValue(Period.Of(On), out var period) ? null : period.State switch
    {
        PeriodState.Held => Phrase.Of($"Perioden {period.Name} er holdt tilbake til den er kontrollert. Åpne den under klientens perioder, eller bokfør fra {@case.OpenFrom(On):dd.MM.yyyy}."),
        PeriodState.VatFiled => Phrase.Of($"Perioden {period.Name} er lukket og levert i mva-meldingen. Velg en bokføringsdato fra {@case.OpenFrom(On):dd.MM.yyyy}."),
        _ => Phrase.Of($"Perioden {period.Name} er lukket. Velg en bokføringsdato fra {@case.OpenFrom(On):dd.MM.yyyy}."),
    };

    /// <summary>What she settles the case with.</summary>
    public Settlement Settlement(string? reason = null) => new(Coded, On, AsksForRate ? ExchangeRate : null, reason) { IsUntouched = !IsTouched };

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
        return @case.Rules.CodeFor(line.Share.Percent, @case.Invoice.InvoiceDate)?.Code;
    }
}
