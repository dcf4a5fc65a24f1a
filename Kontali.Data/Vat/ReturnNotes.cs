namespace Kontali.Data.Vat;

/// <summary>
/// The authority's notes, and on which lines each may stand (Skatteetaten/mva-meldingen, merknad and merknadTilsvarendeMvaKode;
/// the table is return-notes.csv).
/// </summary>
public static class ReturnNotes
{
    private sealed record Fit(string Note, bool ReverseCharge, bool IsDeduction, bool IsOpposite, string Specification, string[] Codes);

    private static readonly Fit[] Fits = [.. Rows().Select(f => new Fit(f[0], f[1] == "reverse", f[2] == "deduction", f[3] == "opposite", f[4], f[5].Split(' ')))];

    /// <summary>Those that may stand on the whole return.</summary>
    public static readonly IReadOnlyList<string> OnReturn = ["avvikende fakturering", "BFU", "forlis", "omsetningssvikt pga ekstraordinære forhold", "virksomhet har endret selskapsform", "virksomhet under avvikling"];

    /// <summary>Those of a category, wherever they stand.</summary>
    public static IReadOnlyCollection<string> Of(ReturnCategory category) =>
        [.. Fits.Where(f => f.ReverseCharge == (category == ReturnCategory.ReverseCharge)).Select(f => f.Note).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Those that fit a line.</summary>
    public static IReadOnlyList<string> For(ReturnLine line, ReturnCategory category) =>
    [
        .. Fits.Where(f => f.ReverseCharge == (category == ReturnCategory.ReverseCharge) && IsSide(f, line) && f.IsOpposite == line.IsOpposite
            && f.Specification == (line.Specification.Word() ?? "") && f.Codes.Contains(line.Code)).Select(f => f.Note).Distinct().Order(StringComparer.Ordinal),
    ];

    // Adjustments and reversals are expected to be owed, so the list counts them as output.
    private static bool IsSide(Fit fit, ReturnLine line) => line.Specification is VatSpecification.Adjustment or VatSpecification.Reversal || fit.IsDeduction == line.IsDeduction;

    private static IEnumerable<string[]> Rows()
    {
        using var stream = typeof(ReturnNotes).Assembly.GetManifestResourceStream("Kontali.Data.Vat.return-notes.csv") ?? throw new InvalidOperationException("The table of notes is not embedded.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { Length: > 0 } line) yield return line.Split(',');
    }
}
