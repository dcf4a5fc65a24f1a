using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Reports;

/// <summary>A client's trial balance; each figure opens the account's statement.</summary>
public sealed partial class TrialBalancePage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail)
{
    private static readonly string[] ClassNames =
    [
        Texts.Of("Eiendeler"), Texts.Of("Egenkapital og gjeld"), Texts.Of("Salgs- og driftsinntekter"), Texts.Of("Varekostnad"), Texts.Of("Lønnskostnad"),
        Texts.Of("Avskrivning og annen driftskostnad"), Texts.Of("Annen driftskostnad"), Texts.Of("Finans, skatt og årsresultat"),
    ];

    private ClientName? client;
    private TrialBalance? report;
    private List<TrialBalanceLine> rows = [];
    private string shown = "";
    private bool missing;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }

    protected override Task OnInitializedAsync() => FollowAsync("ledger");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        await RefreshAsync();
        at = Math.Max(0, rows.FindIndex(r => r.Account == trail.RowHere));
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            missing = client is null && !string.IsNullOrEmpty(ClientNumber);
            report = client is null ? null : await db.TrialBalanceAsync(client, MonthSpan.Of(From, To, client.FiscalYearStart, clock.Today()));
            return 0;
        });
        rows = [.. report?.Groups.SelectMany(g => g.Lines) ?? []];
        at = Math.Clamp(at, 0, Math.Max(rows.Count - 1, 0));
    }

    private void Open(int index)
    {
        if (index >= 0 && index < rows.Count) trail.Leave(rows[index].Account, HrefOf(rows[index]));
    }

    // Result accounts are shown from the year's beginning, so that the statement's figures are the ones she pressed.
    private string HrefOf(TrialBalanceLine line)
    {
        var year = MonthSpan.YearStart(report!.Span.To, client!.FiscalYearStart);
        var from = !AccountNumber.IsBalanceSheet(line.Account) && string.CompareOrdinal(report.Span.From, year) < 0 ? year : report.Span.From;
        return AccountStatementPage.Href(client.Number, line.Account, from, report.Span.To);
    }

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)));
}
