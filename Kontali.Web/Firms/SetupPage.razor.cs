using Kontali.Data.Agents;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>The firm's own choices, its people and its keys: for administrators.</summary>
public sealed partial class SetupPage(Books books, IDialogService dialogs, ISnackbar snackbar, TimeProvider clock, Texts texts, IAdvisor advisor)
{
    private Tenant? firm;
    private List<User> users = [];
    private List<ApiKey> apiKeys = [];
    private List<Client> clients = [];
    private Dictionary<Guid, HashSet<Guid>> assigned = [];
    private string name = "", folder = "";
    private string? shownOnce;
    private bool nothingUnchecked, advisorIsOn, advisorReads, sharesStatistics, asked;
    private decimal advisorBudget, sampleShare, errorLimit;
    private AdvisorMonth? month;
    private AdvisorRecord record = new(0, 0);

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (firm is null) return;
        (name, folder, nothingUnchecked) = (firm.Name, firm.Settings.WatchedFolder ?? "", firm.Settings.NothingPostedUnchecked);
        (advisorIsOn, advisorBudget, advisorReads) = (firm.Settings.AdvisorIsOn, firm.Settings.AdvisorBudget, firm.Settings.AdvisorReads);
        (sampleShare, errorLimit, sharesStatistics) = (firm.Settings.SampleShare, firm.Settings.ErrorLimit, firm.Settings.SharesStatistics);
    }

    // Whoever may not set up is not shown who has which key either.
    private async Task LoadAsync()
    {
        await books.AskAsync(async db =>
        {
            var me = await db.Users.SingleOrDefaultAsync(u => u.Id == db.Actor.User);
            if (me is not { IsActive: true } || !me.Role.Has(Right.SetUp)) return false;
            users = await db.Users.OrderByDescending(u => u.IsActive).ThenBy(u => u.Name).ToListAsync();
            apiKeys = await db.ApiKeys.OrderBy(k => k.RevokedAt != null).ThenByDescending(k => k.CreatedAt).ToListAsync();
            clients = await db.Clients.Where(c => c.IsActive).OrderBy(c => c.Name).ToListAsync();
            assigned = (await db.ClientAccess.ToListAsync()).GroupBy(a => a.UserId).ToDictionary(g => g.Key, g => g.Select(a => a.ClientId).ToHashSet());
            firm = await db.Tenants.SingleAsync();
            (month, record) = (await db.AdvisorMonthAsync(), await db.AdvisorRecordAsync());
            return true;
        });
        asked = true;
    }

    private async Task SaveFirmAsync()
    {
        if (!await books.DoAsync(async db =>
        {
            await db.RenameFirmAsync(name);
            await db.WatchFolderAsync(folder);
            await db.CheckEverythingAsync(nothingUnchecked);
            await db.AskAdvisorAsync(advisorIsOn, advisorBudget, advisorReads);
            await db.SetFirmEarningAsync(sampleShare, errorLimit, sharesStatistics);
        })) return;
        snackbar.Add(texts["Lagret."], Severity.Success);
        await LoadAsync();
    }

    private async Task UserAsync(User? user)
    {
        var dialog = await dialogs.ShowAsync<UserDialog>(user?.Name ?? texts["Ny bruker"],
            new DialogParameters<UserDialog> { { d => d.Person, user }, { d => d.Clients, clients }, { d => d.Assigned, user is null ? [] : assigned.GetValueOrDefault(user.Id) ?? [] } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        await dialog.Result;
        await LoadAsync();
    }

    private async Task MakeKeyAsync()
    {
        var dialog = await dialogs.ShowAsync<NameDialog>(texts["Ny nøkkel"], new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if ((await dialog.Result)?.Data is not string called) return;
        var (done, key) = await books.DoAsync(db => db.MakeApiKeyAsync(called));
        if (!done) return;
        shownOnce = key;
        await LoadAsync();
    }

    private async Task RevokeAsync(ApiKey key)
    {
        if (await books.DoAsync(db => db.RevokeApiKeyAsync(key.Id))) await LoadAsync();
    }

    private bool IsLocked(User user) => user.LockoutEnd > clock.GetUtcNow();
}
