using Kontali.Data;
using Kontali.Data.Corrections;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Vouchers;
using Kontali.Web.Review;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.JSInterop;
using MudBlazor;

namespace Kontali.Web.Vouchers;

/// <summary>Writes vouchers by hand, one after the other. What is shown is what is posted.</summary>
public sealed partial class NewVoucherPage(Books door, NavigationManager navigation, TimeProvider clock, IDialogService dialogs, ISnackbar snackbar, IJSRuntime js, Frame frame) : IAsyncDisposable
{
    private readonly Dictionary<FormLine, TypedLineRow?> rows = [];
    private readonly Dictionary<string, Func<Task>> keys = [];
    private readonly bool[] unclear = new bool[2];
    private IReadOnlyCollection<Account> accounts = [];
    private IReadOnlyCollection<VatCode> codes = [];
    private ClientName? client;
    private ClientBooks? books;
    private VoucherForm? form;
    private FormLine? selected;
    private Preview preview = new([], null);
    private Phrase? refusal;
    private JournalEntry? posted;
    private DocumentCopy? document;
    private string? attached, begunOf;
    private ElementReference root, text, file;
    private DateField? date;
    private IJSObjectReference? ears;
    private DotNetObjectReference<NewVoucherPage>? self;
    private Guid key;
    private bool loaded, focus;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "kopi")] private Guid? Copy { get; set; }
    [SupplyParameterFromQuery(Name = "slag")] private string? Kind { get; set; }

    /// <summary>Where a new voucher is written, beginning as a copy of another where one is named.</summary>
    public static string Href(string? client, Guid? copy = null) => $"/bilag/ny?klient={client}{(copy is { } of ? $"&kopi={of}" : null)}";

    private bool Ready => frame.May(Right.Post) && form is not null && preview.Problem is null && form.Description.Trim().Length > 0 && (form.Kind != VoucherKind.Expense || form.DocumentId is not null) && !unclear.Contains(true);

    protected override void OnInitialized()
    {
        keys["l"] = () => form is null ? Task.CompletedTask : NextAsync(selected ?? form.Lines[^1]);
        keys["n"] = async () => await text.FocusAsync();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (loaded && begunOf == $"{ClientNumber} {Copy}") return;
        begunOf = $"{ClientNumber} {Copy}";
        (client, books, form) = (null, null, null);
        if (ears is not null) await ears.StopAsync();
        ears = null;
        JournalEntry? of = null;
        Dictionary<Guid, string> vendors = [];
        await door.AskAsync(async db =>
        {
            client = await db.ClientNumberedAsync(ClientNumber);
            if (client is null) return 0;
            books = await db.BooksOfAsync(client.Id);
            if (Copy is not { } id || (of = await db.Journal.Include(j => j.Postings).SingleOrDefaultAsync(j => j.Id == id && j.ClientId == client.Id)) is null) return 0;
            var ids = of.Postings.Select(p => p.VendorId).OfType<Guid>().ToList();
            vendors = await db.Vendors.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Name);
            return 0;
        });
        loaded = true;
        if (books is null) return;
        (accounts, codes) = ([.. books.Rules.Accounts.Values], [.. books.Rules.VatCodes.Values]);
        var today = books.OpenFrom(clock.Today());
        form = new(books) { DocumentDate = today, AccountingDate = today, Kind = VoucherWords.KindOf(Kind) };
        if (of is not null) form.Fill(new() { DocumentDate = today, AccountingDate = today, Description = of.Description, Lines = TypedLines.Of(of.Postings, books.Rules), Kind = VoucherWords.KindOf(of.Series, of.SourceType) }, id => vendors.GetValueOrDefault(id));
        Begin();
    }

    // The key is made before the click: pressed twice it is posted once.
    private void Begin()
    {
        (key, refusal, document, attached, selected, focus) = (Ids.New(clock), null, null, null, form!.Lines[0], true);
        Array.Clear(unclear);
        preview = form.Preview();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (form is null) return;
        if (ears is null)
        {
            self ??= DotNetObjectReference.Create(this);
            await using var module = await js.InvokeAsync<IJSObjectReference>("import", $"./{Assets["js/attach.js"]}");
            ears = await module.InvokeAsync<IJSObjectReference>("attach", file, self, client!.Id, L["Forbindelsen ble brutt. Velg filen en gang til."]);
        }
        if (!focus) return;
        focus = false;
        await (date?.FocusAsync() ?? ValueTask.CompletedTask);
    }

    private void Changed()
    {
        refusal = null;
        if (form is null) return;
        preview = unclear.Contains(true) ? new([], Phrase.Of($"Datoen er ikke lest. Skriv den som 3, 5-2, +30 eller 03.05.2026."))
            : form.Typed.Count > 0 && form.Rest != 0 ? new([], Phrase.Of($"Mangler {form.Rest:N2} for å balansere.")) : form.Preview();
        if (selected is not null && !form.Lines.Contains(selected)) selected = form.Lines[0];
        StateHasChanged();
    }

    private void SetUnclear(int which, bool no)
    {
        unclear[which] = no;
        Changed();
    }

    private void SetKind(ChangeEventArgs change)
    {
        if (Enum.TryParse<VoucherKind>(change.Value as string, out var kind)) form!.Kind = kind;
        Changed();
    }

    private void SetDate(DateOnly day)
    {
        (form!.DocumentDate, form.AccountingDate) = (day, books!.OpenFrom(day));
        Changed();
    }

    private async Task NextAsync(FormLine line)
    {
        // It balances: nothing more is asked for, and the keys act.
        if (line.Amount is not null && form!.Rest == 0 && form.Typed.Count > 1 && line == form.Lines[^1]) await root.FocusAsync(preventScroll: true);
        else await FocusAsync(form!.After(line));
        Changed();
    }

    private async Task FocusAsync(FormLine line)
    {
        selected = line;
        StateHasChanged();
        await Task.Yield();
        if (rows.GetValueOrDefault(line) is { } row) await row.FocusAsync();
    }

    private void Remove(FormLine line)
    {
        form!.Remove(line);
        rows.Remove(line);
        Changed();
    }

    private Task<IReadOnlyList<VendorRow>> FindVendorsAsync(string said) => door.AskAsync(db => db.VendorsAsync(client!.Id, said, take: 30));

    private async Task<IReadOnlyList<VoucherTemplate>> FindTemplatesAsync(string said) => await door.AskAsync(db => db.VoucherTemplates.Where(t => t.ClientId == client!.Id && t.Name.Contains(said)).OrderBy(t => t.Name).Take(50).ToListAsync());

    private async Task UseAsync(VoucherTemplate template)
    {
        var ids = template.Draft.Lines.Select(l => l.VendorId).OfType<Guid>().ToList();
        var names = await door.AskAsync(db => db.Vendors.Where(v => ids.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Name));
        rows.Clear();
        form!.Fill(template.Draft, id => names.GetValueOrDefault(id));
        Changed();
        await FocusAsync(form.Lines[0]);
    }

    private async Task KeepAsync()
    {
        var dialog = await dialogs.ShowAsync<TemplateDialog>(L["Lagre som mal"], new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if ((await dialog.Result)?.Data is not string name) return;
        if (await door.DoAsync(db => db.KeepTemplateAsync(client!.Id, name, form!.Draft))) snackbar.Add(L["Malen «{0}» er lagret.", name], MudBlazor.Severity.Success);
    }

    private async Task RepeatAsync()
    {
        var dialog = await dialogs.ShowAsync<RepeatDialog>(L["Gjenta bilaget"], new DialogParameters<RepeatDialog> { { d => d.ClientId, client!.Id }, { d => d.Draft, form!.Draft } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false }) navigation.NavigateTo(PlannedPage.Href(client!.Number));
    }

    private async Task PostAsync()
    {
        if (!Ready) return;
        var (done, entry) = await door.DoAsync(db => db.WriteVoucherAsync(client!.Id, form!.Draft, key), refused: says => refusal = says);
        if (!done) return;
        posted = entry;
        snackbar.Add(L["Bilag {0} er bokført.", entry!.VoucherName], MudBlazor.Severity.Success);
        // The next one begins on the same day.
        form = new(books!) { DocumentDate = form!.DocumentDate, AccountingDate = form.AccountingDate, Kind = form.Kind };
        rows.Clear();
        Begin();
        posted = entry;
    }

    private void Detach() => (document, attached, form!.DocumentId) = (null, null, null);

    /// <summary>The browser has sent the file, and it is kept.</summary>
    [JSInvokable]
    public async Task Attached(Guid id, string name)
    {
        if (form is null) return;
        (document, attached, form.DocumentId) = (await door.AskAsync(db => db.DocumentCopyAsync(id, default)), name, id);
        Changed();
    }

    /// <summary>It was not taken in.</summary>
    [JSInvokable]
    public void NotAttached(string why)
    {
        snackbar.Add(why, MudBlazor.Severity.Warning);
        StateHasChanged();
    }

    private void Back() => navigation.NavigateTo($"/bilag?klient={client?.Number}");

    public async ValueTask DisposeAsync()
    {
        if (ears is not null) await ears.StopAsync();
        self?.Dispose();
    }
}
