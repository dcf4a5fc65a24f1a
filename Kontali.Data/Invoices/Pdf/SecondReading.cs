namespace Kontali.Data.Invoices.Pdf;

/// <summary>A value of a paper as somebody else names it.</summary>
/// <param name="Field">Which, as a <see cref="Sighting"/> calls it: number, issueDate, dueDate, gross, vatTotal, payment.0.account, payment.0.reference or seller.name.</param>
/// <param name="Text">As it is said to stand there.</param>
public sealed record NamedValue(string Field, string Text);

/// <summary>
/// A second reader of a paper, whoever it is: it may show where a value stands that we did not find, and it may raise a doubt. What it names
/// and the paper does not say is dropped; what it fills is read again by our own rules, as if a person had pointed at it, and a person looks
/// at it before anything is booked. It can take no doubt away and change no value that we read. Pure.
/// </summary>
public static class SecondReading
{
    /// <summary>How sure a value of its can be at most: less than is booked unseen.</summary>
    public const double MostSure = 0.6;

    internal const string Differs = "KONTALI-ANNEN-LESER";

    /// <summary>Whether the first reading leaves anything to ask.</summary>
    public static bool IsWanted(Reading first) =>
        first is { Facts.Pages: { } pages, Text.HasText: true } && (pages.Confidence < PdfReader.SureEnough || first.Findings.Any(f => f.Severity == Severity.Fatal));

    /// <summary>The first reading with what the second may add: gaps filled, doubts raised.</summary>
    public static Reading With(Reading first, ReadingWorld world, IReadOnlyList<NamedValue> named)
    {
        if (first is not { Facts: { } facts, Text: { } text }) return first;
        var cells = new Cells(text);
        var standing = named.DistinctBy(v => v.Field).Select(v => Find(cells, v)).OfType<Standing>().ToList();
        var gaps = standing.Where(s => ValueOf(facts, s.Field) is null).ToList();
        var again = gaps.Count == 0 ? first : PdfReader.Read(text, world with { Places = [.. world.Places, .. gaps.Select(g => PlaceOf(g, text.PageCount))] });
        if (again.Facts is not { } read) return first;
        var filled = gaps.Where(g => IsSame(g, ValueOf(read, g.Field))).ToList();
        // A gap that was filled with something else than it pointed at stays as it was.
        if (filled.Count < gaps.Count) return With(first, world, [.. named.Where(v => !gaps.Except(filled).Any(g => g.Field == v.Field))]);
        var doubts = standing.Except(gaps).Where(s => !IsSame(s, ValueOf(read, s.Field))).Select(s => new Finding(Differs, Severity.Fatal,
            Phrase.Of($"{PageReader.Word(s.Field)}: språkmodellen leser «{s.At.Text}», Kontali leser noe annet. Kontroller mot dokumentet."))).ToList();
        var said = filled.Select(s => new Finding(PdfReader.Doubt, Severity.Fatal, Phrase.Of($"{PageReader.Word(s.Field)} er funnet av språkmodellen. Kontroller mot dokumentet.")));
        var names = filled.SelectMany(f => f.Field == "gross" ? ["gross", "payable"] : new[] { f.Field }).ToHashSet();
        var pages = read.Pages!;
        return again with
        {
            Text = text,
            Findings = [.. again.Findings, .. first.Findings.Where(f => f.Rule == PageInvoices.PictureTrouble && !again.Findings.Contains(f)), .. said, .. doubts],
            Facts = read with
            {
                Pages = pages with
                {
                    Confidence = filled.Count + doubts.Count > 0 ? Math.Min(pages.Confidence, MostSure) : pages.Confidence,
                    Seen = [.. pages.Seen.Select(s => names.Contains(s.Field) ? s with { How = Found.Model, Confidence = Math.Min(s.Confidence, MostSure) } : s)],
                },
            },
        };
    }

    private sealed record Standing(string Field, object Is, Hit At);

