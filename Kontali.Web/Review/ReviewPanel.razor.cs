using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using MudBlazor;

namespace Kontali.Web.Review;

/// <summary>An item that was settled: which, how, and what to call it.</summary>
public sealed record SettledItem(Guid Id, ReviewStatus How, string Subject);

/// <summary>The booking form beside the document, and the two verbs that settle it.</summary>
public sealed partial class ReviewPanel(Books books, IDialogService dialogs, Frame frame)
{
    private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(120);

    private readonly Dictionary<DraftLine, CodingGroup?> fields = [];
    private readonly Dictionary<DraftLine, CodingLine?> lineFields = [];
    private IReadOnlyCollection<Account> accounts = [];
    private IReadOnlyCollection<VatCode> codes = [];
    private IReadOnlyList<PickerOffer> offers = [];
    private Task? asking;
    private Dictionary<string, Func<Task>> keys = [];
    private Preview preview = new([], null);
    private DraftLine? selected;
    private Phrase? refusal;
    private ElementReference root;
    private Appearance? appearance;
    private bool busy, badDate, badRate;

    [Parameter, EditorRequired] public ReviewCase Case { get; set; } = default!;
    [Parameter, EditorRequired] public BookingDraft Draft { get; set; } = default!;

    /// <summary>Asked at the moment of the key: false while what stands here came by itself a moment ago.</summary>
    [Parameter] public Func<bool> MayAct { get; set; } = () => true;

    /// <summary>Whether that is because the item itself changed under her eyes: then she is told why her key did nothing.</summary>
    [Parameter] public Func<bool> HasChanged { get; set; } = () => false;

    /// <summary>The item, from the key to the answer; then null, where it was refused. No callback that draws the page again: it draws what has changed.</summary>
    [Parameter] public Action<Guid?> Settling { get; set; } = _ => { };

    /// <summary>Asked where it was refused as changed: true where only the agent has thought again, and what she approved stands as it did.</summary>
    [Parameter] public Func<Task<bool>> StandsStill { get; set; } = () => Task.FromResult(false);

    /// <summary>It takes so long that the page should say so.</summary>
    [Parameter] public Action Slow { get; set; } = () => { };

    /// <summary>It is settled: approved, corrected or rejected.</summary>
    [Parameter] public Func<SettledItem, Task> Settled { get; set; } = _ => Task.CompletedTask;

    /// <summary>She has changed something in the form.</summary>
    [Parameter] public Action Written { get; set; } = () => { };

    /// <summary>She wants the suggestion again, without what she has written.</summary>
    [Parameter] public EventCallback Forgotten { get; set; }

    /// <summary>What was read from the paper was corrected: the item is another.</summary>
    [Parameter] public EventCallback FactsCorrected { get; set; }

    /// <summary>Grows when somebody has written a note.</summary>
    [Parameter] public int NotesTold { get; set; }

    /// <summary>False while it is drawn ahead, out of sight, and until it has been seen: then it takes the focus.</summary>
    [Parameter] public bool IsShown { get; set; } = true;

    /// <summary>Whether it is the one she sees, at this moment; keys are heard from then on.</summary>
    [Parameter] public Func<bool> IsSeen { get; set; } = () => true;

    /// <summary>The value on the document that the focus asks about.</summary>
    [Parameter] public EventCallback<string?> Highlight { get; set; }

    [Parameter] public bool WhyOpen { get; set; }
    [Parameter] public EventCallback<bool> WhyOpenChanged { get; set; }

    private bool Credit => Case.Invoice.Kind == InvoiceKind.CreditNote;
    // What cannot be saved cannot be written either.
    private bool Locked => !Open || !frame.May(Right.Post);
    private bool Open => Case.Item.IsOpen && Case.SettledBy is null;
    private bool IsCorrected => Draft.Lines.Any(l => !l.IsAsSuggested) || Draft.Lines.Count != Case.Item.AiSuggestion.Lines.Count;

    // The page around it is drawn again for every row, count and colleague.
    /// <inheritdoc/>
    protected override object Shows => (Case, Draft, WhyOpen, NotesTold);

    private ReviewCase? former;
    protected override void OnParametersSet()
    {
        if (former is not null && former != Case) preview = Draft.Preview(); // It was changed elsewhere.
        former = Case;
        appearance?.Show(IsShown);
    }

