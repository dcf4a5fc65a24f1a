using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>A new client: what must be known to keep its books, and nothing more.</summary>
public sealed partial class AddClientDialog(Books books)
{
    private ElementReference first;
    private string number = "", clientNumber = "", name = "", trade = "other", next = "";
    private VatStatus vat = VatStatus.Registered;
    private VatTerm term = VatTerm.Bimonthly;
    private AutomationLevel level = AutomationLevel.Assisted;
    private bool busy;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;

    protected override async Task OnInitializedAsync() => next = await books.AskAsync(db => db.NextClientNumberAsync());

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender) await first.FocusAsync();
    }

    // Whoever is outside the register files nothing, as a rule.
    private void SetVat(ChangeEventArgs change)
    {
        vat = Enum.Parse<VatStatus>((string)change.Value!);
        term = vat == VatStatus.Registered ? VatTerm.Bimonthly : VatTerm.None;
    }

    private async Task AddAsync()
    {
        if (busy) return;
        busy = true;
        var (done, client) = await books.DoAsync(async db => await db.OpenBooksAsync(new Client
        {
            Id = Ids.New(db.Clock),
            TenantId = db.Actor.RequiredFirm,
            ClientNumber = clientNumber.Trim() is { Length: > 0 } own ? own : await db.NextClientNumberAsync(),
            Name = name.Trim(),
            OrgNumber = OrgNumber.Parse(number),
            Trade = trade,
            VatStatus = vat,
            VatTerm = term,
            AiAutomationLevel = level,
        }));
        busy = false;
        if (done) Dialog.Close(DialogResult.Ok(client!.ClientNumber));
    }
}
