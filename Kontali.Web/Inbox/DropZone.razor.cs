using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;

namespace Kontali.Web.Inbox;

/// <summary>What the browser says of files that do not come in.</summary>
internal static class DropWords
{
    /// <summary>The words, as drop.js names them.</summary>
    public static object WordsOfDrop(this Texts L) => new
    {
        broken = L["Forbindelsen ble brutt. Prøv igjen."],
        signedOut = L["Du er logget ut. Logg inn og prøv igjen."],
        tooLarge = L["Filen er større enn {0} MB. Del den opp, eller be avsenderen om en mindre fil.", DocumentStore.MaxSize / 1024 / 1024],
        empty = L["Filen er tom."],
        folder = L["Dette er en mappe. Åpne den og slipp filene i den."],
        busy = L["Det kommer for mange filer på en gang. Vent et minutt og prøv igjen."],
    };
}

/// <summary>The browser's door. The bytes go by HTTP, past the circuit; the circuit hears how it went.</summary>
public sealed partial class DropZone(Books books, ArrivalActions actions, IJSRuntime js) : IAsyncDisposable
{
    private const int Most = 50;
    private readonly List<SentFile> files = [];
    private DotNetObjectReference<DropZone>? self;
    private IJSObjectReference? ears;
    private ElementReference zone;

    /// <summary>Whose the files are; null: the agent finds out from the invoice.</summary>
    [Parameter] public Guid? ClientId { get; set; }

    /// <summary>No box to aim at: the whole window takes files, and the list shows when there is one.</summary>
    [Parameter] public bool Compact { get; set; }

    /// <summary>That client's name, for the veil.</summary>
    [Parameter] public string? ClientName { get; set; }

    /// <summary>Takes nothing for now: another zone does, or nobody has said whose it would be. What is on its way is still told of.</summary>
    [Parameter] public bool Deaf { get; set; }

    /// <summary>For a phone: its camera, or what is on it.</summary>
    [Parameter] public bool Photo { get; set; }

    /// <summary>A file on its way, as the browser tells of it.</summary>
    public sealed record Told(string Id, string Name, long Size);

    internal sealed record SentFile(string Id, string Name)
    {
        public int Percent { get; set; }
        public bool IsSending { get; set; } = true;
        public bool IsRefused { get; set; }
        public bool MayBeSentAgain { get; set; }
        public bool WasHere { get; set; }
        public Guid? DocumentId { get; set; }
        public ArrivalStatus? Status { get; set; }
        public string? Reason { get; set; }

        public Tone Tone => (IsRefused, WasHere, Status) switch
        {
            (true, _, _) => Tone.Trouble,
            (_, true, _) => Tone.Plain,
            (_, _, ArrivalStatus.Posted) => Tone.Done,
            (_, _, { } status) => Doors.ToneOf(status),
            _ => Tone.Accent,
        };
    }

