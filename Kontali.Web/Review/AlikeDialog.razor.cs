using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Review;

/// <summary>What came of settling those alike.</summary>
public sealed record AlikeDone(int Done, int Left, bool Rule);

public sealed partial class AlikeDialog(Books books, Frame frame, TimeProvider clock, ILogger<AlikeDialog> log) : IDisposable
{
    private enum State { Choosing, Working, Over }

    private enum Reach { Here, Everywhere, Kind, Always }

    private readonly List<(string Subject, Phrase Why)> left = [];
    private readonly HashSet<Guid> ticked = [];
    private Dictionary<string, Func<Task>> keys = [];
    private List<AlikeItem> order = [];
    private Alike? found;
    private Foretold? foretold;
    private State state;
    private Reach reach = Reach.Everywhere;
    private Phrase? problem;
    private ElementReference root;
    private string? least, most;
    private int at, done, asked;
    private bool everyone, stop, begun;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>What was corrected.</summary>
    [Parameter, EditorRequired] public Taught Of { get; set; } = default!;

    /// <summary>Asks and does; null where she wanted only the one.</summary>
    public static async Task<AlikeDone?> AskAsync(IDialogService dialogs, Taught of)
    {
        var shown = await dialogs.ShowAsync<AlikeDialog>("", new DialogParameters<AlikeDialog> { { d => d.Of, of } }, new DialogOptions { CloseOnEscapeKey = false, BackdropClick = false, MaxWidth = MaxWidth.Medium, FullWidth = true, BackgroundClass = "quiet-overlay" });
        return (await shown.Result) is { Canceled: false, Data: AlikeDone done } ? done : null;
    }

    private AlikeItem? Current => at >= 0 && at < order.Count ? order[at] : null;
    private bool HasWords => Of.Lines.Any(l => l.Kind.Length > 0);
    private string Kinds => string.Join("», «", Of.Lines.Select(l => l.Kind).Where(k => k.Length > 0).Distinct().Take(3));
    private string Difference => string.Join(", ", Of.Lines.Select(l => Says(l.From, l.To.Account, l.To.VatCode)).Distinct().Take(3));
    private bool Ready => found is not null && state == State.Choosing && (ticked.Count > 0 || reach == Reach.Always);

    private IEnumerable<IGrouping<(string Client, string Says), AlikeItem>> Groups => order.GroupBy(GroupOf);

    private string Doing => (reach == Reach.Always, ticked.Count) switch
    {
        (true, 0) => L["Lag regelen"],
        (true, 1) => L["Lag regelen, og bokfør 1 sak"],
        (true, var n) => L["Lag regelen, og bokfør {0} saker", Figures.Count(n)],
        (_, 1) => L["Rett og bokfør 1 sak"],
        (_, var n) => L["Rett og bokfør {0} saker", Figures.Count(n)],
    };

    // Scope and consequence, before it is done.
    private string Consequence
    {
        get
        {
            var chosen = order.Where(i => ticked.Contains(i.ItemId)).ToList();
            var (kroner, clients) = (Figures.Amount(chosen.Where(i => i.Currency == "NOK").Sum(i => i.Total)), chosen.Select(i => i.ClientId).Distinct().Count());
            var says = (chosen.Count, clients) switch
            {
                (0, _) => L["Ingen saker føres om."],
                (1, _) => L["1 sak føres om og bokføres, på {0} kr. z tar den tilbake.", kroner],
                (var n, 1) => L["{0} saker hos 1 klient føres om og bokføres, til sammen {1} kr. z tar dem tilbake.", Figures.Count(n), kroner],
                (var n, var c) => L["{0} saker hos {1} klienter føres om og bokføres, til sammen {2} kr. z tar dem tilbake.", Figures.Count(n), c, kroner],
            };
            return reach == Reach.Always && foretold is { } told ? $"{says} {L["Fra nå av kommer {0} slik hver gang. Det siste året gjaldt det {1} linjer, og {2} av dem ble ført slik.", Difference, Figures.Count(told.Cases), Figures.Count(told.Same)]}" : says;
        }
    }

    protected override async Task OnInitializedAsync()
    {
        keys = new()
        {
            ["1"] = () => ChooseAsync(Reach.Here),
            ["2"] = () => ChooseAsync(Reach.Everywhere),
            ["3"] = () => HasWords ? ChooseAsync(Reach.Kind) : Task.CompletedTask,
            ["4"] = () => frame.May(Right.Close) ? ChooseAsync(Reach.Always) : Task.CompletedTask,
            ["j"] = () => Move(1),
            ["k"] = () => Move(-1),
            ["ArrowDown"] = () => Move(1),
            ["ArrowUp"] = () => Move(-1),
            ["x"] = () => { if (Current is { } item) Toggle(item); StateHasChanged(); return Task.CompletedTask; },
            ["Escape"] = EscapeAsync,
            ["Enter"] = EnterAsync,
        };
        var (from, to) = Of.Span;
        (least, most) = (Figures.Quantity(from), Figures.Quantity(to));
        everyone = await books.AskAsync(db => db.SeesAllClientsAsync());
        await LookAsync();
        // Nothing like it waits: then what can be meant is what comes.
        if (order.Count == 0 && frame.May(Right.Close)) await ChooseAsync(Reach.Always);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (begun) return;
        begun = true;
        await root.FocusAsync(preventScroll: true);
    }

