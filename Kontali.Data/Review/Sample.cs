namespace Kontali.Data.Review;

/// <summary>One draw of what the agent had posted by itself, to be looked at by people who are not shown the answer. Written once.</summary>
public sealed class Sample : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>What chance began with: the same seed over the same invoices draws the same.</summary>
    public required long Seed { get; init; }

    /// <summary>From how many it was drawn.</summary>
    public required int Candidates { get; init; }

    /// <summary>The invoices that were drawn.</summary>
    public required IReadOnlyList<Guid> Drawn { get; init; }

    /// <summary>What the agent posted from the one moment, and before the other, UTC.</summary>
    public required DateTimeOffset SettledFrom { get; init; }

    /// <inheritdoc cref="SettledFrom"/>
    public required DateTimeOffset SettledBefore { get; init; }

    /// <summary>When it was drawn, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
