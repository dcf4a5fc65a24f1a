using Microsoft.AspNetCore.Components;

namespace Kontali.Web;

/// <summary>A page that asks again, at most twice a second, when an agent or a colleague has changed what it shows.</summary>
public abstract class LivePage : ComponentBase, IDisposable
{
    private readonly List<IDisposable> hanging = [];
    private int waiting;

    [Inject] private Bell Bell { get; set; } = default!;
    [Inject] private CurrentUser Who { get; set; } = default!;

    /// <summary>Asks again; draws by itself afterwards.</summary>
    protected abstract Task RefreshAsync();

    /// <summary>Begins to listen for inbox, review or ledger.</summary>
    protected async Task FollowAsync(params string[] what)
    {
        if ((await Who.ActorAsync()).Firm is not { } firm) return;
        foreach (var it in what) hanging.Add(Bell.Listen(firm, it, OnceAsync));
    }

    // Many changes in a moment are one question.
    private async Task OnceAsync()
    {
        if (Interlocked.Exchange(ref waiting, 1) == 1) return;
        await Task.Delay(150);
        Volatile.Write(ref waiting, 0);
        await InvokeAsync(async () =>
        {
            await RefreshAsync();
            StateHasChanged();
        });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var h in hanging) h.Dispose();
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>For what a page itself holds.</summary>
    protected virtual void Dispose(bool disposing) { }
}
