using Kontali.Data.Review;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Review;

/// <summary>The road, whole, in a real browser against the real program: a file is dropped, read, approved with a key, and stands in the ledger.</summary>
public sealed class FromFileToVoucherInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private RunningKontali kontali = default!;
    private SmallFirm firm = default!;

    public async ValueTask InitializeAsync()
    {
        kontali = await RunningKontali.StartAsync(server);
        firm = await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
    }

    [Fact]
    public async Task A_dropped_invoice_is_read_approved_by_keyboard_and_found_in_the_ledger()
    {
        var page = await browser.OpenAsync();
        await kontali.SignInAsync(page, SmallFirm.Email, SmallFirm.Password);
        await Browser.GoAsync(page, kontali.At("/innboks"));
        await DropAsync(page, ("faktura-77.xml", SmallFirm.Invoice("77", 1000m, 236.40m)), ("ferie.txt", "bare tekst"u8.ToArray()));

        await page.WaitForSelectorAsync(".sent li:has-text('faktura-77.xml') .chip:has-text('Til kontroll')");
        await page.WaitForSelectorAsync(".sent li:has-text('ferie.txt') .chip:has-text('Avvist')");
        await page.WaitForSelectorAsync(".sent li:has-text('ferie.txt') .why:has-text('verken EHF (XML), PDF')");
        await page.WaitForSelectorAsync("table.inbox tr:has-text('Kontorlageret AS'):has-text('Prøvebakeriet AS')");

        await Browser.GoAsync(page, kontali.At("/til-kontroll"));
        await page.WaitForSelectorAsync(".preview:has-text('2400')");
        await page.WaitForSelectorAsync(".sheet:has-text('Kontorrekvisita 2')");
        await page.WaitForSelectorAsync(".booking:focus");
        await Browser.PressUntilAsync(page, "a", ".picker.account input:focus");
        await page.Keyboard.TypeAsync("6800");
        await page.WaitForSelectorAsync(".picker [role=option][aria-selected=true]:has-text('6800')");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".preview td:has-text('6800')");
        await page.WaitForSelectorAsync(".booking:focus");
        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("text=Alt er kontrollert");

        var entry = await firm.AskAsync(db => db.Journal.Include(j => j.Postings).SingleAsync());
        Assert.Equal(["6800 1236.40", "2710 309.10", "2400 -1545.50"], entry.Postings.OrderBy(p => p.LineNumber).Select(p => FormattableString.Invariant($"{p.AccountNumber} {p.Amount}")));
        Assert.Equal(SmallFirm.Me.User, entry.CreatedById);
        Assert.NotNull(entry.DocumentHash);
        Assert.Equal(0, await firm.AskAsync(db => db.ReviewQueue.Open.CountAsync()));

        await Browser.GoAsync(page, kontali.At("/bilag"));
        await page.WaitForSelectorAsync("text=Kontorlageret AS");
    }

    // A drop as the browser itself makes it: a DataTransfer with files, let go over the page.
    private static async Task DropAsync(IPage page, params (string Name, byte[] Bytes)[] files)
    {
        await page.WaitForSelectorAsync(".drop-box");
        var transfer = await page.EvaluateHandleAsync("""
            files => { const data = new DataTransfer(); for (const f of files) data.items.add(new File([Uint8Array.from(atob(f.bytes), c => c.charCodeAt(0))], f.name)); return data; }
            """, files.Select(f => new { name = f.Name, bytes = Convert.ToBase64String(f.Bytes) }).ToArray());
        for (var tries = 0; tries < 20 && await page.QuerySelectorAsync(".sent") is null; tries++)
        {
            await page.DispatchEventAsync(".drop-zone", "drop", new { dataTransfer = transfer });
            await page.WaitForTimeoutAsync(250);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
