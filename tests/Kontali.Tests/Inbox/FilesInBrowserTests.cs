using Kontali.Data.Documents;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Inbox;

/// <summary>Files come in from any page: dropped, pasted, sent again after the line broke, photographed on a phone. And go out harmless.</summary>
public sealed class FilesInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    // One dot.
    private static readonly byte[] Png = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
    private RunningKontali kontali = null!;
    private SmallFirm firm = null!;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server, "Production");
        firm = await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
    }

    [Fact]
    public async Task Files_are_dropped_and_pasted_on_any_page_sent_again_and_handed_out_harmless()
    {
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);

        // Any page takes them, and says where they go.
        await Browser.GoAsync(page, kontali.At("/bilag"));
        await page.WaitForSelectorAsync(".drop-zone[data-ears=yes]", new() { State = WaitForSelectorState.Attached });
        await DragAsync(page, "<html><script>alert(1)</script></html>", "side.html");
        Assert.Contains("Går til klienten fakturaen er stilet til", await page.InnerTextAsync(".drop-veil"), StringComparison.Ordinal);
        await DropAsync(page);
        await page.WaitForSelectorAsync(".sent li .chip");
        await ArrivedAsync(1);

        // A picture from the clipboard gets a name of its own.
        await page.EvaluateAsync("bytes => { const data = new DataTransfer(); data.items.add(new File([new Uint8Array(bytes)], 'image.png', { type: 'image/png' })); document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true })); }", Png.Select(b => (int)b).ToArray());
        await page.WaitForSelectorAsync(".sent li:has-text('utklipp-')");
        await ArrivedAsync(2);

        // The line breaks; the file is kept in the browser and sent again.
        await page.RouteAsync("**/innboks/fil*", route => route.AbortAsync());
        await DragAsync(page, "notat", "notat.txt");
        await DropAsync(page);
        await page.WaitForSelectorAsync(".sent li:has-text('Forbindelsen ble brutt') button:has-text('Prøv igjen')");
        await page.UnrouteAsync("**/innboks/fil*");
        await page.ClickAsync(".sent li button:has-text('Prøv igjen')");
        await ArrivedAsync(3);

        // An empty file is not sent at all.
        await DragAsync(page, "", "tom.xml");
        await DropAsync(page);
        await page.WaitForSelectorAsync(".sent li:has-text('Filen er tom')");

        // On a client's page they are that client's.
        await Browser.GoAsync(page, kontali.At("/klienter/1001"));
        await page.WaitForSelectorAsync(".drop-zone[data-ears=yes]", new() { State = WaitForSelectorState.Attached });
        await page.WaitForFunctionAsync("() => document.querySelector('.drop-veil').textContent.includes('Prøvebakeriet AS')");

        // What came in goes out as a file, whatever it is.
        var web = await firm.AskAsync(db => db.Documents.SingleAsync(d => d.Filename == "side.html"));
        var answer = await page.APIRequest.GetAsync(kontali.At($"/dokument/{web.Id}").ToString());
        Assert.Equal("application/octet-stream", answer.Headers["content-type"]);
        Assert.StartsWith("attachment", answer.Headers["content-disposition"], StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers["x-content-type-options"]);
        Assert.StartsWith("sandbox", answer.Headers["content-security-policy"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_chosen_before_the_page_listens_is_not_lost()
    {
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await page.RouteAsync("**/js/drop*.js", async route => { await Task.Delay(TimeSpan.FromSeconds(2)); await route.ContinueAsync(); });
        await Browser.GoAsync(page, kontali.At("/innboks"));
        await page.SetInputFilesAsync(".drop-zone:not(.compact):not([data-ears]) input[type=file]", new FilePayload { Name = "tidlig.png", MimeType = "image/png", Buffer = Png });
        await page.WaitForSelectorAsync(".sent li:has-text('tidlig.png')");
        await ArrivedAsync(1);
    }

    [Fact]
    public async Task A_receipt_is_photographed_on_a_phone()
    {
        var page = await browser.OpenAsync(width: 390, height: 844);
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At("/foto"));
        await page.WaitForSelectorAsync(".drop-zone.photo[data-ears=yes]", new() { State = WaitForSelectorState.Attached });

        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 390"));
        Assert.True(await page.EvaluateAsync<bool>("() => [...document.querySelectorAll('.phone select, .phone .take, .phone header a')].every(e => e.getBoundingClientRect().height >= 48 && e.getBoundingClientRect().width >= 48)"));
        await page.SetInputFilesAsync(".take input[capture=environment]", new FilePayload { Name = "kvittering.png", MimeType = "image/png", Buffer = Png });
        await page.WaitForSelectorAsync(".sent li:has-text('kvittering.png') .chip");
        await ArrivedAsync(1);

        var arrival = await firm.AskAsync(db => db.Arrivals.SingleAsync());
        Assert.Equal((SmallFirm.ClientId, Door.Browser), (arrival.ClientId, arrival.Door));
    }

    private static Task DragAsync(IPage page, string text, string name) => page.EvaluateAsync(
        "([text, name]) => { window.dragged = new DataTransfer(); dragged.items.add(new File([text], name)); document.body.dispatchEvent(new DragEvent('dragenter', { dataTransfer: dragged, bubbles: true, cancelable: true })); }", new[] { text, name });

    private static Task DropAsync(IPage page) => page.EvaluateAsync("() => document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: window.dragged, bubbles: true, cancelable: true }))");

    private async Task ArrivedAsync(int count)
    {
        for (var tries = 0; tries < 300 && await firm.AskAsync(db => db.Arrivals.CountAsync()) < count; tries++) await Task.Delay(100);
        Assert.Equal(count, await firm.AskAsync(db => db.Arrivals.CountAsync()));
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
