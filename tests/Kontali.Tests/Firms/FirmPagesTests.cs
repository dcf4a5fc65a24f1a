using System.Globalization;
using System.Security.Claims;
using Bunit;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Tests.SignIn;
using Kontali.Tests.World;
using Kontali.Web;
using Kontali.Web.Agents;
using Kontali.Web.Agents.Advisor;
using Kontali.Web.Firms;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using MudBlazor;

namespace Kontali.Tests.Firms;

/// <summary>The firm's pages on a real database, as the person of a role sees them.</summary>
public sealed class FirmPagesTests(TestServer server) : BunitContext
{
    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;
    private Data.Database.DatabaseConnections books = default!;
    private IRenderedComponent<MudDialogProvider> dialogs = default!;
    private IRenderedComponent<MudSnackbarProvider> told = default!;

    [Fact]
    public async Task The_list_is_searched_by_words_in_any_order()
    {
        await EnterAsync(Role.Administrator);
        var page = Render<ClientsPage>();
        await page.WaitForAssertionAsync(() => Assert.Equal(2, page.FindAll("tbody tr").Count));

        page.Find("input[type=search]").Input("frisør 100");

        await page.WaitForAssertionAsync(() => Assert.Contains("Salong Saks AS", Assert.Single(page.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_client_is_added_and_opened()
    {
        await EnterAsync(Role.Administrator);
        var page = Render<ClientsPage>();
        await page.WaitForElementAsync("tbody tr");
        _ = page.Find(".tools button").ClickAsync(new());
        await dialogs.WaitForElementAsync("form");
        // It asks for the next number first; what is typed before it has drawn the answer is drawn over here, though not in a browser.
        await dialogs.WaitForStateAsync(() => dialogs.FindAll("input")[1].GetAttribute("placeholder") is "1003");

        // One after the other: what is typed while the former is being drawn is lost, though not in a browser.
        await dialogs.FindAll("input")[0].ChangeAsync(new() { Value = "987 654 325" });
        await dialogs.FindAll("input")[2].ChangeAsync(new() { Value = "Fjord Regnskap AS" });
        await dialogs.Find("form").SubmitAsync();

        // Going elsewhere draws nothing here, so there is no render to wait for.
        var navigation = Services.GetRequiredService<NavigationManager>();
        for (var n = 0; n < 100 && navigation.Uri == navigation.BaseUri; n++) await Task.Delay(100, Stop);
        Assert.DoesNotContain("mud-alert", told.Markup, StringComparison.Ordinal);
        Assert.EndsWith("/klienter/1003", navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_who_changes_a_client_gets_a_sentence()
    {
        await EnterAsync(Role.Reader);
        var form = Render<ClientFactsForm>(p => p.Add(f => f.Client, Bakery));

        await form.FindAll("form")[0].SubmitAsync();

        await told.WaitForAssertionAsync(() => Assert.Contains("Du har ikke tilgang", told.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_automation_is_the_accountants_to_set()
    {
        await EnterAsync(Role.Accountant);
        var form = Render<ClientFactsForm>(p => p.Add(f => f.Client, Bakery));
        form.FindAll("input[type=number]")[0].Change("92");

        await form.FindAll("form")[1].SubmitAsync();

        await told.WaitForAssertionAsync(() => Assert.Contains("Lagret", told.Markup, StringComparison.Ordinal));
        await using var db = books.Open(Actor.Setup(FirmWorld.Firm));
        Assert.Equal(92, (await db.Clients.SingleAsync(c => c.Id == Bakery.Id, Stop)).AiConfidenceThreshold);
    }

    [Fact]
    public async Task A_month_is_closed_with_its_reason()
    {
        await EnterAsync(Role.Accountant);
        var page = Render<ClientPeriods>(p => p.Add(c => c.Client, Bakery));
        await page.WaitForElementAsync("tbody tr");
        var month = page.Find("tbody tr td").TextContent;
        _ = page.FindAll("tbody tr:first-child button").Single(b => b.TextContent == "Steng").ClickAsync(new());
        await dialogs.WaitForElementAsync("form");
        dialogs.Find("input").Change("Alt er ført");

        await dialogs.Find("form").SubmitAsync();

        await page.WaitForAssertionAsync(() => Assert.Contains("Stengt", page.Find("tbody tr").TextContent, StringComparison.Ordinal));
        await using var db = books.Open(Actor.Setup(FirmWorld.Firm));
        Assert.Equal($"{month}: Alt er ført", (await db.AuditTrail.LatestOf(Bakery.Id).FirstAsync(Stop)).Reason);
    }

    [Fact]
    public async Task Set_up_is_shown_to_administrators_alone()
    {
        await EnterAsync(Role.Accountant);
        var page = Render<SetupPage>();
        await page.WaitForElementAsync(".state");
        Assert.Contains("Bare for administratorer", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("@fjord.example", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_key_is_shown_once()
    {
        await EnterAsync(Role.Administrator);
        var page = Render<SetupPage>();
        await page.WaitForElementAsync("table");
        _ = page.FindAll("button").Single(b => b.TextContent.Contains("Ny nøkkel", StringComparison.Ordinal)).ClickAsync(new());
        await dialogs.WaitForElementAsync("form");
        dialogs.Find("input").Change("Kassen");
        await dialogs.Find("form").SubmitAsync();

        var key = (await page.WaitForElementAsync(".once output")).TextContent;
        await using var db = books.Open(Actor.Nobody);
        Assert.Equal(FirmWorld.Firm, await db.FirmOfKeyAsync(key, Stop));
        Assert.DoesNotContain(key, Render<SetupPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Advice_is_turned_on_with_its_kroner_and_the_page_says_where_the_key_belongs()
    {
        await EnterAsync(Role.Administrator);
        var page = Render<SetupPage>();
        await page.WaitForElementAsync("fieldset");
        Assert.Contains("Advisor:Endpoint", page.Find("fieldset").TextContent, StringComparison.Ordinal);
        page.Find("fieldset input[type=checkbox]").Change(true);
        page.Find("fieldset input[type=number]").Change("250");
        await page.Find("form").SubmitAsync();
        await using var db = books.Open(Actor.Setup(FirmWorld.Firm));
        var settings = (await db.Tenants.SingleAsync(Stop)).Settings;
        Assert.Equal((true, 250m), (settings.AdvisorIsOn, settings.AdvisorBudget));
    }

    [Fact]
    public async Task The_firms_sample_and_error_limit_are_set_with_a_sentence_for_what_cannot_be()
    {
        await EnterAsync(Role.Administrator);
        var page = Render<SetupPage>();
        await page.WaitForElementAsync("fieldset");
        var own = page.FindAll("fieldset").Single(f => f.TextContent.Contains("Stikkprøve", StringComparison.Ordinal));
        Assert.Equal(["5", "2"], own.QuerySelectorAll("input[type=number]").Select(i => i.GetAttribute("value")));
        page.FindAll("fieldset")[1].QuerySelectorAll("input[type=number]")[0].Change("0");
        await page.Find("form").SubmitAsync();
        await told.WaitForAssertionAsync(() => Assert.Contains("Trekk minst 1 % til stikkprøve", told.Markup, StringComparison.Ordinal));

        page.FindAll("fieldset")[1].QuerySelectorAll("input[type=number]")[0].Change("7.5");
        page.FindAll("fieldset")[1].QuerySelectorAll("input[type=number]")[1].Change("3");
        page.FindAll("fieldset")[1].QuerySelector("input[type=checkbox]")!.Change(true);
        await page.Find("form").SubmitAsync();
        await using var db = books.Open(Actor.Setup(FirmWorld.Firm));
        var settings = (await db.Tenants.SingleAsync(Stop)).Settings;
        Assert.Equal((7.5m, 3m, true), (settings.SampleShare, settings.ErrorLimit, settings.SharesStatistics));
    }

    [Fact]
    public async Task The_trail_says_what_it_was_and_what_it_became()
    {
        var me = await EnterAsync(Role.Administrator);
        await books.DoAsync(me, db => db.ChangeClientAsync(Bakery.Id, new("Nytt Bakeri AS", null, "bakery", VatStatus.Registered, VatTerm.Bimonthly, [], true), Stop), "Fusjon");
        var trail = Render<ClientTrail>(p => p.Add(t => t.Client, Bakery));

        var row = (await trail.WaitForElementAsync("tbody tr")).TextContent;

        Assert.All((string[])["Klient", "endret", "Test Bakeri AS", "Nytt Bakeri AS", "Fusjon", "Ola Administrator"], word => Assert.Contains(word, row, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_is_found_and_closed()
    {
        await EnterAsync(Role.Accountant);
        var chart = Render<ClientChart>(p => p.Add(c => c.Client, Bakery));
        await chart.WaitForElementAsync("tbody tr");
        chart.Find("input[type=search]").Input("6300");
        _ = chart.Find("tbody button").ClickAsync(new());
        await dialogs.WaitForElementAsync("form");
        dialogs.Find("input[type=checkbox]").Change(false);

        await dialogs.Find("form").SubmitAsync();

        await chart.WaitForAssertionAsync(() => Assert.Contains("Stengt", Assert.Single(chart.FindAll("tbody tr")).TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_agents_page_tells_when_there_is_nothing_to_do()
    {
        await EnterAsync(Role.Reader);
        var page = Render<ActivityPage>();
        await page.WaitForElementAsync("table");
        Assert.Contains("Ingen oppgaver", page.Markup, StringComparison.Ordinal);
    }

    private static Client Bakery { get; } = new()
    {
        Id = new("0198d000-0000-7000-8000-0000000000c1"),
        TenantId = FirmWorld.Firm,
        ClientNumber = "1001",
        Name = "Test Bakeri AS",
        OrgNumber = OrgNumber.Parse("400102740"),
        Trade = "bakery",
    };

    private async Task<Actor> EnterAsync(Role role)
    {
        books = await server.CreateDatabaseAsync();
        await books.MakeFirmAsync();
        var me = await books.AddAsync("ola@fjord.example", role);
        foreach (var client in (Client[])[Copy(Bakery), new() { Id = Ids.New(TimeProvider.System), TenantId = FirmWorld.Firm, ClientNumber = "1002", Name = "Salong Saks AS", OrgNumber = OrgNumber.Parse("400101388"), Trade = "hairdresser" }])
            await books.DoAsync(Actor.Setup(FirmWorld.Firm), db => db.OpenBooksAsync(client, Stop));

        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("nb-NO");
        JSInterop.Mode = JSRuntimeMode.Loose;
        DefaultWaitTimeout = TimeSpan.FromSeconds(20); // A real database, on a machine that builds at the same time.
        Services.AddShell();
        Services.AddLogging().AddHttpContextAccessor();
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(me));
        Services.AddSingleton<Contexts>().AddSingleton<Teller>().AddSingleton<Bell>().AddScoped<CurrentUser>().AddScoped<Books>();
        Services.AddSingleton<IAdvisor>(services => new ModelAdvisor(null, null, services.GetRequiredService<Contexts>(), new(TimeProvider.System), NullLogger<ModelAdvisor>.Instance));
        Services.GetRequiredService<Contexts>().Use(books);
        Render<MudPopoverProvider>();
        dialogs = Render<MudDialogProvider>();
        told = Render<MudSnackbarProvider>();
        return me.AsActor();
    }

    private static Client Copy(Client of) => new() { Id = of.Id, TenantId = of.TenantId, ClientNumber = of.ClientNumber, Name = of.Name, OrgNumber = of.OrgNumber, Trade = of.Trade };

    private sealed class SignedIn(User user) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
            [new(ClaimTypes.NameIdentifier, user.Id.ToString()), new(ClaimTypes.Name, user.Name), new(CurrentUser.FirmClaim, user.TenantId.ToString())], "test"))));
    }
}
