using Kontali.Web.Shared;
using MudBlazor;

namespace Kontali.Web.Shell;

/// <summary>Shows the keys of the page that is open.</summary>
public sealed class KeysDoor(IDialogService dialogs, Texts L)
{
    private bool isOpen;

    /// <summary>Shows them; asked twice, they are shown once.</summary>
    public async Task ShowAsync()
    {
        if (isOpen) return;
        isOpen = true;
        var dialog = await dialogs.ShowAsync<KeysDialog>(L["Tastene på denne siden"], new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Medium, FullWidth = true, BackgroundClass = "quiet-overlay" });
        _ = dialog.Result.ContinueWith(_ => isOpen = false, TaskScheduler.Default);
    }
}
