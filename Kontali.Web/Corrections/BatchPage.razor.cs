using Kontali.Data;
using Kontali.Data.Corrections;
using Kontali.Data.Reports;
using Kontali.Data.Tasks;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Corrections;

/// <summary>A batch of corrections: its progress, its vouchers, stopping it, and taking it back with one key.</summary>
public sealed partial class BatchPage(Books books, NavigationManager navigation, TimeProvider clock, ISnackbar snackbar)
{
    private const int Step = 200;
    private IReadOnlyList<BatchVoucherRow> rows = [];
    private BatchRow? batch;
    private CorrectionPlan? skipping;
    private Phrase? refusal;
    private bool missing;
    private int shown = Step;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a batch is.</summary>
    public static string Href(Guid id) => $"/rettinger/{id}";

    /// <inheritdoc/>
    protected override TimeSpan Gather => TimeSpan.FromMilliseconds(300);

    private bool CanUndo => batch is { IsRunning: false, Undoes: null, Done: > 0 };

    protected override Task OnInitializedAsync() => FollowAsync("corrections", "tasks", "ledger");

    protected override async Task OnParametersSetAsync()
    {
        if (batch?.Id == Id) return;
        (batch, skipping, refusal, shown) = (null, null, null, Step);
        await RefreshAsync();
    }

    protected override async Task RefreshAsync()
    {
        (batch, rows) = await books.AskAsync(async db => ((await db.BatchRowsAsync(Id, 1)).FirstOrDefault(), await db.BatchVoucherRowsAsync(Id, 0, shown)));
        missing = batch is null;
        // The parts are done before the whole is known to be: while it runs, it is asked again.
        if (batch is { IsRunning: true }) _ = AgainAsync();
    }

    private async Task AgainAsync()
    {
        await Task.Delay(TimeSpan.FromSeconds(1));
        if (batch is { IsRunning: true }) await InvokeAsync(async () => { await RefreshAsync(); StateHasChanged(); });
    }

    private async Task MoreAsync()
    {
        shown += Step;
        await RefreshAsync();
    }

    private async Task StopAsync()
    {
        if (batch is not { IsRunning: true } running) return;
        if (await books.DoAsync(db => db.CancelAsync(running.TaskId), refused: says => refusal = says)) await RefreshAsync();
    }

    private async Task UndoAsync()
    {
        if (!CanUndo) return;
        refusal = null;
        try
        {
            var plan = skipping ?? await books.AskAsync(db => db.PlanUndoAsync(Id));
            // What something was built on since is named first; the same key again passes over it.
            if (plan.LeftOut.Count > 0 && skipping is null && plan.Doable.Count > 0)
            {
                skipping = plan;
                return;
            }
            var (done, undo) = await books.DoAsync(db => db.OrderAsync(plan, L["Angret: {0}", batch!.Reason], Ids.New(clock)), refused: says => refusal = says);
            skipping = null;
            if (!done) return;
            snackbar.Add(L["{0} bilag tas tilbake.", Figures.Count(plan.Doable.Count)], MudBlazor.Severity.Success);
            navigation.NavigateTo(Href(undo!.Id));
        }
        catch (BrokenRule broken)
        {
            refusal = broken.Phrase;
        }
    }
}
