using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Learning;

/// <summary>What the suggestions were worth: accuracy, honesty of the probabilities, what the samples show. What is shown stands in the address.</summary>
public sealed partial class LearningPage(Books books, NavigationManager navigation, TimeProvider clock, Trail trail)
{
    private LearningReport? report;
    private IReadOnlyList<Mistake> wrong = [], right = [];
    private ClientName? client;
    private string shown = "";
    private bool missing;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }

    private ErrorRate Sampled => new(report!.Clients.Sum(c => c.Rate.Right), report.Clients.Sum(c => c.Rate.Wrong));

    /// <summary>The sums go over all that was settled: they are asked at most once in two seconds.</summary>
    protected override TimeSpan Gather => TimeSpan.FromSeconds(2);

    protected override Task OnInitializedAsync() => FollowAsync("learning");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        await RefreshAsync();
    }

    protected override async Task RefreshAsync() => await books.AskAsync(async db =>
    {
        client = await db.ClientNumberedAsync(ClientNumber);
        missing = client is null && !string.IsNullOrEmpty(ClientNumber);
        if (missing) return 0;
        var (from, to) = (Months.FirstDay(From) ?? DateOnly.MinValue, Months.LastDay(To) ?? clock.Today().AddYears(1));
        report = await db.LearningReportAsync(client?.Id, from, to);
        wrong = await db.ExamplesAsync(client?.Id, from, to, right: false, take: 12);
        right = await db.ExamplesAsync(client?.Id, from, to, right: true, take: 12);
        return 0;
    });

    private string Interval(ErrorRate rate) => rate.Cases == 0 ? L["ingen ennå"]
        : L["{0} og {1}", Figures.Percent(decimal.Round((decimal)rate.Lower * 100, 1)), Figures.Percent(decimal.Round((decimal)rate.Upper * 100, 1))];

    private void Open(int index)
    {
        var row = report!.Clients[index];
        trail.Leave(row.Id.ToString(), $"/klienter/{row.Number}?fane=terskler");
    }

    private void Show(string? klient) => Go(("klient", klient));
    private void Show(string? from, string? to) => Go(("fra", from), ("til", to));

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)));

    private static string Percent(int part, int whole) => whole == 0 ? "–" : Figures.Percent(decimal.Round(100m * part / whole, 1));
}
