namespace Kontali.Tests.World;

/// <summary>A clock that stands still until a test moves it.</summary>
public sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset? _set;

    /// <summary>The day the tests' world stands on.</summary>
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 11, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _set ?? now;

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public void Set(DateTimeOffset moment) => _set = moment;

    public void Advance(TimeSpan by) => Set(GetUtcNow() + by);
}
