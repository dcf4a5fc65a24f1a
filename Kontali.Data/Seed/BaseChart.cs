using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Data.Seed;

/// <summary>
/// Our own chart of 185 accounts in NS 4102's order, with the grouping of næringsspesifikasjonen, the standard account of SAF-T,
/// and what purchases on the account usually are for VAT (mval ch. 8): every new client starts from a copy of it.
/// </summary>
public static class BaseChart
{
    private static readonly Row[] Rows = [.. Csv.Read("base-chart.csv").Select(f => new Row(f[0], f[1], f[2], f[3], f[4], f[5], f[6], f[7]))];

    /// <summary>A line of the chart, as it lies in base-chart.csv.</summary>
    /// <param name="Number">Account number.</param>
    /// <param name="Name">Norwegian name.</param>
    /// <param name="NameEn">English name.</param>
    /// <param name="GroupingCategory">SAF-T grouping category.</param>
    /// <param name="GroupingCode">SAF-T grouping code.</param>
    /// <param name="StandardAccount">SAF-T standard account.</param>
    /// <param name="VatCode">The usual code of a purchase; empty where there is none.</param>
    /// <param name="Deductible">yes, no, review (depends on what was bought), or empty.</param>
    public sealed record Row(string Number, string Name, string NameEn, string GroupingCategory, string GroupingCode, string StandardAccount, string VatCode, string Deductible);

    /// <summary>The chart's lines in order.</summary>
    public static IReadOnlyList<Row> Lines => Rows;

    /// <summary>A client's own copy.</summary>
    public static IEnumerable<Account> For(Client client) => Rows.Select(row => new Account
    {
        TenantId = client.TenantId,
        ClientId = client.Id,
        AccountNumber = row.Number,
        AccountName = row.Name,
        AccountType = AccountNumber.TypeOf(row.Number),
        DefaultVatCode = row.VatCode is "" ? null : row.VatCode,
        VatDeductible = row.Deductible is not "no",
        VatNeedsJudgement = row.Deductible is "review",
        StandardAccount = row.StandardAccount,
        GroupingCategory = row.GroupingCategory,
        GroupingCode = row.GroupingCode,
        RequiresReconciliation = row.Number is "1920" or "1940" or "1950" or "2400" or "2740",
    });
}
