namespace Kontali.Data.Booking;

/// <summary>How something is coded: what a pattern says.</summary>
/// <param name="Account">Account in the client's chart.</param>
/// <param name="VatCode">Standard tax code.</param>
public readonly record struct Meaning(string Account, string VatCode);

/// <summary>
/// The record of a pattern: in how many invoices it would have spoken, and what people, audits and history then said.
/// That the agent posted it and nobody objected is neither right nor wrong.
/// </summary>
public sealed record PatternRecord
{
    /// <summary>How many of the latest cases must be without fault.</summary>
    public const int Clean = 8;

    /// <summary>Invoices in which it would have spoken.</summary>
    public int Applied { get; init; }

    /// <summary>Those in which it was found right.</summary>
    public int Right { get; init; }

    /// <summary>Those in which it was found wrong.</summary>
    public int Wrong { get; init; }

    /// <summary>Right since a person last overruled it: what counts.</summary>
    public int RightSince { get; init; }

    /// <summary>Wrong since a person last overruled it, by what history says.</summary>
    public int WrongSince { get; init; }

    /// <summary>The first day that counts.</summary>
    public DateOnly? Since { get; init; }

    /// <summary>Known cases since its last fault.</summary>
    public int CleanRun { get; init; }

    /// <summary>The lesson with which a person last overruled it; 0 for never.</summary>
    public long OverruledAt { get; init; }

    /// <summary>Cases that count.</summary>
    public int Cases => RightSince + WrongSince;

    /// <summary>The share of right that it passes with 95 % certainty.</summary>
    public double LowerBound => Beta.Lower(RightSince, WrongSince);

    /// <summary>Whether it has earned to be trusted at a threshold: enough cases, the latest without fault, the bound above.</summary>
    public bool Earns(double threshold) => CleanRun >= Clean && LowerBound >= threshold;

    internal PatternRecord Silent() => this with { Applied = Applied + 1 };

    internal PatternRecord WasRight(DateOnly on) =>
        this with { Applied = Applied + 1, Right = Right + 1, RightSince = RightSince + 1, CleanRun = CleanRun + 1, Since = Since ?? on };

    internal PatternRecord WasWrong(DateOnly on) =>
        this with { Applied = Applied + 1, Wrong = Wrong + 1, WrongSince = WrongSince + 1, CleanRun = 0, Since = Since ?? on };

    internal PatternRecord WasOverruled(long at) =>
        this with { Applied = Applied + 1, Wrong = Wrong + 1, RightSince = 0, WrongSince = 0, CleanRun = 0, Since = null, OverruledAt = at };

    internal PatternRecord Restarted(long at) => this with { RightSince = 0, WrongSince = 0, CleanRun = 0, Since = null, OverruledAt = at };
}
