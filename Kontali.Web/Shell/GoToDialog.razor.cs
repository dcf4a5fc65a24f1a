using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Kontali.Web.Shell;

/// <summary>Type a few letters, press Enter, be there.</summary>
public sealed partial class GoToDialog(IEnumerable<IGoTo> sources, NavigationManager navigation) : IDisposable
{
    private ElementReference field;
    private List<Place> places = [];
    private CancellationTokenSource stop = new();
    private string text = "";
    private int at;
    private bool looking;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    protected override Task OnInitializedAsync() => LookAsync();

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await field.FocusAsync();
    }

    private Task FindAsync(ChangeEventArgs change)
    {
        text = change.Value as string ?? "";
        return LookAsync();
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
            (places, at, looking) = ([.. found.SelectMany(f => f).Take(16)], 0, false);
        }
        catch (OperationCanceledException) when (mine.IsCancellationRequested) { }
    }

    private void PressAsync(KeyboardEventArgs key)
    {
        if (key.Key == "ArrowDown") at = Math.Min(at + 1, Math.Max(places.Count - 1, 0));
        else if (key.Key == "ArrowUp") at = Math.Max(at - 1, 0);
        else if (key.Key == "Escape") Dialog.Cancel();
        else if (key.Key == "Enter" && at < places.Count) Go(places[at]);
    }

    private void Go(Place place)
    {
        Dialog.Close();
        navigation.NavigateTo(place.Href);
    }

    public void Dispose() => stop.Dispose();
}
