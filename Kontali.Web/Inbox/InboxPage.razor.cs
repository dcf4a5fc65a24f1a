using Kontali.Data;
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
public sealed partial class InboxPage(Books books, ArrivalActions actions, NavigationManager navigation, IJSRuntime js, TimeProvider clock, Frame frame, Texts texts, LookDoor look)
{
    private const int PageSize = 100;
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
    [SupplyParameterFromQuery(Name = "klient")] private string? ClientText { get; set; }
    [SupplyParameterFromQuery(Name = "dor")] private string? DoorName { get; set; }

    // Whose they are where it is no client of today's: nobody's yet, or of one that has left.
    private const string Nobody = "ingen", Left = "sluttet";
    private Guid? ClientId => Guid.TryParse(ClientText, out var id) ? id : null;
    private bool OfNobody => ClientText == Nobody;
    private bool OfLeft => ClientText == Left;
    private string? ClientWord => OfNobody ? texts["Ingen klient ennå"] : OfLeft ? texts["Klienter som har sluttet"] : clients.FirstOrDefault(c => c.Id == ClientId)?.Name;
    private Door? Door => Enum.TryParse<Door>(DoorName, true, out var door) ? door : null;
    private ArrivalRow? Current => rows?.Find(r => r.DocumentId == at);

    protected override async Task OnInitializedAsync()
    {
        clients = await books.AskAsync(db => db.ActiveClientsAsync());
        await FollowAsync("inbox");
    }

    private (string?, string?, string?)? former;
    protected override async Task OnParametersSetAsync()
    {
        if (former == (Status, ClientText, DoorName)) return;
        former = (Status, ClientText, DoorName);
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
        if (module is not null && before >= 0 && after > before) await module.InvokeVoidAsync("shift", list, (after - before) * look.RowHeight);
    }

    private async Task LoadAsync(int howMany)
    {
        now = clock.GetUtcNow();
        (rows, counts) = await books.AskAsync(async db => (
            await Chosen(db).NewestFirst.Take(howMany).AsRows(db).ToListAsync(),
            await db.InboxCounts.ToListAsync()));
        more = rows.Count == howMany;
    }

    private IQueryable<Arrival> Chosen(KontaliContext db)
    {
        var chosen = db.Inbox.In(Doors.StatesOf(group)).For(ClientId).By(Door);
        return OfNobody ? chosen.OfNobody : OfLeft ? chosen.Where(a => db.Clients.Any(c => c.Id == a.ClientId && !c.IsActive)) : chosen;
    }

    // One that waits for the machine has no reason of its own, but stands there for one.
    private string? Why(ArrivalRow row) => row.Reason is { } why ? texts.Say(why) : row.Status switch
    {
        ArrivalStatus.Received => texts["Venter på å bli lest."],
        ArrivalStatus.Reading => texts["Leses nå."],
        _ => null,
    };

    private async ValueTask<ItemsProviderResult<ArrivalRow>> ProvideAsync(ItemsProviderRequest request)
    {
        while (more && request.StartIndex + request.Count >= rows!.Count)
        {
            var last = rows.LastOrDefault();
            var next = await books.AskAsync(db => Chosen(db).After(last).NewestFirst.Take(PageSize).AsRows(db).ToListAsync());
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
        await module.InvokeVoidAsync("show", list, index, look.RowHeight);
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

    private int Count(string? key) => (counts ?? []).Where(c => (key is null || Doors.GroupOf(c.Status) == key) && (Door is null || c.Door == Door)
        && (OfNobody ? c.ClientId is null : OfLeft ? c.ClientId is { } its && clients.All(a => a.Id != its) : ClientId is null || c.ClientId == ClientId)).Sum(c => c.Count);

    private string Without(string filter) => navigation.GetUriWithQueryParameter(filter, (string?)null);

    private string With(string? key) => navigation.GetUriWithQueryParameter("tilstand", key);
}
