namespace Kontali.Data.Booking;

/// <summary>How far a pattern reaches.</summary>
public enum PatternScope
{
    /// <summary>One client.</summary>
    Client,

    /// <summary>Every client of the firm.</summary>
    Firm,

    /// <summary>Every firm that has agreed; never holds a name or a text.</summary>
    AllFirms,
}

/// <summary>How far a pattern has come.</summary>
public enum PatternState
{
    /// <summary>It only counts along.</summary>
    Trial,

    /// <summary>It speaks.</summary>
    Active,

    /// <summary>Stopped.</summary>
    Retired,
}

/// <summary>
/// One version of something learned from people's corrections: it matches literally on what clients share
/// (who the vendor is, the line's words), never on a client's own ids.
/// </summary>
public sealed class LearnedPattern : IOfFirm
{
    /// <summary>Id of this version.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The client, where the scope is one.</summary>
    public Guid? ClientId { get; init; }

    /// <summary>What its versions share, and which it is, from 1.</summary>
    public required Guid PatternId { get; init; }

    /// <inheritdoc cref="PatternId"/>
    public required int Version { get; init; }

    /// <summary>Kind of pattern.</summary>
    public required string PatternType { get; init; }

    /// <summary>The vendor's identity it looks for, as in <see cref="Trigger"/>: what rows are found by.</summary>
    public required string VendorIdentity { get; init; }

    /// <summary>As a person reads it.</summary>
    public required Phrase Description { get; init; }

    /// <summary>What it looks for.</summary>
    public required PatternTrigger Trigger { get; init; }

    /// <summary>What it then says.</summary>
    public required PatternAction Action { get; init; }

    /// <summary>How far it reaches.</summary>
    public required PatternScope Scope { get; init; }

    /// <summary>How far it has come.</summary>
    public PatternState State { get; set; } = PatternState.Trial;

    /// <summary>Its record: how often applied, right, wrong.</summary>
    public int TimesApplied { get; set; }

    /// <inheritdoc cref="TimesApplied"/>
    public int TimesCorrect { get; set; }

    /// <inheritdoc cref="TimesApplied"/>
    public int TimesIncorrect { get; set; }

    /// <summary>What counts: known cases since a person last overruled it, and how many of them were right; and from which day.</summary>
    public int CasesSince { get; set; }

    /// <inheritdoc cref="CasesSince"/>
    public int RightSince { get; set; }

    /// <inheritdoc cref="CasesSince"/>
    public DateOnly? Since { get; set; }

    /// <summary>The share of right that it passes with 95 % certainty, 0–1.</summary>
    public double LowerBound { get; set; }

    /// <summary>True where it has earned to speak and waits for a person to say so.</summary>
    public bool IsProposed { get; set; }

    /// <summary>When a person stopped it, UTC; it stays stopped until one lets it try again.</summary>
    public DateTimeOffset? StoppedAt { get; set; }

    /// <summary>The lesson after which a person let it speak; it does until it is overruled.</summary>
    public long? PromotedAfter { get; set; }

    /// <summary>The lesson after which its record began anew, because a person rejected what it led to.</summary>
    public long? RestartedAfter { get; set; }

    /// <summary>Kroner with VAT that a person lets it post at most; null for no limit but the client's.</summary>
    public decimal? AmountCap { get; set; }

    /// <summary>What it was written together with, and is taken back together with; null where it stands for itself.</summary>
    public Guid? Together { get; init; }

    /// <summary>Whether a person wrote it; else it was learned.</summary>
    public bool IsByHand => PatternType == HandRules.VendorRule;

    /// <summary>The decision and the correction it came from, and who made that.</summary>
    public IReadOnlyList<Guid> CreatedFromDecisionIds { get; init; } = [];

    /// <inheritdoc cref="CreatedFromDecisionIds"/>
    public Guid? CreatedFromCorrectionId { get; init; }

    /// <inheritdoc cref="CreatedFromDecisionIds"/>
    public Guid? LearnedFromUserId { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>What a pattern looks for: the vendor's identity, and a word of the line where one is needed.</summary>
/// <param name="VendorIdentity">The vendor, alike at all clients.</param>
/// <param name="Words">Words of the line; none where every line is meant.</param>
/// <param name="AtLeast">Kroner, both ends inclusive: of the line without VAT, or of the whole invoice where the rule approves it.</param>
/// <param name="AtMost"><inheritdoc cref="AtLeast" path="/node()"/></param>
public sealed record PatternTrigger(string VendorIdentity, IReadOnlyList<string> Words, decimal? AtLeast = null, decimal? AtMost = null);

/// <summary>What a pattern says; the standard account is what charts of different clients and firms share.</summary>
/// <param name="Account">Account in the client's chart; empty where it says none.</param>
/// <param name="VatCode">Standard tax code; empty where it follows the invoice.</param>
/// <param name="StandardAccount">The standard account that it is mapped to.</param>
/// <param name="Kind">What is done.</param>
public sealed record PatternAction(string Account, string VatCode, string? StandardAccount = null, RuleKind Kind = RuleKind.Code);

/// <summary>What a pattern or a rule does.</summary>
public enum RuleKind
{
    /// <summary>Codes lines.</summary>
    Code,

    /// <summary>Codes a vendor's monthly invoice, and approves it within its amounts.</summary>
    Approve,

    /// <summary>Puts everything of the vendor before a person.</summary>
    Look,
}
