using System.Globalization;
using System.Text.RegularExpressions;
using Kontali.Data.Firms;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>An amount on a page.</summary>
internal sealed record AmountHit(Hit At, decimal Value)
{
    internal Dictionary<AmountOf, (double Weight, string Label)> Meanings { get; } = [];

    /// <summary>Whether thousands may stand apart from it, in the cell before.</summary>
    internal bool IsTorn { get; init; }

    internal double Weight(params ReadOnlySpan<AmountOf> of)
    {
        var best = 0.0;
        foreach (var one in of) best = Math.Max(best, Meanings.GetValueOrDefault(one).Weight);
        return best;
    }
}

/// <summary>A date on a page.</summary>
internal sealed record DateHit(Hit At, DateOnly Value);

/// <summary>Amounts, dates, rates and numbers as Norwegian and English papers write them.</summary>
internal static partial class FigureReader
{
    internal static IEnumerable<AmountHit> Amounts(Cell cell)
    {
        foreach (Match m in Amount().Matches(cell.Text))
            // In brackets it is below nought where it stands alone; among words it is an aside.
            if (ParseAmount(m.Value) is { } value) yield return new(new(cell, m.Index, m.Length), m.Value[0] == '(' && cell.Letters > 0 ? Math.Abs(value) : value);
        foreach (Match m in WholeKroner().Matches(cell.Text).Concat(KronerBefore().Matches(cell.Text)).Concat(KronerAfter().Matches(cell.Text)))
            if (decimal.TryParse(string.Concat(m.Groups[1].Value.Where(char.IsAsciiDigit)), NumberStyles.None, CultureInfo.InvariantCulture, out var value)) yield return new(new(cell, m.Groups[1].Index, m.Groups[1].Length), value);
    }

    /// <summary>The last separator with two digits after it is the decimal one.</summary>
    internal static decimal? ParseAmount(string text)
    {
        var negative = text.TrimStart().StartsWith('-') || text.TrimStart().StartsWith('−') || text.TrimEnd().EndsWith('-') || text.TrimStart().StartsWith('(');
        var digits = string.Concat(text.Where(char.IsAsciiDigit));
        if (digits.Length is < 3 or > 13) return null;
        var value = decimal.Parse(digits, CultureInfo.InvariantCulture) / 100;
        return negative ? -value : value;
    }

    internal static IEnumerable<DateHit> Dates(Cell cell)
    {
        foreach (Match m in DayFirst().Matches(cell.Text))
            if (Day(m.Groups[3].Value, m.Groups[2].Value, m.Groups[1].Value) is { } date) yield return new(new(cell, m.Index, m.Length), date);
        foreach (Match m in YearFirst().Matches(cell.Text))
            if (Day(m.Groups[1].Value, m.Groups[2].Value, m.Groups[3].Value) is { } date) yield return new(new(cell, m.Index, m.Length), date);
        foreach (Match m in DayMonthName().Matches(cell.Text))
            if (Month(m.Groups[2].Value) is { } month && Day(m.Groups[3].Value, $"{month}", m.Groups[1].Value) is { } date) yield return new(new(cell, m.Index, m.Length), date);
        foreach (Match m in MonthNameDay().Matches(cell.Text))
            if (Month(m.Groups[1].Value) is { } month && Day(m.Groups[3].Value, $"{month}", m.Groups[2].Value) is { } date) yield return new(new(cell, m.Index, m.Length), date);
    }

    /// <summary>Whether a day is the first or the last of two that are bound together: 01.06.2026–30.06.2026, 1 June to 30 June.</summary>
    internal static bool IsOfPeriod(Hit date) => UntilNext().IsMatch(date.Cell.Text[(date.Start + date.Length)..]) || FromFormer().IsMatch(date.Cell.Text[..date.Start]);

