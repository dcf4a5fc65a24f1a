namespace Kontali.Data.Ledger;

/// <summary>What an account number's first digit says, in NS 4102's order.</summary>
public enum AccountType
{
    /// <summary>Class 1: eiendeler.</summary>
    Asset,

    /// <summary>Class 2, 20xx: egenkapital.</summary>
    Equity,

    /// <summary>Class 2: gjeld.</summary>
    Liability,

    /// <summary>Class 3: inntekter.</summary>
    Income,

    /// <summary>Classes 4–7: kostnader.</summary>
    Expense,

    /// <summary>Class 8: finans, skatt, årsresultat.</summary>
    Financial,
}

/// <summary>Account numbers the house itself posts to, and what a number tells.</summary>
public static class AccountNumber
{
    /// <summary>Trade payables, with the vendors' subledger.</summary>
    public const string Payables = "2400";

    /// <summary>Accounts that the booking of an invoice posts to by itself, and nobody picks.</summary>
    public static readonly IReadOnlyList<string> OwnPosting = [Payables];

    /// <summary>Rounding of the payable amount.</summary>
    public const string Rounding = "7740";

    /// <summary>Currency gain and loss.</summary>
    public const string CurrencyGain = "8060";

    /// <inheritdoc cref="CurrencyGain"/>
    public const string CurrencyLoss = "8160";

    /// <summary>The type by the number's place in the chart.</summary>
    public static AccountType TypeOf(string number) => number[0] switch
    {
        '1' => AccountType.Asset,
        '2' => number.StartsWith("20", StringComparison.Ordinal) ? AccountType.Equity : AccountType.Liability,
        '3' => AccountType.Income,
        >= '4' and <= '7' => AccountType.Expense,
        _ => AccountType.Financial,
    };

    /// <summary>True for accounts whose balance carries over the year end (classes 1 and 2).</summary>
    public static bool IsBalanceSheet(string number) => number[0] is '1' or '2';

    /// <summary>True for accounts that a purchase may be booked on: assets, costs and financial items.</summary>
    public static bool TakesPurchases(string number) => number[0] is '1' or (>= '4' and <= '8');
}
