namespace Kontali.Data.Payments;

/// <summary>Where a payment run stands.</summary>
public enum RunState
{
    /// <summary>Put together by one person.</summary>
    Proposed,

    /// <summary>Approved by another.</summary>
    Approved,

    /// <summary>The file is made.</summary>
    Sent,

    /// <summary>Given up before it was sent.</summary>
    Cancelled,
}

/// <summary>Invoices of one client that are to be paid together, from one account on one day. Never paid on one person's word.</summary>
public sealed class PaymentRun : IOfClient
{
    /// <summary>Id; the file's own name too, by which the bank answers.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The client's own account, eleven digits, and the ledger account it is.</summary>
    public required string FromAccount { get; init; }

    /// <inheritdoc cref="FromAccount"/>
    public required string LedgerAccount { get; init; }

    /// <summary>The day the bank is to pay.</summary>
    public required DateOnly ExecuteOn { get; init; }

    /// <summary>Where it stands.</summary>
    public RunState State { get; private set; }

    /// <summary>Who put it together, and when, UTC.</summary>
    public required Guid CreatedBy { get; init; }

    /// <inheritdoc cref="CreatedBy"/>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who approved it, another than who put it together, and when, UTC.</summary>
    public Guid? ApprovedBy { get; private set; }

    /// <inheritdoc cref="ApprovedBy"/>
    public DateTimeOffset? ApprovedAt { get; private set; }

    /// <summary>When the file was made, UTC.</summary>
    public DateTimeOffset? SentAt { get; private set; }

    /// <summary>A second person approves it.</summary>
    /// <exception cref="BrokenRule">It is settled already, or she put it together herself.</exception>
    public void Approve(Guid person, DateTimeOffset at)
    {
        if (State != RunState.Proposed) throw new BrokenRule($"Betalingsoppdraget er allerede avgjort.");
        if (person == CreatedBy) throw new BrokenRule($"Et betalingsoppdrag godkjennes av en annen enn den som satte det opp.");
        (State, ApprovedBy, ApprovedAt) = (RunState.Approved, person, at);
    }

    /// <summary>Its file is made.</summary>
    /// <exception cref="BrokenRule">Nobody has approved it.</exception>
    public void Send(DateTimeOffset at)
    {
        if (State != RunState.Approved) throw new BrokenRule($"Betalingsfilen lages når en annen har godkjent oppdraget.");
        (State, SentAt) = (RunState.Sent, at);
    }

    /// <summary>Given up.</summary>
    /// <exception cref="BrokenRule">Its file is made.</exception>
    public void Cancel()
    {
        if (State == RunState.Sent) throw new BrokenRule($"Filen er laget. Stopp betalingen i banken, og les inn det banken svarer.");
        State = RunState.Cancelled;
    }
}

/// <summary>Where a payment order stands.</summary>
public enum OrderState
{
    /// <summary>Not yet told of by the bank.</summary>
    Waiting,

    /// <summary>Paid and booked.</summary>
    Paid,

    /// <summary>Not paid after all: sent back, or refused by the bank.</summary>
    Returned,

    /// <summary>Its run was given up.</summary>
    Cancelled,
}

/// <summary>One invoice to be paid.</summary>
public sealed class PaymentOrder : IOfClient
{
    /// <summary>Id; its name at the bank too.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The run it is part of, and its place in it.</summary>
    public required Guid RunId { get; init; }

    /// <inheritdoc cref="RunId"/>
    public required int Place { get; init; }

    /// <summary>The invoice, its vendor, and its line in the subledger.</summary>
    public required Guid InvoiceId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public required Guid VendorId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public required Guid CreditLineId { get; init; }

    /// <summary>To whom.</summary>
    public required string Payee { get; init; }

    /// <summary>The payee's country, ISO 3166 alpha-2.</summary>
    public required string Country { get; init; }

    /// <summary>How much, in <see cref="Currency"/>.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What it stands for in the books, kroner.</summary>
    public required decimal Kroner { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>The account a person has accepted for the vendor: eleven digits, or an IBAN.</summary>
    public required string ToAccount { get; init; }

    /// <summary>KID; or else the message.</summary>
    public string? Kid { get; init; }

    /// <inheritdoc cref="Kid"/>
    public required string Message { get; init; }

    /// <summary>Where it stands.</summary>
    public OrderState State { get; set; }

    /// <summary>The voucher of the payment, once it is paid.</summary>
    public Guid? EntryId { get; set; }

    /// <summary>When it was paid.</summary>
    public DateOnly? PaidOn { get; set; }
}

/// <summary>A run's file as it was made: fetched again it is the same, to the last byte.</summary>
public sealed class PaymentFile : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The run.</summary>
    public required Guid RunId { get; init; }

    /// <summary>The version of the standard.</summary>
    public required PainVersion Version { get; init; }

    /// <summary>Its bytes.</summary>
    public required byte[] Content { get; init; }

    /// <summary>Who had it made, and when, UTC.</summary>
    public required Guid CreatedBy { get; init; }

    /// <inheritdoc cref="CreatedBy"/>
    public DateTimeOffset CreatedAt { get; init; }
}
