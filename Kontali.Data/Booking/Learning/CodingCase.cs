namespace Kontali.Data.Booking.Learning;

/// <summary>One thing to code, as the memory sees it: nothing here knows of a database.</summary>
/// <param name="Client">Key of the client whose chart is used.</param>
/// <param name="Date">The invoice's date.</param>
/// <param name="Vendor">Who sells, alike at all clients: the organisation number where there is one, else the name.</param>
/// <param name="VendorName">Name as written.</param>
/// <param name="Text">The line's words and, after them, whatever else describes it; empty where nothing does.</param>
/// <param name="Amount">Kroner, negative for a credit note.</param>
public sealed record CodingCase(string Client, DateOnly Date, string Vendor, string VendorName, string Text, decimal Amount)
{
    /// <summary>Classification of the item, such as a UNSPSC code, where the invoice has one.</summary>
    public string? ItemClass { get; init; }

    /// <summary>What the invoice says of VAT: its category with per cent, "S 25".</summary>
    public string? VatSaid { get; init; }
}

/// <summary>Where a truth comes from; it decides what the truth is worth.</summary>
public enum Teacher
{
    /// <summary>A person approved or corrected it.</summary>
    Person,

    /// <summary>The agent posted it, and a person who was not shown the answer looked at it as a sample.</summary>
    Audit,

    /// <summary>The agent posted it and nobody has looked: that it passed in silence does not make it right.</summary>
    Agent,

    /// <summary>It stood in the books before Kontali.</summary>
    History,
}

/// <summary>How a case was coded in truth.</summary>
/// <param name="Account">Account in the client's chart.</param>
/// <param name="VatCode">Tax code; null where unknown.</param>
/// <param name="By">Who says so.</param>
/// <param name="Posting">The ledger line, to be named as evidence.</param>
public sealed record CodingTruth(string Account, string? VatCode, Teacher By = Teacher.Person, Guid Posting = default);

/// <summary>What the memory thinks of a case.</summary>
/// <param name="Account">The likeliest account; empty where nothing is known.</param>
/// <param name="Probability">That the account is right, 0–1, calibrated.</param>
/// <param name="Guesses">The likeliest accounts, best first, the answer included.</param>
/// <param name="VatCode">The likeliest tax code where habit knows one.</param>
/// <param name="VatProbability">That the tax code is right, given the account.</param>
/// <param name="Voices">What it rests on, strongest first.</param>
public sealed record CodingAnswer(string Account, double Probability, IReadOnlyList<Guess> Guesses, string? VatCode, double VatProbability, IReadOnlyList<Voice> Voices)
{
    /// <summary>Nothing is known.</summary>
    public static readonly CodingAnswer Nothing = new("", 0, [], null, 0, []);
}

/// <summary>An account that may be right.</summary>
/// <param name="Account">In the client's chart.</param>
/// <param name="Probability">0–1.</param>
/// <param name="Cases">How many earlier cases speak for it.</param>
public sealed record Guess(string Account, double Probability, int Cases);

/// <summary>One source that speaks for the answer.</summary>
/// <param name="Source">vendor_here, amount_here, vendor_elsewhere, words_here, words_elsewhere, habits, chart.</param>
/// <param name="Cases">How many earlier cases it looked at.</param>
/// <param name="Agreeing">How many of them were coded as the answer says.</param>
/// <param name="Postings">The latest of those that agree, newest first; at most five.</param>
public sealed record Voice(string Source, int Cases, int Agreeing, IReadOnlyList<Guid> Postings);
