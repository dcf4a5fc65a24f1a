using System.Text;
using MimeKit;
using MimeKit.Text;
using MimeKit.Tnef;

namespace Kontali.Data.Documents;

/// <summary>
/// Takes the attachments out of an e-mail. The text, signatures, address cards and the small pictures that stand in the text are no documents;
/// a large picture in the text is one, for so telephones send what they have photographed.
/// </summary>
internal static class MailUnpacker
{
    // Logos and banners are smaller than a readable photograph of a receipt.
    private const int Logo = 100 * 1024, Speck = 8 * 1024;

    // Deeper nesting than this is no letter; the parser leaves what is deeper as it is.
    private static readonly ParserOptions Options = new() { MaxMimeDepth = 24 };

    static MailUnpacker() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static async Task OpenAsync(byte[] content, Unpacking unpacking, Envelope envelope, int depth, CancellationToken ct)
    {
        if (Load(content) is not { } mail)
        {
            envelope.Refusal = Phrase.Of($"E-posten er skadet og lar seg ikke lese. Be avsenderen sende den på nytt, eller last opp vedleggene.");
            return;
        }
        envelope.Mail = TextOf(mail);
        var parts = PartsOf(mail).Take(UnpackLimits.Files + 1).ToList();
        if (parts.Count > UnpackLimits.Files || !unpacking.Spend(parts.Count, parts.Sum(p => p is MimePart { Content.Stream: { } stream } ? stream.Length : 0)))
        {
            envelope.Refusal = Phrase.Of($"E-posten har mer enn {UnpackLimits.Files} deler eller {UnpackLimits.Bytes / 1024 / 1024} MB. Ingenting er pakket ut: be avsenderen dele den opp.");
            return;
        }
        var html = HtmlOf(mail);
        foreach (var part in parts) await TakeAsync(part, html, unpacking, envelope, depth, ct);
        if (envelope.Taken == 0) envelope.Refusal = envelope.LeftOut.Count == 0
            ? Phrase.Of($"E-posten har ingen vedlegg. Teksten er tatt vare på: er den selv bilaget, før det for hånd.")
            : Phrase.Of($"E-posten har ingen vedlegg som kan være bilag. Ikke tatt med: «{envelope.LeftOut[0].Name}» – {envelope.LeftOut[0].Why}");
    }

    /// <summary>What an e-mail says; null where it is none.</summary>
    public static MailText? TextOf(byte[] content) => Load(content) is { } mail ? TextOf(mail) : null;

