using System.Security.Cryptography;
using System.Xml.Linq;
using Kontali.Data.Documents;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Reads attachments: embedded bytes are taken out once each and known by their hash; links are noted, never fetched.</summary>
internal sealed class AttachmentReader(ValueReader values)
{
    /// <summary>Each becomes a document of its own; no invoice has as many.</summary>
    internal const int MaxFiles = 100;

    private readonly Dictionary<string, EmbeddedFile> _files = [];

    internal IReadOnlyList<EmbeddedFile> Files => [.. _files.Values];

    /// <summary>References that carry a code name an invoiced object (130) or a project (50): no attachments.</summary>
    internal static bool IsAttachment(XElement reference) => reference.Has("cac:Attachment") || !reference.Has("cbc:DocumentTypeCode");

    internal AttachmentFacts Read(XElement reference)
    {
        var id = reference.Text("cbc:ID") ?? "";
        var embedded = reference.One("cac:Attachment/cbc:EmbeddedDocumentBinaryObject");
        var fileName = FileName(embedded.Attr("filename"));
        var mimeType = embedded.Attr("mimeCode");
        return new(id, reference.Text("cbc:DocumentDescription"), fileName, mimeType,
            reference.Text("cac:Attachment/cac:ExternalReference/cbc:URI"), Keep(embedded, fileName ?? id, mimeType ?? ""));
    }

    private string? Keep(XElement? embedded, string name, string mimeType)
    {
        if (embedded is null || string.IsNullOrWhiteSpace(embedded.Value)) return null;
        if (_files.Count >= MaxFiles)
        {
            values.Find("KONTALI-VEDLEGG", Severity.Warning, $"Fakturaen har flere enn {MaxFiles} vedlegg. De øvrige ligger i originalen og er ikke tatt ut.");
            return null;
        }
        if (Decode(embedded.Value) is not { } bytes)
        {
            values.Find("KONTALI-VEDLEGG", Severity.Warning, $"Vedlegget «{name}» er skadet og kan ikke åpnes. Be leverandøren sende det på nytt om det trengs.");
            return null;
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        _files.TryAdd(hash, new(hash, name, mimeType, bytes));
        return hash;
    }

    private static byte[]? Decode(string base64)
    {
        var buffer = new byte[base64.Length / 4 * 3 + 3];
        return Convert.TryFromBase64String(base64, buffer, out var length) && length > 0 ? buffer[..length] : null;
    }

    /// <summary>The name alone, without folders: it is shown to people.</summary>
    private static string? FileName(string? sent) => sent is null ? null : ReceiveFile.DisplayName(sent);
}
