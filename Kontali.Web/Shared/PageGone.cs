using Microsoft.JSInterop;

namespace Kontali.Web.Shared;

/// <summary>What becomes of a call to a page that is no longer there.</summary>
internal static class PageGone
{
    extension(Exception e)
    {
        /// <summary>Whether the page left while it was asked: its circuit has ended, or ended while the answer was waited for. What it listened to is gone with it.</summary>
        public bool IsPageGone => e is JSDisconnectedException or OperationCanceledException;
    }

    /// <summary>Asks what listens in the page to stop, and lets go of it.</summary>
    public static async Task StopAsync(this IJSObjectReference listener)
    {
        try
        {
            await listener.InvokeVoidAsync("stop");
            await listener.DisposeAsync();
        }
        catch (Exception e) when (e.IsPageGone) { }
    }
}
