namespace Kontali.Data.Seed;

/// <summary>A clock that is set to the hour at which something happened, and never past the present.</summary>
internal sealed class DemoClock(DateTimeOffset present) : TimeProvider
{
    private DateTimeOffset? _set;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _set ?? present;

    /// <summary>Some minutes into a working day; the present where that day has not come.</summary>
    public void Set(DateOnly day, int minutes)
    {
        var at = new DateTimeOffset(day.ToDateTime(new TimeOnly(7, 0)), TimeSpan.Zero).AddMinutes(minutes % 500);
        _set = at < present ? at : present;
    }
}
