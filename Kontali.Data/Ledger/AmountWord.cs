using System.Globalization;
using System.Text.RegularExpressions;

namespace Kontali.Data.Ledger;

/// <summary>Reads an amount as people write it: 1 576,93, 1576.93, 1.576,93, kr 1576, −1576,93. Pure.</summary>
public static partial class AmountWord
{
    /// <summary>The amount without its sign, for it is looked for on both sides; null where the text is none.</summary>
    public static decimal? Read(string text)
    {
        if (Amount().Match(text.Trim()) is not { Success: true } match) return null;
        var whole = string.Concat(match.Groups["whole"].Value.Where(char.IsAsciiDigit));
        return whole.Length <= 13 && decimal.TryParse($"{whole}.{match.Groups["part"].Value.PadRight(1, '0')}", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && amount > 0 ? amount : null;
    }

    // A point with three figures behind it parts thousands; with one or two it is the comma of other languages.
    [GeneratedRegex(@"^(?:kr\.?\s*)?[-−–]?\s*(?<whole>\d{1,3}(?:[ \u00a0\u202f.]\d{3})+|\d+)(?:[,.](?<part>\d{1,2}))?(?:\s*kr\.?)?$", RegexOptions.IgnoreCase)]
    private static partial Regex Amount();
}