    private static DateOnly? Day(string year, string month, string day)
    {
        var (y, m, d) = (int.Parse(year, CultureInfo.InvariantCulture), int.Parse(month, CultureInfo.InvariantCulture), int.Parse(day, CultureInfo.InvariantCulture));
        if (y < 100) y += 2000;
        if (m > 12 && d <= 12) (m, d) = (d, m); // An American writes the month first.
        return y is >= 2000 and <= 2100 && m is >= 1 and <= 12 && d >= 1 && d <= DateTime.DaysInMonth(y, m) ? new DateOnly(y, m, d) : null;
    }

    private static readonly Dictionary<string, int> Months = new()
    {
        ["jan"] = 1,
        ["feb"] = 2,
        ["mar"] = 3,
        ["apr"] = 4,
        ["mai"] = 5,
        ["may"] = 5,
        ["jun"] = 6,
        ["jul"] = 7,
        ["aug"] = 8,
        ["sep"] = 9,
        ["okt"] = 10,
        ["oct"] = 10,
        ["nov"] = 11,
        ["des"] = 12,
        ["dec"] = 12,
    };

    private static int? Month(string name) => Months.TryGetValue(name.ToLowerInvariant(), out var month) ? month : null;

    internal static IEnumerable<decimal> Rates(string text)
    {
        foreach (Match m in Rate().Matches(text))
            if (decimal.TryParse(m.Groups[1].Value.Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var rate) && IsRate(rate)) yield return rate;
    }

    internal static bool IsRate(decimal rate) => rate is 0m or 6m or 12m or 15m or 25m or 11.11m or 20m or 19m or 21m;

    /// <summary>Organisation numbers with right check digits, and whether VAT is said beside them.</summary>
    internal static IEnumerable<(Hit At, string Number, bool Vat)> OrgNumbers(Cell cell)
    {
        foreach (Match m in Org().Matches(cell.Text))
        {
            var digits = string.Concat(m.Groups[2].Value.Where(char.IsAsciiDigit));
            if (OrgNumber.TryParse(digits, out _) && (digits[0] is '8' or '9' || m.Groups[1].Length > 0 || m.Groups[3].Length > 0 || cell.Text[..m.Index].Contains("org", StringComparison.OrdinalIgnoreCase))) yield return (new(cell, m.Groups[2].Index, m.Groups[2].Length), digits, m.Groups[1].Length > 0 || m.Groups[3].Length > 0);
        }
    }

    /// <summary>Registration numbers of other countries' VAT.</summary>
    internal static IEnumerable<(Hit At, string Number)> ForeignVat(Cell cell)
    {
        foreach (Match m in Foreign().Matches(cell.Text)) yield return (new(cell, m.Index, m.Length), string.Concat(m.Value.Where(char.IsAsciiLetterOrDigit)));
    }

    internal static IEnumerable<(Hit At, BankAccount Account, bool Iban)> Accounts(Cell cell)
    {
        foreach (Match m in Iban().Matches(cell.Text))
            for (var length = m.Length; length >= 15; length--)
                if (m.Value[length - 1] != ' ' && BankAccount.TryParse(m.Value[..length], out var account))
                {
                    yield return (new(cell, m.Index, length), account, true);
                    break;
                }
        foreach (Match m in Eleven().Matches(cell.Text))
            if (BankAccount.TryParse(m.Value, out var account)) yield return (new(cell, m.Index, m.Length), account, false);
    }

    internal static IEnumerable<Hit> Tokens(Cell cell)
    {
        foreach (Match m in Token().Matches(cell.Text))
            if (m.Value.Any(char.IsAsciiDigit)) yield return new(cell, m.Index, m.Length);
    }

    internal static IEnumerable<Hit> DigitRuns(Cell cell)
    {
        foreach (Match m in Run().Matches(cell.Text)) yield return new(cell, m.Index, m.Length);
    }

    // 1 234,50  1.234,50  1,234.50  1'234.50  1234,50, perhaps with a minus before or after.
    [GeneratedRegex(@"(?<![\p{L}\d.,])[-−(]?\d{1,3}(?:(?:[ \u00a0\u202f.’']\d{3})*,\d{2}|(?:[ \u00a0\u202f,’']\d{3})*\.\d{2})(?:-(?!\d))?(?![\d.,]*\d|\s?%)|(?<![\p{L}\d.,])[-−(]?\d{4,9}[.,]\d{2}-?(?![\d.,]*\d|\s?%)")]
    private static partial Regex Amount();

