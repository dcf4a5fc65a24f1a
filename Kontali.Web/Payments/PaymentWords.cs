using Kontali.Data.Payments;
using Kontali.Web.Shared;

namespace Kontali.Web.Payments;

/// <summary>The payments' words on screens, and their colours: what waits is amber.</summary>
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
        OrderState.Waiting => L["ikke betalt ennå"],
        OrderState.Paid => L["betalt"],
        OrderState.Returned => L["ikke betalt av banken"],
        _ => L["gitt opp"],
    };

    /// <summary>What became of a movement.</summary>
    public static string State(this Texts L, BankEntryState state) => state switch
    {
        BankEntryState.Booked or BankEntryState.Settled => L["bokført"],
        BankEntryState.Returned => L["kom tilbake"],
        BankEntryState.Waiting => L["uten oppdrag"],
        BankEntryState.Divided => L["delt opp"],
        _ => L["latt stå"],
    };

    /// <summary>Why two lines are together.</summary>
    public static string Kind(this Texts L, MatchKind kind) => kind switch
    {
        MatchKind.ByHand => L["for hånd"],
        MatchKind.Reference => L["på KID eller nummer"],
        MatchKind.Amount => L["på beløp"],
        MatchKind.Payment => L["betalt av banken"],
        MatchKind.Reversal => L["tilbakeført"],
        _ => L["rettet bilag"],
    };

    public static Tone ToneOf(RunState state) => state switch { RunState.Proposed => Tone.Waits, RunState.Approved => Tone.Accent, RunState.Sent => Tone.Done, _ => Tone.Plain };

    public static Tone ToneOf(OrderState state) => state switch { OrderState.Paid => Tone.Done, OrderState.Returned => Tone.Waits, _ => Tone.Plain };

    public static Tone ToneOf(BankEntryState state) => state switch { BankEntryState.Booked or BankEntryState.Settled => Tone.Done, BankEntryState.Waiting or BankEntryState.Returned => Tone.Waits, _ => Tone.Plain };
}
