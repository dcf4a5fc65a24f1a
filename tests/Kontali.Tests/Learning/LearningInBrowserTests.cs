using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Learning;

/// <summary>
/// The story, in a real browser over the demo firm: the day's invoices post themselves, come back as blind samples, a planted mistake is found,
/// and its pattern is on trial again; all of it seen on the screens.
/// </summary>
public sealed class LearningInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private static readonly Actor Berit = DemoFirm.ActorOf(DemoFirm.Accountant);
    private RunningKontali kontali = default!;

    public async ValueTask InitializeAsync() => kontali = await RunningKontali.StartDemoAsync(server);

    [Fact]
    public async Task The_days_invoices_post_themselves_are_sampled_blind_and_a_planted_mistake_demotes_its_pattern()
    {
        // All of the electrician's are drawn, so that the story does not hang on chance.
        await DoAsync(db => db.SetEarningAsync(DemoFirm.IdOf(DemoFirm.Electrician), new(85, 85, 25_000, true, 100, null)));
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, DemoFirm.Administrator, DemoFirm.Password);
        await UntilAsync(async db => await db.Documents.AnyAsync(d => d.Door == Door.Demo) && !await db.Tasks.AnyAsync(t => t.TaskType == InvoiceAgent.ReadDocument));
        await UntilToldAsync();
        await DoTaskAsync(new HistoryStudent());
        var posted = await AskAsync(db => db.Outcomes.CountAsync(o => o.PostedByAgent));
        Assert.InRange(posted, 30, 80);

        await DoTaskAsync(new Sampler());
        var samples = await AskAsync(db => db.ReviewQueue.Open.Where(r => r.IssueCategory == Audits.Reason && r.ClientId == DemoFirm.IdOf(DemoFirm.Electrician)).ToListAsync());
        Assert.NotEmpty(samples);

        // Blind on the screen: no account, no per cent.
        await Browser.GoAsync(page, kontali.At($"/til-kontroll?klient={DemoFirm.IdOf(DemoFirm.Electrician)}&grunn=audit"));
        await page.WaitForSelectorAsync(".booking:has-text('Stikkprøve')");
        await ShootAsync(page, "stikkprove");
        Assert.Equal("", await page.Locator(".picker.account input").First.InputValueAsync());

        // She codes one as another account: to the books, what stood there was a mistake.
        var planted = samples[0];
        var decision = await AskAsync(db => db.Decisions.SingleAsync(d => d.Id == planted.DecisionId));
        await DoAsync(db => db.ApproveAsync(planted.Id, planted.RowVersion, new([.. decision.Decision.Lines.Select(CodedLine.From).Select(l => l with { Account = l.Account == "6540" ? "6550" : "6540", VatCode = l.VatCode })], TimeProvider.System.Today())));
        await UntilToldAsync();
        Assert.Contains(Learned.Demoted, await AskAsync(db => db.Events.Select(e => e.EventType).ToListAsync()));

        await Browser.GoAsync(page, kontali.At("/laering"));
        await page.WaitForSelectorAsync(".client-learning tr:has-text('Strøm og Stikk Elektro AS')");
        await page.WaitForSelectorAsync(".diagram circle");
        await ShootAsync(page, "laering");
        await Browser.GoAsync(page, kontali.At("/monstre?klient=1007"));
        await page.WaitForSelectorAsync(".panes.patterns tr:has-text('på prøve')");
        await ShootAsync(page, "monstre");
        await Browser.GoAsync(page, kontali.At("/beslutninger?klient=1007&utfall=wrong"));
        await page.WaitForSelectorAsync(".decisions .chip:has-text('feil')");
        await ShootAsync(page, "beslutninger");
        await Browser.GoAsync(page, kontali.At($"/beslutninger/{decision.Id}"));
        await page.WaitForSelectorAsync("dd:has-text('feil, stikkprøve')");
        await Browser.PressUntilAsync(page, "r", "text=leksjonene som var kjent da");
        await ShootAsync(page, "beslutning");
        await Browser.GoAsync(page, kontali.At("/klienter/1007?fane=terskler"));
        await page.WaitForSelectorAsync(".verdict:has-text('Med denne terskelen ville')");
        await ShootAsync(page, "terskler");
        await page.Locator(".slide input[type=range]").FillAsync("60");
        await Assertions.Expect(page.Locator(".slide input[type=number]")).ToHaveValueAsync("60");
        foreach (var theme in (string[])["dark", "light"])
        {
            var other = await browser.OpenAsync(theme, 1920, 1080);
            await kontali.SignInAsync(other, DemoFirm.Administrator, DemoFirm.Password);
            foreach (var (name, path) in new[] { ("laering", "/laering"), ("monstre", "/monstre"), ("beslutninger", "/beslutninger"), ("hjem", "/"), ("terskler", "/klienter/1001?fane=terskler") })
            {
                if (Shots is null) continue;
                await Browser.GoAsync(other, kontali.At(path));
                await other.WaitForSelectorAsync("h1");
                await other.WaitForTimeoutAsync(1200);
                await ShootAsync(other, $"{name}-{theme}-1920");
            }
        }
    }

    private static string? Shots => Environment.GetEnvironmentVariable("KONTALI_SCREENSHOTS") is { Length: > 0 } folder ? folder : null;

    private static async Task ShootAsync(IPage page, string name)
    {
        if (Shots is null) return;
        await page.WaitForTimeoutAsync(600);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Shots, $"learning-{name}.png") });
    }

    // What happened is told to the listeners here, as the host tells it; told twice, it teaches once.
    private readonly HashSet<Guid> told = [];

    private async Task UntilToldAsync()
    {
        IEventHandler[] listeners = [new Learner(), new AutoPostJudge()];
        while (true)
        {
            var waiting = (await AskAsync(db => db.Events.OrderBy(e => e.CreatedAt).ThenBy(e => e.Id).ToListAsync())).Where(e => told.Add(e.Id)).ToList();
            if (waiting.Count == 0) return;
            foreach (var it in waiting)
                foreach (var listener in listeners.Where(l => l.EventTypes.Contains(it.EventType)))
                    await DoAsync(db => listener.HandleAsync(db, it, default), Actor.Agent(DemoFirm.Id, listener.Name));
        }
    }

    private async Task DoTaskAsync(ITaskHandler agent)
    {
        await using var thinking = Open(Actor.Agent(DemoFirm.Id, agent.AgentName));
        var landing = await agent.ThinkAsync(thinking, new(Guid.NewGuid(), DemoFirm.Id, null, agent.TaskTypes.First(), default, Guid.NewGuid(), 1, 3), default);
        await DoAsync(db => landing.LandAsync(db, default), Actor.Agent(DemoFirm.Id, agent.AgentName));
    }

    private async Task UntilAsync(Func<KontaliContext, Task<bool>> so)
    {
        for (var tries = 0; tries < 900 && !await AskAsync(so); tries++) await Task.Delay(100);
    }

    private KontaliContext Open(Actor actor) => new(KontaliContext.Options(kontali.Ways.App)) { Actor = actor };

    private async Task<T> AskAsync<T>(Func<KontaliContext, Task<T>> question)
    {
        await using var db = Open(Berit);
        return await question(db);
    }

    private async Task DoAsync(Func<KontaliContext, Task> verb, Actor? actor = null)
    {
        await using var db = Open(actor ?? Berit);
        await using var transaction = await db.Database.BeginTransactionAsync();
        await verb(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
