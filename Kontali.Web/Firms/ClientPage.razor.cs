using Kontali.Data.Firms;
using Kontali.Web.Inbox;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Firms;

/// <summary>Everything said of one client: what it is, its chart of accounts, its periods, and who changed what.</summary>
public sealed partial class ClientPage(Books books, MailBoxes mail, NavigationManager navigation)
{
    private static readonly (string Name, string Word, string Key)[] Tabs =
        [("", Texts.Of("Opplysninger"), "1"), ("kontoplan", Texts.Of("Kontoplan"), "2"), ("perioder", Texts.Of("Perioder"), "3"), ("terskler", Texts.Of("Terskler"), "4"), ("logg", Texts.Of("Logg"), "5")];

    private Dictionary<string, Func<Task>> keys = [];
    private Client? client;
    private bool asked;
    private string? address;

    private string tab => Tabs.FirstOrDefault(t => t.Name == Tab).Name ?? "";

    [Parameter] public string Number { get; set; } = "";
    [SupplyParameterFromQuery(Name = "fane")] private string? Tab { get; set; }

    protected override void OnInitialized() => keys = Tabs.ToDictionary(t => t.Key, t => (Func<Task>)(() => { Show(t.Name); return Task.CompletedTask; }));

    protected override async Task OnParametersSetAsync()
    {
        if (client?.ClientNumber != Number) await LoadAsync();
    }

    private async Task LoadAsync()
    {
        client = await books.AskAsync(db => db.Clients.SingleOrDefaultAsync(c => c.ClientNumber == Number));
        var firm = await books.AskAsync(db => db.Tenants.Select(t => t.OrgNumber).SingleAsync());
        address = client is null ? null : mail.All.FirstOrDefault(box => box.Firm is null || box.Firm == firm)?.AddressFor(client.ClientNumber);
        asked = true;
    }

    private void Show(string name) =>
        navigation.NavigateTo($"/klienter/{Uri.EscapeDataString(Number)}{(name == "" ? "" : $"?fane={name}")}", replace: true);
}