    protected override void OnInitialized()
    {
        (accounts, codes) = ([.. Case.Rules.Accounts.Values], [.. Case.Rules.VatCodes.Values]);
        selected = Draft.Groups.FirstOrDefault()?.Lines.FirstOrDefault();
        preview = Draft.Preview();
        keys = new()
        {
            ["Enter"] = ApproveAsync,
            ["a"] = () => FieldAsync(vat: false),
            ["m"] = () => FieldAsync(vat: true),
            ["l"] = NextLineAsync,
            ["r"] = RejectAsync,
            ["d"] = CompareAsync,
            ["w"] = () => WhyOpenChanged.InvokeAsync(!WhyOpen),
            ["1"] = () => TakeAsync(0),
            ["2"] = () => TakeAsync(1),
            ["3"] = () => TakeAsync(2),
            ["Escape"] = BackAsync,
        };
    }

    // Focus is here from the first moment, outside every field: the next key acts.
    private Task AppearedAsync() => root.FocusAsync(preventScroll: true).AsTask();

    /// <summary>Posts exactly what stands here.</summary>
    private async Task ApproveAsync()
    {
        if (busy || !Open || !frame.May(Right.Post) || preview.Problem is not null || IsTooSoon()) return;
        await SettleAsync(IsCorrected ? ReviewStatus.Corrected : ReviewStatus.Approved, Approving());
    }

    private Func<KontaliContext, Task> Approving()
    {
        var (item, settlement) = (Draft.Item, Draft.Settlement()); // The draft's: it is renewed before the page has been drawn again.
        return db => db.ApproveAsync(item.Id, item.RowVersion, settlement);
    }

    // A key that came in the same moment as the change was meant for what stood here before.
    private bool IsTooSoon()
    {
        if (MayAct()) return false;
        if (!HasChanged()) return true;
        refusal = Phrase.Of($"Saken ble endret idet du trykket, og er ikke rørt. Se på den, og trykk én gang til.");
        StateHasChanged();
        return true;
    }

    private async Task RejectAsync()
    {
        if (busy || !Open || !frame.May(Right.Post) || IsTooSoon()) return;
        var item = Case.Item;
        var reason = await RejectDialog.AskAsync(dialogs, L["Avvis fakturaen"], L["{0} fra {1}, {2}. Den blir liggende i arkivet og bokføres ikke.", Case.Invoice.InvoiceNumber, Case.Vendor.Name, Figures.Amount(Case.Invoice.TotalAmount)], L["Avvis"]);
        if (reason is null) await BackAsync();
        else await SettleAsync(ReviewStatus.Rejected, db => db.RejectAsync(item.Id, item.RowVersion, reason));
    }

    /// <summary>The possible duplicate beside this one; from there it can be rejected as one.</summary>
    private async Task CompareAsync()
    {
        if (!ReasonList.HasTwin(Case)) return;
        var item = Case.Item;
        var twin = await books.AskAsync(db => db.TwinOfAsync(Case.Invoice));
        var reason = await DuplicateDialog.AskAsync(dialogs, L, Case, twin, mayReject: !busy && Open && frame.May(Right.Post));
        if (reason is null) await BackAsync();
        else await SettleAsync(ReviewStatus.Rejected, db => db.RejectAsync(item.Id, item.RowVersion, reason));
    }

    private async Task SettleAsync(ReviewStatus how, Func<KontaliContext, Task> verb)
    {
        var settled = new SettledItem(Case.Item.Id, how, $"{Case.Invoice.InvoiceNumber}, {Case.Vendor.Name}");
        (busy, refusal) = (true, null);
        bool done;
        try
        {
            var doing = books.DoAsync(verb, refused: says => refusal = says);
            Settling(settled.Id);
            // What is done within a blink needs no word that it is being done.
            if (await Task.WhenAny(doing, Task.Delay(Blink)) != doing)
            {
                Slow();
                StateHasChanged();
            }
            done = await doing;
            // The agent thinks again after each correction, and may have done so between her eye and her key.
            if (!done && how != ReviewStatus.Rejected && await StandsStill())
            {
                refusal = null;
                done = await books.DoAsync(Approving(), refused: says => refusal = says);
            }
        }
        catch
        {
            busy = false;
            Settling(null);
            throw;
        }
        busy = false;
        if (done)
        {
            await Settled(settled);
            return;
        }
        Settling(null);
        StateHasChanged();
        await BackAsync();
    }

