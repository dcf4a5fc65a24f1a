namespace Kontali.Data.Firms;

/// <summary>An accounting firm (regnskapsbyrå). Deactivated by its settings, never deleted once it has evidence.</summary>
public sealed class Tenant
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>Organisation number; unique among firms.</summary>
    public required OrgNumber OrgNumber { get; init; }

    /// <summary>What it pays for.</summary>
    public string SubscriptionTier { get; set; } = "standard";

    /// <summary>How many clients it may have; null: as many as it likes.</summary>
    public int? MaxClients { get; set; }

    /// <summary>Where its own bill goes.</summary>
    public string? BillingEmail { get; set; }

    /// <summary>The firm's own choices.</summary>
    public FirmSettings Settings { get; set; } = new();

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A firm's choices, kept as JSON.</summary>
public sealed record FirmSettings
{
    /// <summary>Nothing is posted before a person has seen it, whatever the clients' automation says.</summary>
    public bool NothingPostedUnchecked { get; init; }

    /// <summary>Per cent of what the agent posts that is drawn to be looked at.</summary>
    public decimal SampleShare { get; init; } = 5;

    /// <summary>Per cent of errors above which auto-posting switches itself off for a client.</summary>
    public decimal ErrorLimit { get; init; } = 2;

    /// <summary>Whether the firm gives and takes statistics without names: which standard account a vendor's organisation number is booked on.</summary>
    public bool SharesStatistics { get; init; }

    /// <summary>The folder that is watched for files, besides the browser and the API.</summary>
    public string? WatchedFolder { get; init; }

    /// <summary>Whether a language model may be asked where Kontali itself is unsure, and what may be spent on it in a month, in kroner.</summary>
    public bool AdvisorIsOn { get; init; }

    /// <inheritdoc cref="AdvisorIsOn"/>
    public decimal AdvisorBudget { get; init; }

    /// <summary>Whether it may also read the papers that Kontali is unsure of: their whole text is then sent.</summary>
    public bool AdvisorReads { get; init; }
}
