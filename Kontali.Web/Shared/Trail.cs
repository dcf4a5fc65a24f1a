using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace Kontali.Web.Shared;

/// <summary>
/// The way a person came in this circuit: Escape on a page goes back to the list it was opened from, with the cursor on the row she left.
/// </summary>
public sealed class Trail : IDisposable
{
    private const int Longest = 100;
    private readonly NavigationManager navigation;
    private readonly List<string> lists = [];
    private readonly Dictionary<string, string> rows = [];

    /// <summary>Begins to follow.</summary>
    public Trail(NavigationManager navigation)
    {
        this.navigation = navigation;
        navigation.LocationChanged += Moved;
    }

    /// <summary>She leaves a list for what lies behind this row.</summary>
    public void Leave(string row, string href)
    {
        rows[Key(navigation.Uri)] = row;
        if (rows.Count > Longest) rows.Remove(rows.Keys.First());
        lists.Add(navigation.Uri);
        if (lists.Count > Longest) lists.RemoveAt(0);
        navigation.NavigateTo(href);
    }

    /// <summary>The row she left this list by; null where she has not been here.</summary>
    public string? RowHere => rows.GetValueOrDefault(Key(navigation.Uri));

    /// <summary>Back to the list she came from, or to this page where she came by a link from outside.</summary>
    public void Back(string otherwise)
    {
        var to = lists.Count > 0 ? lists[^1] : otherwise;
        if (lists.Count > 0) lists.RemoveAt(lists.Count - 1);
        navigation.NavigateTo(to);
    }

    // The browser's own back button, or a link to the list itself, uses up the step too.
    private void Moved(object? sender, LocationChangedEventArgs change)
    {
        if (lists.Count > 0 && Key(lists[^1]) == Key(change.Location)) lists.RemoveAt(lists.Count - 1);
    }

    private static string Key(string uri) => uri.Split('#')[0];

    /// <inheritdoc/>
    public void Dispose() => navigation.LocationChanged -= Moved;
}
