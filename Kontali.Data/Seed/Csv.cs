namespace Kontali.Data.Seed;

/// <summary>Reads our own comma-separated tables that lie embedded in the assembly.</summary>
internal static class Csv
{
    /// <summary>The rows of a table, without its head.</summary>
    public static IEnumerable<string[]> Read(string name)
    {
        using var stream = typeof(Csv).Assembly.GetManifestResourceStream($"Kontali.Data.Seed.{name}")
            ?? throw new InvalidOperationException($"The table {name} is not embedded.");
        using var reader = new StreamReader(stream);
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            if (line.Length > 0) yield return Fields(line);
    }

    private static string[] Fields(string line)
    {
        List<string> fields = [];
        var quoted = false;
        var start = 0;
        for (var i = 0; i <= line.Length; i++)
        {
            if (i < line.Length && line[i] == '"') quoted = !quoted;
            if (i < line.Length && (line[i] != ',' || quoted)) continue;
            fields.Add(line[start..i].Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal));
            start = i + 1;
        }
        return [.. fields];
    }
}
