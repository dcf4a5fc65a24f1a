namespace Kontali.Data.Documents;

/// <summary>What a document is, judged by its content.</summary>
public enum FileKind
{
    /// <summary>Not read yet, or nothing we know.</summary>
    Unknown,

    /// <summary>An electronic invoice in XML.</summary>
    Ehf,

    /// <summary>PDF.</summary>
    Pdf,

    /// <summary>An image.</summary>
    Image,

    /// <summary>Text, a spreadsheet or another attachment.</summary>
    Other,

    /// <summary>An e-mail; what is attached to it are documents of their own.</summary>
    Mail,

    /// <summary>A ZIP; what lies in it are documents of their own.</summary>
    Archive,
}

/// <summary>By which door a document came.</summary>
public enum Door
{
    /// <summary>Dropped in the browser.</summary>
    Browser,

    /// <summary>POST /api/intake.</summary>
    Api,

    /// <summary>The watched folder.</summary>
    Folder,

    /// <summary>It lay inside another document.</summary>
    Inside,

    /// <summary>Made with the demo firm.</summary>
    Demo,

    /// <summary>The mailbox.</summary>
    Mail,
}

/// <summary>A document's bytes as they came, named by their hash. The row never changes, but for the client, which may be set once.</summary>
public sealed class Document : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>Whose it is; null until the receiver is known.</summary>
    public Guid? ClientId { get; private set; }

    /// <summary>The document it lay inside.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>Key in the document store.</summary>
    public required string StoreKey { get; init; }

    /// <summary>SHA-256 of the bytes, lower-case hex; unique among what the firm received by itself.</summary>
    public required string FileHash { get; init; }

    /// <summary>Length in bytes.</summary>
    public required long FileSize { get; init; }

    /// <summary>The name it was sent under, cleaned: display text only.</summary>
    public required string Filename { get; init; }

    /// <summary>Type by content, never as claimed.</summary>
    public required string MimeType { get; init; }

    /// <summary>What it is.</summary>
    public required FileKind DocumentType { get; init; }

    /// <summary>By which door it came.</summary>
    public required Door Door { get; init; }

    /// <summary>When it was received, UTC.</summary>
    public required DateTimeOffset UploadedAt { get; init; }

    /// <summary>Who sent it, where it was a person.</summary>
    public Guid? UploadedByUserId { get; init; }

    /// <summary>Settles whose it is, once.</summary>
    public void BelongsTo(Guid clientId)
    {
        if (ClientId is { } already && already != clientId) throw new BrokenRule($"Dokumentet hører allerede til en annen klient.");
        ClientId = clientId;
    }
}