    // What it names is read as the paper is read; it must say one thing, and the paper must say the same.
    private static Standing? Find(Cells cells, NamedValue named)
    {
        if (named.Field == "seller.name") return FindName(cells, named.Text.Trim());
        if (Values(Said(named.Text), named.Field).Select(v => v.Is).Distinct().ToList() is not [var one]) return null;
        return Values(cells, named.Field).Where(v => v.Is.Equals(one)).Select(v => new Standing(named.Field, one, v.At)).FirstOrDefault();
    }

    private static Standing? FindName(Cells cells, string name) =>
        name.Count(char.IsLetter) < 3 ? null : cells.All.Select(c => (Cell: c, At: c.Text.IndexOf(name, StringComparison.OrdinalIgnoreCase))).Where(c => c.At >= 0)
            .Select(c => new Hit(c.Cell, c.At, name.Length)).Select(h => new Standing("seller.name", h.Text, h)).FirstOrDefault();

    private static IEnumerable<(object Is, Hit At)> Values(Cells cells, string field) => field switch
    {
        "issueDate" or "dueDate" => cells.All.SelectMany(FigureReader.Dates).Select(d => ((object)d.Value, d.At)),
        "gross" or "vatTotal" => cells.All.SelectMany(FigureReader.Amounts).Select(a => ((object)Math.Abs(a.Value), a.At)),
        "payment.0.account" => cells.All.SelectMany(FigureReader.Accounts).Select(a => ((object)a.Account.ToString(), a.At)),
        "payment.0.reference" => cells.All.SelectMany(FigureReader.DigitRuns).Where(h => Kid.TryParse(h.Text, out _)).Select(h => ((object)KidOf(h.Text), h)),
        "number" => cells.All.SelectMany(FigureReader.Tokens).Select(h => ((object)h.Text.TrimEnd('.').ToUpperInvariant(), h)),
        _ => [],
    };

    // What we read ourselves, in the same form; null where we did not.
    private static object? ValueOf(InvoiceFacts facts, string field)
    {
        bool Lacks(string name) => facts.Pages!.Missing.Contains(name);
        return field switch
        {
            "number" => Lacks("number") ? null : facts.Number.ToUpperInvariant(),
            "issueDate" => Lacks("issueDate") ? null : facts.IssueDate,
            "dueDate" => facts.DueDate,
            "gross" => Lacks("payable") ? null : Math.Abs(facts.Gross),
            "vatTotal" => Lacks("payable") ? null : Math.Abs(facts.VatTotal),
            "payment.0.account" => facts.Payment.FirstOrDefault()?.Account,
            "payment.0.reference" => facts.Payment.FirstOrDefault()?.Reference,
            "seller.name" => Lacks("seller.name") ? null : facts.Seller.Name,
            _ => null,
        };
    }

    // A name is often written longer or shorter than it is known by.
    private static bool IsSame(Standing said, object? ours)
    {
        if (said.Field != "seller.name" || ours is not string name) return said.Is.Equals(ours);
        var (a, b) = (VendorIdentity.NameKey(name), VendorIdentity.NameKey((string)said.Is));
        return a.Contains(b, StringComparison.Ordinal) || b.Contains(a, StringComparison.Ordinal);
    }

    private static LearnedPlace PlaceOf(Standing s, int pages) =>
        new("", s.Field, null, s.At.Page == 1 ? 1 : s.At.Page == pages ? -1 : s.At.Page, s.At.Box, s.Field == "seller.name" ? s.At.Text : null);

    private static string KidOf(string text) => Kid.TryParse(text, out var kid) ? kid.ToString() : text;

    private static Cells Said(string text)
    {
        const double letter = 5;
        List<TextWord> words = [];
        foreach (var word in text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) words.Add(new(word, words.Count == 0 ? 0 : words[^1].Right + letter, 0, word.Length * letter, 10));
        return new(new PageText(words.Count == 0 ? [] : [new(1000, 1000, [words])], 1));
    }
}