    // On every page, and as a rule nothing was dropped there: then there is nothing to draw, whatever comes in.
    protected override Task OnInitializedAsync() => FollowAsync(async () =>
    {
        if (files.Count == 0) return false;
        await RefreshAsync();
        return true;
    }, "inbox");

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender) return;
        self = DotNetObjectReference.Create(this);
        try
        {
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/drop.js"]}");
            ears = await module.InvokeAsync<IJSObjectReference>("attach", zone, self, DocumentStore.MaxSize, L.WordsOfDrop());
            if (ears is not null) await AddressAsync();
        }
        catch (Exception e) when (e.IsPageGone) { } // She left while it was fetched.
    }

    protected override async Task OnParametersSetAsync()
    {
        if (ears is not null) await AddressAsync();
    }

    private ValueTask AddressAsync() => ears!.InvokeVoidAsync("address", ClientId, Deaf);

    /// <summary>The browser has these files.</summary>
    [JSInvokable]
    public void Added(Told[] added)
    {
        files.InsertRange(0, added.Select(a => new SentFile(a.Id, ReceiveFile.DisplayName(a.Name))));
        StateHasChanged();
    }

    /// <summary>So far has one come.</summary>
    [JSInvokable]
    public void Sent(string id, int percent)
    {
        if (files.Find(f => f.Id == id) is not { } file) return;
        file.Percent = Math.Clamp(percent, 0, 100);
        StateHasChanged();
    }

    /// <summary>It was taken in; what becomes of it is told as it happens.</summary>
    [JSInvokable]
    public async Task Taken(string id, Guid documentId, string status)
    {
        if (files.Find(f => f.Id == id) is not { } file) return;
        (file.IsSending, file.DocumentId, file.WasHere) = (false, documentId, status == "duplicate");
        await RefreshAsync();
        StateHasChanged();
    }

    /// <summary>It was not taken in, and whether it may go better the next time.</summary>
    [JSInvokable]
    public void Refused(string id, string reason, bool mayBeSentAgain)
    {
        if (files.Find(f => f.Id == id) is not { } file) return;
        (file.IsSending, file.IsRefused, file.Reason, file.MayBeSentAgain) = (false, true, reason, mayBeSentAgain);
        StateHasChanged();
    }

    // The browser still holds the file; where it has let go of it, she has to choose it anew.
    private async Task RetryAsync(SentFile file)
    {
        if (!file.MayBeSentAgain || ears is null) return;
        (file.IsSending, file.IsRefused, file.Reason, file.MayBeSentAgain, file.Percent) = (true, false, null, false, 0);
        if (!await ears.InvokeAsync<bool>("retry", file.Id)) Refused(file.Id, L["Nettleseren har sluppet filen. Velg den en gang til."], false);
    }

    private async Task AssignAsync(SentFile file)
    {
        if (file.DocumentId is not { } id) return;
        var (row, clients) = await books.AskAsync(async db => (await db.Inbox.Where(a => a.DocumentId == id).AsRows(db).SingleOrDefaultAsync(), await db.ActiveClientsAsync()));
        if (row is not null && await actions.AssignAsync(row, clients)) await RefreshAsync();
    }

    /// <summary>What has become of those that were taken in.</summary>
    protected override async Task RefreshAsync()
    {
        var asked = files.Where(f => f.DocumentId is not null && f.Status is (null or ArrivalStatus.Received or ArrivalStatus.Reading or ArrivalStatus.Unassigned)).Select(f => f.DocumentId!.Value).Distinct().ToList();
        if (asked.Count == 0) return;
        var stands = await books.AskAsync(db => db.Inbox.Where(a => asked.Contains(a.DocumentId)).Select(a => new { a.DocumentId, a.Status, a.Reason }).ToDictionaryAsync(a => a.DocumentId));
        foreach (var file in files)
            if (file.DocumentId is { } id && stands.TryGetValue(id, out var now))
                (file.Status, file.Reason) = (now.Status, now.Reason is { } why ? L.Say(why) : null);
    }

    private string Word(SentFile file) => file switch
    {
        { IsRefused: true } => L["Ikke tatt imot"],
        { WasHere: true } => L["Var her fra før"],
        { Status: { } status } => L.State(status),
        _ => L["Mottatt"],
    };

    private string Summary => files.Count(f => f.IsSending) is > 0 and var left
        ? L["Sender {0} av {1} …", Figures.Count(files.Count - left + 1), Figures.Count(files.Count)]
        : files.Count(f => f.IsRefused) is > 0 and var refused ? L["{0} levert, {1} ikke tatt imot", Figures.Count(files.Count - refused), Figures.Count(refused)] : L["{0} levert", Figures.Count(files.Count)];

    private async Task ClearAsync()
    {
        files.RemoveAll(f => !f.IsSending);
        if (files.Count == 0 && ears is not null) await ears.InvokeVoidAsync("forget");
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        Dispose();
        if (ears is not null) await ears.StopAsync(); // What was sent is safe.
        self?.Dispose();
    }
}
