namespace Kontali.Web.Reports.Sheets;

/// <summary>The reports there are, in the order of the list. Each asking has one of its own, for it may hold what it has fetched.</summary>
public static class ReportList
{
    private static readonly Func<Report>[] Makers =
    [
        () => new TrialBalanceReport(), () => new IncomeReport(), () => new BalanceSheetReport(), Journal, () => new GeneralLedgerReport(), () => new VendorLedgerReport(), () => new AgeingReport(), () => new VatReport(), () => new ChartReport(),
    ];

    /// <summary>One of each.</summary>
    public static IReadOnlyList<Report> All => [.. Makers.Select(make => make())];

    /// <summary>The one with this word in its address; null where there is none.</summary>
    public static Report? Of(string slug) => All.FirstOrDefault(r => r.Slug == slug);

    /// <summary>The posting specification.</summary>
    public static Report Journal() => new VoucherJournalReport();
}
