using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Learning;

public sealed partial class RuleDialog(Books books)
{
    private static readonly (RuleKind, string, string)[] Kinds =
        [(RuleKind.Code, "1", Texts.Of("Før alltid på denne kontoen")), (RuleKind.Approve, "2", Texts.Of("Godkjenn den månedlige fakturaen innenfor et beløp")), (RuleKind.Look, "3", Texts.Of("Se alltid på denne leverandøren"))];

    private Dictionary<string, Func<Task>> keys = [];
    private IReadOnlyList<VatCode> codes = [];
    private VendorRow? vendor;
    private Foretold? foretold;
    private RuleKind kind;
    private Phrase? problem;
    private ElementReference root;
    private Guid? client;
    private string? clientName, identity, account, vatCode, least, most, text;
    private bool everywhere, mayAll, begun, busy;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    /// <summary>The rule that is written anew; null for a new one.</summary>
    [Parameter] public PatternRow? Rewrites { get; set; }

    /// <summary>Asks and writes; the rule's version, or null where she thought better of it.</summary>
    public static async Task<Guid?> AskAsync(IDialogService dialogs, PatternRow? rewrites = null)
    {
        var shown = await dialogs.ShowAsync<RuleDialog>("", new DialogParameters<RuleDialog> { { d => d.Rewrites, rewrites } }, new DialogOptions { CloseOnEscapeKey = false, BackdropClick = false, MaxWidth = MaxWidth.Small, FullWidth = true, BackgroundClass = "quiet-overlay" });
        return (await shown.Result) is { Canceled: false, Data: Guid id } ? id : null;
    }

    private RuleDraft? Draft => identity is null ? null : new(kind, identity, everywhere ? null : client)
    {
        Account = account,
        VatCode = vatCode,
        Text = text,
        AtLeast = Figuring.Amount(least),
        AtMost = Figuring.Amount(most),
        Replaces = Rewrites?.Id,
    };

    // What it does and what it would have done, before it is written.
    private string Consequence
    {
        get
        {
            if (foretold is not { } told) return L["Velg leverandøren, så står det her hva regelen hadde gjort det siste året."];
            var waits = told.Waiting switch { 0 => "", 1 => " " + L["1 sak som venter, tenkes om igjen."], var n => " " + L["{0} saker som venter, tenkes om igjen.", Figures.Count(n)] };
            var clients = told.Clients == 1 ? L["1 klient"] : L["{0} klienter", Figures.Count(told.Clients)];
            return kind switch
            {
                RuleKind.Look => L["Alt fra leverandøren legges til kontroll. Det siste året ble {0} fakturaer bokført hos {1}.", Figures.Count(told.Cases), clients] + waits,
                RuleKind.Approve => L["Det siste året ble {0} fakturaer bokført hos {1}, {2} av dem innenfor beløpene. Én i måneden godkjennes av agenten; merknader som stanser, stanser også her.", Figures.Count(told.Cases), clients, Figures.Count(told.Same)] + waits,
                _ => L["Det siste året gjaldt det {0} linjer hos {1}, og {2} av dem ble ført slik.", Figures.Count(told.Cases), clients, Figures.Count(told.Same)] + waits,
            };
        }
    }

    protected override async Task OnInitializedAsync()
    {
        keys = new() { ["1"] = () => KindAsync(RuleKind.Code), ["2"] = () => KindAsync(RuleKind.Approve), ["3"] = () => KindAsync(RuleKind.Look), ["Ctrl+Enter"] = WriteAsync, ["Escape"] = () => { Dialog.Cancel(); return Task.CompletedTask; } };
        (codes, mayAll) = await books.AskAsync(async db => ((IReadOnlyList<VatCode>)await db.VatCodes.OrderBy(c => c.SortOrder).ToListAsync(), await db.SeesAllClientsAsync()));
        if (Rewrites is not { } former) return;
        (kind, identity, client, clientName, everywhere) = (former.Action.Kind, former.Trigger.VendorIdentity, former.ClientId, former.Client, former.ClientId is null);
        (account, vatCode, text) = (former.Action.Account, former.Action.VatCode, string.Join(' ', former.Trigger.Words));
        (least, most) = (former.Trigger.AtLeast is { } l ? Figures.Quantity(l) : null, former.Trigger.AtMost is { } m ? Figures.Quantity(m) : null);
        await ForetellAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (begun) return;
        begun = true;
        await root.FocusAsync(preventScroll: true);
    }

    private async Task<IReadOnlyList<VendorRow>> FindAsync(string name) => await books.AskAsync(db => db.VendorsAsync(null, name, take: 30));

    private async Task ChooseAsync(VendorRow chosen)
    {
        vendor = chosen;
        var found = await books.AskAsync(db => db.Vendors.Where(v => v.Id == chosen.Id).Select(v => new { v.Identity, v.ClientId }).SingleOrDefaultAsync());
        (identity, client, clientName) = (found?.Identity, found?.ClientId, chosen.Client);
        await ForetellAsync();
    }

    private Task KindAsync(RuleKind to)
    {
        kind = to;
        return ForetellAsync();
    }

    private Task ReachAsync(bool all)
    {
        everywhere = all;
        return ForetellAsync();
    }

    private async Task ForetellAsync()
    {
        problem = null;
        if (Draft is { } draft) foretold = await books.AskAsync(db => db.ForetellAsync(draft));
        StateHasChanged();
    }

    private async Task WriteAsync()
    {
        if (Draft is not { } draft || busy) return;
        busy = true;
        try
        {
            LearnedPattern? written = null;
            if (await books.TryAsync(async db => { written = await db.WriteRuleAsync(draft); }, says => problem = says)) Dialog.Close(DialogResult.Ok(written!.Id));
            else StateHasChanged();
        }
        finally
        {
            busy = false;
        }
    }
}