    private async Task ChooseAsync(Reach to)
    {
        if (state != State.Choosing || to == reach) return;
        reach = to;
        await LookAsync();
    }

    private async Task SpanAsync(string? from, string? to)
    {
        (least, most) = (from, to);
        await LookAsync();
    }

    private async Task LookAsync()
    {
        (found, problem) = (null, null);
        StateHasChanged();
        var (mine, scope) = (++asked, reach switch { Reach.Here => AlikeScope.VendorHere, Reach.Kind => AlikeScope.SameKind, Reach.Always when !everyone => AlikeScope.VendorHere, _ => AlikeScope.VendorEverywhere });
        var (looked, told) = await books.AskAsync(async db => (
            await db.AlikeAsync(Of, scope, scope == AlikeScope.SameKind ? Figuring.Amount(least) : null, scope == AlikeScope.SameKind ? Figuring.Amount(most) : null),
            reach == Reach.Always ? await db.ForetellAsync(Drafts(default)[0]) : null));
        if (mine != asked) return;
        (found, foretold, at) = (looked, told, 0);
        order = [.. looked.Items.GroupBy(GroupOf).OrderBy(g => g.Key.Client, StringComparer.CurrentCulture).SelectMany(g => g.OrderBy(i => i.Stop is not null).ThenBy(i => i.Doubt is not null))];
        ticked.Clear();
        ticked.UnionWith(order.Where(i => i.Stop is null && i.Doubt is null).Select(i => i.ItemId));
        StateHasChanged();
    }

    private (string Client, string Says) GroupOf(AlikeItem item) => (item.Client, string.Join(", ", item.Lines.Select(l => Says(l.From, l.Account, l.VatCode)).Distinct().Take(3)));

    private string Says(Meaning from, string account, string? code)
    {
        // The memory has thought it again already: she sees what it came to.
        if (from.Account == account && (code is null || from.VatCode == code)) return L["nå foreslått på {0}", account];
        var was = from.Account.Length == 0 ? L["uten konto"] : from.VatCode == code || code is null ? from.Account : L["{0}, kode {1}", from.Account, from.VatCode];
        return $"{was} → {(code is null || from.VatCode == code ? account : L["{0}, kode {1}", account, code])}";
    }

    private Task Move(int by)
    {
        at = Math.Clamp(at + by, 0, Math.Max(0, order.Count - 1));
        StateHasChanged();
        return Task.CompletedTask;
    }

    private void Toggle(AlikeItem item)
    {
        if (item.Stop is not null || state != State.Choosing) return;
        if (!ticked.Remove(item.ItemId)) ticked.Add(item.ItemId);
    }

    // One rule for each thing she changed to; words tell them apart where there is more than one.
    private List<RuleDraft> Drafts(Guid? together)
    {
        var changes = Of.Lines.GroupBy(l => (l.To.Account, Code: l.From.Account == l.To.Account ? l.To.VatCode : null)).ToList();
        return [.. changes.Select(c => new RuleDraft(RuleKind.Code, Of.VendorIdentity, everyone ? null : Of.ClientId)
        {
            Account = c.Key.Account,
            VatCode = c.Key.Code,
            Text = changes.Count == 1 ? null : string.Join(' ', c.Select(l => l.Kind).Distinct()),
            Together = together,
            CorrectionId = Of.CorrectionId,
        })];
    }

    private async Task DoAsync()
    {
        if (!Ready) return;
        (state, problem) = (State.Working, null);
        var (together, rule) = (Guid.CreateVersion7(clock.GetUtcNow()), reach == Reach.Always);
        if (rule && !await books.TryAsync(async db => { foreach (var draft in Drafts(together)) await db.WriteRuleAsync(draft); }, says => problem = says))
        {
            state = State.Choosing;
            return;
        }
        var reason = $"Som {Of.Number}, {Of.Vendor}";
        foreach (var item in order.Where(i => ticked.Contains(i.ItemId)).ToList())
        {
            if (stop) break;
            Phrase? refused = null;
            var went = false;
            try
            {
                went = await books.TryAsync(async db => { await db.SettleAlikeAsync(item, together, reason); }, says => refused = says);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // One that fails stops none of the others, and is told among what is left.
                log.LogWarning(e, "One of those alike failed");
            }
            if (went) done++;
            else left.Add(($"{item.Number}, {item.Vendor}", refused ?? Phrase.Of($"Den ble ikke gjort.")));
            StateHasChanged();
            await Task.Yield();
        }
        state = State.Over;
        // Where all went well there is nothing to read: she is back at her work.
        if (left.Count == 0 && !stop) Leave();
        else StateHasChanged(); // A key began it: nobody else draws that it is over.
    }

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

    private void Leave() => Dialog.Close(DialogResult.Ok(new AlikeDone(done, left.Count, reach == Reach.Always)));

    public void Dispose() => stop = true; // The page is gone: what is done is done, the rest waits.
}
