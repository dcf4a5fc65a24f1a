using System.Globalization;
using System.Text;

namespace Kontali.Web.Shared;

/// <summary>Lines of a file with semicolons and a comma before the decimals, as Norwegian spreadsheets read them.</summary>
public static class CsvText
{
    /// <summary>Writes a line.</summary>
    public static void Line(StringBuilder text, IEnumerable<string?> fields) => text.AppendJoin(';', fields.Select(Field)).Append("\r\n");

    /// <summary>An amount as a spreadsheet reads it: 1250,50.</summary>
    public static string Figure(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture).Replace('.', ',');

    // What begins like a formula is text, whoever wrote it; an amount that is negative is none.
    private static string Field(string? value)
    {
        var word = value ?? "";
        if (word.Length > 0 && "=+-@\t\r".Contains(word[0], StringComparison.Ordinal) && !decimal.TryParse(word.Replace(',', '.'), NumberStyles.Number, CultureInfo.InvariantCulture, out _)) word = "'" + word;
        return word.IndexOfAny([';', '"', '\n', '\r']) < 0 ? word : $"\"{word.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
