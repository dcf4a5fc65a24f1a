using System.Globalization;
using System.Text;

namespace Kontali.Data.Booking;

/// <summary>The words of a line, in the form they are compared by.</summary>
public static class Words
{
    /// <summary>Lower-case words of three letters or more, without digits and accents that people leave out.</summary>
    public static HashSet<string> Of(string? text)
    {
        HashSet<string> words = [];
        var word = new StringBuilder();
        foreach (var rune in (text ?? "").EnumerateRunes())
        {
            if (Rune.IsLetter(rune)) word.Append(Rune.ToLowerInvariant(rune).ToString());
            else Take();
        }
        Take();
        return words;

        void Take()
        {
            if (word.Length >= 3) words.Add(word.ToString());
            word.Clear();
        }
    }

    /// <summary>How alike two sets of words are, 0–1: shared words against the smaller set.</summary>
    public static double Alike(HashSet<string> a, HashSet<string> b) =>
        a.Count == 0 || b.Count == 0 ? 0 : (double)a.Count(b.Contains) / Math.Min(a.Count, b.Count);

    /// <summary>True when the text says any of these stems: each at the beginning of a word, or within one where it has five letters or more.</summary>
    public static bool Says(HashSet<string> words, IEnumerable<string> stems) =>
        stems.Any(stem => words.Any(w => w.StartsWith(stem, StringComparison.Ordinal) || (stem.Length >= 5 && w.Contains(stem, StringComparison.Ordinal))));

    internal static CultureInfo Norwegian { get; } = CultureInfo.GetCultureInfo("nb-NO");
}
