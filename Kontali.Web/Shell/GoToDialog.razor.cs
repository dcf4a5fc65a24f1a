using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;
using MudBlazor;

namespace Kontali.Web.Shell;

/// <summary>Type a few letters, press Enter, be there.</summary>
public sealed partial class GoToDialog(IEnumerable<IGoTo> sources, NavigationManager navigation, IJSRuntime js, OwnKeys keys) : IDisposable
{
    private ElementReference field;
    private List<Place> places = [];
    private CancellationTokenSource stop = new();
    private string text = "";
    private int at;
    private bool looking, moved;
    private Task latest = Task.CompletedTask;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    private OwnKeys Keys => keys;

    protected override Task OnInitializedAsync() => latest = LookAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await field.FocusAsync();
        if (!moved) return;
        moved = false;
        // The chosen one is kept in sight, however long the list.
        await using var module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/rows.js"]}");
        await module.InvokeVoidAsync("reveal", $"place-{at}");
    }

    private Task FindAsync(string? said)
    {
        text = said ?? "";
        return latest = LookAsync();
    }

    // A newer letter ends the older search.
    private async Task LookAsync()
    {
        await stop.CancelAsync();
        stop.Dispose();
        stop = new();
        var mine = stop.Token;
        looking = true;
        try
        {
            var found = await Task.WhenAll(sources.Select(source => source.FindAsync(text, mine)));
            if (mine.IsCancellationRequested) return;
            // What fits just so comes first, whatever it is; among equals the sources' own order stands.
            (places, at, looking) = ([.. found.SelectMany(f => f).OrderBy(place => place.Fit).Take(24)], 0, false);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested) { }
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        if (key.Key == "ArrowDown") at = Math.Min(at + 1, Math.Max(places.Count - 1, 0));
        else if (key.Key == "ArrowUp") at = Math.Max(at - 1, 0);
        else if (key.Key == "Escape") Dialog.Cancel();
        else if (key.Key == "Enter") await EnterAsync();
        moved = key.Key is "ArrowDown" or "ArrowUp";
    }

    // Enter pressed while the last letters are still being looked for means what they will find.
    private async Task EnterAsync()
    {
        await latest;
        if (at < places.Count) await GoAsync(places[at]);
    }

    private async Task GoAsync(Place place)
    {
        Dialog.Close();
        if (place.Do is { } act) await act();
        else navigation.NavigateTo(place.Href);
    }

    public void Dispose() => stop.Dispose();
}
