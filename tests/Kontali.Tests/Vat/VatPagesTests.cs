using Bunit;
using Kontali.Data.Ledger;
using Kontali.Tests.World;
using Kontali.Web.Vat;
using MudBlazor;

namespace Kontali.Tests.Vat;

public sealed class VatPagesTests(TestServer server) : LedgerScreenTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task A_term_is_found_looked_into_and_marked_filed_by_keys()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await books.DoAsync(db => db.PostAsync(new Voucher(books.Firm, books.Client, [new("3000", -1000) { VatCode = "3", VatBase = -1000, VatAmount = -250 }, new("2700", -250) { VatCode = "3" }, new("1920", 1250)])
        { PostingKey = Guid.NewGuid(), DocumentDate = new(2026, 9, 10), AccountingDate = new(2026, 9, 10), Description = "Prøvesalg" }));
        Open(books);
        Go("/mva");
        var terms = Render<VatTermsPage>();
        terms.WaitForAssertion(() => Assert.Equal(2, terms.FindAll("tbody tr").Count), Patience);
        Assert.Contains("5. termin 2026", terms.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        await PressAsync(terms, "Enter");
        Assert.Equal("mva/1001?termin=2026-09-01", Here);

        var dialogs = Render<MudDialogProvider>();
        var page = Render<VatReturnPage>(p => p.Add(v => v.Number, "1001"));
        page.WaitForElement("table.vat-lines", Patience);
        Assert.Contains("Stemmer", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "Enter");
        Assert.Equal("mva/1001/linje?termin=2026-09-01&linje=3b0-25", Here);
        var line = Render<VatLinePage>(p => p.Add(v => v.Number, "1001"));
        line.WaitForElement("table.vat-vouchers tbody tr", Patience);
        await PressAsync(line, "Enter");
        Assert.Equal($"bilag/{entry.Id}", Here);

        Go("/mva/1001?termin=2026-09-01");
        var again = Render<VatReturnPage>(p => p.Add(v => v.Number, "1001"));
        again.WaitForElement("table.vat-lines", Patience);
        var asked = PressAsync(again, "v");
        await dialogs.WaitForElement("input[maxlength='100']", Patience).ChangeAsync(new() { Value = "AR123" });
        await dialogs.Find("#levert").SubmitAsync();
        await asked;
        again.WaitForAssertion(() => Assert.Contains("referanse AR123", again.Markup, StringComparison.Ordinal), Patience);
    }
}
