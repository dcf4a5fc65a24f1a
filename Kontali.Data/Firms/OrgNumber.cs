using System.Text.Json;
using System.Text.Json.Serialization;

namespace Kontali.Data.Firms;

/// <summary>
/// A Norwegian organisation number: nine digits, the last a MOD11 check with weights 3 2 7 6 5 4 3 2
/// (Brønnøysundregistrene; Peppol scheme 0192). Checked at birth.
/// </summary>
[JsonConverter(typeof(AsText))]
public readonly record struct OrgNumber
{
    private static ReadOnlySpan<byte> Weights => [3, 2, 7, 6, 5, 4, 3, 2];
    private readonly string? _digits;

    private OrgNumber(string digits) => _digits = digits;

    /// <summary>The nine digits.</summary>
    public override string ToString() => _digits ?? "";

    /// <summary>As people write it: 987 654 325.</summary>
    public string Spaced => _digits is { } d ? $"{d[..3]} {d[3..6]} {d[6..]}" : "";

    /// <summary>Reads it as people and invoices write it: blanks, a leading NO and a trailing MVA are passed over.</summary>
    /// <exception cref="BrokenRule">It is not nine digits, or the check digit is wrong.</exception>
    public static OrgNumber Parse(string? text) => TryParse(text, out var number)
        ? number
        : throw new BrokenRule($"«{text}» er ikke et gyldig organisasjonsnummer. Det har ni sifre, og det siste er et kontrollsiffer.");

    /// <summary>As <see cref="Parse"/>, without an exception.</summary>
    public static bool TryParse(string? text, out OrgNumber number)
    {
        number = default;
        if (text is null || text.Length > 40) return false;
        var bare = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c != '\u00ad')).ToUpperInvariant();
        if (bare.StartsWith("NO", StringComparison.Ordinal)) bare = bare[2..];
        if (bare.EndsWith("MVA", StringComparison.Ordinal)) bare = bare[..^3];
        if (bare.Length != 9 || !bare.All(char.IsAsciiDigit) || bare[8] - '0' != CheckDigit(bare)) return false;
        number = new(bare);
        return true;
    }

    /// <summary>The check digit that belongs behind eight digits; 10 where no valid number begins so.</summary>
    public static int CheckDigit(ReadOnlySpan<char> eight)
    {
        var sum = 0;
        for (var i = 0; i < 8; i++) sum += (eight[i] - '0') * Weights[i];
        return (11 - sum % 11) % 11;
    }

    private sealed class AsText : JsonConverter<OrgNumber>
    {
        public override OrgNumber Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => Parse(reader.GetString());
        public override void Write(Utf8JsonWriter writer, OrgNumber value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
