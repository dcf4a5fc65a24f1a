namespace Kontali.Data.Booking;

/// <summary>A line as a person or an agent has coded it: what the voucher is made from.</summary>
/// <param name="Share">The amount on the invoice, and its VAT as the seller stated it.</param>
/// <param name="Account">Account in the client's chart.</param>
/// <param name="VatCode">Standard tax code.</param>
/// <param name="Text">Text on the posting.</param>
public sealed record CodedLine(InvoiceShare Share, string Account, string VatCode, string Text)
{
    /// <summary>Per cent and sentence of the agent, where the line is as it suggested.</summary>
    public int? Confidence { get; init; }

    /// <inheritdoc cref="Confidence"/>
    public string? Reasoning { get; init; }

    /// <summary>The agent's line, taken as it is.</summary>
    public static CodedLine From(SuggestedLine line) => new(line.Share, line.Account, line.VatCode, line.Text)
    {
        Confidence = Suggestion.Percent(line.Confidence),
        Reasoning = line.Evidence.Count > 0 ? line.Evidence[0].Says.ToString() : null,
    };
}
