using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;

namespace Kontali.Web.Shell;

/// <summary>The frame around every page of the signed-in.</summary>
public sealed partial class MainLayout(NavigationManager navigation, IJSRuntime js, LookDoor door)
{
    private Look look = new();
    private string here = "";
    private IJSObjectReference? module;

    [CascadingParameter] private Look? First { get; set; }

    protected override void OnInitialized()
    {
        look = First ?? look;
        here = Path();
        navigation.LocationChanged += Moved;
        door.Open(() => look, wanted => InvokeAsync(async () => { await SetLookAsync(wanted); StateHasChanged(); }));
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/look.js"]}");
    }

    private async Task SetLookAsync(Look wanted)
    {
        look = wanted;
        if (module is not null) await module.InvokeVoidAsync("set", look.Theme, look.Density, look.Rail);
    }

    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        here = Path();
        _ = InvokeAsync(StateHasChanged);
    }

    private string Path() => navigation.ToBaseRelativePath(navigation.Uri).Split('#', '?')[0];

    public void Dispose() => navigation.LocationChanged -= Moved;
}
