using System.Text;
using Kontali.Data.Documents;
using static Kontali.Tests.Documents.Envelopes;

namespace Kontali.Tests.Documents;

public sealed class MailTests
{
    [Fact]
    public async Task Attachments_come_out_and_the_text_is_kept()
    {
        var opened = await OpenAsync(Mail("", Text("Hei.\r\n\r\nFaktura for november følger."), Attached("faktura.pdf", Pdf, "application/pdf"), Attached("ehf.xml", "<Invoice/>"u8.ToArray(), "text/xml")));
        Assert.Equal(["faktura.pdf", "ehf.xml"], opened.Names);
        var mail = opened.Envelopes[0].Mail!;
        Assert.Equal(("\"Post\" <post@leverandor.example>", "bilag@byra.example", "Faktura"), (mail.From, mail.To, mail.Subject));
        Assert.Equal("Hei.\n\nFaktura for november følger.", mail.Text);
        Assert.Equal(new DateTimeOffset(2026, 11, 9, 8, 15, 0, TimeSpan.FromHours(1)), mail.Sent);
    }

    [Fact]
    public async Task Logos_signatures_and_address_cards_are_left_out_and_a_photograph_is_not()
    {
        var html = Text("<p>Kvittering</p><img src=\"cid:logo@x\">", "text/html; charset=utf-8");
        var opened = await OpenAsync(Mail("", html, Attached("logo.jpg", Logo, "image/jpeg", "inline", "Content-ID: <logo@x>\r\n"), Attached("smime.p7s", [1, 2, 3], "application/pkcs7-signature"),
            Attached("kari.vcf", "BEGIN:VCARD"u8.ToArray(), "text/vcard"), Attached("IMG_1234.jpeg", Photo, "image/jpeg", "inline")));
        Assert.Equal(["IMG_1234.jpeg"], opened.Names);
        Assert.Contains("logo.jpg: et lite bilde i teksten", opened.LeftOut, StringComparison.Ordinal);
        Assert.Contains("smime.p7s: en signatur", opened.LeftOut, StringComparison.Ordinal);
        Assert.Contains("kari.vcf: en signatur eller et visittkort", opened.LeftOut, StringComparison.Ordinal);
        Assert.Equal("Kvittering", opened.Envelopes[0].Mail!.Text);
    }

    [Fact]
    public async Task A_small_picture_sent_as_an_attachment_is_taken() =>
        Assert.Equal(["kvittering.jpg"], (await OpenAsync(Mail("", Attached("kvittering.jpg", Logo, "image/jpeg")))).Names);

    [Fact]
    public async Task A_forwarded_mail_and_a_zip_in_it_are_opened_too()
    {
        var forwarded = Encoding.UTF8.GetString(Mail("", Text("Se ZIP."), Attached("bilag.zip", Zip(("a.pdf", Pdf)), "application/zip")));
        var opened = await OpenAsync(Mail("", Text("Videresendt"), $"Content-Type: message/rfc822\r\n\r\n{forwarded}"));
        Assert.Equal(["Faktura.eml", "bilag.zip", "a.pdf"], opened.Names);
        Assert.Equal([0, 1, 2], opened.Files.Select(f => f.Inside));
        Assert.Equal("Se ZIP.", opened.Envelopes[1].Mail!.Text);
    }

    [Fact]
    public async Task One_without_attachments_says_that_its_text_is_kept()
    {
        var opened = await OpenAsync(Encoding.UTF8.GetBytes("From: a@b.example\r\nSubject: Kvittering\r\n\r\nTakk for kjøpet. kr 120,00"));
        Assert.Contains("ingen vedlegg", opened.Refusal, StringComparison.Ordinal);
        Assert.Equal("Takk for kjøpet. kr 120,00", opened.Envelopes[0].Mail!.Text);
    }

