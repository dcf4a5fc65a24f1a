using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Review;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Corrections;

/// <summary>Everything that was corrected, newest first. What is shown stands in the address.</summary>
public sealed partial class CorrectionsPage(Books books, NavigationManager navigation, Trail trail)
{
    private ElementReference search;
    private IReadOnlyList<CorrectionRow>? rows;
    private IReadOnlyList<BatchRow> batches = [];
    private IReadOnlyList<Colleague> people = [];
    private ClientName? client;
    private string shown = "";
    private bool more;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "hvem")] private string? By { get; set; }
    [SupplyParameterFromQuery(Name = "slag")] private string? Kind { get; set; }
    [SupplyParameterFromQuery(Name = "bunke")] private string? Batch { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "sok")] private string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "etter")] private string? After { get; set; }

    private string Query => new Uri(navigation.Uri).Query;

    protected override Task OnInitializedAsync() => FollowAsync("corrections", "learning");

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
            people = await db.CorrectorsAsync();
            batches = After is null && string.IsNullOrEmpty(ClientNumber + By + Kind + Batch + From + To + Text) ? await db.BatchRowsAsync(take: 5) : [];
            return await db.CorrectionRowsAsync(FilterOf(client?.Id, By, Kind, Batch, From, To, Text), CorrectionPlace.Parse(After), CorrectionRows.PageSize + 1);
        });
        more = rows.Count > CorrectionRows.PageSize;
        rows = [.. rows.Take(CorrectionRows.PageSize)];
        at = rows.Select(r => r.Id).ToList().IndexOf(stood) is >= 0 and var row ? row : Math.Clamp(at, 0, Math.Max(rows.Count - 1, 0));
    }

    /// <summary>What an address asks for. Four figures in the search are an account.</summary>
    internal static CorrectionFilter FilterOf(Guid? client, string? by, string? kind, string? batch, string? from, string? to, string? text) => new(client, Guid.TryParse(by, out var who) ? who : null, Enum.TryParse<CorrectionKind>(kind, out var how) ? how : null,
        Guid.TryParse(batch, out var of) ? of : null, Months.FirstDay(from), Months.LastDay(to), IsAccount(text) ? null : text, IsAccount(text) ? text!.Trim() : null);

    private static bool IsAccount(string? text) => text?.Trim() is { Length: 4 } word && word.All(char.IsAsciiDigit);

    private void Open()
    {
        if (rows is { Count: > 0 } && at < rows.Count) trail.Leave(rows[at].Id.ToString(), EntryPage.Href(rows[at].Replacement.Id));
    }

    private void Older()
    {
        if (more) Go(("etter", rows![^1].Place.ToString()));
    }

    private void Go(params (string Name, string? Value)[] words)
    {
        var query = words.ToDictionary(w => w.Name, w => (object?)(w.Value is { Length: > 0 } value ? value : null));
        query.TryAdd("etter", null);
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(query));
    }
}
