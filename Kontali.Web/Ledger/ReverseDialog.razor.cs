using Kontali.Data;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Ledger;

/// <summary>Takes a voucher back: says what will happen, asks when and why, and does it once however often the button is pressed.</summary>
public sealed partial class ReverseDialog(Books books, TimeProvider clock, ISnackbar snackbar)
{
    private Guid key;
    private DateOnly on;
    private string reason = "";
    private bool unclear;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>The voucher.</summary>
    [Parameter, EditorRequired] public VoucherStory Story { get; set; } = default!;

    private JournalEntry Entry => Story.Entry;
    private decimal Sum => Story.Lines.Sum(l => l.Posting.DebitAmount);
    private bool IsTooOld => on < Entry.AccountingDate;
    private bool Ready => !string.IsNullOrWhiteSpace(reason) && !unclear && !IsTooOld;

    // The key is made before the click: a second click, or an answer that was lost, posts nothing twice.
    protected override void OnInitialized() => (key, on) = (Ids.New(clock), Story.FirstReversalDay);

    private async Task ReverseAsync()
    {
        if (!Ready) return;
        var (done, reversal) = await books.DoAsync(db => db.ReverseInvoiceAsync(Entry.Id, on, reason, key), reason.Trim());
        if (!done) return;
        snackbar.Add(L["Bilag {0} er tilbakeført med {1}.", Entry.VoucherName, reversal!.VoucherName], MudBlazor.Severity.Success);
        Dialog.Close(DialogResult.Ok(reversal.Id));
    }
}