    [Theory]
    [InlineData("charset=utf-8", "Bl\u00e5b\u00e6r", "utf-8", "Blåbær")]
    [InlineData("charset=iso-8859-1", "Bl\u00e5b\u00e6r", "iso-8859-1", "Blåbær")]
    [InlineData("charset=windows-1252", "20 \u20ac", "windows-1252", "20 €")]
    [InlineData("charset=utf-8", "Bl\u00e5b\u00e6r", "iso-8859-1", "Blåbær")] // It lies.
    [InlineData("charset=finnes-ikke", "Blue", "utf-8", "Blue")]
    public async Task The_text_is_read_in_the_letters_it_has(string says, string text, string really, string read)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(really).GetBytes($"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; {says}\r\nContent-Transfer-Encoding: 8bit\r\n\r\n{text}");
        Assert.Equal(read, (await OpenAsync(bytes)).Envelopes[0].Mail!.Text);
    }

    [Theory]
    [InlineData("multipart/mixed; boundary=\"mangler\"", "--annet\r\nContent-Type: application/pdf\r\n\r\nx")]
    [InlineData("multipart/mixed", "ingen grense")]
    [InlineData("application/pdf; name*=utf-8''%zz%00%2e%2e%2fa.pdf", "x")]
    [InlineData("text/plain\r\nContent-Transfer-Encoding: base64", "%%%% ikke base64 %%%%")]
    [InlineData("text/plain\r\nContent-Transfer-Encoding: x-ukjent", "x")]
    [InlineData(";;;===", "x")]
    [InlineData("message/rfc822", "")]
    [InlineData("application/ms-tnef", "ikke tnef")]
    [InlineData("multipart/related; boundary=\"\"", "--\r\n\r\n----")]
    public async Task Broken_mime_is_told_of_and_harms_nothing(string type, string body)
    {
        var opened = await OpenAsync(Encoding.UTF8.GetBytes($"From: a@b.example\r\nTo: c@d.example\r\nSubject: x\r\nContent-Type: {type}\r\n\r\n{body}"));
        Assert.True(opened.Files.Count <= 1);
        Assert.All(opened.Names, name => Assert.DoesNotContain('/', name));
    }

    [Fact]
    public async Task Boxes_in_boxes_a_thousand_deep_end()
    {
        var mail = new StringBuilder("From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n");
        for (var n = 0; n < 2000; n++) mail.Append(System.Globalization.CultureInfo.InvariantCulture, $"Content-Type: multipart/mixed; boundary=\"b{n}\"\r\n\r\n--b{n}\r\n");
        mail.Append("Content-Type: application/pdf\r\n\r\n%PDF-1.4");
        Assert.True((await OpenAsync(Encoding.ASCII.GetBytes(mail.ToString()))).Files.Count <= 1);
    }

    [Fact]
    public async Task Letters_in_letters_in_letters_end_at_the_third()
    {
        var mail = "From: a@b.example\r\nSubject: innerst\r\n\r\nx";
        for (var n = 0; n < 400; n++) mail = $"From: a@b.example\r\nSubject: {n}\r\nMIME-Version: 1.0\r\nContent-Type: message/rfc822\r\n\r\n{mail}";
        var opened = await OpenAsync(Encoding.ASCII.GetBytes(mail));
        Assert.Equal(3, opened.Files.Count);
        Assert.Contains("pakker dypt", opened.Envelopes[^1].Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Thousands_of_parts_are_too_many() =>
        Assert.Contains("mer enn 500 deler", (await OpenAsync(Mail("", [.. Enumerable.Range(0, 5000).Select(n => Attached($"{n}.pdf", Different(n)))]))).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task Markup_made_to_last_is_read_to_its_limit()
    {
        var opened = await OpenAsync(Encoding.UTF8.GetBytes($"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n{string.Concat(Enumerable.Repeat("<div><script>", 300_000))}"));
        Assert.True(opened.Envelopes[0].Mail!.Text.Length <= MailText.MaxLength);
    }

    [Fact]
    public async Task Script_style_and_what_turns_the_writing_are_not_in_the_text()
    {
        var html = "<html><head><style>p{}</style></head><body><script>alert(1)</script><p>Sum \u202e021 kr</p><p>&lt;b&gt; &aring;&nbsp;!</p></body></html>";
        var text = (await OpenAsync(Mail("", Text(html, "text/html; charset=utf-8")))).Envelopes[0].Mail!.Text;
        Assert.Equal("Sum 021 kr\n<b> å\u00a0!", text);
    }

    [Fact]
    public async Task Any_byte_may_be_wrong_without_harm()
    {
        var (mail, dice) = (Mail("", Text("Hei"), Attached("a.pdf", Pdf), Attached("b.zip", Zip(("c.pdf", Different(1))))), new Random(7));
        for (var n = 0; n < 1000; n++)
        {
            var bad = mail.ToArray();
            for (var times = dice.Next(1, 6); times > 0; times--) bad[dice.Next(bad.Length)] = (byte)dice.Next(256);
            if (ContentType.Of(bad).Kind == FileKind.Mail) Assert.True((await OpenAsync(bad)).Files.Count <= 10);
        }
    }

    [Theory]
    [InlineData("From: a@b\r\nSubject: x\r\n\r\nx", FileKind.Mail)]
    [InlineData("Return-Path: <a@b>\nReceived: from x\n by y\nFrom: a@b\n\nx", FileKind.Mail)]
    [InlineData("From: a@b\n", FileKind.Unknown)]
    [InlineData("Dette er: et notat\nFra: Kari\n", FileKind.Unknown)]
    [InlineData("bare tekst", FileKind.Unknown)]
    [InlineData("<Invoice/>", FileKind.Ehf)]
    public void A_mail_is_known_by_its_head(string text, FileKind kind) => Assert.Equal(kind, ContentType.Of(Encoding.UTF8.GetBytes(text)).Kind);
}
