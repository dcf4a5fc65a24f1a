using Kontali.Data.Firms;

namespace Kontali.Data.Booking;

/// <summary>A decision that rested on a version of a pattern; written beside the decision by the database, so that what a version ever led to is found at once.</summary>
public sealed class PatternUse : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The version.</summary>
    public required Guid PatternId { get; init; }

    /// <summary>The decision.</summary>
    public required Guid DecisionId { get; init; }
}
