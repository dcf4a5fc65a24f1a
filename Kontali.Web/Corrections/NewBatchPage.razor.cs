using Kontali.Data;
using Kontali.Data.Corrections;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Corrections;

/// <summary>Searches posted lines, chooses what should stand instead, shows all of it before it happens, and orders it. The search stands in the address.</summary>
public sealed partial class NewBatchPage(Books books, NavigationManager navigation, TimeProvider clock)
{
    /// <summary>Where it is.</summary>
    public const string Address = "/rettinger/ny";

    private readonly HashSet<Guid> without = [];
    private List<FoundLine> found = [];
    private IReadOnlyList<VatCode> codes = [];
    private ElementReference first, toAccount, planned;
    private LongText? why;
    private CorrectionPlan? plan;
    private ClientName? client;
    private VendorRow? vendor;
    private Phrase? refusal;
    private DateOnly? chosen;
    private string? account, vatCode, text;
    private string reason = "", shown = "";
    private int? count;
    private Guid key;
    private bool busy;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "leverandor")] private string? Vendor { get; set; }
    [SupplyParameterFromQuery(Name = "konto")] private string? Account { get; set; }
    [SupplyParameterFromQuery(Name = "mva")] private string? VatCode { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "minst")] private string? Least { get; set; }
    [SupplyParameterFromQuery(Name = "hoyst")] private string? Most { get; set; }
    [SupplyParameterFromQuery(Name = "sok")] private string? Text { get; set; }
    [SupplyParameterFromQuery(Name = "beslutning")] private string? Decision { get; set; }
    [SupplyParameterFromQuery(Name = "monster")] private string? Pattern { get; set; }

    private LineSearch Search => new()
    {
        Clients = client is null ? [] : [client.Id],
        Vendor = Said(Vendor),
        Account = Said(Account),
        VatCode = Said(VatCode),
        From = Said(From),
        To = Said(To),
        AtLeast = Figuring.Amount(Least),
        AtMost = Figuring.Amount(Most),
        Text = Said(Text),
        Decision = Guid.TryParse(Decision, out var decision) ? decision : null,
        Pattern = Guid.TryParse(Pattern, out var pattern) ? pattern : null,
        Without = [.. without.Order()],
    };

    private LineChange Wanted => new(Said(account), Said(vatCode), Said(text), vendor is null ? null : identity);
    private bool CanPlan => !busy && found.Count > 0 && !badDay;
    private string? identity, typedDay;
    private bool badDay;

    // As the review form hears it: 3, 5-2, +30.
    private void ChooseDay(ChangeEventArgs change)
    {
        typedDay = Said(change.Value as string);
        chosen = Figuring.Date(typedDay, clock.Today());
        badDay = typedDay is not null && chosen is null;
        refusal = badDay ? Phrase.Of($"Datoen er ikke lest. Skriv den som 3, 5-2, +30 eller 03.05.2026.") : null;
    }

    /// <summary>The search, as an address that can be linked to.</summary>
    public static string Href(params (string Name, string? Value)[] words) => Address + "?" + string.Join('&', words.Where(w => !string.IsNullOrEmpty(w.Value)).Select(w => $"{w.Name}={Uri.EscapeDataString(w.Value!)}"));

    protected override async Task OnInitializedAsync() => codes = await books.AskAsync(db => db.VatCodes.OrderBy(c => c.SortOrder).ToListAsync());

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        (plan, refusal, at) = (null, null, 0);
        without.Clear();
        await FindAsync();
    }

    private async Task FindAsync()
    {
        busy = true;
        try
        {
            (found, count) = ([], null);
            await books.AskAsync(async db =>
            {
                client = await db.ClientNumberedAsync(ClientNumber);
                // A client that is not hers finds nothing, as one that is not there.
                if (client is null && !string.IsNullOrEmpty(ClientNumber) || !Search.IsEnough) return 0;
                (found, count) = ([.. await db.FindLinesAsync(Search)], await db.CountLinesAsync(Search));
                return 0;
            });
        }
        finally
        {
            busy = false;
        }
    }

    private async Task MoreAsync()
    {
        if (count <= found.Count) return;
        found.AddRange(await books.AskAsync(db => db.FindLinesAsync(Search, found.Count)));
    }

    private async Task<IReadOnlyList<VendorRow>> FindVendorsAsync(string name) => await books.AskAsync(db => db.VendorsAsync(client?.Id, name, take: 30));

    private async Task PlanAsync()
    {
        if (!CanPlan) return;
        refusal = null;
        try
        {
            identity = vendor is null ? null : await books.AskAsync(db => db.Vendors.Where(v => v.Id == vendor.Id).Select(v => v.Identity).SingleAsync());
            plan = await books.AskAsync(db => db.PlanCorrectionAsync(Search, Wanted, chosen));
            key = Ids.New(clock);
        }
        catch (BrokenRule broken)
        {
            refusal = broken.Phrase;
        }
    }

    private async Task OrderAsync()
    {
        if (plan is not { } seen || string.IsNullOrWhiteSpace(reason)) return;
        refusal = null;
        var (done, batch) = await books.DoAsync(db => db.OrderAsync(seen, reason, key), reason.Trim(), refused: says => refusal = says);
        if (done) navigation.NavigateTo(BatchPage.Href(batch!.Id), replace: true);
    }

    private void Toggle(Guid posting)
    {
        if (!without.Remove(posting)) without.Add(posting);
    }

    private void Change() => (plan, refusal) = (null, null);

    private void Back()
    {
        if (plan is not null) Change();
        else navigation.NavigateTo("/rettinger");
    }

    private static string? Said(string? word) => word?.Trim() is { Length: > 0 } said ? said : null;

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)(w.Value is { Length: > 0 } value ? value : null))), replace: true);
}
