using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Kontali.Web.Shared;

public sealed partial class Pick<T>
{
    private static int _lists;
    private readonly string list = $"pick-{Interlocked.Increment(ref _lists)}";
    private ElementReference field;
    private IReadOnlyList<T> found = [];
    private string text = "";
    private bool open, focus;
    private int at, asked;

    /// <summary>What is chosen here.</summary>
    [Parameter, EditorRequired] public string Name { get; set; } = "";

    /// <summary>The choice as a word; null while there is none.</summary>
    [Parameter] public string? Chosen { get; set; }

    /// <summary>What the button says while there is none.</summary>
    [Parameter] public string Nothing { get; set; } = "";

    /// <summary>What can be typed.</summary>
    [Parameter] public string? Hint { get; set; }

    /// <summary>The key that opens it.</summary>
    [Parameter] public string? Press { get; set; }

    /// <summary>True inside a dialog.</summary>
    [Parameter] public bool InDialog { get; set; }

    /// <summary>Finds what fits the text, best first.</summary>
    [Parameter, EditorRequired] public Func<string, Task<IReadOnlyList<T>>> Find { get; set; } = default!;

    /// <summary>How a choice looks in the list.</summary>
    [Parameter, EditorRequired] public RenderFragment<T> Row { get; set; } = default!;

    /// <summary>It was chosen.</summary>
    [Parameter] public EventCallback<T> Choose { get; set; }

    private Task ToggleAsync() => open ? CloseAsync() : OpenAsync();

    private async Task OpenAsync()
    {
        (open, focus, text) = (true, true, "");
        await LookAsync();
    }

    private Task CloseAsync()
    {
        open = false;
        StateHasChanged();
        return Task.CompletedTask;
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!open || !focus) return;
        focus = false;
        await field.FocusAsync();
    }

    private Task FindAsync(string? said)
    {
        text = said ?? "";
        return LookAsync();
    }

    // An answer that comes after a newer question is not shown.
    private async Task LookAsync()
    {
        var mine = ++asked;
        var answer = await Find(text);
        if (mine != asked) return;
        (found, at) = (answer, 0);
        StateHasChanged();
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        if (key.Key == "ArrowDown") at = Math.Min(at + 1, Math.Max(found.Count - 1, 0));
        else if (key.Key == "ArrowUp") at = Math.Max(at - 1, 0);
        else if (key.Key == "Enter" && at < found.Count) await ChooseAsync(found[at]);
        else if (key.Key == "Tab") await CloseAsync();
    }

    private async Task ChooseAsync(T item)
    {
        open = false;
        await Choose.InvokeAsync(item);
    }
}
