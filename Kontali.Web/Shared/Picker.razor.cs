using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Kontali.Web.Shared;

public sealed partial class Picker
{
    private static int count;
    private readonly string list = $"valg-{Interlocked.Increment(ref count)}";
    private ElementReference field;
    private IReadOnlyList<PickerOption> found = [];
    private string? typed;
    private bool open;
    private int at;

    /// <summary>What can be picked, in the order it is offered.</summary>
    [Parameter, EditorRequired] public IReadOnlyList<PickerOption> Options { get; set; } = [];

    /// <summary>What is picked.</summary>
    [Parameter] public string? Value { get; set; }

    /// <summary>Another one was picked.</summary>
    [Parameter] public EventCallback<string> ValueChanged { get; set; }

    /// <summary>The one that stood there was picked: it is hers now, whoever put it there.</summary>
    [Parameter] public EventCallback Reaffirmed { get; set; }

    /// <summary>After Enter: where focus goes is for the page to say.</summary>
    [Parameter] public EventCallback Taken { get; set; }

    /// <summary>The field has got the focus.</summary>
    [Parameter] public EventCallback Focused { get; set; }

    /// <summary>Name for those who do not see it.</summary>
    [Parameter, EditorRequired] public string Label { get; set; } = "";

    [Parameter] public string? Id { get; set; }

    /// <summary>The ordinary key that brings the focus here; the browser itself moves it, so that what is typed next lands in the field.</summary>
    [Parameter] public string? Hotkey { get; set; }

    [Parameter] public string? Placeholder { get; set; }
    [Parameter] public string? Class { get; set; }
    [Parameter] public bool Disabled { get; set; }
    [Parameter] public bool Invalid { get; set; }

    /// <summary>How a picked value stands in the field; as its option where nothing else is said.</summary>
    [Parameter] public Func<PickerOption, string>? ShowAs { get; set; }

    private string Shown => Options.FirstOrDefault(o => o.Value == Value) is { } option ? ShowAs?.Invoke(option) ?? option.Shown : Value ?? "";

    /// <summary>Moves the focus here, with the text marked.</summary>
    public ValueTask FocusAsync() => field.FocusAsync();

    // What is offered may come a moment after the field was opened.
    private IReadOnlyList<PickerOption>? former;
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(former, Options)) return;
        former = Options;
        if (!open) return;
        var marked = at < found.Count ? found[at].Value : null;
        found = Picking.Find(Options, typed ?? "");
        at = typed is { Length: > 0 } ? 0 : Math.Max(0, found.ToList().FindIndex(o => o.Value == marked));
    }

    // Bound, not merely heard: what the page draws meanwhile must not overwrite letters that are on their way.
    private void Open(string? said)
    {
        var text = said ?? "";
        (typed, open) = (text, true);
        found = Picking.Find(Options, text);
        at = 0;
    }

    private async Task PressAsync(KeyboardEventArgs key)
    {
        switch (key.Key)
        {
            case "ArrowDown" when !open: Open(""); at = Math.Max(0, found.ToList().FindIndex(o => o.Value == Value)); break;
            case "ArrowDown": at = Math.Min(at + 1, Math.Max(found.Count - 1, 0)); break;
            case "ArrowUp": at = Math.Max(at - 1, 0); break;
            case "Escape" when open: Close(); break;
            case "Escape": await Taken.InvokeAsync(); break;
            // Ctrl+Enter posts from here: what she has found is hers, and the page does the rest.
            case "Enter" when key.CtrlKey || key.MetaKey: if (open && at < found.Count) await TakeAsync(found[at]); break;
            case "Enter" when open && at < found.Count: await TakeAsync(found[at]); await Taken.InvokeAsync(); break;
            case "Enter" when !open: await Taken.InvokeAsync(); break;
            case "Tab" when open && typed is { Length: > 0 } && at < found.Count: await TakeAsync(found[at]); break;
        }
    }

    private async Task TakeAsync(PickerOption option)
    {
        Close();
        if (option.Value != Value) await ValueChanged.InvokeAsync(option.Value);
        else await Reaffirmed.InvokeAsync();
    }

    // Leaving takes what can only mean one thing; anything else stays as it was.
    private async Task LeaveAsync()
    {
        var meant = typed is { Length: > 0 } text ? found.Where(o => found.Count == 1 || o.Code == text.Trim()).FirstOrDefault() : null;
        if (meant is not null) await TakeAsync(meant);
        else Close();
    }

    private void Close() => (typed, open) = (null, false);
}
