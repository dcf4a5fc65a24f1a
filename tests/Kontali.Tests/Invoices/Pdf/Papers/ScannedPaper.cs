using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>A paper as a copying machine sees it: drawn in dots, packed hard, and laid a little askew.</summary>
public static class ScannedPaper
{
    /// <summary>A PDF of pictures; the first pages.</summary>
    public static byte[] Of(byte[] pdf, double degrees, int dpi = 150, int quality = 55, int pages = 3)
    {
        var folder = Directory.CreateTempSubdirectory("kontali-skann-");
        try
        {
            File.WriteAllBytes(Path.Combine(folder.FullName, "inn.pdf"), pdf);
            using var drawn = Process.Start(new ProcessStartInfo("pdftoppm", ["-r", $"{dpi}", "-gray", "-jpeg", "-jpegopt", $"quality={quality}", "-l", $"{pages}", Path.Combine(folder.FullName, "inn.pdf"), Path.Combine(folder.FullName, "side")]))!;
            drawn.WaitForExit();
            return Pdf([.. folder.GetFiles("side*.jpg").OrderBy(f => f.Name, StringComparer.Ordinal).Select(f => File.ReadAllBytes(f.FullName))], degrees);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static byte[] Pdf(IReadOnlyList<byte[]> pictures, double degrees)
    {
        using var file = new MemoryStream();
        List<long> places = [];
        void Write(string text) => file.Write(Encoding.Latin1.GetBytes(text));
        void Begin() => places.Add(file.Length);
        Write("%PDF-1.4\n");
        Begin();
        Write("1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n");
        Begin();
        Write($"2 0 obj\n<< /Type /Pages /Count {pictures.Count} /Kids [{string.Join(' ', pictures.Select((_, i) => $"{3 + i * 3} 0 R"))}] >>\nendobj\n");
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        // The page turned about its middle.
        var (x, y) = (297.5 - (cos * 297.5 - sin * 421), 421 - (sin * 297.5 + cos * 421));
        var content = string.Create(CultureInfo.InvariantCulture, $"q {cos:0.00000} {sin:0.00000} {-sin:0.00000} {cos:0.00000} {x:0.00} {y:0.00} cm 595 0 0 842 0 0 cm /P Do Q");
        for (var i = 0; i < pictures.Count; i++)
        {
            var n = 3 + i * 3;
            Begin();
            Write($"{n} 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /XObject << /P {n + 1} 0 R >> >> /Contents {n + 2} 0 R >>\nendobj\n");
            var (width, height, colours) = SizeOf(pictures[i]);
            Begin();
            Write($"{n + 1} 0 obj\n<< /Type /XObject /Subtype /Image /Width {width} /Height {height} /ColorSpace /{(colours == 1 ? "DeviceGray" : "DeviceRGB")} /BitsPerComponent 8 /Filter /DCTDecode /Length {pictures[i].Length} >>\nstream\n");
            file.Write(pictures[i]);
            Write("\nendstream\nendobj\n");
            Begin();
            Write($"{n + 2} 0 obj\n<< /Length {content.Length} >>\nstream\n{content}\nendstream\nendobj\n");
        }
        var table = file.Length;
        Write($"xref\n0 {places.Count + 1}\n0000000000 65535 f \n{string.Concat(places.Select(p => $"{p:0000000000} 00000 n \n"))}trailer\n<< /Size {places.Count + 1} /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return file.ToArray();
    }

    internal static (int Width, int Height, int Colours) SizeOf(byte[] jpeg)
    {
        for (var at = 2; at + 9 < jpeg.Length; at += 2 + (jpeg[at + 2] << 8 | jpeg[at + 3]))
            if (jpeg[at + 1] is >= 0xc0 and <= 0xc3) return (jpeg[at + 7] << 8 | jpeg[at + 8], jpeg[at + 5] << 8 | jpeg[at + 6], jpeg[at + 9]);
        throw new InvalidDataException("No frame.");
    }
}
