using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Web.Reports.Sheets;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Reports;

/// <summary>Any report, for one client or several: the address says which and of when, and every figure opens what lies behind it.</summary>
public sealed partial class ReportPage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail, Texts texts)
{
    private const int Page = 400;
    private readonly Stack<string?> before = [];
    private Report report = ReportList.All[0];
    private ReportAsk? ask;
    private IReadOnlyList<SheetColumn> columns = [];
    private IReadOnlyList<SheetRow> rows = [], totals = [];
    private List<int> open = [];
    private string? place, next;
    private string shown = "";
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? Clients { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "fjor")] private string? LastYear { get; set; }
    [SupplyParameterFromQuery(Name = "mva")] private string? VatCode { get; set; }

    private ReportAddress Address => new(Clients, From, To, LastYear, VatCode);

    private string ListHref => $"/rapporter{(ask is { IsGroup: false } ? $"?klient={ask.Clients[0].Number}" : "")}";

    /// <inheritdoc/>
    protected override TimeSpan Gather => TimeSpan.FromSeconds(2);

    protected override Task OnInitializedAsync() => FollowAsync("ledger");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        var slug = new Uri(navigation.Uri).AbsolutePath.Split('/')[^1];
        report = ReportList.Of(slug.ToLowerInvariant()) ?? report;
        before.Clear();
        // Back from what lies behind a row she stands on it, on its page of the report.
        place = trail.RowHere?.Split('#') is [var page, _] && page.Length > 0 ? page : null;
        await RefreshAsync();
        at = trail.RowHere?.Split('#') is [_, var row] && int.TryParse(row, out var left) ? Math.Clamp(left, 0, Math.Max(open.Count - 1, 0)) : 0;
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            // What it fetched last time is of that time.
            report = ReportList.Of(report.Slug)!;
            ask = await Address.ReadAsync(db, report, clock.Today());
            (rows, totals, next, columns) = ([], [], null, []);
            if (ask is not { Clients.Count: > 0 }) return 0;
            await report.PrepareAsync(db, ask, default);
            columns = report.Columns(ask, texts);
            var page = await report.PageAsync(db, ask, place, Page, texts);
            (rows, next, totals) = (page.Rows, page.Next, await report.TotalsAsync(db, ask, texts, default));
            return 0;
        });
        open = [.. rows.Index().Where(r => r.Item.Href is not null).Select(r => r.Index)];
        at = Math.Clamp(at, 0, Math.Max(open.Count - 1, 0));
    }

    private void Open(int index)
    {
        if (index < 0 || index >= rows.Count || rows[index].Href is not { } href) return;
        trail.Leave($"{place}#{open.IndexOf(index)}", href);
    }

    private async Task OnAsync()
    {
        if (next is null) return;
        before.Push(place);
        (place, at) = (next, 0);
        await RefreshAsync();
    }

    private async Task BackAsync()
    {
        if (!before.TryPop(out place)) return;
        at = int.MaxValue;
        await RefreshAsync();
    }

    private async Task<IReadOnlyList<ClientFilter.Option>> FindMoreAsync(string text)
    {
        var found = await books.AskAsync(db => db.FindClientsAsync(text, take: 50));
        return [.. text.Length == 0 ? [new ClientFilter.Option(null)] : Array.Empty<ClientFilter.Option>(), .. found.Where(c => ask?.Clients.Any(a => a.Id == c.Id) != true).Select(c => new ClientFilter.Option(c))];
    }

    private void Add(ClientFilter.Option option) =>
        Go(("klient", option.Client is not { } more ? ReportAddress.All : ask is { Clients.Count: > 0 } && Clients != ReportAddress.All ? string.Join(',', ask.Clients.Select(c => c.Number).Append(more.Number)) : more.Number));

    private void Fetch(string format) => navigation.NavigateTo(ReportFiles.Href(report, Address, format), forceLoad: true);

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)));

    internal static string? ClassOf(SheetColumn column) => column.IsFigure ? "figure" : column.Grows ? "grow" : null;

    private static string? KindOf(SheetRow row) => row.Kind switch { RowKind.Sum => row.Href is null ? "subtotal still" : "subtotal", RowKind.Total => row.Href is null ? "subtotal all still" : "subtotal all", RowKind.Carried => "carried", _ => row.Href is null ? "earlier" : null };
}
