using System.Globalization;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>All clients that this person may see.</summary>
public sealed partial class ClientsPage(Books books, IDialogService dialogs, NavigationManager navigation, Texts texts)
{
    private readonly Dictionary<Guid, ElementReference> links = [];
    private Dictionary<string, Func<Task>> keys = [];
    private ElementReference field;
    private List<Row>? rows;
    private List<Row> shown = [];
    private Guid at;
    private string text = "";

    internal sealed record Row(Guid Id, string Number, string Name, OrgNumber OrgNumber, string Trade, VatStatus VatStatus, VatTerm VatTerm, AutomationLevel Level, int Threshold, bool IsActive, int Waiting);

    protected override async Task OnInitializedAsync()
    {
        keys = new()
        {
            ["/"] = async () => await field.FocusAsync(),
            ["ArrowDown"] = () => StepAsync(1),
            ["j"] = () => StepAsync(1),
            ["ArrowUp"] = () => StepAsync(-1),
            ["k"] = () => StepAsync(-1),
        };
        await RefreshAsync();
        await FollowAsync("review");
    }

    [SupplyParameterFromQuery(Name = "ny")] private int? New { get; set; }

    // A command from elsewhere: the dialog is opened once, and the address forgets it.
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (New != 1 || rows is null) return;
        New = null;
        navigation.NavigateTo("/klienter", replace: true);
        await AddAsync();
    }

    protected override async Task RefreshAsync()
    {
        rows = await books.AskAsync(async db =>
        {
            var waiting = await db.ReviewQueue.Where(r => r.Status == ReviewStatus.Pending).GroupBy(r => r.ClientId).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count);
            var clients = await db.Clients.OrderByDescending(c => c.IsActive).ThenBy(c => c.Name).ToListAsync();
            return clients.Select(c => new Row(c.Id, c.ClientNumber, c.Name, c.OrgNumber, c.Trade, c.VatStatus, c.VatTerm, c.AiAutomationLevel, c.AiConfidenceThreshold, c.IsActive, waiting.GetValueOrDefault(c.Id))).ToList();
        });
        Narrow();
    }

    private void Find(string? said)
    {
        text = said ?? "";
        Narrow();
    }

    // Norwegian would hold å apart from a; who types "kafe" or "haland" means the letter beneath the sign.
    private static readonly CompareInfo Invariant = CultureInfo.InvariantCulture.CompareInfo;

    // Every word she wrote is somewhere in the row.
    private void Narrow()
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        shown = [.. (rows ?? []).Where(row => words.All(word =>
            Invariant.IndexOf($"{row.Number} {row.Name} {row.OrgNumber} {texts[Trades.NameOf(row.Trade)]}", word, CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace) >= 0))];
        if (shown.All(r => r.Id != at)) at = shown.FirstOrDefault()?.Id ?? default;
    }

    private async Task InFieldAsync(KeyboardEventArgs key)
    {
        if (key.Key == "Enter" && shown.Find(r => r.Id == at) is { } row) Open(row);
        else if (key.Key == "ArrowDown") await StepAsync(0);
    }

    // The focus goes along, so that the row is scrolled into sight and Enter opens it.
    private async Task StepAsync(int by)
    {
        if (shown.Count == 0) return;
        at = shown[Math.Clamp(shown.FindIndex(r => r.Id == at) + by, 0, shown.Count - 1)].Id;
        StateHasChanged();
        if (links.TryGetValue(at, out var link)) await link.FocusAsync();
    }

    private void Open(Row row) => navigation.NavigateTo($"/klienter/{Uri.EscapeDataString(row.Number)}");

    private async Task AddAsync()
    {
        var dialog = await dialogs.ShowAsync<AddClientDialog>(texts["Ny klient"], new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if ((await dialog.Result)?.Data is string number) navigation.NavigateTo($"/klienter/{Uri.EscapeDataString(number)}");
    }
}
