using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Learning;

/// <summary>Everything the agents have decided, newest first. What is shown stands in the address.</summary>
public sealed partial class DecisionsPage(Books books, NavigationManager navigation, Trail trail)
{
    private static readonly (string Key, int Least, int Most)[] Bands = [("0–49", 0, 49), ("50–79", 50, 79), ("80–94", 80, 94), ("95–98", 95, 98), ("99–100", 99, 100)];
    private IReadOnlyList<DecisionRow>? rows;
    private IReadOnlyList<string> agents = [], models = [];
    private ClientName? client;
    private string shown = "";
    private bool more;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "agent")] private string? Agent { get; set; }
    [SupplyParameterFromQuery(Name = "slag")] private string? Kind { get; set; }
    [SupplyParameterFromQuery(Name = "modell")] private string? Model { get; set; }
    [SupplyParameterFromQuery(Name = "utfall")] private string? Outcome { get; set; }
    [SupplyParameterFromQuery(Name = "sikker")] private string? Sure { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "etter")] private string? After { get; set; }

    private DecisionFilter Filter => new(client?.Id, Agent, Kind, Model, Band?.Least, Band?.Most, Outcome, Months.FirstDay(From), Months.LastDay(To));
    private (string Key, int Least, int Most)? Band => Array.Find(Bands, b => b.Key == Sure) is { Key: not null } band ? band : null;

    protected override async Task OnInitializedAsync()
    {
        (agents, models) = await books.AskAsync(db => db.DecidersAsync());
        await FollowAsync("learning", "review");
    }

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        await RefreshAsync();
        at = Math.Max(0, rows!.Select(r => r.Id.ToString()).ToList().IndexOf(trail.RowHere ?? ""));
    }

    protected override async Task RefreshAsync()
    {
        var stood = rows is { Count: > 0 } && at < rows.Count ? rows[at].Id : Guid.Empty;
        rows = await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            return await db.DecisionRowsAsync(Filter, DecisionPlace.Parse(After), DecisionRows.PageSize + 1);
        });
        more = rows.Count > DecisionRows.PageSize;
        rows = [.. rows.Take(DecisionRows.PageSize)];
        if (rows.Select(r => r.Id).ToList().IndexOf(stood) is >= 0 and var row) at = row;
    }

    private void Open(int index) => trail.Leave(rows![index].Id.ToString(), DecisionPage.Href(rows[index].Id));

    private Task OlderAsync()
    {
        if (more) Go(("etter", rows![^1].Place.ToString()));
        return Task.CompletedTask;
    }

    private Task NewestAsync()
    {
        Go(("etter", null));
        return Task.CompletedTask;
    }

    private void Go(params (string Name, string? Value)[] words)
    {
        var query = words.ToDictionary(w => w.Name, w => (object?)(w.Value is { Length: > 0 } value ? value : null));
        query.TryAdd("etter", null);
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(query));
    }
}
