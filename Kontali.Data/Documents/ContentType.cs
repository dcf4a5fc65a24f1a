using System.Text;

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
        if (IsZip(bytes)) return IsOffice(bytes) ? (FileKind.Other, "application/zip") : (FileKind.Archive, "application/zip");
        if (LooksLikeXml(bytes)) return (FileKind.Ehf, "application/xml");
        return LooksLikeMail(bytes) ? (FileKind.Mail, "message/rfc822") : (FileKind.Unknown, "application/octet-stream");
    }

    // Files, no files, or the beginning of several volumes.
    private static bool IsZip(ReadOnlySpan<byte> bytes) => bytes.StartsWith("PK\u0003\u0004"u8) || bytes.StartsWith("PK\u0005\u0006"u8) || bytes.StartsWith("PK\u0007\u0008"u8);

    // Spreadsheets and letters are ZIP files too; what lies first in them tells.
    private static bool IsOffice(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30) return false;
        var first = bytes[30..Math.Min(bytes.Length, 30 + bytes[26] + 256 * bytes[27])];
        return first.SequenceEqual("[Content_Types].xml"u8) || first.SequenceEqual("mimetype"u8) || first.StartsWith("_rels/"u8) || first.StartsWith("docProps/"u8) || first.StartsWith("xl/"u8) || first.StartsWith("word/"u8);
    }

    // Header lines of RFC 5322 from the first byte, at least two of them well known.
    private static bool LooksLikeMail(ReadOnlySpan<byte> bytes)
    {
        var head = bytes[..Math.Min(bytes.Length, 8192)];
        if (head.StartsWith((ReadOnlySpan<byte>)[0xef, 0xbb, 0xbf])) head = head[3..];
        if (head.IndexOf((byte)0) >= 0) return false;
        var known = 0;
        foreach (var line in Encoding.Latin1.GetString(head).Split('\n'))
        {
            if (line.TrimEnd('\r') is not { Length: > 0 } said) break;
            if (said[0] is ' ' or '\t') continue;
            var name = said[..Math.Max(0, said.IndexOf(':', StringComparison.Ordinal))];
            if (name.Length == 0 || name.Any(c => c is <= ' ' or > '~')) break;
            if (MailHeaders.Contains(name)) known++;
        }
        return known >= 2;
    }

    private static readonly HashSet<string> MailHeaders = new(StringComparer.OrdinalIgnoreCase)
    { "From", "To", "Cc", "Subject", "Date", "Received", "MIME-Version", "Message-ID", "Return-Path", "Delivered-To", "Reply-To", "Content-Type", "DKIM-Signature", "X-Mailer" };

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
