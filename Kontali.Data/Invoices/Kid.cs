namespace Kontali.Data.Invoices;

/// <summary>
/// A Norwegian payment reference (kundeidentifikasjon): 2 to 25 characters, digits with a check digit last, MOD10 or MOD11
/// (Nets, OCR giro system specification). Text, never a number: leading zeros count.
/// </summary>
public readonly record struct Kid
{
    private readonly string? _digits;

    private Kid(string digits) => _digits = digits;

    /// <summary>The reference without blanks.</summary>
    public override string ToString() => _digits ?? "";

    /// <summary>Reads it as invoices write it; blanks are passed over.</summary>
    public static bool TryParse(string? text, out Kid kid)
    {
        kid = default;
        if (text is null || text.Length > 60) return false;
        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
        if (!HasForm(bare) || (Mod10(bare[..^1]) != bare[^1] && Mod11(bare[..^1]) != bare[^1])) return false;
        kid = new(bare);
        return true;
    }

    /// <summary>Looks like a KID, right or wrong: digits, perhaps with a hyphen last.</summary>
    public static bool HasForm(string text) =>
        text.Length is >= 2 and <= 25 && text[..^1].All(char.IsAsciiDigit) && (char.IsAsciiDigit(text[^1]) || text[^1] == '-');

    /// <summary>Weights 2 and 1 from the right; the digits of each product are added.</summary>
    internal static char Mod10(string stem)
    {
        var sum = 0;
        for (var i = 0; i < stem.Length; i++)
        {
            var product = (stem[^(i + 1)] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += product / 10 + product % 10;
        }
        return (char)('0' + (10 - sum % 10) % 10);
    }

    /// <summary>Weights 2 to 7 from the right, over again; a remainder of 1 is written as a hyphen.</summary>
    internal static char Mod11(string stem)
    {
        var sum = 0;
        for (var i = 0; i < stem.Length; i++) sum += (stem[^(i + 1)] - '0') * (2 + i % 6);
        return (sum % 11) switch { 0 => '0', 1 => '-', var rest => (char)('0' + 11 - rest) };
    }
}
