namespace Kontali.Web.Review.Marks;

/// <summary>Which letters of a text another one has not: the longest they have in common stays unmarked. Pure.</summary>
public static class Difference
{
    private const int Longest = 120;

    /// <summary>The text in runs, each with whether it differs.</summary>
    public static IReadOnlyList<(string Text, bool Differs)> Of(string text, string other)
    {
        if (text.Length > Longest || other.Length > Longest) return [(text, !string.Equals(text, other, StringComparison.OrdinalIgnoreCase))];
        var kept = Kept(text, other);
        List<(string, bool)> runs = [];
        for (int from = 0, to; from < text.Length; from = to)
        {
            for (to = from + 1; to < text.Length && kept[to] == kept[from]; to++) { }
            runs.Add((text[from..to], !kept[from]));
        }
        return runs;
    }

    // The longest common subsequence, letters without regard to case.
    private static bool[] Kept(string a, string b)
    {
        var best = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                best[i, j] = Same(a[i], b[j]) ? best[i + 1, j + 1] + 1 : Math.Max(best[i + 1, j], best[i, j + 1]);
        var kept = new bool[a.Length];
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (Same(a[i], b[j])) (kept[i], i, j) = (true, i + 1, j + 1);
            else if (best[i + 1, j] >= best[i, j + 1]) i++;
            else j++;
        }
        return kept;
    }

    private static bool Same(char a, char b) => char.ToUpperInvariant(a) == char.ToUpperInvariant(b);
}
