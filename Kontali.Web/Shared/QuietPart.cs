using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Shared;

/// <summary>
/// A part of a page that is passed by when the page around it is drawn again, unless what it shows has become another.
/// What happens in the part itself draws it as usual.
/// </summary>
public abstract class QuietPart : ComponentBase
{
    private object? drawn;
    private bool quiet;

    /// <summary>All it shows that comes from around it; compared by value.</summary>
    protected abstract object Shows { get; }

    /// <inheritdoc/>
    public sealed override Task SetParametersAsync(ParameterView parameters)
    {
        parameters.SetParameterProperties(this);
        var shows = Shows;
        quiet = shows.Equals(drawn);
        drawn = shows;
        var setting = base.SetParametersAsync(ParameterView.Empty);
        quiet = false;
        return setting;
    }

    /// <inheritdoc/>
    protected sealed override bool ShouldRender() => !quiet;
}
