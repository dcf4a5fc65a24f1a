using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Review;

/// <summary>Which items a batch may be about.</summary>
/// <param name="Filter">The selection she looks at.</param>
/// <param name="Total">How many there are in it.</param>
/// <param name="Marked">Those she marked.</param>
/// <param name="Colleagues">To whom they can be given.</param>
public sealed record BatchScope(QueueFilter Filter, int Total, IReadOnlyList<Guid> Marked, IReadOnlyList<Colleague> Colleagues);

/// <summary>What came of a batch.</summary>
public sealed record BatchDone(int Done, int Left);

public sealed partial class BatchDialog(Books books, TimeProvider clock, ILogger<BatchDialog> log) : IDisposable
{
    private enum State { Choosing, Working, Over }

    private enum Deed { Approve, Give, Snooze, Reject }

    private sealed record Look(IReadOnlyList<Guid> Ids, int All, int Count, int Clients, decimal Sum, int Foreign, IReadOnlyList<(string Reason, int Count)> Stopped);

    private static readonly (Deed, string)[] Actions =
        [(Deed.Approve, Texts.Of("Godkjenn som foreslått")), (Deed.Give, Texts.Of("Tildel")), (Deed.Snooze, Texts.Of("Utsett")), (Deed.Reject, Texts.Of("Avvis"))];

    /// <summary>How many at once: as many as are undone as one.</summary>
    private const int Most = 200;

    private readonly List<(string Subject, Phrase Why)> left = [];
    private List<Guid> queue = [];
    private Look? look;
    private State state;
    private Deed action;
    private Phrase? problem;
    private ElementReference last;
    private string? to;
    private string date = "", why = "";
    private int done;
    private bool whole, stop, focus = true;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    [Parameter, EditorRequired] public BatchScope Scope { get; set; } = default!;

    /// <summary>Asks and does; null where nothing was done.</summary>
    public static async Task<BatchDone?> AskAsync(IDialogService dialogs, BatchScope scope)
    {
        var shown = await dialogs.ShowAsync<BatchDialog>("", new DialogParameters<BatchDialog> { { d => d.Scope, scope } }, new DialogOptions { CloseOnEscapeKey = false, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true, BackgroundClass = "quiet-overlay" });
        return (await shown.Result) is { Canceled: false, Data: BatchDone done } ? done : null;
    }

    protected override Task OnInitializedAsync() => LookAsync(Scope.Marked.Count == 0);

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!focus || look is null && state == State.Choosing) return;
        focus = false;
        await last.FocusAsync();
    }

    // A sample is answered one by one: rejecting it would take a posted voucher back.
    private IQueryable<ReviewItem> Chosen(KontaliContext db) => (
        whole ? Scope.Filter.Of(db, clock.GetUtcNow()) : db.ReviewQueue.Open.Where(r => Scope.Marked.Contains(r.Id))).Where(r => r.IssueCategory != Audits.Reason);

    private async Task LookAsync(bool all)
    {
        (whole, look) = (all, null);
        look = await books.AskAsync(async db =>
        {
            // What she is told of is what is done, and no more than can be undone as one.
            var ids = await Chosen(db).MostUrgentFirst.Select(r => r.Id).Take(Most).ToListAsync();
            var sums = await db.ReviewQueue.Where(r => ids.Contains(r.Id)).Join(db.Invoices, r => r.SourceId, i => i.Id, (r, i) => new { r.ClientId, i.Currency, i.TotalAmount, i.Kind })
                .GroupBy(x => new { x.ClientId, x.Currency, x.Kind }).Select(g => new { g.Key.ClientId, g.Key.Currency, g.Key.Kind, Count = g.Count(), Sum = g.Sum(x => x.TotalAmount) }).ToListAsync();
            var reasons = await db.ReviewQueue.Where(r => ids.Contains(r.Id)).GroupBy(r => r.IssueCategory).Select(g => new { g.Key, Count = g.Count() }).ToListAsync();
            return new Look(ids, await Chosen(db).CountAsync(), sums.Sum(s => s.Count), sums.Select(s => s.ClientId).Distinct().Count(),
                sums.Where(s => s.Currency == "NOK").Sum(s => s.Kind == Data.Invoices.InvoiceKind.CreditNote ? -s.Sum : s.Sum), sums.Where(s => s.Currency != "NOK").Sum(s => s.Count),
                [.. reasons.Where(r => !Batches.MayBeApprovedUnseen(r.Key)).OrderByDescending(r => r.Count).Select(r => (r.Key, r.Count))]);
        });
    }

    private async Task DoAsync()
    {
        if (look is null || state != State.Choosing) return;
        var until = WakeTime.Read(date, clock.Today(), clock.GetUtcNow());
        problem = action switch
        {
            Deed.Snooze when until is null => Phrase.Of($"Skriv en dato etter i dag, høyst {SnoozeItem.Longest.Days} dager fram."),
            Deed.Reject when string.IsNullOrWhiteSpace(why) => Phrase.Of($"Skriv hvorfor fakturaene avvises: grunnen følger dokumentene."),
            _ => null,
        };
        if (problem is not null) return;
        (state, focus) = (State.Working, true);
        queue = [.. look.Ids];
        var together = Guid.CreateVersion7(clock.GetUtcNow());
        Guid? receiver = Guid.TryParse(to, out var id) ? id : null;
        foreach (var item in queue)
        {
            if (stop) break;
            Phrase? refused = null;
            var subject = "";
            var went = false;
            try
            {
                went = await books.TryAsync(async db =>
                {
                    subject = await Batches.DoOneAsync(db, item, action switch
                    {
                        Deed.Approve => Batches.ApproveUnseenAsync(together),
                        Deed.Give => (context, open) => context.AssignAsync(open.Item.Id, open.Item.RowVersion, receiver, together: together),
                        Deed.Snooze => (context, open) => context.SnoozeAsync(open.Item.Id, open.Item.RowVersion, until!.Value, together: together),
                        _ => (context, open) => context.RejectAsync(open.Item.Id, open.Item.RowVersion, why, together),
                    });
                }, says => refused = says);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that fails stops none of the others, and is told among what is left.
                log.LogWarning(e, "One item of a batch failed");
            }
            if (went) done++;
            else left.Add((subject, refused ?? Phrase.Of($"Den ble ikke gjort.")));
            StateHasChanged();
            await Task.Yield();
        }
        (state, focus) = (State.Over, true);
    }

    private Task PressAsync(Microsoft.AspNetCore.Components.Web.KeyboardEventArgs key) => key.Key == "Enter" ? EnterAsync() : Task.CompletedTask;

    private Task EscapeAsync()
    {
        if (state == State.Working) stop = true;
        else if (state == State.Over) Leave();
        else Dialog.Cancel();
        return Task.CompletedTask;
    }

    private Task EnterAsync()
    {
        if (state == State.Over) Leave();
        return state == State.Choosing ? DoAsync() : Task.CompletedTask;
    }

    private void Leave() => Dialog.Close(DialogResult.Ok(new BatchDone(done, left.Count)));

    public void Dispose() => stop = true; // The page is gone: what is done is done, the rest waits.
}
