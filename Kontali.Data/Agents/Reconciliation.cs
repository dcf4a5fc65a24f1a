namespace Kontali.Data.Agents;

/// <summary>What the books said when they were compared with themselves one night. Written once.</summary>
public sealed class Reconciliation : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>How much was compared.</summary>
    public required int Vouchers { get; init; }

    /// <inheritdoc cref="Vouchers"/>
    public required int Lines { get; init; }

    /// <summary>What did not agree; empty where all is well.</summary>
    public required IReadOnlyList<Disagreement> Found { get; init; }

    /// <summary>How long it took.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Two figures that should have been one.</summary>
/// <param name="Check">payables, vat, balances or counters.</param>
/// <param name="ClientId">Whose books.</param>
/// <param name="Says">In a sentence: what, where, the two figures.</param>
public sealed record Disagreement(string Check, Guid ClientId, Phrase Says);
