namespace Kontali.Data.Firms;

/// <summary>The client's standing in the VAT register; it decides whether input VAT is deducted (mval 8-1).</summary>
public enum VatStatus
{
    /// <summary>In the register: input VAT is deducted where the account allows it.</summary>
    Registered,

    /// <summary>Not in the register: purchases are cost with VAT and all.</summary>
    NotRegistered,

    /// <summary>Turnover outside the VAT Act (mval ch. 3), such as a dentist: cost with VAT and all.</summary>
    Exempt,
}

/// <summary>How often the client files VAT (skfvf 8-3-1 to 8-3-10).</summary>
public enum VatTerm
{
    /// <summary>Files none.</summary>
    None,

    /// <summary>Two-month terms, the ordinary case.</summary>
    Bimonthly,

    /// <summary>Calendar year.</summary>
    Yearly,

    /// <summary>Calendar year, farming, forestry and fishing.</summary>
    YearlyPrimary,

    /// <summary>Calendar month.</summary>
    Monthly,

    /// <summary>Quarter: buyers outside the register with services from abroad.</summary>
    Quarterly,

    /// <summary>Half a month, to the fifteenth and to the end.</summary>
    HalfMonthly,

    /// <summary>Week, from Monday to Sunday.</summary>
    Weekly,
}

/// <summary>How much the agents may do by themselves for a client.</summary>
public enum AutomationLevel
{
    /// <summary>Nothing is suggested.</summary>
    Off,

    /// <summary>Everything is suggested, a person posts.</summary>
    Suggest,

    /// <summary>What is sure, from a known vendor and within the amount cap, posts itself.</summary>
    Assisted,

    /// <summary>As assisted, without the amount cap.</summary>
    Full,
}

/// <summary>A client whose books the firm keeps.</summary>
public sealed class Client : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The firm's number for the client; unique in the firm.</summary>
    public required string ClientNumber { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Organisation number; unique in the firm.</summary>
    public required OrgNumber OrgNumber { get; init; }

    /// <summary>Electronic address as scheme:value, where it is not 0192 and the organisation number.</summary>
    public string? EhfEndpoint { get; set; }

    /// <summary>What the client lives by, one of the words in <c>Trades</c>: a hint for suggestions.</summary>
    public string Trade { get; set; } = "other";

    /// <summary>The client's own bank accounts, eleven digits each.</summary>
    public IReadOnlyList<string> ActiveBanks { get; set; } = [];

    /// <summary>The month the fiscal year begins, 1–12.</summary>
    public int FiscalYearStart { get; set; } = 1;

    /// <summary>Standing in the VAT register.</summary>
    public VatStatus VatStatus { get; set; } = VatStatus.Registered;

    /// <summary>How often VAT is filed.</summary>
    public VatTerm VatTerm { get; set; } = VatTerm.Bimonthly;

    /// <summary>The currency of the books: NOK (bfl 8).</summary>
    public string BaseCurrency { get; init; } = "NOK";

    /// <summary>What the agents may do.</summary>
    public AutomationLevel AiAutomationLevel { get; set; } = AutomationLevel.Assisted;

    /// <summary>Per cent of confidence from which a suggestion may post itself, 0–100.</summary>
    public int AiConfidenceThreshold { get; set; } = 85;

    /// <summary>Kroner with VAT above which nothing posts itself at level assisted.</summary>
    public decimal AiAmountCap { get; set; } = 25_000m;

    /// <summary>Per cent of confidence in the tax code from which a suggestion may post itself, 0–100.</summary>
    public int AiVatThreshold { get; set; } = 85;

    /// <summary>Whether patterns begin to speak by themselves when they have earned it; else a person is asked.</summary>
    public bool AiLearnsItself { get; set; } = true;

    /// <summary>Per cent of what the agent posts that is drawn to be looked at; null: the firm's.</summary>
    public decimal? AiSampleShare { get; set; }

    /// <summary>Per cent of errors above which auto-posting switches itself off; null: the firm's.</summary>
    public decimal? AiErrorLimit { get; set; }

    /// <summary>When the samples switched auto-posting off, UTC, and why; null while it is on.</summary>
    public DateTimeOffset? AutoPostStoppedAt { get; set; }

    /// <inheritdoc cref="AutoPostStoppedAt"/>
    public Phrase? AutoPostStopReason { get; set; }

    /// <summary>When a person switched it on again, UTC: samples settled before that are judged no more.</summary>
    public DateTimeOffset? AutoPostResumedAt { get; set; }

    /// <summary>False when the client has left: its books stay.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>Whether input VAT may be deducted at all.</summary>
    public bool DeductsVat => VatStatus == VatStatus.Registered;

    /// <summary>The fiscal year a date falls in, named by the calendar year it begins in.</summary>
    public int FiscalYearOf(DateOnly date) => date.Month >= FiscalYearStart ? date.Year : date.Year - 1;
}
