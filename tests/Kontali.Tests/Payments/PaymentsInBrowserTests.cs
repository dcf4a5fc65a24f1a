using System.Text;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Kontali.Web.Payments;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Browser = Kontali.Tests.World.Browser;

namespace Kontali.Tests.Payments;

/// <summary>From what is due to what the bank has paid, in a browser, with the keys; and the doors held shut from outside.</summary>
public sealed class PaymentsInBrowserTests(Browser browser, TestServer server) : IClassFixture<Browser>, IAsyncLifetime
{
    private RunningKontali kontali = null!;

    public async ValueTask InitializeAsync() => kontali = await RunningKontali.StartDemoAsync(server);

    [Fact]
    public async Task The_bookkeeper_sets_it_up_the_accountant_approves_the_file_comes_after_and_the_banks_answer_books_it_once()
    {
        var hers = await browser.OpenAsync();
        await kontali.SignInAsync(hers, DemoFirm.Bookkeeper, DemoFirm.Password);
        await Browser.GoAsync(hers, kontali.At("/betalinger?klient=1001"));
        await hers.WaitForSelectorAsync("tbody tr[aria-selected=true]");
        await Browser.PressUntilAsync(hers, "x", "td.mark input:checked");
        await hers.Keyboard.PressAsync("b");
        await hers.WaitForURLAsync("**/betalinger/0*");
        var run = Guid.Parse(hers.Url.Split('/')[^1]);
        // It is her own, and she has not the right anyway.
        await hers.WaitForSelectorAsync("button:disabled:has-text('Godkjenn')");
        Assert.Equal(404, await StatusAsync(hers, run));

        var his = await browser.OpenAsync();
        await kontali.SignInAsync(his, DemoFirm.Accountant, DemoFirm.Password);
        await Browser.GoAsync(his, kontali.At(RunPage.Href(run)));
        await Browser.PressUntilAsync(his, "g", "button:has-text('Betalingsfil')");
        Assert.Equal(404, await StatusAsync(his, run));
        var download = await his.RunAndWaitForDownloadAsync(() => his.Keyboard.PressAsync("p"));
        var file = await File.ReadAllTextAsync(await download.PathAsync());
        Assert.Contains("pain.001.001.03", file, StringComparison.Ordinal);
        Assert.Equal(200, await StatusAsync(his, run));

        // A reader may not have it, and nobody gets in a file without the page's own token.
        var reader = await browser.OpenAsync();
        await kontali.SignInAsync(reader, DemoFirm.Reader, DemoFirm.Password);
        Assert.Equal(404, await StatusAsync(reader, run));
        var order = await AskAsync(db => db.PaymentOrders.SingleAsync(o => o.RunId == run));
        var from = await AskAsync(db => db.PaymentRuns.Where(r => r.Id == run).Select(r => r.FromAccount).SingleAsync());
        var amount = order.Kroner.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture);
        var answer = BankFilesTests.Statement("0.00", amount, "DBIT", "0.00", from, "SVC-1", $"<NtryDtls><TxDtls><Refs><EndToEndId>{order.Id:N}</EndToEndId></Refs></TxDtls></NtryDtls>").Replace("<Bal>", "<!--", StringComparison.Ordinal).Replace("</Bal>", "-->", StringComparison.Ordinal);
        var forged = his.APIRequest.CreateFormData();
        forged.Set("file", new FilePayload { Name = "svar.xml", MimeType = "application/xml", Buffer = Encoding.UTF8.GetBytes(answer) });
        Assert.Equal(400, (await his.APIRequest.PostAsync(kontali.At(PaymentFiles.BankFile).ToString(), new() { Multipart = forged })).Status);

        // The bank's answer is dropped; it says whose it is. The second time it is known.
        await Browser.GoAsync(his, kontali.At(BankPage.Address));
        foreach (var said in new[] { "1 betalt og bokført", "1 var lest inn før" })
        {
            await his.WaitForSelectorAsync(".drop-zone:not(.compact)[data-ears=yes]");
            await his.SetInputFilesAsync(".drop-zone:not(.compact) input[type=file]", new FilePayload { Name = "svar.xml", MimeType = "application/xml", Buffer = Encoding.UTF8.GetBytes(answer) });
            await his.WaitForSelectorAsync($".drop-zone:not(.compact) .sent li:has-text('{said}')");
        }
        await his.SetInputFilesAsync(".drop-zone:not(.compact) input[type=file]", new FilePayload { Name = "feil.xml", MimeType = "application/xml", Buffer = "%PDF-1.4"u8.ToArray() });
        await his.WaitForSelectorAsync(".drop-zone:not(.compact) .sent li:has-text('ikke XML')");
        Assert.Equal(1, await AskAsync(db => db.Journal.CountAsync(j => db.PaymentOrders.Any(o => o.RunId == run && o.EntryId == j.Id))));
        await Browser.GoAsync(his, kontali.At(RunPage.Href(run)));
        await his.WaitForSelectorAsync("tbody .chip.done:has-text('betalt')");
    }

    private async Task<int> StatusAsync(IPage page, Guid run) => (await page.APIRequest.GetAsync(kontali.At(PaymentFiles.Href(run, PainVersion.V03)).ToString())).Status;

    private async Task<T> AskAsync<T>(Func<KontaliContext, Task<T>> question)
    {
        await using var db = new KontaliContext(KontaliContext.Options(kontali.Ways.App)) { Actor = DemoFirm.ActorOf(DemoFirm.Administrator) };
        return await question(db);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.CloseAsync();
        await kontali.DisposeAsync();
    }
}
