using System.Buffers.Binary;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Kontali.Web.Documents;

/// <summary>A photo laid on a page, turned as the camera was held. Runs in the reader's own process only.</summary>
internal static class Picture
{
    // A picture is taken to fill a page of this width, in points.
    private const double PageWidth = 595;

    internal static byte[] AsPdf(byte[] bytes)
    {
        var isJpeg = bytes is [0xff, 0xd8, ..];
        var (width, height) = isJpeg ? JpegSize(bytes) : (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(20)));
        if (width is < 50 or > 20_000 || height is < 50 or > 20_000 || (long)width * height > 120_000_000) throw new InvalidDataException("Not the size of a page.");
        using var builder = new PdfDocumentBuilder();
        var page = builder.AddPage(PageWidth, PageWidth * height / width);
        var whole = new PdfRectangle(0, 0, PageWidth, PageWidth * height / width);
        if (isJpeg) page.AddJpeg(bytes, whole);
        else page.AddPng(bytes, whole);
        if (isJpeg && Turn(bytes) is not 0 and var degrees) page.SetRotation(new PageRotationDegrees(degrees));
        return builder.Build();
    }

    // The frame header among a JPEG's segments.
    private static (int Width, int Height) JpegSize(byte[] bytes)
    {
        foreach (var (kind, at, _) in Segments(bytes))
            if (kind is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
                return (BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 3)), BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 1)));
        throw new InvalidDataException("No frame in the picture.");
    }

    // How the camera was held, as it wrote beside the picture (EXIF, tag 0x0112): 6 a quarter to the right, 3 a half, 8 a quarter to the left.
    private static int Turn(byte[] bytes)
    {
        foreach (var (kind, at, length) in Segments(bytes))
        {
            var segment = bytes.AsSpan(at, length);
            if (kind != 0xe1 || !segment.StartsWith("Exif\0\0"u8) || segment.Length < 20) continue;
            var tiff = segment[6..];
            var little = tiff[0] == (byte)'I';
            int Short(ReadOnlySpan<byte> s) => little ? BinaryPrimitives.ReadUInt16LittleEndian(s) : BinaryPrimitives.ReadUInt16BigEndian(s);
            var from = (int)(little ? BinaryPrimitives.ReadUInt32LittleEndian(tiff[4..]) : BinaryPrimitives.ReadUInt32BigEndian(tiff[4..]));
            if (from < 8 || from + 2 > tiff.Length) return 0;
            var entries = Short(tiff[from..]);
            for (var i = 0; i < entries && from + 2 + i * 12 + 12 <= tiff.Length; i++)
            {
                var entry = tiff[(from + 2 + i * 12)..];
                if (Short(entry) == 0x0112) return Short(entry[8..]) switch { 6 => 90, 3 => 180, 8 => 270, _ => 0 };
            }
        }
        return 0;
    }

    private static IEnumerable<(int Kind, int At, int Length)> Segments(byte[] bytes)
    {
        var at = 2;
        while (at + 4 <= bytes.Length && bytes[at] == 0xff)
        {
            var (kind, length) = (bytes[at + 1], BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2)));
            if (kind == 0xda || length < 2 || at + 2 + length > bytes.Length) yield break;
            yield return (kind, at + 4, length - 2);
            at += 2 + length;
        }
    }
}
