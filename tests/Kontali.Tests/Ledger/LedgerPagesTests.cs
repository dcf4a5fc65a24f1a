using Bunit;
using Kontali.Tests.World;
using Kontali.Web.Ledger;
using Kontali.Web.Reports;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Tests.Ledger;

public sealed class LedgerPagesTests(TestServer server) : LedgerScreenTest
{
    private const int Patience = 20;

    [Fact]
    public async Task The_journal_names_the_client_on_every_row_and_Enter_opens_the_row_under_the_cursor()
    {
        await using var books = await TestBooks.NewAsync(server);
        var older = await books.PostAsync("6300 100, 1920 -100", new(2026, 3, 1));
        await books.PostAsync("6300 12345.60, 1920 -12345.60", new(2026, 3, 2));
        Open(books);
        Go("/bilag");
        var page = Render<JournalPage>();
        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("tbody tr").Count), TimeSpan.FromSeconds(Patience));
        Assert.All(page.FindAll("tbody tr"), row => Assert.Contains("Prøveklienten", row.TextContent, StringComparison.Ordinal));
        Assert.Contains("12\u00a0345,60", page.FindAll("tbody tr")[0].TextContent, StringComparison.Ordinal);
        await PressAsync(page, "j");
        page.WaitForAssertion(() => Assert.Equal("true", page.FindAll("tbody tr")[1].GetAttribute("aria-selected")), TimeSpan.FromSeconds(Patience));
        await PressAsync(page, "Enter");
        page.WaitForAssertion(() => Assert.Equal($"bilag/{older.Id}", Here), TimeSpan.FromSeconds(Patience));
    }

    [Fact]
    public async Task A_voucher_that_is_somebody_elses_does_not_exist()
    {
        await using var mine = await TestBooks.NewAsync(server);
        await using var theirs = await mine.NextDoorAsync();
        var voucher = await theirs.PostAsync("6300 100, 1920 -100");
        Open(mine);
        var page = Render<EntryPage>(p => p.Add(e => e.Id, voucher.Id));
        page.WaitForAssertion(() => Assert.Contains("Finnes ikke", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(Patience));
    }

    [Fact]
    public async Task A_voucher_is_reversed_once_with_a_reason_and_the_page_shows_it()
    {
        await using var books = await TestBooks.NewAsync(server);
        var rent = await books.PostAsync("6300 100, 1920 -100", new(2026, 3, 1));
        Open(books);
        var dialogs = Render<MudDialogProvider>();
        var page = Render<EntryPage>(p => p.Add(e => e.Id, rent.Id));
        page.WaitForElement(".postings", TimeSpan.FromSeconds(Patience));
        var asked = PressAsync(page, "t");
        var reason = dialogs.WaitForElement("textarea", TimeSpan.FromSeconds(Patience));
        Assert.Contains("stå", dialogs.Markup, StringComparison.Ordinal);
        Assert.True(dialogs.Find("button.primary").HasAttribute("disabled"));
        Assert.Equal("20.11.2026", dialogs.Find("input.date-field").GetAttribute("value"));
        await reason.InputAsync(new() { Value = "Feil konto" });
        // No date, and one before the voucher's: each is told in words, and nothing can be pressed.
        foreach (var (typed, says) in new[] { ("i går", "Skriv en dato"), ("28.2.2026", "kan ikke være eldre enn bilaget, som er datert 01.03.2026") })
        {
            await dialogs.Find("input.date-field").ChangeAsync(new() { Value = typed });
            Assert.Contains(says, dialogs.Find("[role=alert]").TextContent, StringComparison.Ordinal);
            Assert.True(dialogs.Find("button.primary").HasAttribute("disabled"));
        }
        await dialogs.Find("input.date-field").ChangeAsync(new() { Value = "20.11.2026" });
        await dialogs.Find("button.primary").ClickAsync(new());
        await asked;
        page.WaitForAssertion(() => Assert.Contains("tilbakeført med", page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(Patience));
        Assert.Equal("Feil konto", (await books.AskAsync(db => db.Journal.SingleAsync(j => j.ReversalOfId == rent.Id))).ReversalReason);
        Assert.True(page.FindAll("button").Single(b => b.TextContent.StartsWith("Tilbakefør", StringComparison.Ordinal)).HasAttribute("disabled"));
    }

    [Fact]
    public async Task Every_figure_of_the_trial_balance_opens_the_accounts_statement()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.PostAsync("6300 100, 1920 -100", new(2026, 3, 1));
        Open(books);
        Go("/rapporter/saldobalanse?klient=1001");
        var page = Render<ReportPage>();
        page.WaitForElement("table.report", TimeSpan.FromSeconds(Patience));
        Assert.Contains("Kontroll – stemmer:", page.Markup, StringComparison.Ordinal);
        await PressAsync(page, "Enter");
        Assert.Equal("rapporter/kontoutskrift?klient=1001&konto=1920&fra=2026-01&til=2026-11", Here);
    }
}
