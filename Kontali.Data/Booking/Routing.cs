using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>Where a suggestion goes.</summary>
/// <param name="Posts">True: the agent posts it. False: a person decides.</param>
/// <param name="Code">Code of the reason.</param>
/// <param name="Why">The reason, for the decision and the review row.</param>
/// <param name="Priority">Place in the review queue: 1 urgent, 3 important, 5 ordinary.</param>
public sealed record Route(bool Posts, string Code, Phrase Why, short Priority = 5);

/// <summary>The one table of rules that decides whether the agent may post: the first that speaks, holds.</summary>
public static class Routing
{
    /// <summary>Decides. Pure.</summary>
    public static Route Of(Client client, FirmSettings firm, VendorInvoice invoice, Suggestion suggestion, DateOnly today)
    {
        var priority = (short)(suggestion.Flags.Any(f => f.Code is "changed_account" or "duplicate" or "look_alike") ? 1 : invoice.DueDate <= today.AddDays(3) ? 3 : 5);
        var kroner = Math.Abs(invoice.TotalAmount * (invoice.ExchangeRate ?? 1));
        if (suggestion.Flags.FirstOrDefault(f => f.Stops) is { } stop) return new(false, stop.Code, stop.Says, priority);
        if (client.AiAutomationLevel is AutomationLevel.Off or AutomationLevel.Suggest) return Review("automation", $"Klienten er satt til at alt skal kontrolleres.");
        if (firm.NothingPostedUnchecked) return Review("firm", $"Byrået bokfører ingenting uten kontroll.");
        if (suggestion.ConfidencePercent < client.AiConfidenceThreshold) return Review("unsure", $"{suggestion.ConfidencePercent} % sikker. Klientens grense er {client.AiConfidenceThreshold} %.");
        if (client.AiAutomationLevel == AutomationLevel.Assisted && kroner > client.AiAmountCap) return Review("amount_cap", $"Over beløpsgrensen på {client.AiAmountCap:N0} kr.");
        return new(true, "sure", Phrase.Of($"{suggestion.ConfidencePercent} % sikker, ingen merknader."));

        Route Review(string code, FormattableString why) => new(false, code, Phrase.Of(why), priority);
    }
}
