namespace Kontali.Data.Booking;

/// <summary>What we think: how an invoice is to be booked, how sure we are, and why.</summary>
public sealed record Suggestion
{
    /// <summary>The lines to book, in the document's order.</summary>
    public required IReadOnlyList<SuggestedLine> Lines { get; init; }

    /// <summary>Probability that every line is right, 0–1.</summary>
    public required double Confidence { get; init; }

    /// <summary>What a person should look at. A flag that stops means the agent never posts it, however sure.</summary>
    public required IReadOnlyList<Flag> Flags { get; init; }

    /// <summary>Which model, and its version.</summary>
    public required string Model { get; init; }

    /// <summary>Whether anything keeps the agent from posting by itself.</summary>
    public bool IsStopped => Flags.Any(f => f.Stops);

    /// <summary>Per cent for screens and columns, 0–100, rounded down: 99.9 is not 100.</summary>
    public int ConfidencePercent => Percent(Confidence);

    /// <inheritdoc cref="ConfidencePercent"/>
    public static int Percent(double probability) => (int)Math.Clamp(Math.Floor(probability * 100), 0, 100);
}

/// <summary>One line to book: an amount on the invoice, with account and VAT code.</summary>
public sealed record SuggestedLine
{
    /// <summary>The amount and its VAT, as the invoice says.</summary>
    public required InvoiceShare Share { get; init; }

    /// <summary>Account in the client's chart; empty where nothing could be suggested.</summary>
    public required string Account { get; init; }

    /// <summary>Standard tax code.</summary>
    public required string VatCode { get; init; }

    /// <summary>Text on the posting.</summary>
    public required string Text { get; init; }

    /// <summary>Probability that account and code are right, 0–1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Probability that the tax code is right, given the account; what the client's threshold for codes is held against.</summary>
    public double VatConfidence { get; init; } = 1;

    /// <summary>What it rests on, strongest first.</summary>
    public required IReadOnlyList<Evidence> Evidence { get; init; }

    /// <summary>Set where a person must look at the tax code, whatever the probability: why.</summary>
    public Phrase? NeedsPerson { get; init; }

    /// <summary>Other accounts, most likely first.</summary>
    public required IReadOnlyList<Alternative> Alternatives { get; init; }
}

/// <summary>A part of an invoice that is booked as one: a line, or an allowance or charge on the whole.</summary>
/// <param name="Key">Names it in the invoice: "L1" for line 1 by position, "A1" for the first allowance or charge.</param>
/// <param name="Net">Without VAT, in the invoice's currency, as written; negative for an allowance.</param>
/// <param name="Vat">Its part of the VAT the seller stated; the parts of a category sum to the stated row exactly.</param>
/// <param name="Category">VAT category.</param>
/// <param name="Percent">VAT per cent.</param>
/// <param name="Text">Item or reason, as written.</param>
public sealed record InvoiceShare(string Key, decimal Net, decimal Vat, string? Category, decimal? Percent, string Text);

/// <summary>Something a suggestion rests on.</summary>
/// <param name="Source">Which kind: vendor_here, vendor_elsewhere, words_here, words_elsewhere, trade, chart, pattern, vat_category.</param>
/// <param name="Says">In a sentence.</param>
/// <param name="Account">The account it speaks for.</param>
/// <param name="Cases">How many cases it rests on, and how many of them agree.</param>
/// <param name="Agreeing"><inheritdoc cref="Cases" path="/node()"/></param>
/// <param name="Postings">The earlier ledger lines, newest first; at most five.</param>
/// <param name="Pattern">The learned pattern's version, where it is one.</param>
public sealed record Evidence(string Source, Phrase Says, string? Account, int Cases, int Agreeing, IReadOnlyList<Guid> Postings, Guid? Pattern = null);

/// <summary>Another account, its probability, and how many cases it rests on.</summary>
public sealed record Alternative(string Account, string VatCode, double Probability, int Cases);

/// <summary>A reason to look.</summary>
/// <param name="Code">Stable code: new_vendor, changed_account, duplicate, rule, totals, currency, …</param>
/// <param name="Stops">True: the agent never posts it.</param>
/// <param name="Says">In a sentence: what, where, what to do.</param>
public sealed record Flag(string Code, bool Stops, Phrase Says);
