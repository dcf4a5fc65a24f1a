using Kontali.Data.Ledger;

namespace Kontali.Data.Reports;

/// <summary>Where an account stands in the income statement, in the order of rskl 6-1.</summary>
public enum IncomePart
{
    /// <summary>Class 3.</summary>
    Revenue,

    /// <summary>Class 4.</summary>
    Goods,

    /// <summary>Class 5.</summary>
    Wages,

    /// <summary>Accounts 60.</summary>
    Depreciation,

    /// <summary>The rest of classes 6 and 7.</summary>
    OtherCosts,

    /// <summary>Accounts 80.</summary>
    FinancialIncome,

    /// <summary>Accounts 81 and 82.</summary>
    FinancialCosts,

    /// <summary>Accounts 83 to 87.</summary>
    Tax,

    /// <summary>Accounts 88 and 89: where the result of the year goes; no part of it.</summary>
    Disposal,
}

/// <summary>Where an account stands in the balance sheet, in the order of rskl 6-2.</summary>
public enum BalancePart
{
    /// <summary>Accounts 10 to 13.</summary>
    FixedAssets,

    /// <summary>Accounts 14 to 19.</summary>
    CurrentAssets,

    /// <summary>Accounts 20.</summary>
    Equity,

    /// <summary>Accounts 21 and 22.</summary>
    LongDebt,

    /// <summary>Accounts 23 to 29.</summary>
    ShortDebt,
}

/// <summary>What an account comes to in the span, and in the same months a year before. Kroner, debit positive.</summary>
public sealed record AccountFigure(string Number, string Name, decimal Now, decimal Before);

/// <summary>
/// The income statement of a span of months and the balance sheet at its end, beside the year before: two ways to lay out one trial balance,
/// so that they agree because it does. The result that no year end has carried to equity stands in equity by itself.
/// </summary>
public sealed record AnnualAccounts(ILookup<IncomePart, AccountFigure> Income, ILookup<BalancePart, AccountFigure> Balance, AccountFigure OwnResult, AccountFigure EarlierResult)
{
    /// <summary>Where an account of classes 3 to 8 stands.</summary>
    public static IncomePart IncomePartOf(string number) => number switch
    {
        ['3', ..] => IncomePart.Revenue,
        ['4', ..] => IncomePart.Goods,
        ['5', ..] => IncomePart.Wages,
        ['6', '0', ..] => IncomePart.Depreciation,
        ['6' or '7', ..] => IncomePart.OtherCosts,
        ['8', '0', ..] => IncomePart.FinancialIncome,
        ['8', '1' or '2', ..] => IncomePart.FinancialCosts,
        ['8', >= '3' and <= '7', ..] => IncomePart.Tax,
        _ => IncomePart.Disposal,
    };

    /// <summary>Where an account of classes 1 and 2 stands.</summary>
    public static BalancePart BalancePartOf(string number) => number switch
    {
        ['1', <= '3', ..] => BalancePart.FixedAssets,
        ['1', ..] => BalancePart.CurrentAssets,
        ['2', '0', ..] => BalancePart.Equity,
        ['2', '1' or '2', ..] => BalancePart.LongDebt,
        _ => BalancePart.ShortDebt,
    };

    /// <summary>Sum of parts of the income statement; profit is positive.</summary>
    public (decimal Now, decimal Before) Result(params ReadOnlySpan<IncomePart> parts)
    {
        var (now, before) = (0m, 0m);
        foreach (var part in parts) (now, before) = (now - Income[part].Sum(f => f.Now), before - Income[part].Sum(f => f.Before));
        return (now, before);
    }

    /// <summary>The accounts of two trial balances: of the span, and of the year before.</summary>
    public static AnnualAccounts Of(TrialBalance now, TrialBalance before)
    {
        var then = before.Groups.SelectMany(g => g.Lines).ToDictionary(l => l.Account);
        var lines = now.Groups.SelectMany(g => g.Lines).ToDictionary(l => l.Account);
        var all = lines.Values.Concat(then.Values.Where(l => !lines.ContainsKey(l.Account))).OrderBy(l => l.Account, StringComparer.Ordinal).ToList();
        decimal Figure(Dictionary<string, TrialBalanceLine> of, string account, bool moved) => of.GetValueOrDefault(account) is { } l ? moved ? l.Debit - l.Credit : l.Closing : 0;
        AccountFigure[] Figures(bool balance, bool moved) =>
            [.. all.Where(l => AccountNumber.IsBalanceSheet(l.Account) == balance).Select(l => new AccountFigure(l.Account, l.Name, Figure(lines, l.Account, moved), Figure(then, l.Account, moved))).Where(f => f is not { Now: 0, Before: 0 })];
        return new(Figures(balance: false, moved: true).ToLookup(f => IncomePartOf(f.Number)), Figures(balance: true, moved: false).ToLookup(f => BalancePartOf(f.Number)),
            new("", "", now.Result.Closing, before.Result.Closing), new("", "", now.EarlierResult?.Closing ?? 0, before.EarlierResult?.Closing ?? 0));
    }
}
