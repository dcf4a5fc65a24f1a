namespace Kontali.Data.Verification;

/// <summary>The record of one walk through a client's books, or through what belongs to the firm itself. Written once.</summary>
public sealed class Proof : IOfFirm
{
    /// <summary>How many faults are kept; the rest are counted.</summary>
    public const int MostFaults = 50;

    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>Whose books; null for the firm's own trail and documents.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>How much was walked.</summary>
    public required int Vouchers { get; init; }

    /// <inheritdoc cref="Vouchers"/>
    public required long Lines { get; init; }

    /// <inheritdoc cref="Vouchers"/>
    public required long TrailRows { get; init; }

    /// <inheritdoc cref="Vouchers"/>
    public required int Documents { get; init; }

    /// <summary>How many heads of earlier anchors were found again.</summary>
    public required int Anchors { get; init; }

    /// <summary>How many faults.</summary>
    public required int Faults { get; init; }

    /// <summary>The first of them, in the order of the chain.</summary>
    public required IReadOnlyList<Fault> Found { get; init; }

    /// <summary>Where its chains ended.</summary>
    public required IReadOnlyList<ChainHead> Heads { get; init; }

    /// <summary>How long it took.</summary>
    public required int Milliseconds { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
