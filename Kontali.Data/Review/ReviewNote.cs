namespace Kontali.Data.Review;

/// <summary>What a note is.</summary>
public enum NoteKind
{
    /// <summary>A word to colleagues.</summary>
    Comment,

    /// <summary>Why it was given to somebody.</summary>
    Assignment,

    /// <summary>Why it waits.</summary>
    Snooze,

    /// <summary>A question to the client, as it was written.</summary>
    Question,

    /// <summary>The question was sent by e-mail, or could not be.</summary>
    Sent,

    /// <inheritdoc cref="Sent"/>
    NotSent,

    /// <summary>What the client answered.</summary>
    Answer,

    /// <summary>A colleague asks for an item that somebody else has open.</summary>
    Request,
}

/// <summary>What was said about an item: between colleagues, and with the client. Written once, and kept with the invoice.</summary>
public sealed class ReviewNote : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The item it was said on.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>The invoice: its notes follow it, whatever item it comes back as.</summary>
    public required Guid InvoiceId { get; init; }

    /// <summary>What it is.</summary>
    public required NoteKind Kind { get; init; }

    /// <summary>The words.</summary>
    public required string Body { get; init; }

    /// <summary>Whom it is for: colleagues who were named in it.</summary>
    public List<Guid> Mentions { get; init; } = [];

    /// <summary>The client's address, where it went out as e-mail.</summary>
    public string? Recipient { get; init; }

    /// <summary>The question that this tells the fate of.</summary>
    public Guid? Of { get; init; }

    /// <summary>Who wrote it; null: the post office did.</summary>
    public Guid? WrittenBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
