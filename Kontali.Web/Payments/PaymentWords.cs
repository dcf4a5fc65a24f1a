using Kontali.Data.Payments;
using Kontali.Web.Shared;

namespace Kontali.Web.Payments;

/// <summary>The payments' words on screens.</summary>
internal static class PaymentWords
{
    /// <summary>Where a run stands.</summary>
    public static string State(this Texts L, RunState state) => state switch
    {
        RunState.Proposed => L["venter på godkjenning"],
        RunState.Approved => L["godkjent"],
        RunState.Sent => L["fil laget"],
        _ => L["gitt opp"],
    };

    /// <summary>Where an order stands.</summary>
    public static string State(this Texts L, OrderState state) => state switch
    {
        OrderState.Waiting => L["venter"],
        OrderState.Paid => L["betalt"],
        OrderState.Returned => L["kom tilbake"],
        _ => L["gitt opp"],
    };

    /// <summary>What became of a movement.</summary>
    public static string State(this Texts L, BankEntryState state) => state switch
    {
        BankEntryState.Booked => L["bokført"],
        BankEntryState.Reversed => L["tilbakeført"],
        BankEntryState.Waiting => L["uten oppdrag"],
        _ => L["ikke leverandørbetaling"],
    };

    /// <summary>Its colour: what waits is amber.</summary>
    public static Tone ToneOf(RunState state) => state switch { RunState.Proposed => Tone.Waits, RunState.Approved => Tone.Accent, RunState.Sent => Tone.Done, _ => Tone.Plain };

    /// <inheritdoc cref="ToneOf(RunState)"/>
    public static Tone ToneOf(OrderState state) => state switch { OrderState.Paid => Tone.Done, OrderState.Returned => Tone.Trouble, _ => Tone.Plain };

    /// <inheritdoc cref="ToneOf(RunState)"/>
    public static Tone ToneOf(BankEntryState state) => state switch { BankEntryState.Booked => Tone.Done, BankEntryState.Waiting => Tone.Waits, _ => Tone.Plain };
}
