using System.Text.Json;

namespace Kontali.Data;

/// <summary>A change to a row, written by the database's triggers, chained by hash within its client (or firm). Append-only.</summary>
public sealed class AuditEntry : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public Guid TenantId { get; init; }

    /// <summary>The client, where the row is a client's.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>Place in the chain, from 1.</summary>
    public long Sequence { get; init; }

    /// <summary>Which row.</summary>
    public required string TableName { get; init; }

    /// <inheritdoc cref="TableName"/>
    public Guid RecordId { get; init; }

    /// <summary>insert, update or delete.</summary>
    public required string Action { get; init; }

    /// <summary>The columns that changed, before and after.</summary>
    public JsonElement? OldValue { get; init; }

    /// <inheritdoc cref="OldValue"/>
    public JsonElement? NewValue { get; init; }

    /// <summary>Who, by the session's word.</summary>
    public required string ChangedByType { get; init; }

    /// <inheritdoc cref="ChangedByType"/>
    public Guid? ChangedById { get; init; }

    /// <inheritdoc cref="ChangedByType"/>
    public string? ChangedByName { get; init; }

    /// <summary>Why, where a reason was given.</summary>
    public string? Reason { get; init; }

    /// <summary>From where.</summary>
    public string? IpAddress { get; init; }

    /// <inheritdoc cref="IpAddress"/>
    public string? UserAgent { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The chain.</summary>
    public required byte[] PreviousHash { get; init; }

    /// <inheritdoc cref="PreviousHash"/>
    public required byte[] Hash { get; init; }
}
