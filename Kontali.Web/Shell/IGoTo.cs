using Kontali.Web.Shared;

namespace Kontali.Web.Shell;

/// <summary>A place the search field can take you.</summary>
/// <param name="Title">What it is called: "Bilag 214".</param>
/// <param name="Where">What kind of thing, and whose: "Fjordbris Bakeri AS".</param>
/// <param name="Href">Its address.</param>
public sealed record Place(string Title, string Where, string Href);

/// <summary>Finds places for what is written in the search field. Every room that has something to find registers one.</summary>
public interface IGoTo
{
    /// <summary>At most a handful, best first; an empty text asks for what is worth offering unasked.</summary>
    Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop);
}

/// <summary>The screens themselves.</summary>
public sealed class GoToPages(Texts L) : IGoTo
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => Task.FromResult<IReadOnlyList<Place>>(
        [.. Screens.All.Select(screen => new Place(L[screen.Name], L["Side"], screen.Href))
            .Where(place => place.Title.Contains(text.Trim(), StringComparison.CurrentCultureIgnoreCase))]);
}
