using System.Collections;
using System.Globalization;
using System.Text;
using Kontali.Data;
using Kontali.Data.Invoices;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>Facts and readings as plain text: two are the same when their texts are. What is empty is left out.</summary>
internal static class FactsText
{
    public static string Of(Reading reading)
    {
        var text = new StringBuilder();
        if (reading.Refusal is { } refusal) text.Append("AVVIST: ").Append(refusal).Append('\n');
        if (reading.MessageId is { } message) text.Append("Message: ").Append(message).Append('\n');
        if (reading.Facts is { } facts) text.Append(Of(facts));
        foreach (var finding in reading.Findings.OrderByDescending(f => f.Severity).ThenBy(f => f.Rule, StringComparer.Ordinal))
            text.Append(CultureInfo.InvariantCulture, $"{finding.Severity} {finding.Rule}: {finding.What}\n");
        foreach (var file in reading.Files)
            text.Append(CultureInfo.InvariantCulture, $"File {file.FileName} ({file.MimeType}), {file.Bytes.Length} bytes, {file.Sha256}\n");
        return text.ToString().Replace('\u00a0', ' ').Replace('\u202f', ' ').Replace('\u2212', '-');
    }

    public static string Of(InvoiceFacts facts)
    {
        var text = new StringBuilder();
        Properties(text, facts, "");
        return text.ToString();
    }

    private static void Properties(StringBuilder text, object thing, string indent)
    {
        foreach (var property in thing.GetType().GetProperties().Where(p => p.Name is not ("EqualityContract" or "Direction" or "Signed")))
            Value(text, property.Name, property.GetValue(thing), indent);
    }

    private static void Value(StringBuilder text, string name, object? value, string indent)
    {
        if (Plain(value) is { } plain) text.Append(CultureInfo.InvariantCulture, $"{indent}{name}: {plain}\n");
        else if (value is IEnumerable many and not string)
            foreach (var item in many) Value(text, name, item, indent);
        else if (value is not null && !IsPlain(value))
        {
            text.Append(CultureInfo.InvariantCulture, $"{indent}{name}:\n");
            Properties(text, value, indent + "  ");
        }
    }

    private static bool IsPlain(object value) => value is string or decimal or bool or Enum or DateOnly;

    private static string? Plain(object? value) => value switch
    {
        string s => s.Replace("\n", "\\n", StringComparison.Ordinal),
        0m or false => null,
        decimal d => d.ToString("0.00##########", CultureInfo.InvariantCulture),
        DateOnly d => d.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Enum or true => value.ToString(),
        _ => null,
    };
}
