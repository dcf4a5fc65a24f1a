using Kontali.Data.Review;
using Kontali.Web.Shared;

namespace Kontali.Web.Review;

/// <summary>When something that is put off comes back: at eight in the morning where she sits, so that it is there when she comes.</summary>
public static class WakeTime
{
    /// <summary>That morning, UTC.</summary>
    public static DateTimeOffset Morning(DateOnly day)
    {
        var eight = day.ToDateTime(new TimeOnly(8, 0));
        return new DateTimeOffset(eight, Figures.Oslo.GetUtcOffset(eight)).ToUniversalTime();
    }

    /// <summary>As she typed it: a day alone is the next day of that number; null where it is no day, is past, or too far away.</summary>
    public static DateTimeOffset? Read(string typed, DateOnly today, DateTimeOffset now)
    {
        if (Figuring.Date(typed, today) is not { } day) return null;
        if (day <= today && day.Month == today.Month && day.Year == today.Year) day = day.AddMonths(1);
        return day > today && Morning(day) <= now + SnoozeItem.Longest ? Morning(day) : null;
    }
}
