using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>Where a suggestion goes.</summary>
/// <param name="Posts">True: the agent posts it. False: a person decides.</param>
/// <param name="Code">Code of the reason.</param>
/// <param name="Why">The reason, for the decision and the review row.</param>
/// <param name="Priority">Place in the review queue: 1 urgent, 3 important, 5 ordinary.</param>
public sealed record Route(bool Posts, string Code, Phrase Why, short Priority = 5);

/// <summary>All that the routing looks at.</summary>
/// <param name="Client">The client, with its thresholds and level.</param>
/// <param name="Firm">The firm's choices.</param>
/// <param name="Invoice">The invoice.</param>
/// <param name="Suggestion">What is suggested, with its flags.</param>
/// <param name="Earned">What its patterns have earned at this client.</param>
/// <param name="Today">Today.</param>
public sealed record Crossing(Client Client, FirmSettings Firm, VendorInvoice Invoice, Suggestion Suggestion, Earned Earned, DateOnly Today)
{
    /// <summary>What rules written by hand say of it.</summary>
    public Ruling Ruling { get; init; } = Ruling.None;

    /// <summary>The first flag that stops.</summary>
    public Flag? Stop => Suggestion.Flags.FirstOrDefault(f => f.Stops);

    // A person has said that this invoice is approved: how sure the agent is, and what it has earned, no longer matters. All else does.
    internal bool IsApproved => Ruling.Approves is not null;

    /// <summary>Per cent of sureness of the least sure tax code, rounded down.</summary>
    public int VatPercent => Suggestion.Percent(Suggestion.Lines.Select(l => l.VatConfidence).DefaultIfEmpty(0).Min());

    /// <summary>Kroner with VAT, unsigned.</summary>
    public decimal Kroner => Math.Abs(Invoice.TotalAmount * (Invoice.ExchangeRate ?? 1));

    /// <summary>Place in the queue, where it goes there: fraud and doubles first, then what is due.</summary>
    public short Priority => (short)(Suggestion.Flags.Any(f => f.Code is "changed_account" or "duplicate" or "look_alike") ? 1 : Invoice.DueDate <= Today.AddDays(3) ? 3 : 5);
}

/// <summary>
/// The one table of rules that decides whether the agent may post: the first row that speaks, holds; where none does, it posts.
/// New vendor, changed account, look-alike, duplicate, a failed check and a closed period are flags that stop, and stand first:
/// no threshold, no record and no level comes before them.
/// </summary>
public static class Routing
{
    /// <summary>A row: its code, when it speaks, and what it says.</summary>
    public sealed record Rule(string Code, Func<Crossing, bool> Speaks, Func<Crossing, Phrase> Says);

    /// <summary>The table, in order.</summary>
    public static IReadOnlyList<Rule> Table { get; } =
    [
        new("check", c => c.Stop is not null, c => c.Stop!.Says),
        new("rule_look", c => c.Ruling.Look is not null, c => c.Ruling.Look!.Description),
        new("rule_range", c => c.Ruling.Outside is not null, c => c.Ruling.Outside!),
        new("unsure", c => !c.IsApproved && c.Suggestion.ConfidencePercent < c.Client.AiConfidenceThreshold, c => Phrase.Of($"{c.Suggestion.ConfidencePercent} % sikker. Klientens grense er {c.Client.AiConfidenceThreshold} %.")),
        new("unsure_vat", c => c.VatPercent < c.Client.AiVatThreshold, c => Phrase.Of($"{c.VatPercent} % sikker på mva-koden. Klientens grense er {c.Client.AiVatThreshold} %.")),
        new("amount_cap", c => !c.IsApproved && c.Client.AiAutomationLevel == AutomationLevel.Assisted && c.Kroner > c.Client.AiAmountCap, c => Phrase.Of($"Over beløpsgrensen på {c.Client.AiAmountCap:N0} kr.")),
        new("pattern_cap", c => !c.IsApproved && c.Earned.Cap < c.Kroner, c => Phrase.Of($"Over beløpsgrensen på {c.Earned.Cap:N0} kr som mønsteret fikk.")),
        new("automation", c => c.Client.AiAutomationLevel < AutomationLevel.Assisted, _ => Phrase.Of($"Klienten er satt til at alt skal kontrolleres.")),
        new("not_earned", c => !c.IsApproved && !c.Earned.Passes(c.Client.AiConfidenceThreshold), c => c.Earned.Cases == 0
            ? Phrase.Of($"Ikke opptjent: leverandøren har ingen egen vane hos klienten for dette ennå.")
            : Phrase.Of($"Ikke opptjent: {c.Earned.Cases} kjente tilfeller gir minst {Suggestion.Percent(c.Earned.Bound)} % rett. Klientens grense er {c.Client.AiConfidenceThreshold} %.")),
        new("switched_off", c => c.Client.AutoPostStoppedAt is not null, c => Phrase.Of($"Slått av av kontrollen: {c.Client.AutoPostStopReason}")),
        new("firm", c => c.Firm.NothingPostedUnchecked, _ => Phrase.Of($"Byrået bokfører ingenting uten kontroll.")),
    ];

    /// <summary>Decides. Pure.</summary>
    public static Route Of(Crossing crossing)
    {
        var rule = Table.FirstOrDefault(r => r.Speaks(crossing));
        if (rule is null && crossing.Ruling.Approves is { } approves) return new(true, "rule_approves", approves.Description);
        if (rule is null) return new(true, "sure", Phrase.Of($"{crossing.Suggestion.ConfidencePercent} % sikker, {crossing.Earned.Cases} kjente tilfeller, ingen merknader."));
        return new(false, rule.Code == "check" ? crossing.Stop!.Code : rule.Code, rule.Says(crossing), crossing.Priority);
    }
}
