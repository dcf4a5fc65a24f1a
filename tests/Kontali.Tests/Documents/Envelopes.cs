using System.IO.Compression;
using System.Text;
using Kontali.Data.Documents;

namespace Kontali.Tests.Documents;

/// <summary>E-mails and ZIP files, good and bad, made by the tests; and what unpacking them gives.</summary>
internal static class Envelopes
{
    public static readonly byte[] Pdf = "%PDF-1.4 en faktura"u8.ToArray(), Photo = Jpeg(300_000), Logo = Jpeg(20_000);

    /// <summary>What came out, and what became of each e-mail or ZIP.</summary>
    public sealed record Opened(IReadOnlyList<UnpackedFile> Files, IReadOnlyList<Envelope> Envelopes)
    {
        public IEnumerable<string> Names => Files.Select(f => f.Name);
        public string? Refusal => Envelopes[0].Refusal?.ToString();
        public string LeftOut => string.Join('\n', Envelopes.SelectMany(e => e.LeftOut).Select(l => $"{l.Name}: {l.Why}"));
    }

    public static async Task<Opened> OpenAsync(byte[] bytes)
    {
        List<UnpackedFile> files = [];
        var unpacking = new Unpacking(file =>
        {
            files.Add(file);
            return Task.CompletedTask;
        });
        await unpacking.OpenAsync(bytes, ContentType.Of(bytes).Kind, Xunit.TestContext.Current.CancellationToken);
        return new(files, unpacking.Envelopes);
    }

    public static byte[] Zip(params (string Name, byte[] Bytes)[] files) => Zip(zip =>
    {
        foreach (var (name, bytes) in files)
        {
            using var stream = zip.CreateEntry(name).Open();
            stream.Write(bytes);
        }
    });

    public static byte[] Zip(Action<ZipArchive> fill, Encoding? names = null)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true, names)) fill(zip);
        return bytes.ToArray();
    }

    public static byte[] Different(int n) => Encoding.ASCII.GetBytes($"%PDF-1.4 faktura {n}");

    /// <summary>An e-mail as it goes over the wire, its parts between boundaries.</summary>
    public static byte[] Mail(string head, params string[] parts)
    {
        var text = new StringBuilder($"From: Post <post@leverandor.example>\r\nTo: bilag@byra.example\r\nSubject: Faktura\r\nDate: Mon, 9 Nov 2026 08:15:00 +0100\r\nMessage-ID: <1@leverandor.example>\r\nMIME-Version: 1.0\r\n{head}Content-Type: multipart/mixed; boundary=\"grense\"\r\n\r\n");
        foreach (var part in parts) text.Append("--grense\r\n").Append(part).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.Append("--grense--\r\n").ToString());
    }

    public static string Text(string text, string type = "text/plain; charset=utf-8") => $"Content-Type: {type}\r\n\r\n{text}";

    public static string Attached(string name, byte[] bytes, string type = "application/octet-stream", string disposition = "attachment", string more = "") =>
        $"Content-Type: {type}; name=\"{name}\"\r\nContent-Disposition: {disposition}; filename=\"{name}\"\r\n{more}Content-Transfer-Encoding: base64\r\n\r\n{Convert.ToBase64String(bytes, Base64FormattingOptions.InsertLineBreaks)}";

    private static byte[] Jpeg(int length)
    {
        var bytes = new byte[length];
        new Random(length).NextBytes(bytes);
        bytes[0] = 0xff;
        (bytes[1], bytes[2]) = (0xd8, 0xff);
        return bytes;
    }
}