    private static MimeMessage? Load(byte[] content)
    {
        try
        {
            return MimeMessage.Load(Options, new MemoryStream(content, writable: false));
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static async Task TakeAsync(MimeEntity part, string html, Unpacking unpacking, Envelope envelope, int depth, CancellationToken ct)
    {
        var name = NameOf(part, envelope);
        if (Opened(part) is not { Length: > 0 } content)
        {
            envelope.LeftOut.Add(new(name, Phrase.Of($"er tom eller skadet.")));
            return;
        }
        if (IsSignature(part)) envelope.LeftOut.Add(new(name, Phrase.Of($"en signatur eller et visittkort.")));
        else if (IsDecoration(part, content, html)) envelope.LeftOut.Add(new(name, Phrase.Of($"et lite bilde i teksten.")));
        else await unpacking.TakeAsync(envelope, name, content, depth, ct);
    }

    // What may be a document: all but the containers and the text itself. Outlook's own wrapping is opened here.
    private static IEnumerable<MimeEntity> PartsOf(MimeMessage mail)
    {
        foreach (var part in Walk(mail.Body))
        {
            if (part is TnefPart wrapped)
            {
                foreach (var inner in InnerOf(wrapped)) yield return inner;
            }
            else if (!IsText(part)) yield return part;
        }
    }

    // The letter itself, in whatever form; an invoice in XML without a name is none.
    private static bool IsText(MimeEntity part) => part is TextPart { IsAttachment: false, FileName: null } && !part.ContentType.IsMimeType("text", "xml");

    private static IEnumerable<MimeEntity> InnerOf(TnefPart wrapped)
    {
        try
        {
            return [.. wrapped.ExtractAttachments().Where(a => !IsText(a))];
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            return [wrapped];
        }
    }

    // Without recursion: how deep it goes is the sender's choice.
    private static IEnumerable<MimeEntity> Walk(MimeEntity? body)
    {
        var left = new Stack<MimeEntity>();
        if (body is not null) left.Push(body);
        while (left.TryPop(out var part))
        {
            if (part is Multipart many)
                foreach (var inner in many.Reverse()) left.Push(inner);
            else yield return part;
        }
    }

    private static byte[]? Opened(MimeEntity part)
    {
        using var bytes = new MemoryStream();
        try
        {
            if (part is MessagePart { Message: { } forwarded }) forwarded.WriteTo(bytes);
            else if (part is MimePart { Content: { } content }) content.DecodeTo(bytes);
            else return null;
            return bytes.ToArray();
        }
        catch (Exception e) when (e is FormatException or IOException or NotSupportedException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string NameOf(MimeEntity part, Envelope envelope)
    {
        var name = part.ContentDisposition?.FileName ?? part.ContentType.Name;
        if (name is { Length: > 0 }) return ReceiveFile.DisplayName(name);
        if (part is MessagePart { Message.Subject: { Length: > 0 } subject }) return ReceiveFile.DisplayName($"{subject}.eml".Replace('/', '-').Replace('\\', '-'));
        return $"{envelope.Taken + envelope.LeftOut.Count + 1}.{(part is MessagePart ? "eml" : Extension(part.ContentType.MimeType))}";
    }

    private static string Extension(string mime) => mime switch { "application/pdf" => "pdf", "image/jpeg" => "jpg", "image/png" => "png", "application/xml" or "text/xml" => "xml", "application/zip" => "zip", _ => "dat" };

    private static bool IsSignature(MimeEntity part) => part.ContentType.MimeType.ToLowerInvariant() is
        "application/pkcs7-signature" or "application/x-pkcs7-signature" or "application/pgp-signature" or "application/pgp-keys" or "text/vcard" or "text/x-vcard" or "text/calendar";

    private static bool IsDecoration(MimeEntity part, byte[] content, string html)
    {
        if (!part.ContentType.IsMimeType("image", "*")) return false;
        var inText = part.ContentId is { Length: > 0 } id && html.Contains($"cid:{id}", StringComparison.OrdinalIgnoreCase);
        return content.Length < Speck || (content.Length < Logo && (inText || part.ContentDisposition is { IsAttachment: false }));
    }

    private static MailText TextOf(MimeMessage mail)
    {
        var text = Body(mail, plain: true) is { } plain && !string.IsNullOrWhiteSpace(plain) ? plain : Plain(HtmlOf(mail));
        return new(Line(mail.From.ToString()), Line(mail.To.ToString()), Line(mail.Subject ?? ""), mail.Date == DateTimeOffset.MinValue ? null : mail.Date, Cut(Clean(text).Trim(), MailText.MaxLength));
    }

    private static string HtmlOf(MimeMessage mail) => Body(mail, plain: false) ?? "";

    // The first part of its kind that is text and no attachment.
    private static string? Body(MimeMessage mail, bool plain)
    {
        try
        {
            if (Walk(mail.Body).OfType<TextPart>().FirstOrDefault(t => !t.IsAttachment && (plain ? t.IsPlain : t.IsHtml)) is not { } part) return null;
            // Letters that are not what they are said to be are mostly those of Western Windows.
            return part.Text is { } text && text.Contains('\ufffd', StringComparison.Ordinal) ? part.GetText(Encoding.GetEncoding(1252)) : part.Text;
        }
        catch (Exception e) when (e is FormatException or IOException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            return null;
        }
    }

    // Markup falls away, and what only a browser reads with it.
    private static string Plain(string html)
    {
        var text = new StringBuilder();
        var tokens = new HtmlTokenizer(new StringReader(Cut(html, 2_000_000))) { DecodeCharacterReferences = true };
        var silent = 0;
        while (text.Length < MailText.MaxLength && tokens.ReadNextToken(out var token))
        {
            if (token is HtmlTagToken { Id: HtmlTagId.Script or HtmlTagId.Style or HtmlTagId.Title } unseen) silent = Math.Max(0, silent + (unseen.IsEndTag ? -1 : unseen.IsEmptyElement ? 0 : 1));
            else if (token is HtmlTagToken { Id: HtmlTagId.Br or HtmlTagId.P or HtmlTagId.Div or HtmlTagId.TR or HtmlTagId.LI or HtmlTagId.H1 or HtmlTagId.H2 or HtmlTagId.H3 }) text.Append('\n');
            else if (token is HtmlTagToken { Id: HtmlTagId.TD }) text.Append(' ');
            else if (token is HtmlDataToken data && token.Kind == HtmlTokenKind.Data && silent == 0) text.Append(data.Data.Replace('\r', ' ').Replace('\n', ' '));
        }
        return string.Join('\n', text.ToString().Split('\n').Select(line => line.Trim()).Where((line, n) => line.Length > 0 || n == 0));
    }

    private static string Line(string text) => Cut(Clean(text).Replace('\n', ' ').Trim(), 500);

    // What a database or a screen cannot carry, or what turns the direction of writing, falls away.
    private static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (rune.Value is '\n' or '\t' || (!Rune.IsControl(rune) && Rune.GetUnicodeCategory(rune) is not System.Globalization.UnicodeCategory.Format)) clean.Append(rune.ToString());
        return clean.ToString();
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
