using Kontali.Data.Review;

namespace Kontali.Web.Review;

/// <summary>An item as it stands before her, or, out of sight, as the next one to do so.</summary>
internal sealed class Stage(ReviewCase @case, BookingDraft draft)
{
    /// <summary>What is known of it; newer where somebody settled it meanwhile.</summary>
    public ReviewCase Case { get; set; } = @case;

    /// <summary>What she makes of it.</summary>
    public BookingDraft Draft { get; } = draft;

    /// <summary>Its form.</summary>
    public ReviewPanel? Panel { get; set; }
}
