using Kontali.Tests.World;
using Microsoft.Playwright;

namespace Kontali.Tests.SignIn;

/// <summary>A passkey, made and shown by a real browser with an authenticator of its own.</summary>
public sealed class PasskeyTests(TestServer server, Browser browser) : IClassFixture<Browser>
{
    [Fact]
    public async Task She_makes_a_passkey_signs_in_with_it_alone_and_takes_it_away()
    {
        await using var kontali = await RunningKontali.StartAsync(server, "Production");
        await new SmallFirm(kontali.Ways, kontali.Store, TimeProvider.System).MoveInAsync();
        var page = await browser.OpenAsync();
        try
        {
            var authenticator = await page.Context.NewCDPSessionAsync(page);
            await authenticator.SendAsync("WebAuthn.enable");
            await authenticator.SendAsync("WebAuthn.addVirtualAuthenticator", new()
            {
                ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
            });
            await page.GotoAsync(At(kontali, "/logg-inn"));
            await page.FillAsync("input[type=email]", SmallFirm.Email);
            await page.FillAsync("input[type=password]", SmallFirm.Password);
            await page.ClickAsync("form:not([data-passkey]) button[type=submit]");
            await page.WaitForSelectorAsync("[data-alive=yes]");

            // Not with a wrong password, though the device would.
            await MakeAsync(page, kontali, "feil passord her");
            await page.WaitForSelectorAsync(".told.trouble");
            await MakeAsync(page, kontali, SmallFirm.Password);
            await page.WaitForSelectorAsync(".told.done");
            Assert.Contains("Telefonen", await page.InnerTextAsync("table.passkeys"), StringComparison.Ordinal);

            await LeaveAsync(page);
            await page.GotoAsync(At(kontali, "/logg-inn?til=/klienter"));
            await page.ClickAsync("form[data-passkey] button");
            await page.WaitForSelectorAsync("[data-alive=yes]");
            Assert.EndsWith("/klienter", page.Url, StringComparison.Ordinal);

            await page.GotoAsync(At(kontali, "/konto"));
            await page.ClickAsync("table.passkeys button");
            await page.WaitForSelectorAsync(".told.done");
            Assert.Equal(0, await page.Locator("table.passkeys").CountAsync());
            await LeaveAsync(page);
            await page.GotoAsync(At(kontali, "/logg-inn"));
            await page.ClickAsync("form[data-passkey] button");
            await page.WaitForSelectorAsync(".told.trouble");
        }
        finally
        {
            await browser.CloseAsync();
        }
    }

    // The page says goodbye as itself: said as nobody, it would be shown the sign-in page, and that one's form has a token of its own.
    private static async Task LeaveAsync(IPage page)
    {
        await page.GotoAsync("about:blank");
        await page.WaitForTimeoutAsync(500);
        await page.Context.ClearCookiesAsync();
    }

    private static async Task MakeAsync(IPage page, RunningKontali kontali, string password)
    {
        await page.GotoAsync(At(kontali, "/konto"));
        await page.FillAsync("input[name='Passkey.Name']", "Telefonen");
        await page.FillAsync("input[name='Passkey.Password']", password);
        await page.ClickAsync("form[data-passkey] button");
    }

    // A passkey belongs to a name, never to a number.
    private static string At(RunningKontali kontali, string path) => new UriBuilder(kontali.At(path)) { Host = "localhost" }.Uri.ToString();
}
