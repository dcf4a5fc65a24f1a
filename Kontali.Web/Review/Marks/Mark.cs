using Kontali.Data;
using Kontali.Data.Review;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Review.Marks;

/// <summary>The evidence behind a flag, fetched when somebody opens it.</summary>
/// <typeparam name="T">What is asked for.</typeparam>
public abstract class Mark<T> : ComponentBase
{
    [Inject] private Books Books { get; set; } = default!;

    /// <summary>The case that carries the flag.</summary>
    [Parameter, EditorRequired] public ReviewCase Case { get; set; } = default!;

    /// <summary>The answer; its default until it is there.</summary>
    protected T? Found { get; private set; }

    /// <summary>Whether the answer is there.</summary>
    protected bool Asked { get; private set; }

    /// <summary>The question.</summary>
    protected abstract Task<T> AskAsync(KontaliContext db);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync() => (Found, Asked) = (await Books.AskAsync(AskAsync), true);
}
