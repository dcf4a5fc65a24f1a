using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Kontali.Tests.Shared;

/// <summary>Finds, in C# and Razor source, every Norwegian text that somebody will read.</summary>
internal static partial class SourceTexts
{
    /// <summary>The source without the lines that are comments, for they show how a thing is written.</summary>
    public static string WithoutComments(string source) =>
        string.Join('\n', source.Split('\n').Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    /// <summary>Keys of screens: L["…"] and Texts.Of("…").</summary>
    public static IEnumerable<string> Keys(string source) =>
        from Match hit in KeyStart().Matches(source)
        where hit.Index == 0 || !char.IsLetterOrDigit(source[hit.Index - 1])
        select ReadLiteral(source, hit.Index + hit.Length).Pattern;

    /// <summary>Keys that cannot be looked up, because their text is put together while the program runs.</summary>
    public static IEnumerable<string> Broken(string source) => BrokenKey().Matches(source).Select(hit => hit.Value);

    /// <summary>Methods and constructors that take a sentence: Phrase.Of, BrokenRule, and whatever else has a FormattableString.</summary>
    public static IEnumerable<string> TakersOfSentences(string source) =>
        Taker().Matches(source).Select(hit => hit.Groups["name"].Value);

    /// <summary>The patterns of the sentences handed to those: {amount:N2} becomes {0:N2}.</summary>
    public static IEnumerable<string> Sentences(string source, IReadOnlySet<string> takers)
    {
        foreach (Match call in Call().Matches(source))
        {
            if (!takers.Contains(call.Groups["name"].Value)) continue;
            foreach (var sentence in InArguments(source, call.Index + call.Length)) yield return sentence;
        }
    }

    // Walks the arguments of one call and takes the interpolated strings that stand in it, stopping at the bracket that ends it.
    private static IEnumerable<string> InArguments(string source, int at)
    {
        for (var depth = 1; at < source.Length && depth > 0;)
        {
            var c = source[at];
            if (c is '(' or '[' or '{') depth++;
            else if (c is ')' or ']' or '}') depth--;
            else if (c == '/' && at + 1 < source.Length && source[at + 1] == '/') { at = source.IndexOf('\n', at) is >= 0 and var end ? end : source.Length; continue; }
            else if (c == '\'') { at += source[at + 1] == '\\' ? source.IndexOf('\'', at + 3) - at + 1 : 3; continue; }
            else if (c is '"' or '$' or '@' && StartsLiteral(source, at))
            {
                var (pattern, interpolated, end) = ReadLiteral(source, at);
                if (interpolated) yield return pattern;
                at = end;
                continue;
            }
            at++;
        }
    }

    private static bool StartsLiteral(string source, int at)
    {
        while (at < source.Length && source[at] is '$' or '@') at++;
        return at < source.Length && source[at] == '"';
    }

    /// <summary>Reads any string literal: ordinary, verbatim, raw, interpolated. Holes become {0}, {1:N2} in their order.</summary>
    internal static (string Pattern, bool Interpolated, int End) ReadLiteral(string source, int at)
    {
        int dollars = 0, quotes = 0;
        var verbatim = false;
        for (; source[at] is '$' or '@'; at++)
        {
            if (source[at] == '$') dollars++;
            else verbatim = true;
        }
        while (source[at + quotes] == '"') quotes++;
        if (quotes == 2) return ("", dollars > 0, at + 2);
        var raw = quotes >= 3;
        at += raw ? quotes : 1;
        var braces = raw ? Math.Max(dollars, 1) : 1;
        var text = new StringBuilder();
        for (var hole = 0; ;)
        {
            var c = source[at];
            if (c == '"')
            {
                if (raw ? Run(source, at, '"') >= quotes : !(verbatim && source[at + 1] == '"')) break;
                text.Append('"');
                at += raw ? 1 : 2;
            }
            else if (dollars > 0 && c == '{' && Run(source, at, '{') is var run && (raw ? run >= braces : run % 2 == 1 && run == 1))
            {
                var (format, end) = ReadHole(source, at + braces);
                text.Append(CultureInfo.InvariantCulture, $"{{{hole++}{format}}}");
                at = end + braces;
            }
            else if (c == '\\' && !verbatim && !raw)
            {
                var (escaped, end) = ReadEscape(source, at);
                text.Append(escaped);
                at = end;
            }
            else
            {
                // Doubled braces stay doubled: that is what FormattableString.Format holds.
                var take = dollars > 0 && !raw && c is '{' or '}' ? 2 : 1;
                text.Append(source, at, take);
                at += take;
            }
        }
        return (raw ? Dedent(text.ToString()) : text.ToString(), dollars > 0, at + (raw ? quotes : 1));
    }

    private static int Run(string source, int at, char of)
    {
        var n = 0;
        while (at + n < source.Length && source[at + n] == of) n++;
        return n;
    }

    // What follows the expression inside a hole: ",10" and ":N2". Colons and commas inside brackets and strings are not ours.
    private static (string Format, int End) ReadHole(string source, int at)
    {
        var depth = 0;
        var format = new StringBuilder();
        var inFormat = false;
        while (true)
        {
            var c = source[at];
            if (!inFormat && c is '"' or '$' or '@' && StartsLiteral(source, at)) { at = ReadLiteral(source, at).End; continue; }
            if (!inFormat && c == '\'') { at += source[at + 1] == '\\' ? 4 : 3; continue; }
            if (!inFormat && c is '(' or '[' or '{') depth++;
            else if (!inFormat && c is ')' or ']') depth--;
            else if (c == '}' && depth == 0) return (format.ToString(), at);
            else if (!inFormat && c == '}') depth--;
            else if (depth == 0 && c is ',' or ':' && !(source[at + 1] == ':' || source[at - 1] == ':')) inFormat = true;
            if (inFormat) format.Append(c);
            at++;
        }
    }

    private static (string Text, int End) ReadEscape(string source, int at) => source[at + 1] switch
    {
        'n' => ("\n", at + 2),
        't' => ("\t", at + 2),
        'r' => ("\r", at + 2),
        '0' => ("\0", at + 2),
        'u' => (((char)int.Parse(source.AsSpan(at + 2, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString(), at + 6),
        var other => (other.ToString(), at + 2),
    };

    // A raw text on its own lines is freed of the margin of its closing quotes.
    private static string Dedent(string text)
    {
        var lines = text.Split('\n');
        if (lines.Length < 2) return text;
        var margin = lines[^1].Length;
        return string.Join('\n', lines[1..^1].Select(line => line.Length >= margin ? line[margin..] : line.TrimStart()));
    }

    [GeneratedRegex("""L\[\s*(?=@?")|Texts\.Of\(\s*(?=@?")""")]
    private static partial Regex KeyStart();

    [GeneratedRegex("""\bL\[\s*\$@?"[^"]*|\bL\[\s*"[^"]*"\s*\+""")]
    private static partial Regex BrokenKey();

    [GeneratedRegex("""\b(?<name>\w+)\s*\((?:[^()]|\([^()]*\))*?\bFormattableString\b""")]
    private static partial Regex Taker();

    [GeneratedRegex("""\b(?<name>\w+)\s*\(""")]
    private static partial Regex Call();
}
