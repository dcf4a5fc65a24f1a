namespace Kontali.Data.Invoices;

/// <summary>What came of reading a document's bytes: facts, findings and embedded files; or a refusal in plain words.</summary>
/// <param name="Facts">What the document says; null when it could not be read as an invoice at all.</param>
/// <param name="Refusal">Why there are no facts, and what to do; null when there are.</param>
/// <param name="Findings">What is wrong with it.</param>
/// <param name="Files">The embedded files' bytes, for each attachment with a hash.</param>
public sealed record Reading(InvoiceFacts? Facts, Phrase? Refusal, IReadOnlyList<Finding> Findings, IReadOnlyList<EmbeddedFile> Files)
{
    /// <summary>What its transport envelope (SBDH) calls the message, where it came in one.</summary>
    public string? MessageId { get; init; }

    /// <summary>The words it was read from, where it is a paper.</summary>
    public Pdf.PageText? Text { get; init; }

    /// <summary>A document that is not an invoice that can be read.</summary>
    public static Reading Refused(FormattableString why) => new(null, Phrase.Of(why), [], []);
}

/// <summary>A file embedded in an invoice.</summary>
/// <param name="Sha256">Lower-case hex of the bytes' hash.</param>
/// <param name="FileName">As sent; display only.</param>
/// <param name="MimeType">As claimed by the sender.</param>
/// <param name="Bytes">The file.</param>
public sealed record EmbeddedFile(string Sha256, string FileName, string MimeType, byte[] Bytes);
