using System.Globalization;
using System.Text.Json;

namespace Kontali.Data;

/// <summary>
/// A sentence for a person, kept as its Norwegian pattern and its values, so that it can be stored,
/// and said in the reader's language later: the pattern is the key of the translation.
/// </summary>
/// <param name="Pattern">Norwegian, with {0}, {1:N2} … where the values go.</param>
/// <param name="Values">The values, in their invariant text form or as numbers and dates; words that are themselves to be translated are a Phrase.</param>
public sealed record Phrase(string Pattern, params IReadOnlyList<object?> Values)
{
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");

    /// <summary>Takes an interpolated sentence apart: <c>Phrase.Of($"Mangler {amount:N2} kr.")</c>.</summary>
    public static Phrase Of(FormattableString sentence) => new(sentence.Format, sentence.GetArguments());

    /// <summary>The sentence in another language: its pattern is looked up, and so is that of each phrase inside it.</summary>
    public string Say(Func<string, string> translate, CultureInfo culture) =>
        Values.Count == 0 ? translate(Pattern).Replace("{{", "{", StringComparison.Ordinal).Replace("}}", "}", StringComparison.Ordinal)
            : string.Format(culture, translate(Pattern), [.. Values.Select(value => Thaw(value) switch { Phrase inner => inner.Say(translate, culture), var plain => plain })]);

    /// <summary>The sentence in Norwegian.</summary>
    public override string ToString() => Say(pattern => pattern, Norwegian);

    // A value that came back from JSON is read as number, date, text or phrase.
    private static object? Thaw(object? value) => value is not JsonElement json ? value : json.ValueKind switch
    {
        JsonValueKind.Number => json.GetDecimal(),
        JsonValueKind.String when DateOnly.TryParseExact(json.GetString(), "yyyy-MM-dd", out var date) => date,
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Object => json.Deserialize<Phrase>(Mapping.Json),
        _ => json.ToString(),
    };
}
