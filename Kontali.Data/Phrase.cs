using System.Globalization;
using System.Text.Json;

namespace Kontali.Data;

/// <summary>
/// A sentence for a person, kept as its Norwegian pattern and its values, so that it can be stored,
/// and said in the reader's language later: the pattern is the key of the translation.
/// </summary>
/// <param name="Pattern">Norwegian, with {0}, {1:N2} … where the values go.</param>
/// <param name="Values">The values, in their invariant text form or as numbers and dates.</param>
public sealed record Phrase(string Pattern, params IReadOnlyList<object?> Values)
{
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");

    /// <summary>Takes an interpolated sentence apart: <c>Phrase.Of($"Mangler {amount:N2} kr.")</c>.</summary>
    public static Phrase Of(FormattableString sentence) => new(sentence.Format, sentence.GetArguments());

    /// <summary>The sentence in another language's pattern; a value that came back from JSON is read as number, date or text.</summary>
    public string Say(string pattern, CultureInfo culture) =>
        Values.Count == 0 ? pattern.Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            : string.Format(culture, pattern, [.. Values.Select(Thaw)]);

    /// <summary>The sentence in Norwegian.</summary>
    public override string ToString() => Say(Pattern, Norwegian);

    private static object? Thaw(object? value) => value is not JsonElement json ? value : json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDecimal(),
        JsonValueKind.String when DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", out var date) => date,
        JsonValueKind.String => json.GetString(),
        _ => json.ToString(),
    };
}
