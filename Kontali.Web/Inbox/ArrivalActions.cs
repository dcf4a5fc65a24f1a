using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using MudBlazor;

namespace Kontali.Web.Inbox;

/// <summary>What a person does with a document whose receiver nobody knows; the list and the document's own page do it alike.</summary>
public sealed class ArrivalActions(Books books, IDialogService dialogs, Texts L)
{
    /// <summary>Asks whose it is, and lets the agent read it again for that client.</summary>
    public async Task<bool> AssignAsync(ArrivalRow row, IReadOnlyList<ClientName> clients)
    {
        var parameters = new DialogParameters<AssignDialog> { { d => d.Clients, clients }, { d => d.What, What(row) } };
        var asked = await dialogs.ShowAsync<AssignDialog>(L["Tildel klient"], parameters, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true, BackgroundClass = "quiet-overlay" });
        return await asked.Result is { Canceled: false, Data: Guid client } && await books.DoAsync(db => db.AssignAsync(row.DocumentId, client));
    }

    /// <summary>Asks why, and refuses it.</summary>
    public async Task<bool> RefuseAsync(ArrivalRow row) =>
        await RejectDialog.AskAsync(dialogs, L["Avvis dokumentet"], What(row), L["Avvis"]) is { } reason && await books.DoAsync(db => db.RefuseAsync(row.DocumentId, reason));

    private static string What(ArrivalRow row) => row.Seller is null ? row.Filename : $"{row.Number} · {row.Seller} · {(row.Total is { } total ? Figures.Amount(total) : "")} {row.Currency}";
}
