using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>What a suggestion is asked for: the invoice with its vendor and the client's books.</summary>
/// <param name="Invoice">The invoice.</param>
/// <param name="Vendor">Its vendor.</param>
/// <param name="Rules">The client's books.</param>
public sealed record Question(VendorInvoice Invoice, Vendor Vendor, BookingRules Rules)
{
    /// <summary>The client.</summary>
    public Client Client => Rules.Client;
}

/// <summary>Suggests account and VAT code for each part of an invoice. The learning model and the simple one stand behind the same door.</summary>
public interface ISuggester
{
    /// <summary>Name and version, as it stands on decisions.</summary>
    string Model { get; }

    /// <summary>Reads up on what was learned since it was last asked; called outside transactions, for it may take a while the first time.</summary>
    Task WakeAsync(KontaliContext db, CancellationToken ct = default) => Task.CompletedTask;

    /// <summary>How sure it would be of the least sure part of an invoice that is read but not registered, 0–1; 0 where it cannot tell.</summary>
    Task<double> SurenessAsync(KontaliContext db, Guid clientId, InvoiceFacts facts, CancellationToken ct = default) => Task.FromResult(0.0);

    /// <summary>
    /// One line for each part of the invoice, in order, with evidence, alternatives and an honest probability.
    /// Reads the ledger and what was learned; changes nothing.
    /// </summary>
    Task<IReadOnlyList<SuggestedLine>> SuggestAsync(KontaliContext db, Question question, CancellationToken ct = default);
}
