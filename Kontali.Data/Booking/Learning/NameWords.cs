using System.Globalization;
using System.Text;

namespace Kontali.Data.Booking.Learning;

/// <summary>Words as the memory compares them: without case, accents, legal forms and numbers; and pieces of words, for languages that join them.</summary>
internal static class NameWords
{
    private const int Piece = 5;

    // Legal forms and words so common in names that they say nothing.
    private static readonly HashSet<string> Silent = ["as", "asa", "ans", "da", "ba", "sa", "nuf", "enk", "hf", "ehf", "ohf", "slf", "ses", "svf", "sf", "ab", "aps", "a", "s", "oy", "oyj", "gmbh", "ag", "kg", "ltd", "limited", "llc", "inc", "plc", "corp", "co", "company", "bv", "nv", "sarl", "sa", "sas", "srl", "spa", "the", "and", "og", "of", "i", "for", "til", "av", "ved", "no", "norge", "norway", "island", "islandi", "a", "the", "www", "com"];

    /// <summary>The telling words, in order, each once.</summary>
    public static List<string> Of(string? text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            if (char.IsLetter(c)) word.Append(Fold(char.ToLowerInvariant(c)));
            else if (char.IsDigit(c)) { } // Numbers in names are terminals, branches and dates.
            else Flush();
        }
        Flush();
        return words;

        void Flush()
        {
            if (word.Length > 1 && word.ToString() is var w && !Silent.Contains(w) && !words.Contains(w)) words.Add(w);
            word.Clear();
        }
    }

    /// <summary>The words and their pieces of five letters, marked apart.</summary>
    public static List<string> WithPieces(List<string> words)
    {
        List<string> all = [.. words];
        foreach (var w in words)
            for (var i = 0; i + Piece <= w.Length; i++)
                if (string.Concat("~", w.AsSpan(i, Piece)) is var piece && !all.Contains(piece)) all.Add(piece);
        return all;
    }

    private static char Fold(char c) => c switch { 'ø' or 'œ' => 'o', 'æ' => 'a', 'ð' or 'đ' => 'd', 'þ' => 't', 'ł' => 'l', 'ß' => 's', _ => c };
}
