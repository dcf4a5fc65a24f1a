using System.Runtime.CompilerServices;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>The kit of official files, which lies beside the project and is never part of it; tests that need it are skipped without it.</summary>
internal static class SharedStandards
{
    public static string? Ehf { get; } = Find(AppContext.BaseDirectory) ?? Find(Here());

    public static string EhfOrSkip()
    {
        Assert.SkipWhen(Ehf is null, "The official files (../shared/standards) are not on this machine.");
        return Ehf!;
    }

    /// <summary>A folder of the kit beside ehf.</summary>
    public static string OrSkip(string folder)
    {
        var path = Path.GetFullPath(Path.Combine(EhfOrSkip(), "..", folder));
        Assert.SkipWhen(!Directory.Exists(path), $"The official files (../shared/standards/{folder}) are not on this machine.");
        return path;
    }

    /// <summary>A comma-separated file with quotes, as rows of column name → value.</summary>
    public static List<Dictionary<string, string>> Csv(string path)
    {
        var rows = File.ReadAllLines(path).Select(Cells).ToList();
        return [.. rows.Skip(1).Select(r => rows[0].Zip(r).ToDictionary(c => c.First, c => c.Second))];
    }

    private static List<string> Cells(string line)
    {
        List<string> cells = [];
        var (cell, quoted) = ("", false);
        foreach (var c in line)
        {
            if (c == '"') quoted = !quoted;
            else if (c == ',' && !quoted) { cells.Add(cell); cell = ""; }
            else cell += c;
        }
        return [.. cells, cell];
    }

    private static string? Find(string? from)
    {
        for (var folder = from; folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Combine(folder, "shared", "standards", "ehf") is var ehf && Directory.Exists(ehf)) return ehf;
        return null;
    }

    private static string? Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path);
}
