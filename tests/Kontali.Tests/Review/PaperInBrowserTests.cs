using Kontali.Tests.Invoices.Pdf.Papers;
using Kontali.Tests.World;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Review;

/// <summary>A PDF beside its suggestion, as a bookkeeper sees it at 1440×900.</summary>
public sealed class PaperInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private RunningKontali kontali = default!;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server);
        await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
    }

    [Fact]
    public async Task It_can_be_read_without_zooming_with_every_value_marked_and_be_zoomed_turned_and_searched()
    {
        var layout = PaperLayouts.Tuned[0];
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        var facts = layout.Facts(0) with { Buyer = "Prøvebakeriet AS", BuyerNumber = "310645028", Issue = today.AddDays(-6), Due = today.AddDays(8) };
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At("/innboks"));
        await page.SetInputFilesAsync(".drop-zone:not(.compact) input[type=file]", new FilePayload { Name = "faktura.pdf", MimeType = "application/pdf", Buffer = layout.Draw(facts) });
        await page.WaitForSelectorAsync("table.inbox tr:has-text('faktura.pdf'):has-text('Til kontroll')");

        await Browser.GoAsync(page, kontali.At("/til-kontroll"));
        await page.WaitForSelectorAsync(".stage.shown .paper[data-state=open] .paper-page canvas");
        await page.WaitForSelectorAsync(".stage.shown .paper-text span");
        // The paper's words are of 9 points; and no value that was read lies outside what she sees.
        Assert.InRange(9 * await WidthAsync(page) / 595, 8, 20);
        Assert.Empty(await page.EvaluateAsync<string[]>("""
            () => {
              const pane = document.querySelector('.stage.shown .paper-pages').getBoundingClientRect();
              const frames = [...document.querySelectorAll('.stage.shown .paper-box')].map(f => ({ name: f.dataset.field, at: f.getBoundingClientRect() }));
              return [...frames.filter(f => f.at.left < pane.left || f.at.right > pane.right).map(f => f.name), ...['number', 'issueDate', 'dueDate', 'gross', 'payment.0.account'].filter(n => !frames.some(f => f.name === n))];
            }
            """));

        var before = await WidthAsync(page);
        await page.ClickAsync(".stage.shown .paper-tools button[aria-label=Større]");
        await page.WaitForSelectorAsync(".stage.shown .paper-tools button:has-text('125 %')");
        Assert.InRange(await WidthAsync(page), 1.2 * before, 1.3 * before);
        await page.ClickAsync(".stage.shown .paper-tools button:has-text('125 %')");
        await page.FillAsync(".stage.shown .paper-tools input", facts.Number);
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".stage.shown .paper-hit[data-here=yes]");
        await page.ClickAsync(".stage.shown .paper-tools button:has-text('Roter')");
        await page.WaitForFunctionAsync("() => { const p = document.querySelector('.stage.shown .paper-page').getBoundingClientRect(); return p.width > p.height; }");
        await page.ClickAsync(".stage.shown .paper-tools button:has-text('Sider')");
        await page.WaitForSelectorAsync(".stage.shown .paper-thumbs button canvas");
    }

    private static Task<double> WidthAsync(IPage page) => page.EvaluateAsync<double>("document.querySelector('.stage.shown .paper-page').getBoundingClientRect().width");

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
