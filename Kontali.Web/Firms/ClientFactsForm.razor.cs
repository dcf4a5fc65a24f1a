using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>What the client is, and how much the agents may do for it: two forms, for two rights.</summary>
public sealed partial class ClientFactsForm(Books books, ISnackbar snackbar, Texts texts)
{
    private string name = "", endpoint = "", trade = "", banks = "";
    private VatStatus vat;
    private VatTerm term;
    private AutomationLevel level;
    private int threshold;
    private decimal cap;
    private bool active;

    [Parameter, EditorRequired] public Client Client { get; set; } = default!;
    [Parameter] public EventCallback Changed { get; set; }

    protected override void OnInitialized()
    {
        (name, endpoint, trade, vat, term, active) = (Client.Name, Client.EhfEndpoint ?? "", Client.Trade, Client.VatStatus, Client.VatTerm, Client.IsActive);
        (level, threshold, cap) = (Client.AiAutomationLevel, Client.AiConfidenceThreshold, Client.AiAmountCap);
        if (decimal.Truncate(cap) == cap) cap = decimal.Truncate(cap); // Nobody sets a limit in øre; the zeros only disturb.
        banks = string.Join('\n', Client.ActiveBanks.Select(Figures.BankAccount));
    }

    private Task SaveAsync() => DoneAsync(books.DoAsync(db => db.ChangeClientAsync(Client.Id, new(name, endpoint, trade, vat, term,
        banks.Split(['\n', ',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), active))));

    private Task SaveAutomationAsync() => DoneAsync(books.DoAsync(db => db.SetAutomationAsync(Client.Id, new(level, threshold, cap))));

    private async Task DoneAsync(Task<bool> work)
    {
        if (!await work) return;
        snackbar.Add(texts["Lagret."], Severity.Success);
        await Changed.InvokeAsync();
    }

    private static string Meaning(AutomationLevel level) => level switch
    {
        AutomationLevel.Off => Texts.Of("Fakturaene leses, men ingenting foreslås."),
        AutomationLevel.Suggest => Texts.Of("Alt foreslås, og en person bokfører."),
        AutomationLevel.Assisted => Texts.Of("Kjente leverandører bokføres når forslaget er sikkert nok og beløpet under grensen."),
        _ => Texts.Of("Som over, uansett beløp."),
    };
}
