using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Vat;
using Kontali.Web.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Vat;

/// <summary>A client's VAT return of a term: its lines, the rules, the VAT accounts, and what becomes of it.</summary>
public sealed partial class VatReturnPage(Books books, TimeProvider clock, NavigationManager navigation, IDialogService dialogs, Trail trail)
{
    private const string VatTermsPageHref = "/mva";
    private ReturnAtHand? hand;
    private IReadOnlyList<ReconciledAccount> accounts = [];
    private IReadOnlyList<VatDeadline> terms = [];
    private Dictionary<Guid, string> people = [];
    private string shown = "";
    private bool missing;
    private int at;

    [Parameter] public string Number { get; set; } = "";
    [SupplyParameterFromQuery(Name = "termin")] private string? TermFrom { get; set; }
    [SupplyParameterFromQuery(Name = "korriger")] private string? Correction { get; set; }

    private bool Correcting => Correction == "1" && hand?.IsFiled != false;

    /// <summary>Where a return is.</summary>
    public static string Href(string client, DateOnly? termFrom = null, bool correct = false) =>
        $"/mva/{Uri.EscapeDataString(client)}{(termFrom is { } from ? $"?termin={Iso(from)}" : "")}{(correct ? "&korriger=1" : "")}";

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private IReadOnlyList<VatFact> Extra => hand is null ? [] : [.. (hand.IsFiled ? hand.Missed : hand.Late).DistinctBy(f => f.EntryId)];

    private bool CanFile => hand is { IsInvalid: false } && hand.Return.Period.To < clock.Today();
    private string? WhyNot => hand is null ? null : hand.Return.Period.To >= clock.Today() ? L["Terminen er ikke over."] : hand.IsInvalid ? L["En regel stopper meldingen."] : null;

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "vat");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        await RefreshAsync();
        at = Math.Max(0, hand?.Return.Lines.Select(l => l.Key).ToList().IndexOf(trail.RowHere ?? "") ?? 0);
    }

    protected override async Task RefreshAsync()
    {
        await books.AskAsync(async db =>
        {
            var client = await db.Clients.SingleOrDefaultAsync(c => c.ClientNumber == Number);
            var today = clock.Today();
            var calendar = client is null ? null : (await db.VatCalendarsAsync([client]))[client.Id];
            terms = calendar is null ? [] : [.. calendar.To(today).Reverse()];
            var term = client is null ? null : VatReturnTerm(client, calendar!, today);
            missing = term is null;
            if (term is null)
            {
                hand = null;
                return 0;
            }
            var found = await db.ReturnAsync(client!, term, Correction == "1");
            if (!terms.Contains(term)) terms = [term, .. terms];
            var reconciled = await db.ReconcileVatAsync(found);
            var by = found.Filed.Select(f => f.FiledBy).OfType<Guid>().ToList();
            people = await db.Users.Where(u => by.Contains(u.Id)).ToDictionaryAsync(u => u.Id, u => u.Name);
            (hand, accounts) = (found, reconciled);
            return 0;
        });
        at = Math.Clamp(at, 0, Math.Max((hand?.Return.Lines.Count ?? 0) - 1, 0));
    }

    // Without a term in the address: the first that is to be filed, else the one that runs.
    private VatDeadline? VatReturnTerm(Client client, VatCalendar calendar, DateOnly today) =>
        TermFrom is not null ? ReturnQuery.TermFrom(client.VatTerm, TermFrom) : calendar.To(today).FirstOrDefault(t => !calendar.IsFiled(t)) ?? VatDeadline.Containing(client.VatTerm, today);

    private string LineHref(ReturnLine line) => VatLinePage.Href(Number, hand!.Return.Period.From, line.Key, Correcting);

    private string StatementHref(string account) => AccountStatementPage.Href(Number, account, Period.Of(hand!.Return.Period.From), Period.Of(hand.Return.Period.To));

    private void Open(int index)
    {
        if (hand is not null && index >= 0 && index < hand.Return.Lines.Count) trail.Leave(hand.Return.Lines[index].Key, LineHref(hand.Return.Lines[index]));
    }

    private Task Back()
    {
        if (Correcting) navigation.NavigateTo(Href(Number, hand!.Return.Period.From));
        else trail.Back(VatTermsPageHref);
        return Task.CompletedTask;
    }

    private void Go(string? from) => navigation.NavigateTo(navigation.GetUriWithQueryParameters(new Dictionary<string, object?> { ["termin"] = from, ["korriger"] = null }));

    private Task DownloadAsync()
    {
        navigation.NavigateTo(VatXmlEndpoint.Href(Number, hand!.Return.Period.From, Correcting, false), forceLoad: true);
        return Task.CompletedTask;
    }

    private void Correct() => navigation.NavigateTo(Href(Number, hand!.Return.Period.From, correct: true));

    private async Task NoteAsync()
    {
        if (hand is null || at >= hand.Return.Lines.Count) return;
        var line = hand.Return.Lines[at];
        if (await AskNoteAsync(L["Merknad på kode {0}", line.Code], line.Note, ReturnNotes.For(line, hand.Return.Category), null) is not { } said) return;
        await KeepAsync(Notes().Where(n => n.Key != line.Key).Append(new(line.Key, said.Note)), hand.Return.Note, hand.Return.Kid);
    }

    private async Task WholeNoteAsync()
    {
        if (hand is null || await AskNoteAsync(L["KID og merknad på meldingen"], hand.Return.Note, ReturnNotes.OnReturn, hand.Return.Kid ?? "") is not { } said) return;
        await KeepAsync(Notes(), said.Note, said.Kid);
    }

    private IEnumerable<KeyValuePair<string, VatNote>> Notes() => hand!.Return.Lines.Where(l => l.Note is not null).Select(l => KeyValuePair.Create(l.Key, l.Note!));

    private async Task KeepAsync(IEnumerable<KeyValuePair<string, VatNote>> notes, VatNote? note, string? kid)
    {
        if (await books.DoAsync(db => db.KeepReturnDraftAsync(hand!.Client.Id, hand.Return.Period.From, notes.ToDictionary(), note, kid))) await RefreshAsync();
    }

    private async Task<VatNoteDialog.Said?> AskNoteAsync(string title, VatNote? note, IReadOnlyList<string> choices, string? kid)
    {
        var dialog = await dialogs.ShowAsync<VatNoteDialog>(title, new DialogParameters<VatNoteDialog> { { d => d.Note, note }, { d => d.Choices, choices }, { d => d.Kid, kid } }, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        return (await dialog.Result)?.Data as VatNoteDialog.Said;
    }

    private async Task FileAsync()
    {
        if (hand is null || !CanFile) return;
        var (client, term, assessed, correcting) = (hand.Client.Id, hand.Return.Period.From, hand.Return.Assessed, Correcting);
        var dialog = await dialogs.ShowAsync<FiledDialog>(correcting ? L["Korrigeringen er levert"] : L["Meldingen er levert"],
            new DialogParameters<FiledDialog> { { d => d.Today, clock.Today() }, { d => d.Assessed, assessed }, { d => d.Correcting, correcting } }, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if ((await dialog.Result)?.Data is not FiledDialog.Told told) return;
        var filing = new Filing(told.On, told.Reference, assessed, told.Reason);
        if ((await books.DoAsync(db => correcting ? db.CorrectReturnAsync(client, term, filing) : db.FileReturnAsync(client, term, filing), told.Reason)).Done) navigation.NavigateTo(Href(Number, term));
        await RefreshAsync();
    }
}
