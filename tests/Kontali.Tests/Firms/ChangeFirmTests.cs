using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Tests.SignIn;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Firms;

public sealed class ChangeFirmTests(TestServer server)
{
    private static readonly Guid Client = new("0198d000-0000-7000-8000-0000000000c1");
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Role.Reader, false, false)]
    [InlineData(Role.Bookkeeper, false, false)]
    [InlineData(Role.Accountant, true, false)]
    [InlineData(Role.Administrator, true, true)]
    public async Task Each_verb_asks_for_its_right(Role role, bool closes, bool setsUp)
    {
        var books = await BooksAsync();
        var person = await books.AddAsync("ola@fjord.example", role);
        await books.DoAsync(Actor.Setup(FirmWorld.Firm), db => db.AssignClientsAsync(person.Id, [Client], Stop));
        Func<KontaliContext, Task>[] closing =
        [
            db => db.SetPeriodAsync(Client, "2026-01", PeriodState.Held, Stop),
            db => db.SetAutomationAsync(Client, new(AutomationLevel.Suggest, 90, 1000), Stop),
            db => db.AddAccountAsync(Client, "63009", new("Småutstyr", "1", true, false, true), Stop),
            db => db.ChangeAccountAsync(Client, "6300", new("Husleie", null, true, true, true), Stop),
        ];
        Func<KontaliContext, Task>[] settingUp =
        [
            db => db.ChangeClientAsync(Client, new("Nytt navn AS", null, "shop", VatStatus.Registered, VatTerm.Yearly, [], true), Stop),
            db => db.AddUserAsync("ny@fjord.example", "Ny", Role.Reader, Site.Password, Stop),
            db => db.SetRoleAsync(person.Id, role, Stop),
            db => db.ResetPasswordAsync(person.Id, Stop),
            db => db.UnlockAsync(person.Id, Stop),
            db => db.ForgetSecondStepAsync(person.Id, Stop),
            db => db.AssignClientsAsync(person.Id, [Client], Stop),
            db => db.MakeApiKeyAsync("Kasse", Stop),
            db => db.RenameFirmAsync("Fjord", Stop),
            db => db.WatchFolderAsync(null, Stop),
            db => db.CheckEverythingAsync(true, Stop),
        ];

        foreach (var verb in closing) await MayAsync(closes, verb);
        foreach (var verb in settingUp) await MayAsync(setsUp, verb);

        async Task MayAsync(bool may, Func<KontaliContext, Task> verb)
        {
            if (may) await books.DoAsync(person.AsActor(), verb);
            else Assert.StartsWith("Du har ikke tilgang", (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(person.AsActor(), verb))).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_closed_month_takes_no_voucher_and_opens_again_only_with_a_reason()
    {
        var books = await BooksAsync();
        var kari = await KariAsync(books);
        await books.DoAsync(kari, db => db.SetPeriodAsync(Client, "2026-01", PeriodState.Closed, Stop));

        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(kari, db => db.SetPeriodAsync(Client, "2026-01", PeriodState.Open, Stop)));
        await books.DoAsync(kari, db => db.SetPeriodAsync(Client, "2026-01", PeriodState.Open, Stop), "Glemt faktura");

        await using var db = books.Open(kari);
        var last = await db.AuditTrail.LatestOf(Client).FirstAsync(Stop);
        Assert.Equal(("ledger.periods", "update", "2026-01: Glemt faktura", "Kari Nordmann"), (last.TableName, last.Action, last.Reason, last.ChangedByName));
        Assert.Equal("closed", last.OldValue!.Value.GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_account_that_is_added_renamed_or_closed_is_so_for_the_next_who_looks()
    {
        var books = await BooksAsync();
        var kari = await KariAsync(books);
        async Task<IReadOnlyDictionary<string, Account>> ChartAsync()
        {
            await using var db = books.Open(kari);
            return (await db.BookingRulesAsync(await db.Clients.SingleAsync(c => c.Id == Client, Stop), Stop)).Accounts;
        }
        var before = await ChartAsync();
        Assert.DoesNotContain("6301", before.Keys);
        Assert.Same(before, await ChartAsync()); // It still stands: nobody reads it anew.

        await books.DoAsync(kari, db => db.AddAccountAsync(Client, "6301", new("Leie av lager", "1", true, false, true), Stop));
        Assert.Equal("Leie av lager", (await ChartAsync())["6301"].AccountName);

        await books.DoAsync(kari, db => db.ChangeAccountAsync(Client, "6301", new("Leie av garasje", "1", true, false, false), Stop));
        var after = (await ChartAsync())["6301"];
        Assert.Equal(("Leie av garasje", false), (after.AccountName, after.IsActive));
    }

    [Fact]
    public async Task The_last_administrator_stays_one()
    {
        var books = await BooksAsync();
        var kari = await KariAsync(books);
        var other = await books.AddAsync("ola@fjord.example", Role.Administrator);

        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(kari, db => db.SetActiveAsync(kari.User!.Value, false, Stop)));
        await books.DoAsync(kari, db => db.SetActiveAsync(other.Id, false, Stop));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(kari, db => db.SetRoleAsync(kari.User!.Value, Role.Reader, Stop)));
    }

    [Fact]
    public async Task A_bookkeeper_sees_the_clients_she_was_given()
    {
        var books = await BooksAsync();
        var ola = await books.AddAsync("ola@fjord.example", Role.Bookkeeper);
        await using (var before = books.Open(ola.AsActor())) Assert.Empty(await before.Clients.ToListAsync(Stop));

        await books.DoAsync(await KariAsync(books), db => db.AssignClientsAsync(ola.Id, [Client], Stop));

        await using var after = books.Open(ola.AsActor());
        Assert.Single(await after.Clients.ToListAsync(Stop));
    }

    [Fact]
    public async Task A_key_taken_back_opens_nothing()
    {
        var books = await BooksAsync();
        var kari = await KariAsync(books);
        var key = "";
        await books.DoAsync(kari, async db => key = await db.MakeApiKeyAsync("Kasse", Stop));
        await using var db = books.Open(kari);
        Assert.Equal(FirmWorld.Firm, await db.FirmOfKeyAsync(key, Stop));

        var id = (await db.ApiKeys.SingleAsync(Stop)).Id;
        await books.DoAsync(kari, it => it.RevokeApiKeyAsync(id, Stop));

        Assert.Null(await db.FirmOfKeyAsync(key, Stop));
    }

    [Theory]
    [InlineData("6300")]
    [InlineData("123")]
    [InlineData("9000")]
    [InlineData("63a0")]
    public async Task An_account_number_that_will_not_do_is_refused(string number)
    {
        var books = await BooksAsync();
        await Assert.ThrowsAsync<BrokenRule>(async () => await books.DoAsync(await KariAsync(books), db => db.AddAccountAsync(Client, number, new("Konto", null, true, false, true), Stop)));
    }

    [Fact]
    public async Task A_new_account_takes_its_place_in_saft_from_its_neighbour()
    {
        var books = await BooksAsync();
        var kari = await KariAsync(books);
        await books.DoAsync(kari, db => db.AddAccountAsync(Client, "6301", new("Leie av lager", "1", true, false, true), Stop));

        await using var db = books.Open(kari);
        var (near, made) = (await db.Accounts.SingleAsync(a => a.AccountNumber == "6300", Stop), await db.Accounts.SingleAsync(a => a.AccountNumber == "6301", Stop));
        Assert.Equal((near.StandardAccount, near.GroupingCode, AccountType.Expense), (made.StandardAccount, made.GroupingCode, made.AccountType));
    }

    [Fact]
    public async Task A_client_s_own_bank_accounts_are_checked_and_kept_bare()
    {
        var books = await BooksAsync();
        var kari = await KariAsync(books);
        ClientCard Card(string bank) => new("Test AS", null, "bakery", VatStatus.Registered, VatTerm.Bimonthly, [bank], true);

        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(kari, db => db.ChangeClientAsync(Client, Card("1234.56.78901"), Stop)));
        await books.DoAsync(kari, db => db.ChangeClientAsync(Client, Card("1234.56.78903"), Stop));

        await using var db = books.Open(kari);
        Assert.Equal(["12345678903"], (await db.Clients.SingleAsync(Stop)).ActiveBanks);
    }

    private async Task<DatabaseConnections> BooksAsync()
    {
        var books = await server.CreateDatabaseAsync();
        await books.MakeFirmAsync();
        await books.DoAsync(Actor.Setup(FirmWorld.Firm), db => db.OpenBooksAsync(
            new Client { Id = Client, TenantId = FirmWorld.Firm, ClientNumber = "1001", Name = "Test AS", OrgNumber = OrgNumber.Parse("400102740"), Trade = "bakery" }, Stop));
        return books;
    }

    private static async Task<Actor> KariAsync(DatabaseConnections books)
    {
        await using var db = books.Open(Actor.Setup(FirmWorld.Firm));
        return (await db.Users.SingleAsync(u => u.Email == FirmWorld.Kari, Stop)).AsActor();
    }
}
