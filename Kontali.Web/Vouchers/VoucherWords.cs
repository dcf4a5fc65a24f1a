using Kontali.Data.Ledger;
using Kontali.Data.Vouchers;
using Kontali.Web.Shared;

namespace Kontali.Web.Vouchers;

/// <summary>Kinds of vouchers in words; keys of translations.</summary>
internal static class VoucherWords
{
    public static string Kind(VoucherKind kind) => kind switch
    {
        VoucherKind.Bank => Texts.Of("Bank og kasse (serie B)"),
        VoucherKind.Sales => Texts.Of("Salg (serie S)"),
        VoucherKind.Expense => Texts.Of("Utlegg (serie U)"),
        VoucherKind.Opening => Texts.Of("Åpningsbalanse (serie I)"),
        _ => Texts.Of("Hovedbilag (serie A)"),
    };

    /// <summary>The kind an address names.</summary>
    public static VoucherKind KindOf(string? address) => address switch
    {
        "bank" => VoucherKind.Bank,
        "salg" => VoucherKind.Sales,
        "utlegg" => VoucherKind.Expense,
        "apning" => VoucherKind.Opening,
        _ => VoucherKind.General,
    };

    /// <summary>The kind that a copy of a posted voucher has.</summary>
    public static VoucherKind KindOf(string series, EntrySource source) => source switch
    {
        EntrySource.Bank => VoucherKind.Bank,
        EntrySource.Sales => VoucherKind.Sales,
        EntrySource.Opening => VoucherKind.Opening,
        _ => series == "U" ? VoucherKind.Expense : VoucherKind.General,
    };

    /// <summary>Where a planned voucher stands.</summary>
    public static string State(PlanState state) => state switch
    {
        PlanState.Posted => Texts.Of("bokført"),
        PlanState.Cancelled => Texts.Of("avlyst"),
        _ => Texts.Of("venter"),
    };
}
