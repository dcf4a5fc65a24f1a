using System.Text.Json;

namespace Kontali.Data.Booking;

/// <summary>What an agent decided, from what, and why. Written once; what people made of it stands in corrections and the ledger.</summary>
public sealed class AgentDecision : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Which agent, and what kind of decision.</summary>
    public required string AgentType { get; init; }

    /// <inheritdoc cref="AgentType"/>
    public required string DecisionType { get; init; }

    /// <summary>About what: vendor_invoice and its id.</summary>
    public required string SourceType { get; init; }

    /// <inheritdoc cref="SourceType"/>
    public required Guid SourceId { get; init; }

    /// <summary>What it was decided from, by reference: document hash, versions, thresholds.</summary>
    public required JsonElement InputData { get; init; }

    /// <summary>The suggestion, with evidence down to earlier ledger lines.</summary>
    public required Suggestion Decision { get; init; }

    /// <summary>Per cent, 0–100, rounded down.</summary>
    public required int ConfidenceScore { get; init; }

    /// <summary>What was done with it, and why, in a sentence.</summary>
    public required Phrase Reasoning { get; init; }

    /// <summary>The versions of learned patterns it rested on.</summary>
    public IReadOnlyList<Guid> PatternsUsed { get; init; } = [];

    /// <summary>Which model, and how long it took.</summary>
    public required string ModelUsed { get; init; }

    /// <inheritdoc cref="ModelUsed"/>
    public int ProcessingTimeMs { get; init; }

    /// <summary>Tokens of a language model, where one was asked.</summary>
    public int? TokensUsed { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