    [GeneratedRegex(@"(?<![\d.,])(\d{1,3}(?:[ .]\d{3})*|\d{1,7}),-")]
    private static partial Regex WholeKroner();

    // Without øre a figure is money only where kroner stand beside it.
    [GeneratedRegex(@"(?<![\p{L}\d])(?:kr\.?|NOK) ?(\d{1,3}(?:[ .,]\d{3})+|\d{1,7})(?!\d|[.,/-]\d| \d{3}|\s?%)", RegexOptions.IgnoreCase)]
    private static partial Regex KronerBefore();

    [GeneratedRegex(@"(?<![\d.,/-])(?<!\d )(\d{1,3}(?:[ .]\d{3})+|\d{1,7}) ?(?:kr|NOK)(?!\p{L})", RegexOptions.IgnoreCase)]
    private static partial Regex KronerAfter();

    [GeneratedRegex(@"(?<![\d.,/-])(\d{1,2})[./-](\d{1,2})[./-](\d{4}|\d{2})(?![\d/-]|[.,]\d)")]
    private static partial Regex DayFirst();

    [GeneratedRegex(@"^\s*(?:[-–—]|til|to|t\.?o\.?m\.?)\s*\d{1,4}(?:[./-]|\.? \p{L}{3})", RegexOptions.IgnoreCase)]
    private static partial Regex UntilNext();

    [GeneratedRegex(@"\d\s*(?:[-–—]|til|to|t\.?o\.?m\.?)\s*$", RegexOptions.IgnoreCase)]
    private static partial Regex FromFormer();

    [GeneratedRegex(@"(?<![\d.,/-])(\d{4})[-./](\d{1,2})[-./](\d{1,2})(?![\d/-])")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?\.?[ -](jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)\p{L}*\.?,?[ -](\d{4}|\d{2})(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex DayMonthName();

    [GeneratedRegex(@"(jan|feb|mar|apr|mai|may|jun|jul|aug|sep|okt|oct|nov|des|dec)\p{L}*\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})(?!\d)", RegexOptions.IgnoreCase)]
    private static partial Regex MonthNameDay();

    [GeneratedRegex(@"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s?%")]
    private static partial Regex Rate();

    [GeneratedRegex(@"(?<![\d])(NO\s?)?(\d{3}[ .\u00a0]?\d{3}[ .\u00a0]?\d{3})(\s?MVA)?(?![\d]|[ .]?\d{2,})", RegexOptions.IgnoreCase)]
    private static partial Regex Org();

    [GeneratedRegex(@"\b(?:SE\s?\d{10}\s?01|DK\s?\d{8}|DE\s?\d{9}|GB\s?\d{3}\s?\d{4}\s?\d{2}|FI\s?\d{8}|NL\s?\d{9}B\d{2}|FR\s?[A-Z0-9]{2}\s?\d{9}|PL\s?\d{10}|EE\s?\d{9}|IE\s?\d{7}[A-Z]{1,2}|IT\s?\d{11}|ES\s?[A-Z0-9]\d{7}[A-Z0-9]|EU\d{9})\b")]
    private static partial Regex Foreign();

    [GeneratedRegex(@"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]){11,30}")]
    private static partial Regex Iban();

    [GeneratedRegex(@"(?<![\d.,])\d{4}[ .\u00a0]?\d{2}[ .\u00a0]?\d{5}(?![\d.,]*\d)")]
    private static partial Regex Eleven();

    [GeneratedRegex(@"[\p{L}\d][\p{L}\d\-/_.]*")]
    private static partial Regex Token();

    [GeneratedRegex(@"(?<![\d.,])\d(?:[ ]?\d){1,24}-?(?![\d]|[.,]\d)")]
    private static partial Regex Run();
}
