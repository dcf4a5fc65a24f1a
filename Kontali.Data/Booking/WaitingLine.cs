using Kontali.Data.Firms;

namespace Kontali.Data.Booking;

/// <summary>
/// A line of what waits for a person, as it is suggested: written and taken away by the database as items come and go, so that what is
/// alike is found by an index, among a hundred thousand as among ten.
/// </summary>
public sealed class WaitingLine : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The item, and the part of its invoice.</summary>
    public required Guid ItemId { get; init; }

    /// <inheritdoc cref="ItemId"/>
    public required string ShareKey { get; init; }

    /// <summary>The vendor's identity, alike at all clients.</summary>
    public required string VendorIdentity { get; init; }

    /// <summary>The line's words in order, without digits and months: lines of one kind have the same.</summary>
    public required string Kind { get; init; }

    /// <summary>Øre without VAT, unsigned, in kroner: behind row security an index takes whole numbers.</summary>
    public required long Ore { get; init; }

    /// <summary>As it is suggested; empty where nothing is.</summary>
    public required string Account { get; init; }

    /// <inheritdoc cref="Account"/>
    public required string VatCode { get; init; }
}
