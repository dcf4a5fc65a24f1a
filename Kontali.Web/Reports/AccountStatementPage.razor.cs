using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Reports;

/// <summary>Every line on an account with its running balance; each opens its voucher.</summary>
public sealed partial class AccountStatementPage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail)
{
    private const int Page = 200;
    private readonly Stack<StatementPlace?> before = [];
    private StatementPlace? after;
    private ClientName? client;
    private MonthSpan? span;
    private AccountStatement? statement;
    private IReadOnlyList<StatementLine> lines = [];
    private string shown = "";
    private bool missing, more;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "konto")] private string? Account { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }

    /// <summary>Where a statement is.</summary>
    public static string Href(string? client, string account, string? from = null, string? to = null) =>
        "/rapporter/kontoutskrift?" + string.Join('&', new[] { ("klient", client), ("konto", account), ("fra", from), ("til", to) }
            .Where(word => word.Item2 is not null).Select(word => $"{word.Item1}={Uri.EscapeDataString(word.Item2!)}"));

    private string TrialHref => $"/rapporter/saldobalanse?klient={client?.Number}{(From is null ? "" : $"&fra={From}")}{(To is null ? "" : $"&til={To}")}";

    protected override Task OnInitializedAsync() => FollowAsync("ledger");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        before.Clear();
        after = null;
        await RefreshAsync();
        at = Math.Max(0, lines.Select(l => l.PostingId.ToString()).ToList().IndexOf(trail.RowHere ?? ""));
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            missing = client is null && !string.IsNullOrEmpty(ClientNumber);
            span = client is null ? null : MonthSpan.Of(From, To, client.FiscalYearStart, clock.Today());
            statement = client is null || string.IsNullOrEmpty(Account) ? null : await db.AccountStatementAsync(client, Account, span!);
            missing |= statement is null && client is not null && !string.IsNullOrEmpty(Account);
            var found = statement is null ? [] : await db.StatementLinesAsync(client!, statement, after, Page + 1);
            (lines, more) = ([.. found.Take(Page)], found.Count > Page);
            return 0;
        });
        at = Math.Clamp(at, 0, Math.Max(lines.Count - 1, 0));
    }

    private Task<IReadOnlyList<AccountName>> FindAccountsAsync(string text) => books.AskAsync(db => db.FindAccountsAsync(client!.Id, text, take: 50));

    private void Open(int index)
    {
        if (index < lines.Count) trail.Leave(lines[index].PostingId.ToString(), EntryPage.Href(lines[index].EntryId));
    }

    private async Task OnAsync()
    {
        if (!more) return;
        before.Push(after);
        (after, at) = (lines[^1].Place, 0);
        await RefreshAsync();
    }

    private async Task BackAsync()
    {
        if (!before.TryPop(out after)) return;
        at = Page - 1;
        await RefreshAsync();
    }

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)));
}
