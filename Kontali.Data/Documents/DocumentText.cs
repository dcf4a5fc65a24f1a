using System.Text;
using System.Text.RegularExpressions;

namespace Kontali.Data.Documents;

/// <summary>A document's bytes as text to look at, in the encoding it says it has. For eyes only: readers take the bytes.</summary>
public static partial class DocumentText
{
    /// <summary>More than this no eye reads, and a circuit should not carry.</summary>
    public const int MaxLength = 400_000;

    static DocumentText() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>The text; files embedded in it, and what is beyond <see cref="MaxLength"/>, are left out and said to be.</summary>
    public static string Of(byte[] bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes), Declared(bytes), detectEncodingFromByteOrderMarks: true);
        var text = Embedded().Replace(reader.ReadToEnd(), run => $"[… {run.Length / 1024} kB …]");
        return text.Length <= MaxLength ? text : text[..MaxLength] + "\n[…]";
    }

    private static Encoding Declared(byte[] bytes)
    {
        var name = Declaration().Match(Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 200))).Groups[1].Value;
        try
        {
            return name.Length == 0 ? Encoding.UTF8 : Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    [GeneratedRegex("""^<\?xml[^>]*encoding=["']([A-Za-z0-9._-]{1,40})["']""")]
    private static partial Regex Declaration();

    // A run of base64 that only a machine can read.
    [GeneratedRegex("""(?:[A-Za-z0-9+/=]{60,}\s*){20,}|[A-Za-z0-9+/=]{1200,}""")]
    private static partial Regex Embedded();
}
