using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Review;
using Kontali.Web.Ledger;
using Kontali.Web.Review;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Corrections;

/// <summary>Corrects one posted voucher with the same lines it was coded by. What is shown is what is posted.</summary>
public sealed partial class CorrectPage(Books books, NavigationManager navigation, TimeProvider clock, ISnackbar snackbar, IDialogService dialogs, Frame frame)
{
    private readonly Dictionary<DraftLine, CodingLine?> rows = [];
    private readonly Dictionary<HandLine, PostedLineRow?> posted = [];
    private readonly Dictionary<string, Func<Task>> keys = [];
    private IReadOnlyCollection<Account> accounts = [];
    private IReadOnlyCollection<VatCode> codes = [];
    private CorrectionCase? matter;
    private DocumentCopy? document;
    private BookingDraft? draft;
    private HandDraft? hand;
    private DraftLine? selected;
    private HandLine? picked;
    private VendorRow? vendor;
    private Preview preview = new([], null);
    private Phrase? refusal;
    private ElementReference root;
    private LongText? why;
    private string? vendorName, description;
    private string reason = "";
    private DateOnly reverseOn, bookOn;
    private Guid key;
    private bool missing, touched, begun, reverseUnclear, bookUnclear;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a voucher is corrected.</summary>
    public static string Href(Guid id) => $"/bilag/{id}/rett";

    private JournalEntry Entry => matter!.Entry;
    private Client Client => matter!.Books.Rules.Client;
    private bool Locked => matter?.Problem is not null || !frame.May(Right.Post);
    // What stands in the term is taken back in the same breath.
    private Preview Effect => preview with { Postings = [.. preview.Postings, .. Entry.Postings.Select(p => p.Opposite())] };
    private bool HasVendor => Entry.Postings.Any(p => p.VendorId is not null);
    private bool Ready => !Locked && touched && preview.Problem is null && !string.IsNullOrWhiteSpace(reason) && !reverseUnclear && !bookUnclear;

    protected override void OnInitialized()
    {
        keys["a"] = () => FieldAsync(vat: false);
        keys["m"] = () => FieldAsync(vat: true);
        keys["l"] = NextLine;
        keys["n"] = async () => await why!.FocusAsync(); // Its key is heard where it is drawn.
    }

    protected override async Task OnParametersSetAsync()
    {
        if (matter?.Entry.Id == Id) return;
        (matter, document, vendorName) = await books.AskAsync(async db =>
        {
            var found = await db.CorrectionCaseAsync(Id);
            var owner = found?.Entry.Postings.FirstOrDefault(p => p.VendorId is not null)?.VendorId;
            return (found, found?.Invoice is { } of ? await db.DocumentCopyAsync(of.Document.Id, default) : null, owner is { } v ? (await db.Vendors.FindAsync(v))?.Name : null);
        });
        missing = matter is null;
        if (matter is null) return;
        // The key is made before the click: pressed twice it is corrected once.
        (key, touched, begun, description, reverseOn, bookOn) = (Ids.New(clock), false, false, Entry.Description, matter.FirstDay, matter.FirstDay);
        (accounts, codes) = ([.. matter.Books.Rules.Accounts.Values], [.. matter.Books.Rules.VatCodes.Values]);
        draft = matter.Invoice is { } invoice ? new BookingDraft(invoice) : null;
        hand = draft is null ? new HandDraft(matter) : null;
        (selected, picked) = (draft?.Lines[0], hand?.Lines.Find(l => l.Line.IsCoded));
        Reckon();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (begun || matter is null) return;
        begun = true;
        await FocusAsync();
    }

    private void Reckon()
    {
        if (draft is not null)
        {
            draft.On = bookOn;
            preview = draft.Preview();
        }
        else if (hand is not null) preview = hand.Preview(bookOn);
        if (preview.Problem is null && reverseOn < Entry.AccountingDate) preview = new([], ReverseEntry.TooOld(Entry));
        if (preview.Problem is null && matter!.Books.StateOn(reverseOn) != PeriodState.Open) preview = new([], Phrase.Of($"Perioden {Period.Of(reverseOn)} er ikke åpen for bokføring. Velg en dato fra {matter.Books.OpenFrom(reverseOn):dd.MM.yyyy}."));
    }

    private void Changed()
    {
        (touched, refusal) = (true, null);
        if (selected is not null && !draft!.Lines.Contains(selected)) selected = draft.Lines[0];
        if (picked is not null && !hand!.Lines.Contains(picked)) picked = hand.Lines[0];
        Reckon();
        StateHasChanged();
    }

    private Task Select(DraftLine line)
    {
        selected = line;
        return Task.CompletedTask;
    }

    private void Pick(HandLine line) => picked = line;

    private Task<IReadOnlyList<VendorRow>> FindVendorsAsync(string text) => books.AskAsync(db => db.VendorsAsync(Client.Id, text, take: 30));

    private async Task CorrectAsync()
    {
        if (!Ready) return;
        var with = new VoucherCorrection(reason, key) { Coded = draft?.Settlement().Lines, Lines = hand is null ? null : [.. hand.Lines.Select(l => l.Line)], ReversedOn = reverseOn, BookedOn = bookOn, Vendor = vendor?.Id, Description = description };
        var (done, corrected) = await books.DoAsync(db => db.CorrectVoucherAsync(Id, with), reason.Trim(), refused: says => refusal = says);
        if (!done) return;
        snackbar.Add(L["Bilag {0} er rettet: {1} tar det tilbake, {2} gjelder.", Entry.VoucherName, corrected!.Reversal.VoucherName, corrected.Replacement.VoucherName], MudBlazor.Severity.Success);
        // What waits may be wrong in the same way.
        var taught = await books.AskAsync(async db => await db.TaughtByVoucherAsync(corrected.Replacement.Id) is { } of && (await db.CountAlikeAsync(of)).Items > 0 ? of : null);
        if (taught is not null && await AlikeDialog.AskAsync(dialogs, taught) is { } alike)
            snackbar.Add(alike.Done == 1 ? L["1 sak til er ført om og bokført. z i Til kontroll tar den tilbake."] : L["{0} saker til er ført om og bokført. z i Til kontroll tar dem tilbake.", Figures.Count(alike.Done)], MudBlazor.Severity.Success);
        navigation.NavigateTo(EntryPage.Href(corrected.Replacement.Id), replace: true);
    }

    private async Task FieldAsync(bool vat)
    {
        if (selected is not null && rows.GetValueOrDefault(selected) is { } row) await row.FocusAsync(vat);
        else if (picked is not null && posted.GetValueOrDefault(picked) is { } line) await line.FocusAsync(vat);
    }

    private Task NextLine()
    {
        if (draft is not null) selected = draft.Lines[(draft.Lines.ToList().IndexOf(selected!) + 1) % draft.Lines.Count];
        else if (hand is not null) picked = hand.Lines[(hand.Lines.IndexOf(picked!) + 1) % hand.Lines.Count];
        StateHasChanged();
        return Task.CompletedTask;
    }

    private async Task FocusAsync() => await root.FocusAsync(preventScroll: true);

    private Task BackAsync()
    {
        navigation.NavigateTo(EntryPage.Href(Id), replace: true);
        return Task.CompletedTask;
    }
}
