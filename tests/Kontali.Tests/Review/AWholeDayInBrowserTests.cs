using System.Globalization;
using System.Text.RegularExpressions;
using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Review;

/// <summary>The queue as a bookkeeper works through it: a browser, a keyboard, a colleague, and a line that breaks.</summary>
public sealed class AWholeDayInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    // KONTALI_ITEMS=200 and KONTALI_RACES=100 are the long shapes.
    private static readonly int Items = Told("KONTALI_ITEMS", 24), Races = Told("KONTALI_RACES", 8);
    private RunningKontali kontali = null!;
    private SmallFirm firm = null!;

    private static int Told(string variable, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var told) ? told : otherwise;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server, "Production");
        firm = await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
    }

    [Fact]
    public async Task A_mixed_queue_is_cleared_with_the_keyboard_alone_and_the_ledger_is_as_expected()
    {
        for (var i = 0; i < Items; i++) await firm.DeliverCaseAsync($"F{i}", 100m + i);
        var page = await AtHerQueueAsync();

        Dictionary<string, int> done = [];
        for (var i = 0; i < Items; i++)
        {
            var number = await NumberAsync(page);
            var n = int.Parse(number[1..], CultureInfo.InvariantCulture);
            var act = n % 8;
            done[number] = act;
            await page.WaitForTimeoutAsync(420); // She looks at it.
            switch (act)
            {
                case 0 or 1 or 2:
                    await AccountAsync(page, "6800");
                    await ApproveAsync(page, number);
                    break;
                case 3 or 4:
                    await AccountAsync(page, "7320");
                    await ApproveAsync(page, number);
                    break;
                case 5:
                    await page.Keyboard.PressAsync("r");
                    await page.WaitForSelectorAsync(".mud-dialog input:focus");
                    await page.Keyboard.TypeAsync("Ikke vår");
                    await page.Keyboard.PressAsync("Enter");
                    break;
                case 6:
                    await page.Keyboard.PressAsync("s");
                    await page.WaitForSelectorAsync(".mud-dialog input:focus");
                    await page.Keyboard.TypeAsync("+30");
                    await page.Keyboard.PressAsync("Enter");
                    break;
                default:
                    // Posted, regretted, posted again as something else.
                    await AccountAsync(page, "6800");
                    await ApproveAsync(page, number);
                    await GoneAsync(page, number);
                    await page.Keyboard.PressAsync("z");
                    await page.WaitForSelectorAsync($".stage.shown .booking-head:has-text('faktura {number}')");
                    await page.WaitForSelectorAsync(".booking:focus");
                    await page.WaitForTimeoutAsync(420);
                    await AccountAsync(page, "6540");
                    await ApproveAsync(page, number);
                    break;
            }
            await GoneAsync(page, number);
        }
        await page.WaitForSelectorAsync("text=Alt er kontrollert");

        Dictionary<int, (string? Account, ReviewStatus Status)> expected = new()
        {
            [0] = ("6800", ReviewStatus.Corrected),
            [1] = ("6800", ReviewStatus.Corrected),
            [2] = ("6800", ReviewStatus.Corrected),
            [3] = ("7320", ReviewStatus.Corrected),
            [4] = ("7320", ReviewStatus.Corrected),
            [5] = (null, ReviewStatus.Rejected),
            [6] = (null, ReviewStatus.Snoozed),
            [7] = ("6540", ReviewStatus.Corrected),
        };
        foreach (var (number, act) in done)
        {
            var invoice = await firm.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == number));
            var last = await firm.AskAsync(db => db.ReviewQueue.Where(r => r.SourceId == invoice.Id).OrderByDescending(r => r.Id).FirstAsync());
            Assert.Contains(last.Status, expected[act].Status == ReviewStatus.Corrected ? [ReviewStatus.Corrected, ReviewStatus.Approved] : new[] { expected[act].Status });
            if (expected[act].Account is not { } account) Assert.Null(invoice.GeneralLedgerId);
            else Assert.Equal(invoice.Facts.Net, await firm.AskAsync(db => db.Postings.Where(p => p.EntryId == invoice.GeneralLedgerId && p.AccountNumber == account).SumAsync(p => p.DebitAmount - p.CreditAmount)));
        }
        var standing = await firm.AskAsync(db => db.Invoices.Where(i => i.ReviewStatus == InvoiceStatus.Posted).SumAsync(i => i.TotalAmount));
        Assert.Equal(-standing, await firm.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "2400").SumAsync(p => p.DebitAmount - p.CreditAmount)));
    }

    [Fact]
    public async Task Of_two_who_approve_the_same_item_at_once_one_posts_and_the_other_is_told_by_whom()
    {
        for (var i = 0; i < Races; i++) await firm.DeliverCaseAsync($"F{i}", 100m + i);
        var (hers, mine) = (await browser.OpenAsync(), await browser.OpenAsync());
        await kontali.SignInAsync(hers, SmallFirm.Email, SmallFirm.Password);
        await kontali.SignInAsync(mine, "kari@prove.example", SmallFirm.Password);
        var items = await firm.AskAsync(db => new QueueFilter().Of(db, TimeProvider.System.GetUtcNow()).MostUrgentFirst.Select(r => r.Id).ToListAsync());
        foreach (var item in items)
        {
            await Task.WhenAll(new[] { hers, mine }.Select(async page =>
            {
                await Browser.GoAsync(page, kontali.At($"/til-kontroll?sak={item}"));
                await page.WaitForSelectorAsync(".booking:focus");
                await AccountAsync(page, "6800");
            }));
            var before = await firm.AskAsync(db => db.Journal.CountAsync());
            await Task.WhenAll(hers.Keyboard.PressAsync("Enter"), mine.Keyboard.PressAsync("Enter"));
            // One goes on; the other reads the winner's name within two seconds.
            var told = await Task.WhenAny(ToldAsync(hers), ToldAsync(mine));
            var says = await told;
            Assert.Matches("behandlet av (Berit Lund|Kari Vik)", says);
            Assert.Equal(before + 1, await firm.AskAsync(db => db.Journal.CountAsync()));
            var winner = await firm.AskAsync(db => db.ReviewQueue.Where(r => r.Id == item).Join(db.Users, r => r.ResolvedByUserId, u => u.Id, (r, u) => u.Name).SingleAsync());
            Assert.Contains(winner, says, StringComparison.Ordinal);
        }
        Assert.Equal(Races, await firm.AskAsync(db => db.Journal.CountAsync()));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_line_that_breaks_before_at_or_after_Enter_posts_once_or_not_at_all_and_the_screen_says_which(int moment)
    {
        await firm.DeliverCaseAsync("F0", 100m);
        await firm.DeliverCaseAsync("F1", 200m);
        using var wire = new Wire(kontali.At("/"));
        var page = await browser.OpenAsync();
        await page.GotoAsync(wire.At("/logg-inn").ToString());
        await page.FillAsync("input[type=email]", SmallFirm.Email);
        await page.FillAsync("input[type=password]", SmallFirm.Password);
        await page.ClickAsync("button[type=submit]");
        await page.WaitForSelectorAsync("[data-alive=yes]");
        await Browser.GoAsync(page, wire.At("/til-kontroll"));
        await page.WaitForSelectorAsync(".booking:focus");
        await AccountAsync(page, "6800");
        var number = await NumberAsync(page);

        if (moment < 0) wire.Cut();
        await page.Keyboard.PressAsync("Enter");
        if (moment == 0) wire.Cut();
        if (moment > 0)
        {
            await page.WaitForTimeoutAsync(60);
            wire.Cut();
        }
        await page.WaitForTimeoutAsync(700);
        wire.Mend();
        // The line is back; the browser may take a moment to notice. What the screen then says is what the ledger says.
        await page.WaitForFunctionAsync("() => document.querySelector('#components-reconnect-modal').hidden", null, new() { Timeout = 20_000 });
        await page.WaitForTimeoutAsync(3000);
        var posted = await firm.AskAsync(db => db.Journal.CountAsync());
        Assert.InRange(posted, 0, 1);
        var now = await NumberAsync(page);
        if (posted == 1) Assert.True(now != number || await page.QuerySelectorAsync("text=/behandlet av|Bokført/") is not null);
        else
        {
            // Not posted: it is still before her, with the account she chose.
            Assert.Equal(number, now);
            Assert.NotNull(await page.QuerySelectorAsync(".stage.shown .preview td:has-text('6800')"));
            await page.Keyboard.PressAsync("Enter");
            await GoneAsync(page, number);
            Assert.Equal(1, await firm.AskAsync(db => db.Journal.CountAsync()));
        }
    }

    [Fact]
    public async Task What_she_typed_is_there_after_a_reload()
    {
        await firm.DeliverCaseAsync("F0", 100m, 50m);
        var page = await AtHerQueueAsync();
        await AccountAsync(page, "7320");
        for (var tries = 0; tries < 100 && await firm.AskAsync(db => db.ReviewDrafts.CountAsync()) == 0; tries++) await page.WaitForTimeoutAsync(100);
        await Browser.PressUntilAsync(page, "c", ".booking textarea:focus");
        await page.Keyboard.TypeAsync("Hvem kjøpte dette?");
        await KeptAsync(NoteKind.Comment, "Hvem kjøpte dette?");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".booking:focus");
        await Browser.PressUntilAsync(page, "q", ".mud-dialog textarea:focus");
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync("Gjelder det kontoret?");
        await KeptAsync(NoteKind.Question, "Gjelder det kontoret?");

        await page.ReloadAsync();
        await page.WaitForSelectorAsync(".stage.shown .preview td:has-text('7320')");
        await page.WaitForSelectorAsync(".booking textarea");
        Assert.Equal("Hvem kjøpte dette?", await page.InputValueAsync(".booking textarea"));
        await Browser.PressUntilAsync(page, "q", ".mud-dialog textarea:focus");
        Assert.Equal("Gjelder det kontoret?", await page.InputValueAsync(".mud-dialog textarea"));
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync(".mud-dialog .told");
        Assert.Equal([NoteKind.Comment], await firm.AskAsync(db => db.Unsent.Select(u => u.Kind).ToListAsync()));
        Assert.Equal("Gjelder det kontoret?", await firm.AskAsync(db => db.ReviewNotes.Where(n => n.Kind == NoteKind.Question).Select(n => n.Body).SingleAsync()));
    }

    [Fact]
    public async Task The_question_is_hers_to_write_once_its_draft_is_there_and_not_before_so_that_no_draft_takes_the_place_of_her_words()
    {
        await firm.DeliverCaseAsync("F0", 100m);
        var page = await AtHerQueueAsync();
        await page.WaitForTimeoutAsync(500);

        await firm.DoAsync(SmallFirm.Me, async db =>
        {
            await db.Database.ExecuteSqlRawAsync("lock table review.unsent in access exclusive mode");
            await page.Keyboard.PressAsync("q");
            await page.WaitForSelectorAsync(".mud-dialog h2");
            await page.WaitForTimeoutAsync(300);
            Assert.Null(await page.QuerySelectorAsync(".mud-dialog textarea"));
        });
        await page.WaitForSelectorAsync(".mud-dialog textarea:focus");
        Assert.Contains("F0", await page.InputValueAsync(".mud-dialog textarea"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Her_letters_stand_in_place_of_the_account_also_where_it_was_drawn_anew_under_the_cursor_before_or_between_them()
    {
        await firm.DeliverCaseAsync("F0", 100m);
        var page = await AtHerQueueAsync();
        await Browser.PressUntilAsync(page, "a", ".picker.account input:focus");
        foreach (var letter in "6800")
        {
            await page.EvaluateAsync("() => { document.activeElement.value = '7320 Reklame'; }"); // as when the agent thinks again
            await page.Keyboard.TypeAsync($"{letter}");
        }
        Assert.Equal("6800", await page.EvaluateAsync<string>("document.activeElement.value"));
        await page.WaitForSelectorAsync(".picker [role=option][aria-selected=true]:has-text('6800')");
    }

    [Fact]
    public async Task A_key_in_the_moment_when_something_new_speaks_against_the_item_posts_nothing_and_says_why()
    {
        var item = (await firm.DeliverCaseAsync("F0", 100m)).Item.Id;
        var page = await AtHerQueueAsync();
        await AccountAsync(page, "6800");
        // As the fastest fingers: Enter comes with the very change.
        await page.EvaluateAsync("""
            () => new MutationObserver((_, watcher) => {
              if (!document.querySelector('.stage.shown').textContent.includes('Noe nytt')) return;
              watcher.disconnect();
              document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
            }).observe(document, { subtree: true, childList: true, characterData: true })
            """);
        await firm.DoAsync(Actor.Agent(SmallFirm.Id, "bokfører"), async db =>
        {
            var waiting = await db.ReviewQueue.SingleAsync(r => r.Id == item);
            db.Entry(waiting).Property(r => r.AiSuggestion).CurrentValue = waiting.AiSuggestion with { Flags = [.. waiting.AiSuggestion.Flags, new("amount", true, Phrase.Of($"Noe nytt taler mot saken."))] };
        });
        await page.WaitForSelectorAsync(".stage.shown .told.trouble:has-text('endret idet du trykket')");
        Assert.Equal(0, await firm.AskAsync(db => db.Journal.CountAsync()));
        await page.WaitForTimeoutAsync(420);
        await page.Keyboard.PressAsync("Enter");
        await GoneAsync(page, "F0");
        Assert.Equal("6800", await firm.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "6800").Select(p => p.AccountNumber).SingleAsync()));
    }

    // Signed in, the queue before her, the keys hers.
    private async Task<IPage> AtHerQueueAsync()
    {
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At("/til-kontroll"));
        await page.WaitForSelectorAsync(".booking:focus");
        return page;
    }

    // Kept without being sent: a moment after the last letter.
    private async Task KeptAsync(NoteKind kind, string words)
    {
        string? kept = null;
        for (var tries = 0; tries < 100 && kept != words; tries++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            kept = await firm.AskAsync(db => db.Unsent.Where(u => u.Kind == kind).Select(u => u.Body).SingleOrDefaultAsync());
        }
        Assert.Equal(words, kept);
    }

    [Fact]
    public async Task Putting_off_giving_asking_and_many_at_once_go_by_the_keyboard_and_every_dialog_can_be_read_by_all()
    {
        for (var i = 0; i < 6; i++) await firm.DeliverCaseAsync($"F{i}", 100m + i);
        var (page, dark) = (await browser.OpenAsync(), await browser.OpenAsync("dark"));
        foreach (var one in new[] { page, dark })
        {
            await kontali.SignInAsync(one, SmallFirm.Email, SmallFirm.Password);
            await Browser.GoAsync(one, kontali.At("/til-kontroll"));
            await one.WaitForSelectorAsync(".booking:focus");
            await one.WaitForTimeoutAsync(500);
            List<string> complaints = [];
            foreach (var (key, seen) in new[] { ("s", ".mud-dialog input:focus"), ("g", ".mud-dialog .picker input:focus"), ("q", ".mud-dialog textarea:focus"), ("b", ".mud-dialog fieldset"), ("r", ".mud-dialog input:focus"), ("?", ".keys-help"), ("Control+k", ".goto-input") })
            {
                await Browser.PressUntilAsync(one, key, seen);
                await one.WaitForTimeoutAsync(400); // it has come to rest
                complaints.AddRange((await Browser.ComplaintsAsync(one, dark: one == dark, ".mud-dialog")).Select(what => $"{key}: {what}"));
                for (var tries = 0; tries < 5 && await one.QuerySelectorAsync(".mud-dialog") is not null; tries++)
                {
                    await one.Keyboard.PressAsync("Escape");
                    await one.WaitForTimeoutAsync(500);
                }
                await one.WaitForSelectorAsync(".booking:focus");
            }
            Assert.True(complaints.Count == 0, string.Join('\n', complaints));
        }
        await dark.Context.CloseAsync();

        var put = await NumberAsync(page);
        await Browser.PressUntilAsync(page, "s", ".mud-dialog input:focus");
        await page.Keyboard.TypeAsync("2");
        await page.Keyboard.PressAsync("Enter");
        await GoneAsync(page, put);
        Assert.Equal(ReviewStatus.Snoozed, await StatusAsync(put));

        await page.WaitForTimeoutAsync(500);
        var given = await NumberAsync(page);
        await Browser.PressUntilAsync(page, "g", ".mud-dialog .picker input:focus");
        await page.Keyboard.TypeAsync("Kari");
        await page.WaitForSelectorAsync(".picker [role=option][aria-selected=true]:has-text('Kari')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForTimeoutAsync(300);
        if (await page.QuerySelectorAsync(".mud-dialog") is not null) await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".deed:has-text('Kari')");
        Assert.Equal("Kari Vik", await firm.AskAsync(db => db.ReviewQueue.Where(r => r.AssignedToUserId != null).Join(db.Users, r => r.AssignedToUserId, u => u.Id, (r, u) => u.Name).SingleAsync()));

        await page.WaitForSelectorAsync(".booking:focus");
        await page.WaitForTimeoutAsync(500);
        var asked = await NumberAsync(page);
        await Browser.PressUntilAsync(page, "q", ".mud-dialog textarea:focus");
        await page.Keyboard.PressAsync("Control+Enter");
        await page.WaitForSelectorAsync(".mud-dialog .told");
        await page.Keyboard.PressAsync("Escape");
        await GoneAsync(page, asked);
        Assert.Equal(ReviewStatus.Snoozed, await StatusAsync(asked));

        // What is left, marked and put off together.
        await page.WaitForTimeoutAsync(500);
        await page.Keyboard.PressAsync("x");
        await page.WaitForSelectorAsync(".queue-row.marked");
        await Browser.PressUntilAsync(page, "b", ".mud-dialog fieldset");
        await page.WaitForSelectorAsync(".mud-dialog button.primary:not([disabled])");
        Assert.Contains("1 saker", (await page.InnerTextAsync(".mud-dialog")).Replace('\u00a0', ' '), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".booking:focus");
    }

    private Task<ReviewStatus> StatusAsync(string number) => firm.AskAsync(db => db.ReviewQueue.Join(db.Invoices, r => r.SourceId, i => i.Id, (r, i) => new { r.Status, i.InvoiceNumber }).Where(r => r.InvoiceNumber == number).Select(r => r.Status).SingleAsync());

    // The number of the item before her.
    private static async Task<string> NumberAsync(IPage page) =>
        Regex.Match(await page.InnerTextAsync(".stage.shown .booking-head"), "(?:faktura|kreditnota) (F\\d+)").Groups[1].Value;

    private static async Task AccountAsync(IPage page, string account)
    {
        // The keys are heard a moment after the page is there.
        for (var tries = 0; tries < 40 && await page.QuerySelectorAsync(".picker.account input:focus") is null; tries++)
        {
            await page.Keyboard.PressAsync("a");
            await page.WaitForTimeoutAsync(60);
        }
        await page.WaitForSelectorAsync(".picker.account input:focus");
        await page.Keyboard.TypeAsync(account);
        try
        {
            await page.WaitForSelectorAsync($".picker [role=option][aria-selected=true]:has-text('{account}')");
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Konto {account} ble ikke funnet: i feltet står «{await page.EvaluateAsync<string>("document.activeElement.value ?? document.activeElement.className")}».");
        }
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync($".stage.shown .preview td:has-text('{account}')");
        await page.WaitForSelectorAsync(".booking:focus");
    }

    // Where the agent has thought again in the moment of the key, she is told so, and presses once more.
    private static async Task ApproveAsync(IPage page, string number)
    {
        var gone = $"!document.querySelector('.stage.shown .booking-head')?.textContent.includes('{number}')";
        for (var presses = 0; presses < 3; presses++)
        {
            await page.Keyboard.PressAsync("Enter");
            try
            {
                await page.WaitForFunctionAsync($"() => {gone} || document.querySelector('.stage.shown .told.trouble')?.textContent.includes('endret')");
            }
            catch (TimeoutException)
            {
                Assert.Fail($"Enter left {number} standing without a word: {(await page.InnerTextAsync(".stage.shown .booking")).ReplaceLineEndings(" ")}");
            }
            if (await page.EvaluateAsync<bool>(gone)) return;
            await page.WaitForTimeoutAsync(420);
        }
    }

    private static async Task GoneAsync(IPage page, string number)
    {
        await page.WaitForSelectorAsync($".stage.shown .booking-head:has-text('{number}')", new() { State = WaitForSelectorState.Detached });
        await page.WaitForSelectorAsync(".booking:focus, .state");
    }

    private static async Task<string> ToldAsync(IPage page) => await (await page.WaitForSelectorAsync(".told:has-text('behandlet av')"))!.InnerTextAsync();

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