    private Task ChangedAsync()
    {
        refusal = null;
        // A part that is gone is not the line she works on any longer.
        if (selected is not null && !Draft.Lines.Contains(selected)) selected = Draft.Lines[0];
        preview = Draft.Preview();
        Written();
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task FocusedAsync(DraftLine line, string part = "name")
    {
        selected = line;
        asking ??= OfferAsync();
        await Highlight.InvokeAsync(line.Field is { Length: > 0 } field ? $"{field}.{(line.Share.Key[0] == 'A' ? part == "net" ? "amount" : "reason" : part)}" : null);
    }

    // What she is likely to mean is asked for when she first comes near a field, and once.
    private async Task OfferAsync()
    {
        var habits = await books.AskAsync(db => db.AccountHabitsAsync(Case.Vendor));
        // An account that is both has both words.
        offers =
        [
            .. habits.Previous.Select(account => new PickerOffer(account, habits.Common.FirstOrDefault(c => c.Account == account) is { Times: > 0 } often ? L["forrige, {0} ganger", often.Times] : L["forrige"],
                habits.Common.Any(c => c.Account == account) ? ["forrige", "vanligst", "previous", "usual"] : ["forrige", "previous"])),
            .. habits.Common.Where(c => !habits.Previous.Contains(c.Account)).Select(c => new PickerOffer(c.Account, habits.OfVendor ? L["vanligst, {0} ganger", c.Times] : L["vanligst hos klienten"], "vanligst", "usual")),
        ];
        await InvokeAsync(StateHasChanged);
    }

    // A key takes her to the field of the line she is on; Enter or Escape brings her back.
    private async Task FieldAsync(bool vat)
    {
        if (selected is null || !Open) return;
        var group = Draft.Groups.First(g => g.Lines.Contains(selected));
        if (group.IsMany && !group.IsOpen && fields.GetValueOrDefault(group.Lines[0]) is { } whole) await whole.FocusAsync(vat);
        else if (lineFields.GetValueOrDefault(selected) is { } one) await one.FocusAsync(vat);
    }

    // l walks the lines; on a folded group it unfolds it first.
    private async Task NextLineAsync()
    {
        if (selected is null) return;
        var group = Draft.Groups.First(g => g.Lines.Contains(selected));
        if (group.IsMany && !group.IsOpen)
        {
            group.IsOpen = true;
            selected = group.Lines[0];
        }
        else
        {
            List<DraftLine> shown = [.. Draft.Groups.SelectMany(g => g.IsOpen || !g.IsMany ? g.Lines : g.Lines.Take(1))];
            selected = shown[(shown.IndexOf(selected) + 1) % shown.Count];
        }
        await FocusedAsync(selected);
        StateHasChanged();
    }

    private Task TakeAsync(int which) => selected?.Suggested?.Alternatives.ElementAtOrDefault(which) is { } other ? TakeAsync(other) : Task.CompletedTask;

    private Task TakeAsync(Alternative other)
    {
        if (selected is null || !Open) return Task.CompletedTask;
        var group = Draft.Groups.First(g => g.Lines.Contains(selected));
        Draft.Take(group.IsOpen || !group.IsMany ? [selected] : group.Lines, other);
        return ChangedAsync();
    }

    /// <summary>Focus where the keys act, outside every field.</summary>
    public async Task BackAsync()
    {
        await Highlight.InvokeAsync(null);
        await Task.Yield(); // A dialog that she has just left is taken away first, and takes the focus with it.
        await root.FocusAsync(preventScroll: true);
    }

    // Enter takes what stands in a field of the form and goes back to the keys; the change itself comes right after.
    private Task LeaveAsync(KeyboardEventArgs key) => key.Key is "Enter" or "Escape" ? BackAsync() : Task.CompletedTask;

    private void SetDate(ChangeEventArgs change)
    {
        var date = Figuring.Date(change.Value as string, Draft.On);
        badDate = Draft.IsDayUnclear = date is null;
        if (date is { } on) Draft.On = on;
        preview = Draft.Preview();
        Written();
    }

    private void SetRate(ChangeEventArgs change)
    {
        var rate = Figuring.Number(change.Value as string); // A rate has more decimals than an amount, and is not worked out.
        badRate = rate is null or <= 0 or > 1_000_000;
        Draft.ExchangeRate = badRate ? null : rate;
        preview = Draft.Preview();
        Written();
    }
}
