namespace Kontali.Data.Review;

/// <summary>
/// Who has an item open, and until when. A row of its own and not columns of the item: it beats every half minute, and neither the item's
/// version, nor its audit trail, nor every page that lists it should change for that.
/// </summary>
public sealed class ReviewLease : IOfFirm
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The item.</summary>
    public required Guid ItemId { get; init; }

    /// <summary>Who has it open.</summary>
    public required Guid UserId { get; init; }

    /// <summary>In which of her pages: a page that closes lets go of its own.</summary>
    public required Guid PageId { get; init; }

    /// <summary>Open, or only next in turn: whoever opens it takes it from one who merely reserved it.</summary>
    public required bool IsReserved { get; init; }

    /// <summary>Until when, UTC by the database's clock; later it is nobody's.</summary>
    public DateTimeOffset Until { get; init; }
}
