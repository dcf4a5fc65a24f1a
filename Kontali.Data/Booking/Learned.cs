namespace Kontali.Data.Booking;

/// <summary>The words for what happens as the house learns; they stand beside those of the tasks.</summary>
public static class Learned
{
    /// <summary>A pattern was found, or got a new version.</summary>
    public const string PatternLearned = "pattern_learned";

    /// <summary>A pattern may speak.</summary>
    public const string Promoted = "promoted";

    /// <summary>A pattern is on trial again.</summary>
    public const string Demoted = "demoted";

    /// <summary>A sample was drawn of what the agent had posted.</summary>
    public const string SampleDrawn = "sample_drawn";

    /// <summary>A person has looked at a sampled invoice.</summary>
    public const string Audited = "audited";

    /// <summary>What a sample showed is in the record.</summary>
    public const string SampleJudged = "sample_judged";

    /// <summary>Auto-posting was switched off for a client by what the samples showed.</summary>
    public const string AutoPostStopped = "auto_post_stopped";

    /// <summary>A person switched it on again.</summary>
    public const string AutoPostResumed = "auto_post_resumed";

    /// <summary>The nightly comparison found something that does not agree.</summary>
    public const string BooksDisagree = "books_disagree";
}
