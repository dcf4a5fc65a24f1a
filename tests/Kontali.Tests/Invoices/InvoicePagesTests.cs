using Bunit;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Kontali.Web.Invoices;
using Kontali.Web.Reports;
using Kontali.Web.Review;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Invoices;

/// <summary>The invoice, its vendor, the account it was booked on, and the ways there by Ctrl K.</summary>
public sealed class InvoicePagesTests(TestServer server) : BooksScreenTest(server)
{
    protected override void Register(IServiceCollection services)
    {
        base.Register(services);
        services.AddGoToBooks();
    }

    [Fact]
    public async Task An_invoice_that_waits_says_what_it_says_and_why_it_waits()
    {
        var it = await Firm.DeliverCaseAsync("F1", 100m, 50m);
        var page = Render<InvoicePage>(p => p.Add(x => x.Id, it.Invoice.Id));
        page.WaitForElement(".invoice-sums");
        Assert.Contains("Ny leverandør", page.Find("p.waits").TextContent, StringComparison.Ordinal);
        Assert.Equal(["150,00", "37,50", "187,50", "0,00"], page.FindAll(".invoice-sums data").Select(d => d.TextContent));
        Assert.Contains("ikke godkjent før", page.Markup, StringComparison.Ordinal);
        Assert.Contains("kjøkkenet", page.Find(".facts-row").TextContent, StringComparison.Ordinal);
        Assert.Contains($"/til-kontroll?sak={it.Item.Id}", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Posted_it_shows_its_voucher_and_a_key_goes_there()
    {
        var it = await PostedAsync("F1", 100m);
        var page = Render<InvoicePage>(p => p.Add(x => x.Id, it.Invoice.Id));
        page.WaitForElement(".invoice-sums");
        Assert.Empty(page.FindAll("p.waits"));
        Assert.DoesNotContain("ikke godkjent før", page.Markup, StringComparison.Ordinal); // Approving it approved its account.
        await PressAsync(page, "b");
        var entry = await Firm.AskAsync(db => db.Journal.SingleAsync());
        Assert.EndsWith($"/bilag/{entry.Id}", Here, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_not_there_or_somebody_elses_does_not_exist()
    {
        var it = await Firm.DeliverCaseAsync("F1", 100m);
        await Firm.DoAsync(SmallFirm.Me, async db => (await db.Users.SingleAsync(u => u.Id == SmallFirm.Me.User)).Role = Kontali.Data.Firms.Role.Bookkeeper); // A bookkeeper sees the clients assigned to her alone.
        var invoice = Render<InvoicePage>(p => p.Add(x => x.Id, it.Invoice.Id));
        var vendor = Render<VendorPage>(p => p.Add(x => x.Id, it.Vendor.Id));
        invoice.WaitForAssertion(() => Assert.Contains("Finnes ikke", invoice.Markup, StringComparison.Ordinal));
        vendor.WaitForAssertion(() => Assert.Contains("Finnes ikke", vendor.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_vendor_shows_what_is_owed_how_it_is_booked_and_its_invoices()
    {
        await PostedAsync("F1", 100m);
        var second = await Firm.DeliverCaseAsync("F2", 200m);
        var page = Render<VendorPage>(p => p.Add(x => x.Id, second.Vendor.Id));
        page.WaitForState(() => page.FindAll("tbody tr[aria-selected]").Count == 2);
        Assert.Equal("125,00", page.Find("dd.sum data").TextContent); // Only what is posted is owed.
        Assert.Contains("8601.11.17947", page.Find(".accounts").TextContent, StringComparison.Ordinal);
        Assert.Equal("6540", page.Find(".usual a").TextContent);
        var rows = page.FindAll("tbody tr[aria-selected]").Select(r => r.TextContent).ToList();
        Assert.Contains(rows, r => r.Contains("F1", StringComparison.Ordinal) && r.Contains("bokført", StringComparison.Ordinal));
        Assert.Contains(rows, r => r.Contains("F2", StringComparison.Ordinal) && r.Contains("til kontroll", StringComparison.Ordinal));
        await PressAsync(page, "Enter");
        Assert.Contains("/faktura/", Here, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_statement_of_an_account_begins_with_its_balance_and_runs()
    {
        await PostedAsync("F1", 100m);
        Clock.Advance(TimeSpan.FromMinutes(1));
        await PostedAsync("F2", 300m);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/rapporter/kontoutskrift?klient=1001&konto=6540&fra=2026-11&til=2026-11");
        var page = Render<AccountStatementPage>();
        page.WaitForElement("table.statement");
        Assert.Equal(["0,00", "100,00", "100,00", "300,00", "400,00"], page.FindAll("table.statement tbody data").Select(d => d.TextContent).Where(t => t.Length > 0).Take(5));
        await PressAsync(page, "Enter");
        Assert.Contains("/bilag/", Here, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("provebak", "Prøvebakeriet AS")]
    [InlineData("kontorlag", "Kontorlageret AS")]
    [InlineData("F-1", "Faktura F1")]
    [InlineData("L-2026-1", "Bilag L-2026-1")]
    [InlineData("6800", "6800 ")]
    public async Task Ctrl_K_finds_it_and_its_address_is_right(string typed, string title)
    {
        await PostedAsync("F1", 100m);
        var places = (await Task.WhenAll(Services.GetServices<IGoTo>().Select(g => g.FindAsync(typed, CancellationToken.None)))).SelectMany(p => p).ToList();
        var place = Assert.Single(places, p => p.Title.StartsWith(title, StringComparison.Ordinal));
        Assert.True(Uri.TryCreate(place.Href, UriKind.Relative, out _));
        Assert.All(await Task.WhenAll(Services.GetServices<IGoTo>().Select(g => g.FindAsync("zzzz", CancellationToken.None))), Assert.Empty);
    }

    private async Task<ReviewCase> PostedAsync(string number, params decimal[] nets)
    {
        var it = await Firm.DeliverCaseAsync(number, nets);
        var draft = new BookingDraft(it);
        draft.Code(draft.Lines, account: "6540");
        await Firm.DoAsync(SmallFirm.Me, db => db.ApproveAsync(it.Item.Id, it.Item.RowVersion, draft.Settlement()));
        return it;
    }

    private string Here => Services.GetRequiredService<NavigationManager>().Uri;
}
