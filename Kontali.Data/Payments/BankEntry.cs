namespace Kontali.Data.Payments;

/// <summary>What became of a movement that the bank told of.</summary>
public enum BankEntryState
{
    /// <summary>Payment orders carried out, and booked.</summary>
    Booked,

    /// <summary>A payment sent back, and its booking reversed.</summary>
    Returned,

    /// <summary>Money out that no order asked for: a person looks.</summary>
    Waiting,

    /// <summary>A person said what it was, and it is booked.</summary>
    Settled,

    /// <summary>Left alone: booked elsewhere, or nothing of the vendors'.</summary>
    Left,

    /// <summary>Told of in its parts later; those are what count.</summary>
    Divided,
}

/// <summary>A movement on a client's bank account, as CAMT.053 or CAMT.054 told of it; the same movement is kept once, whichever told first.</summary>
public sealed class BankEntry : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The message it came in, and the file.</summary>
    public required string MessageId { get; init; }

    /// <inheritdoc cref="MessageId"/>
    public Guid? DocumentId { get; init; }

    /// <summary>The client's account, eleven digits or an IBAN.</summary>
    public required string Account { get; init; }

    /// <summary>The bank's own reference, and which part of it; empty where it is told whole.</summary>
    public required string Reference { get; init; }

    /// <inheritdoc cref="Reference"/>
    public required string Part { get; init; }

    /// <summary>The day it counts.</summary>
    public required DateOnly BookedOn { get; init; }

    /// <summary>Kroner; money out is negative.</summary>
    public required decimal Amount { get; init; }

    /// <summary>Whom it came from or went to.</summary>
    public string? Counterparty { get; init; }

    /// <summary>KID.</summary>
    public string? Kid { get; init; }

    /// <summary>What it says.</summary>
    public string? Text { get; init; }

    /// <summary>Whether it takes another movement back.</summary>
    public required bool IsReversal { get; init; }

    /// <summary>Whether another one of the same amount and party came within a week: it may be the same money twice.</summary>
    public bool LooksTwice { get; init; }

    /// <summary>What became of it.</summary>
    public BankEntryState State { get; set; }

    /// <summary>The order it carried out or sent back, where it was one.</summary>
    public Guid? OrderId { get; set; }

    /// <summary>Its voucher; of several, the last.</summary>
    public Guid? EntryId { get; set; }

    /// <summary>Who settled it or left it; null where the order did.</summary>
    public Guid? SettledBy { get; set; }

    /// <summary>When it was read, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}
