using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web.Virtualization;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace Kontali.Web.Inbox;

/// <summary>All that came in, and where each one stands.</summary>
public sealed partial class InboxPage(Books books, ArrivalActions actions, NavigationManager navigation, IJSRuntime js, TimeProvider clock, Frame frame)
{
    private const int PageSize = 100, RowHeight = 32;
    private IReadOnlyList<ClientName> clients = [];
    private List<ArrivalRow>? rows;
    private List<ArrivalCount>? counts;
    private DateTimeOffset now;
    private Guid? at, deliverTo;
    private bool more;
    private string? group;
    private Virtualize<ArrivalRow>? virtualized;
    private ElementReference list;
    private IJSObjectReference? module;

    [SupplyParameterFromQuery(Name = "tilstand")] private string? Status { get; set; }
    [SupplyParameterFromQuery(Name = "klient")] private Guid? ClientId { get; set; }
    [SupplyParameterFromQuery(Name = "dor")] private string? DoorName { get; set; }

    private Door? Door => Enum.TryParse<Door>(DoorName, true, out var door) ? door : null;
    private ArrivalRow? Current => rows?.Find(r => r.DocumentId == at);

    protected override async Task OnInitializedAsync()
    {
        clients = await books.AskAsync(db => db.ActiveClientsAsync());
        await FollowAsync("inbox");
    }

    private (string?, Guid?, string?)? former;
    protected override async Task OnParametersSetAsync()
    {
        if (former == (Status, ClientId, DoorName)) return;
        former = (Status, ClientId, DoorName);
        group = Doors.Groups.FirstOrDefault(g => g.Key == Status).Key;
        await LoadAsync(PageSize);
        at = rows!.FirstOrDefault()?.DocumentId;
    }

    /// <summary>Asks again; the row under the cursor stays where it is.</summary>
    protected override async Task RefreshAsync()
    {
        if (rows is null) return;
        var (wasAt, before) = (at, rows.FindIndex(r => r.DocumentId == at));
        await LoadAsync(Math.Clamp(rows.Count, PageSize, 1000));
        var after = rows.FindIndex(r => r.DocumentId == wasAt);
        if (after < 0) at = rows.ElementAtOrDefault(Math.Clamp(before, 0, Math.Max(rows.Count - 1, 0)))?.DocumentId;
        if (virtualized is not null) await virtualized.RefreshDataAsync();
        StateHasChanged();
        if (module is not null && before >= 0 && after > before) await module.InvokeVoidAsync("shift", list, (after - before) * RowHeight);
    }

    private async Task LoadAsync(int howMany)
    {
        now = clock.GetUtcNow();
        (rows, counts) = await books.AskAsync(async db => (
            await Chosen(db.Inbox).NewestFirst.Take(howMany).AsRows(db).ToListAsync(),
            await db.InboxCounts.ToListAsync()));
        more = rows.Count == howMany;
    }

    private IQueryable<Arrival> Chosen(IQueryable<Arrival> inbox) => inbox.In(Doors.StatesOf(group)).For(ClientId).By(Door);

    private async ValueTask<ItemsProviderResult<ArrivalRow>> ProvideAsync(ItemsProviderRequest request)
    {
        while (more && request.StartIndex + request.Count >= rows!.Count)
        {
            var last = rows.LastOrDefault();
            var next = await books.AskAsync(db => Chosen(db.Inbox).After(last).NewestFirst.Take(PageSize).AsRows(db).ToListAsync());
            more = next.Count == PageSize;
            rows.AddRange(next.Where(n => rows.TrueForAll(r => r.DocumentId != n.DocumentId)));
        }
        return new(rows!.Skip(request.StartIndex).Take(request.Count), rows!.Count + (more ? 10 : 0));
    }

    private async Task MoveAsync(int by)
    {
        if (rows is not { Count: > 0 }) return;
        var index = Math.Clamp(rows.FindIndex(r => r.DocumentId == at) + by, 0, rows.Count - 1);
        at = rows[index].DocumentId;
        if (virtualized is not null) await virtualized.RefreshDataAsync();
        StateHasChanged();
        module ??= await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/review.js"]}");
        await module.InvokeVoidAsync("show", list, index, RowHeight);
    }

    private Task OpenAsync()
    {
        if (Current is { } row) Open(row);
        return Task.CompletedTask;
    }

    private void Open(ArrivalRow row) => navigation.NavigateTo($"/innboks/{row.DocumentId}");

    private async Task AssignAsync()
    {
        if (frame.May(Right.Deliver) && Current is { Status: ArrivalStatus.Unassigned } row && await actions.AssignAsync(row, clients)) await RefreshAsync();
    }

    private async Task RefuseAsync()
    {
        if (frame.May(Right.Deliver) && Current is { Status: ArrivalStatus.Unassigned } row && await actions.RefuseAsync(row)) await RefreshAsync();
    }

    private int Count(string? key) => (counts ?? []).Where(c => (key is null || Doors.GroupOf(c.Status) == key) && (Door is null || c.Door == Door)).Sum(c => c.Count);

    private string With(string? key) => navigation.GetUriWithQueryParameter("tilstand", key);
}
