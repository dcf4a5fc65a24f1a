using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Shared;

/// <summary>People type the letters that are at hand.</summary>
public sealed class SearchTests(TestServer server)
{
    [Theory]
    [InlineData("Kafé Ørland", "kafe orland")]
    [InlineData("Håland og sønner", "haaland")]
    [InlineData("Haaland", "håland")]
    [InlineData("ÆRLIG BYGG", "aerlig")]
    [InlineData("Müller Straße", "muller strasse")]
    [InlineData("Cafe\u0301 Nord", "café")]
    [InlineData("100 % Rent_AS", "100 % rent_as")]
    public async Task A_name_is_found_by_the_letters_at_hand(string name, string typed)
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.DoAsync(async db =>
        {
            var client = await db.Clients.SingleAsync();
            client.Name = name;
            db.AddVendor(client, new Party { Name = name }, "20001");
        });
        Assert.Single(await books.AskAsync(db => db.FindClientsAsync(typed)));
        Assert.Single(await books.AskAsync(db => db.VendorsAsync(null, typed)));
        Assert.Empty(await books.AskAsync(db => db.VendorsAsync(null, typed + "x")));
        Assert.Empty(await books.AskAsync(db => db.VendorsAsync(null, "%%")));
    }

    [Fact]
    public async Task So_are_vouchers_and_accounts()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        Assert.NotEmpty((await books.AskAsync(db => db.JournalSheetAsync(new() { Client = books.Client, Text = "faktura" }))).Rows);
        Assert.NotEmpty(await books.AskAsync(db => db.FindAccountsAsync(books.Client, "lonn")));
    }
}
