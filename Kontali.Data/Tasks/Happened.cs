namespace Kontali.Data.Tasks;

/// <summary>The words for what happens.</summary>
public static class Happened
{
    /// <summary>A document came by a door.</summary>
    public const string DocumentReceived = "document_received";

    /// <summary>An invoice was read from it.</summary>
    public const string InvoiceRead = "invoice_read";

    /// <summary>It could not be read as an invoice, or was here before.</summary>
    public const string DocumentRefused = "document_refused";

    /// <summary>Its receiver is not known.</summary>
    public const string ReceiverUnknown = "receiver_unknown";

    /// <summary>The agent suggested a booking.</summary>
    public const string SuggestionMade = "suggestion_made";

    /// <summary>A voucher was posted.</summary>
    public const string Posted = "posted";

    /// <summary>An invoice was put to review.</summary>
    public const string PutToReview = "put_to_review";

    /// <summary>A person approved the suggestion as it was.</summary>
    public const string Approved = "approved";

    /// <summary>A person corrected the suggestion.</summary>
    public const string Corrected = "corrected";

    /// <summary>A person rejected the invoice.</summary>
    public const string Rejected = "rejected";

    /// <summary>A person took a rejection back: it is before people again.</summary>
    public const string Reopened = "reopened";

    /// <summary>A voucher was reversed.</summary>
    public const string Reversed = "reversed";

    /// <summary>A task gave up after its last try.</summary>
    public const string TaskDied = "task_died";
}
