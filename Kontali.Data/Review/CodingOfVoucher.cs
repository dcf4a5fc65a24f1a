using System.Text.Json;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;

namespace Kontali.Data.Review;

/// <summary>
/// What a voucher says of how its invoice was coded, for invoices that came with their voucher from before Kontali:
/// no agent decided anything then, and a person who looks at one again begins from what stood.
/// </summary>
internal static class CodingOfVoucher
{
    /// <summary>Who it stands under where agents stand.</summary>
    public const string Source = "hovedbok";

    /// <summary>A decision that says how it stood and claims nothing: a person must look.</summary>
    public static AgentDecision DecisionOf(VendorInvoice invoice, JournalEntry entry, Phrase why, TimeProvider clock) => DecisionOf(invoice, entry, entry.Postings, why, clock);

    /// <inheritdoc cref="DecisionOf(VendorInvoice, JournalEntry, Phrase, TimeProvider)"/>
    public static AgentDecision DecisionOf(VendorInvoice invoice, JournalEntry entry, IReadOnlyList<Posting> postings, Phrase why, TimeProvider clock)
    {
        var suggestion = new Suggestion { Lines = LinesOf(invoice, entry.VoucherName, postings), Confidence = 0, Flags = [], Model = Source };
        return new AgentDecision
        {
            Id = Ids.New(clock),
            TenantId = invoice.TenantId,
            ClientId = invoice.ClientId,
            AgentType = Source,
            DecisionType = "review",
            SourceType = PutToReview.VendorInvoiceSource,
            SourceId = invoice.Id,
            InputData = JsonSerializer.SerializeToElement(new { voucher = entry.Id }),
            Decision = suggestion,
            ConfidenceScore = 0,
            Reasoning = why,
            ModelUsed = Source,
            CreatedAt = clock.Now(),
        };
    }

    // A part is coded as the posting with its words; where all costs stood on one account, so did the part; else she must say.
    internal static List<SuggestedLine> LinesOf(VendorInvoice invoice, string voucher, IReadOnlyList<Posting> postings)
    {
        List<Posting> costs = [.. postings.Where(p => p is { VendorId: null, VatCode: not null } && !p.AccountNumber.StartsWith("27", StringComparison.Ordinal))];
        var only = costs.DistinctBy(p => (p.AccountNumber, p.VatCode)).Count() == 1 ? costs[0] : null;
        return
        [
            .. InvoiceShares.Of(invoice.Facts).Select(share => (Share: share, Stood: costs.FirstOrDefault(p => p.LineDescription == share.Text) ?? only)).Select(part => new SuggestedLine
            {
                Share = part.Share,
                Account = part.Stood?.AccountNumber ?? "",
                VatCode = part.Stood?.VatCode ?? "0",
                Text = part.Share.Text,
                Confidence = 0,
                Evidence = part.Stood is not { } stood ? [] : [new("vendor_here", Phrase.Of($"Slik sto linjen i bilag {voucher}"), stood.AccountNumber, 1, 1, [stood.Id])],
                Alternatives = [],
            }),
        ];
    }
}
