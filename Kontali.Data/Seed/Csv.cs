using System.Text;

namespace Kontali.Data.Seed;

/// <summary>Comma-separated lines, and our own tables of them that lie embedded in the assembly.</summary>
public static class Csv
{
    /// <summary>The rows of a table, without its head.</summary>
    internal static IEnumerable<string[]> Read(string name)
    {
        using var stream = typeof(Csv).Assembly.GetManifestResourceStream($"Kontali.Data.Seed.{name}")
            ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return Fields(line);
    }

    /// <summary>The fields of one line; a field in double quotes may hold commas and doubled quotes (RFC 4180), never a line break.</summary>
    public static string[] Fields(string line)
    {
        List<string> fields = [];
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < line.Length; i++)
        {
            var c = line[i];
            if (c == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"') field.Append(line[i++]);
            else if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted)
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else field.Append(c);
        }
        fields.Add(field.ToString());
        return [.. fields];
    }
}
