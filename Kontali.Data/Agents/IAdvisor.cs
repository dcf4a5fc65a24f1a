namespace Kontali.Data.Agents;

/// <summary>
/// A language model's door, outward: asked how to code an invoice's lines where our own memory is unsure, and what a paper says that we could
/// not read for certain. The house works without one. Its answer is one more opinion with a record of its own, never a decision; it sees what is in the question and nothing else.
/// </summary>
public interface IAdvisor
{
    /// <summary>Name of the model, as it stands on calls; empty where none is configured.</summary>
    string Model { get; }

    /// <summary>
    /// Asks. Never throws for what the world does: without an answer the advice is empty and its outcome says why.
    /// Keeps its budget and its record in transactions of its own, so it is never called within one.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<Advice> AdviseAsync(AdviceQuestion question, CancellationToken ct = default);

    /// <summary>Asks what a paper says. Otherwise as <see cref="AdviseAsync"/>: what is named is only named, and <see cref="Invoices.Pdf.SecondReading"/> judges it.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    Task<SecondOpinion> ReadAsync(ReadingQuestion question, CancellationToken ct = default);
}

/// <summary>Who asks, and of what.</summary>
public abstract record AdvisorQuestion
{
    /// <summary>The firm that asks and pays.</summary>
    public required Guid Firm { get; init; }

    /// <summary>The client whose invoice it is.</summary>
    public required Guid Client { get; init; }

    /// <summary>The document; verdicts on advice find it by this.</summary>
    public required Guid Document { get; init; }
}

/// <summary>A paper to read.</summary>
public sealed record ReadingQuestion : AdvisorQuestion
{
    /// <summary>Its words, line by line.</summary>
    public required string Text { get; init; }
}

/// <summary>What came of asking for a second reading.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Values">What it named, unjudged.</param>
/// <param name="Tokens">In and out; nought where nothing was sent.</param>
/// <param name="Cost">In kroner.</param>
public sealed record SecondOpinion(AdviceOutcome Outcome, IReadOnlyList<Invoices.Pdf.NamedValue> Values, int Tokens = 0, decimal Cost = 0);

/// <summary>What the advisor is told: no more than it takes to code the lines.</summary>
public sealed record AdviceQuestion : AdvisorQuestion
{
    /// <summary>The client's trade.</summary>
    public string Trade { get; init; } = "other";

    /// <summary>The vendor, as written on the invoice.</summary>
    public required string VendorName { get; init; }

    /// <summary>The parts to code.</summary>
    public required IReadOnlyList<AdviceLine> Lines { get; init; }

    /// <summary>The client's open accounts: no answer outside them counts.</summary>
    public required IReadOnlyList<AdviceChoice> Accounts { get; init; }

    /// <summary>The tax codes that may be used on purchases: no answer outside them counts.</summary>
    public required IReadOnlyList<AdviceChoice> VatCodes { get; init; }
}

/// <summary>A part of the invoice.</summary>
/// <param name="Key">Names it, as <see cref="Booking.InvoiceShare.Key"/> does.</param>
/// <param name="Text">As written on the invoice.</param>
/// <param name="Net">Without VAT.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="VatSaid">What the invoice says of VAT: category and per cent, "S 25".</param>
public sealed record AdviceLine(string Key, string Text, decimal Net, string Currency, string? VatSaid);

/// <summary>An account or a tax code.</summary>
public sealed record AdviceChoice(string Number, string Name);

/// <summary>What came of asking.</summary>
/// <param name="Outcome">How it went.</param>
/// <param name="Lines">The lines with an answer that holds; those without are left out.</param>
/// <param name="Tokens">In and out; nought where nothing was sent.</param>
/// <param name="Cost">In kroner.</param>
/// <param name="Call">The call's row, where there is one.</param>
public sealed record Advice(AdviceOutcome Outcome, IReadOnlyList<AdvisedLine> Lines, int Tokens = 0, decimal Cost = 0, Guid? Call = null)
{
    /// <summary>Nothing was asked.</summary>
    public static Advice None(AdviceOutcome why) => new(why, []);
}

/// <summary>How one line might be coded.</summary>
/// <param name="Key">The part.</param>
/// <param name="Account">An account of the question.</param>
/// <param name="VatCode">A tax code of the question.</param>
/// <param name="Reason">One sentence, the model's own: foreign text, shown as such and never as a pattern of ours.</param>
public sealed record AdvisedLine(string Key, string Account, string VatCode, string Reason);

/// <summary>How a question to the advisor went.</summary>
public enum AdviceOutcome
{
    /// <summary>Asked, and no word yet.</summary>
    Asked,

    /// <summary>At least one line has an answer that holds, or one value was named.</summary>
    Answered,

    /// <summary>It answered in the right form, but with nothing from our lists.</summary>
    NothingValid,

    /// <summary>It answered in no form we asked for.</summary>
    Malformed,

    /// <summary>It took too long.</summary>
    Slow,

    /// <summary>It could not be reached, or refused.</summary>
    Failed,

    /// <summary>The caller gave up.</summary>
    Cancelled,

    /// <summary>The firm's kroner for the month would not reach; it was not asked.</summary>
    OverBudget,

    /// <summary>The program ended before the answer; the reserved cost is counted as spent.</summary>
    Lost,

    /// <summary>Not configured, or the firm has not turned it on; not asked, not recorded.</summary>
    Off,

    /// <summary>It has failed several times in a row and is left in peace for a while; not asked, not recorded.</summary>
    Resting,
}
