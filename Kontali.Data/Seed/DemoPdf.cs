using System.Globalization;
using System.Text;

namespace Kontali.Data.Seed;

/// <summary>A one-page PDF with lines of text, small and true: what a vendor's system puts inside its invoice.</summary>
internal static class DemoPdf
{
    public static byte[] Page(params IReadOnlyList<string> lines)
    {
        var text = new StringBuilder("BT /F1 11 Tf 56 780 Td 16 TL\n");
        foreach (var line in lines) text.Append('(').Append(Escaped(line)).Append(") Tj T*\n");
        text.Append("ET");
        return Drawn(text.ToString());
    }

    /// <summary>A page of what is drawn on it, in ASCII; F1 is Helvetica, F2 the same in bold.</summary>
    public static byte[] Drawn(string content) => Written(
    [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 4 0 R /F2 6 0 R >> >> /Contents 5 0 R >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        $"<< /Length {content.Length} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]);

    // The table at the end says at which byte each object begins; everything is ASCII, so characters are bytes.
    private static byte[] Written(IReadOnlyList<string> objects)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        List<int> places = [];
        for (var i = 0; i < objects.Count; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }
        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {objects.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) file.Append(CultureInfo.InvariantCulture, $"{place:0000000000} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {objects.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());
    }

    // Letters beyond ASCII in the octal form of Windows' Latin alphabet.
    internal static string Escaped(string line) => string.Concat(line.Select(c => c switch
    {
        '(' or ')' or '\\' => $"\\{c}",
        < ' ' => " ",
        < (char)127 => $"{c}",
        <= (char)255 => $"\\{Convert.ToString(c, 8)}",
        _ => "-",
    }));
}
