using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Vat;

/// <summary>All clients' VAT terms: how each stands, when it is due, and what stands in the way.</summary>
public sealed partial class VatTermsPage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail)
{
    private IReadOnlyList<TermRow>? rows;
    private ClientName? client;
    private string shown = "";
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "tilstand")] private string? State { get; set; }

    // Every voucher rings; the terms of all clients are a large question.
    protected override TimeSpan Gather => TimeSpan.FromSeconds(5);

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "vat", "inbox");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        await RefreshAsync();
        at = Math.Max(0, rows!.Select(Row).ToList().IndexOf(trail.RowHere ?? ""));
    }

    protected override async Task RefreshAsync()
    {
        rows = await books.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            return await db.VatTermsAsync(client?.Id);
        });
        if (Enum.TryParse<TermState>(State, out var only)) rows = [.. rows.Where(r => r.State == only)];
        at = Math.Clamp(at, 0, Math.Max(rows.Count - 1, 0));
    }

    private static string Row(TermRow row) => $"{row.Number} {row.Period.From:yyyy-MM-dd}";

    private string? Left(TermRow row)
    {
        if (row.State is TermState.Filed or TermState.Missed) return null;
        var days = row.Period.Due.DayNumber - clock.Today().DayNumber;
        return days < 0 ? L["{0} dager over", -days] : L["om {0} dager", days];
    }

    private IEnumerable<string> Remains(TermRow row)
    {
        if (row.FiledOn is { } day) yield return L["levert {0}", Figures.Date(day)];
        if (row.Missed > 0) yield return L["{0} bilag bokført etterpå", Figures.Count(row.Missed)];
        if (row.Waiting > 0) yield return L["{0} dokumenter er ikke bokført", Figures.Count(row.Waiting)];
        if (row.Invalid > 0) yield return L["{0} regler stopper den", Figures.Count(row.Invalid)];
    }

    private void Open(int index)
    {
        if (rows is not null && index >= 0 && index < rows.Count) trail.Leave(Row(rows[index]), VatReturnPage.Href(rows[index].Number, rows[index].Period.From));
    }

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)(w.Value is { Length: > 0 } value ? value : null))));
}
