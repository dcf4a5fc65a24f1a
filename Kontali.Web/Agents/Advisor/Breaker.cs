namespace Kontali.Web.Agents.Advisor;

/// <summary>After some failures in a row the advisor is left in peace, longer each time; then one question is let through to see whether it is back.</summary>
public sealed class Breaker(TimeProvider clock)
{
    private const int Enough = 3;
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1), Longest = TimeSpan.FromMinutes(30);
    private readonly Lock gate = new();
    private int failures;
    private DateTimeOffset restsUntil;
    private bool trying;

    /// <summary>True when a question may be sent now; whoever is told so says afterwards how it went.</summary>
    public bool TryEnter()
    {
        lock (gate)
        {
            if (failures < Enough) return true;
            if (trying || clock.GetUtcNow() < restsUntil) return false;
            return trying = true;
        }
    }

    /// <summary>It answered, or failed.</summary>
    public void Tell(bool answered)
    {
        lock (gate)
        {
            trying = false;
            failures = answered ? 0 : failures + 1;
            if (failures < Enough) return;
            var rest = First * Math.Pow(2, Math.Min(failures - Enough, 10));
            restsUntil = clock.GetUtcNow() + (rest < Longest ? rest : Longest);
        }
    }

    /// <summary>The caller gave up: that says nothing of the advisor.</summary>
    public void Leave()
    {
        lock (gate) trying = false;
    }
}
