namespace Kontali.Data.Documents;

/// <summary>What a file is, judged by its first bytes and never by its name or what the sender claims.</summary>
public static class ContentType
{
    /// <summary>The kind and MIME type of some bytes.</summary>
    public static (FileKind Kind, string Mime) Of(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith("%PDF-"u8)) return (FileKind.Pdf, "application/pdf");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff])) return (FileKind.Image, "image/jpeg");
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a])) return (FileKind.Image, "image/png");
        if (bytes.Length > 12 && bytes[4..8].SequenceEqual("ftyp"u8) && IsHeic(bytes[8..12])) return (FileKind.Other, "image/heic");
        if (bytes.StartsWith("PK\u0003\u0004"u8)) return (FileKind.Other, "application/zip");
        return LooksLikeXml(bytes) ? (FileKind.Ehf, "application/xml") : (FileKind.Unknown, "application/octet-stream");
    }

    private static bool IsHeic(ReadOnlySpan<byte> brand) => brand.SequenceEqual("heic"u8) || brand.SequenceEqual("heix"u8) || brand.SequenceEqual("mif1"u8) || brand.SequenceEqual("hevc"u8) || brand.SequenceEqual("msf1"u8);

    // A byte order mark in any of its forms, blanks, then "<" (in UTF-16 with a zero byte beside it).
    private static bool LooksLikeXml(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 200)];
        foreach (var b in head)
        {
            if (b == (byte)'<') return true;
            if (b is not (0x00 or 0x09 or 0x0a or 0x0d or 0x20 or 0xef or 0xbb or 0xbf or 0xfe or 0xff)) return false;
        }
        return false;
    }
}
