using Kontali.Data.Firms;

namespace Kontali.Web.Shell;

/// <summary>
/// What the frame around every page shows: who is here, for which firm, and how much waits. Whoever learns it sets it;
/// the frame redraws. Null means not known yet, and is not shown.
/// </summary>
public sealed class Frame
{
    /// <summary>The firm's name.</summary>
    public string? Firm { get; private set; }

    /// <summary>The signed-in person's name.</summary>
    public string? Person { get; private set; }

    /// <summary>Her role, as it was when the circuit began; the verbs ask the database.</summary>
    public Role? Role { get; private set; }

    /// <summary>Open review items of the firm.</summary>
    public int? ToReview { get; private set; }

    /// <summary>Those that wait for this person.</summary>
    public int? WaitingForMe { get; private set; }

    /// <summary>Something above has changed.</summary>
    public event Action? Changed;

    /// <summary>Whether to show her what needs a right; before her role is known, everything is shown.</summary>
    public bool May(Right right) => Role?.Has(right) ?? true;

    /// <summary>Who is here.</summary>
    public void Greet(string firm, string person, Role? role) => Set(() => (Firm, Person, Role) = (firm, person, role));

    /// <summary>How much waits.</summary>
    public void Count(int toReview, int waitingForMe) => Set(() => (ToReview, WaitingForMe) = (toReview, waitingForMe));

    private void Set(Action change)
    {
        var before = (Firm, Person, Role, ToReview, WaitingForMe);
        change();
        if (before != (Firm, Person, Role, ToReview, WaitingForMe)) Changed?.Invoke();
    }
}
