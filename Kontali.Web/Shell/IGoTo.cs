using System.Globalization;
using Kontali.Web.Shared;

namespace Kontali.Web.Shell;

/// <summary>How well what is written fits what was found; the best is shown first.</summary>
public enum Fit
{
    /// <summary>It is just that.</summary>
    Exact,

    /// <summary>It begins so, or a word of it does.</summary>
    Begins,

    /// <summary>It has these letters somewhere.</summary>
    Within,

    /// <summary>Not by its name.</summary>
    None,
}

/// <summary>A place the search field can take you, or something it can do.</summary>
/// <param name="Title">What it is called: "Bilag 214".</param>
/// <param name="Where">What kind of thing, and whose: "Fjordbris Bakeri AS".</param>
/// <param name="Href">Its address; empty for a command.</param>
public sealed record Place(string Title, string Where, string Href)
{
    /// <summary>How well it fits.</summary>
    public Fit Fit { get; init; } = Fit.Within;

    /// <summary>What a command does.</summary>
    public Func<Task>? Do { get; init; }

    /// <summary>The key that does the same, where there is one.</summary>
    public string? Press { get; init; }
}

/// <summary>Finds places for what is written in the search field. Every room that has something to find registers one.</summary>
public interface IGoTo
{
    /// <summary>At most a handful, best first; an empty text asks for what is worth offering unasked.</summary>
    Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop);
}

/// <summary>Judges how a text fits a name. Letters count as people type them: "oppsett" and "OPPSETT", "lar" and "Lær".</summary>
public static class Fits
{
    private static readonly CompareInfo Letters = CultureInfo.InvariantCulture.CompareInfo;
    private const CompareOptions Loosely = CompareOptions.IgnoreCase | CompareOptions.IgnoreNonSpace;

    /// <summary>The best fit among a thing's names.</summary>
    public static Fit Of(string text, params IReadOnlyList<string> names) => names.Min(name => Of(text.Trim(), name));

    private static Fit Of(string text, string name)
    {
        if (text.Length == 0) return Fit.Within;
        if (Letters.Compare(name, text, Loosely) == 0) return Fit.Exact;
        // A word anywhere in it may begin so: "bak" is Kringlebakst Bakeri before it is a letter within a word.
        for (var at = 0; at >= 0; at = name.IndexOf(' ', at) is >= 0 and var space ? space + 1 : -1)
            if (Letters.IsPrefix(name.AsSpan(at), text, Loosely)) return Fit.Begins;
        return Letters.IndexOf(name, text, Loosely) >= 0 ? Fit.Within : Fit.None;
    }
}

/// <summary>The screens themselves, by their names in both languages.</summary>
public sealed class GoToPages(Texts L, OwnKeys keys) : IGoTo
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop)
    {
        // Where g does something by itself, "g h" would do that too.
        var chords = KeyActions.On(keys.Page).SelectMany(s => s.Actions).All(a => keys.Choices.Of(a) != "g");
        return Task.FromResult<IReadOnlyList<Place>>(
        [
            .. from screen in Screens.All.Select(s => (s.Name, s.Href, Press: chords ? $"g {s.Key}" : null)).Concat(text.Trim().Length == 0 ? [] : Screens.Others.Select(o => (o.Name, o.Href, Press: (string?)null)))
               let fit = Fits.Of(text, L[screen.Name], screen.Name, Texts.InEnglish(screen.Name))
               where fit != Fit.None
               select new Place(L[screen.Name], L["Side"], screen.Href) { Fit = fit, Press = screen.Press },
        ]);
    }
}
