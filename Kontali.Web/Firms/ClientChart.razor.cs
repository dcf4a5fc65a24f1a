using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>The client's own chart of accounts.</summary>
public sealed partial class ClientChart(Books books, IDialogService dialogs, Texts texts)
{
    private ElementReference field;
    private List<Account>? rows;
    private Dictionary<string, string> codes = [];
    private string text = "";
    private bool closedToo = true;

    [Parameter, EditorRequired] public Client Client { get; set; } = default!;

    private IEnumerable<Account> Shown => (rows ?? []).Where(a => (closedToo || a.IsActive)
        && (a.AccountNumber.StartsWith(text.Trim(), StringComparison.Ordinal) || a.AccountName.Contains(text.Trim(), StringComparison.CurrentCultureIgnoreCase)));

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() => (rows, codes) = await books.AskAsync(async db => (
        await db.Accounts.Where(a => a.ClientId == Client.Id).OrderBy(a => a.AccountNumber).ToListAsync(),
        await db.VatCodes.OrderBy(v => v.SortOrder).ToDictionaryAsync(v => v.Code, v => v.Name)));

    private async Task EditAsync(Account? account)
    {
        var dialog = await dialogs.ShowAsync<AccountDialog>(account is null ? texts["Ny konto"] : texts["Konto {0}", account.AccountNumber],
            new DialogParameters<AccountDialog> { { d => d.Client, Client }, { d => d.Account, account }, { d => d.Codes, codes } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false }) await LoadAsync();
    }

    private static string Deduction(Account a) =>
        a.VatNeedsJudgement ? Texts.Of("vurderes") : a.VatDeductible ? Texts.Of("ja") : Texts.Of("nei");
}
