using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Finding one's way in a UBL 2.1 tree: paths like "cac:Party/cbc:EndpointID", and values read strictly.</summary>
internal static class Ubl
{
    internal static readonly XNamespace Cac = "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2";
    internal static readonly XNamespace Cbc = "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2";
    internal static readonly XNamespace Invoice = "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2";
    internal static readonly XNamespace CreditNote = "urn:oasis:names:specification:ubl:schema:xsd:CreditNote-2";

    /// <summary>Longer texts are cut: no invoice needs them, and the books index some.</summary>
    internal const int MaxText = 4000;

    private static readonly ConcurrentDictionary<string, XName[]> Paths = new();

    /// <summary>"cbc:ID" or "cac:Party" as a full name.</summary>
    internal static XName Name(string prefixed) => prefixed.StartsWith("cac:", StringComparison.Ordinal) ? Cac + prefixed[4..] : Cbc + prefixed[4..];

    /// <summary>Every element at the end of the path, in the document's order.</summary>
    internal static IEnumerable<XElement> All(this XElement? from, string path)
    {
        if (from is null) return [];
        var steps = Paths.GetOrAdd(path, Split);
        var found = from.Elements(steps[0]);
        for (var i = 1; i < steps.Length; i++) found = found.Elements(steps[i]);
        return found;
    }

    /// <summary>The first element at the end of the path.</summary>
    internal static XElement? One(this XElement? from, string path) => from.All(path).FirstOrDefault();

    internal static bool Has(this XElement? from, string path) => from.All(path).Any();

    /// <summary>The first element's text, trimmed and clean; null where it is missing or blank.</summary>
    internal static string? Text(this XElement? from, string path) => Clean(from.One(path)?.Value);

    internal static string? Text(this XElement? element) => Clean(element?.Value);

    internal static string? Attr(this XElement? element, string name) => Clean((string?)element?.Attribute(name));

    /// <summary>A decimal as XML writes it (point, no thousands, no exponent), no larger than the books take; null otherwise. Nothing is less than nothing: -0.00 is 0.</summary>
    internal static decimal? Number(this XElement? element) => element is null ? null : Number(element.Value);

    internal static decimal? Number(this XElement? from, string path) => from.One(path).Number();

    internal static decimal? Number(string text) =>
        text.Length <= 60
        && decimal.TryParse(text.AsSpan().Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) <= Money.Max ? number == 0 ? 0 : number : null;

    /// <summary>A date from its first ten characters: a time zone behind it must not move the day. 1900 to 2200.</summary>
    internal static DateOnly? Date(this XElement? element) =>
        element?.Value.Trim() is { Length: >= 10 and <= 40 } text
        && DateOnly.TryParseExact(text.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
        && date.Year is >= 1900 and <= 2200 ? date : null;

    internal static DateOnly? Date(this XElement? from, string path) => from.One(path).Date();

    /// <summary>
    /// What PostgreSQL and a screen can hold, and a person can see: no control characters but line breaks and tabs, no half characters,
    /// nothing invisible or that turns the direction of writing.
    /// </summary>
    internal static string? Clean(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        var trimmed = text.Trim();
        if (trimmed.Length > MaxText) trimmed = trimmed[..(MaxText - 1)] + "…";
        if (!NeedsCleaning(trimmed)) return trimmed;
        var clean = string.Concat(trimmed.EnumerateRunes().Where(r => r.Value is '\n' or '\t' || !IsUnseen(Rune.GetUnicodeCategory(r)))).Trim();
        return clean.Length == 0 ? null : clean;
    }

    private static bool NeedsCleaning(string text)
    {
        foreach (var c in text)
            if (c is (< ' ' and not ('\n' or '\t')) or (> '~' and not (>= '\u00c0' and <= '\u00ff')) && (char.IsSurrogate(c) || IsUnseen(char.GetUnicodeCategory(c)))) return true;
        return false;
    }

    /// <summary>Characters that are there and leave no mark: controls, joiners, marks of direction, and those that carry hidden text.</summary>
    internal static bool IsUnseen(UnicodeCategory category) => category is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    private static XName[] Split(string path) =>
        [.. path.Split('/').Select(Name)];
}
