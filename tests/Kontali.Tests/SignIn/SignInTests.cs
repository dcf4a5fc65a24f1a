using System.Net;
using System.Security.Cryptography;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Tests.World;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using System.Text.RegularExpressions;

namespace Kontali.Tests.SignIn;

public sealed partial class SignInTests(TestServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_first_page_of_a_fresh_database_makes_firm_and_administrator_and_closes_behind_her()
    {
        await using var site = await Site.FreshAsync(server);
        using var browser = site.Browser();
        Assert.Equal("/logg-inn", await GoesAsync(browser, "/"));
        Assert.Equal("/start", await GoesAsync(browser, "/logg-inn"));

        using var made = await Site.SendAsync(browser, "/start", "start", First("kari@fjord.example"));

        Assert.Equal("/", Where(made));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/", UriKind.Relative), Stop)).StatusCode);
        Assert.Equal("/logg-inn", await GoesAsync(browser, "/start"));
        await using var db = site.Books.Open(Actor.Nobody);
        Assert.Single(await db.EveryFirmAsync(Stop));
    }

    [Fact]
    public async Task Of_two_who_make_the_first_firm_at_once_one_is_told_to_sign_in()
    {
        await using var site = await Site.FreshAsync(server);
        using HttpClient one = site.Browser(), other = site.Browser();
        var pages = await Task.WhenAll(one.GetStringAsync(new Uri("/start", UriKind.Relative), Stop), other.GetStringAsync(new Uri("/start", UriKind.Relative), Stop));

        var answers = await Task.WhenAll(
            Site.PostAsync(one, "/start", pages[0], "start", First("kari@fjord.example")),
            Site.PostAsync(other, "/start", pages[1], "start", [.. First("ola@fjord.example").Select(f => f.Item1 == "Input.Number" ? (f.Item1, "400102740") : f)]));

        Assert.Equal(["/", "/logg-inn"], answers.Select(Where).Order());
        await using var db = site.Books.Open(Actor.Nobody);
        Assert.Single(await db.EveryFirmAsync(Stop));
    }

    [Theory]
    [InlineData("Input.Password", "kort")]
    [InlineData("Input.Password", "aaaaaaaaaaaaaaaa")]
    [InlineData("Input.Number", "987654321")]
    [InlineData("Input.Email", "kari")]
    [InlineData("Input.Firm", " ")]
    public async Task What_will_not_do_is_told_and_nothing_is_made(string field, string value)
    {
        await using var site = await Site.FreshAsync(server);
        using var browser = site.Browser();

        using var answer = await Site.SendAsync(browser, "/start", "start", [.. First("kari@fjord.example").Select(f => f.Item1 == field ? (field, value) : f)]);

        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        await using var db = site.Books.Open(Actor.Nobody);
        Assert.True(await db.HasNoFirmAsync(Stop));
    }

    [Fact]
    public async Task She_signs_in_goes_where_she_was_going_and_signs_out()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        Assert.Equal("/logg-inn?til=%2Fklienter", await GoesAsync(browser, "/klienter", whole: true));

        using var inside = await Site.SignInAsync(browser, page: "/logg-inn?til=%2Fklienter");
        Assert.Equal("/klienter", Where(inside));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/klienter", UriKind.Relative), Stop)).StatusCode);

        using var outside = await Site.PostAsync(browser, "/logg-ut", await browser.GetStringAsync(new Uri("/logg-ut/bekreft", UriKind.Relative), Stop), null);
        Assert.Equal("/logg-inn", Where(outside));
        Assert.Equal("/logg-inn", await GoesAsync(browser, "/klienter"));
    }

    [Fact]
    public async Task A_sign_out_that_nobody_asked_for_is_asked_again()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        await Site.SignInAsync(browser);

        using var forged = await browser.PostAsync(new Uri("/logg-ut", UriKind.Relative), null, Stop);

        Assert.Equal("/logg-ut/bekreft", Where(forged));
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(new Uri("/klienter", UriKind.Relative), Stop)).StatusCode);
    }

    [Theory]
    [InlineData("//ond.example")]
    [InlineData("/\\ond.example")]
    [InlineData("https://ond.example")]
    [InlineData("/\t/ond.example")]
    public async Task Nobody_is_sent_away_from_us_after_signing_in(string to)
    {
        await using var site = await Site.WithFirmAsync(server);
        using var answer = await Site.SignInAsync(site.Browser(), page: $"/logg-inn?til={Uri.EscapeDataString(to)}");
        Assert.Equal("/", Where(answer));
    }

    [Fact]
    public async Task An_unknown_address_a_wrong_password_and_a_locked_account_hear_the_same()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        var unknown = await TextAsync(Site.SignInAsync(browser, "ingen@fjord.example"));
        var wrong = await TextAsync(Site.SignInAsync(browser, password: "noe helt annet her"));
        for (var n = 0; n < 4; n++) await Site.SignInAsync(browser, password: "noe helt annet her");

        var locked = await TextAsync(Site.SignInAsync(browser));

        Assert.Contains("E-post eller passord stemmer ikke", wrong, StringComparison.Ordinal);
        Assert.Equal(unknown, wrong.Replace(FirmWorld.Kari, "ingen@fjord.example", StringComparison.Ordinal));
        Assert.Equal(wrong, locked);
        await using var db = site.Books.Open(Actor.Setup(FirmWorld.Firm));
        Assert.NotNull((await db.Users.SingleAsync(Stop)).LockoutEnd);
    }

    [Fact]
    public async Task Whoever_is_shut_out_is_out()
    {
        await using var site = await Site.WithFirmAsync(server);
        var ola = await site.Books.AddAsync("ola@fjord.example", Role.Reader);
        await site.Books.DoAsync(Actor.Setup(FirmWorld.Firm), db => db.SetActiveAsync(ola.Id, false, Stop));

        Assert.Contains("E-post eller passord stemmer ikke", await TextAsync(Site.SignInAsync(site.Browser(), "ola@fjord.example")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_an_app_the_password_is_half_the_way()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        await Site.SignInAsync(browser);
        var codes = await TurnOnAsync(browser);

        using var again = site.Browser();
        using var half = await Site.SignInAsync(again, page: "/logg-inn?til=%2Fklienter");
        Assert.StartsWith("/logg-inn/kode", Where(half), StringComparison.Ordinal);
        Assert.Equal("/logg-inn", await GoesAsync(again, "/klienter"));

        var step = half.Headers.Location!.ToString();
        Assert.Contains("Koden stemmer ikke", await TextAsync(Site.SendAsync(again, step, "kode", ("Input.Code", "000000"))), StringComparison.Ordinal);
        using var whole = await Site.SendAsync(again, step, "kode", ("Input.Code", Totp(codes.Key)));
        Assert.Equal("/klienter", Where(whole));

        using var without = site.Browser();
        await Site.SignInAsync(without);
        Assert.Equal("/", Where(await Site.SendAsync(without, "/logg-inn/kode?med=gjenoppretting", "kode", ("Input.Code", codes.Recovery[0]))));
        using var twice = site.Browser();
        await Site.SignInAsync(twice);
        Assert.Contains("Koden stemmer ikke", await TextAsync(Site.SendAsync(twice, "/logg-inn/kode?med=gjenoppretting", "kode", ("Input.Code", codes.Recovery[0]))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_second_step_is_closed_to_whoever_skipped_the_first()
    {
        await using var site = await Site.WithFirmAsync(server);
        Assert.Equal("/logg-inn", await GoesAsync(site.Browser(), "/logg-inn/kode"));
    }

    [Fact]
    public async Task A_changed_password_is_the_one_that_counts()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        await Site.SignInAsync(browser);

        Assert.Contains("stemmer ikke", await TextAsync(Site.SendAsync(browser, "/konto", "passord", ("Change.Old", "feil passord her"), ("Change.New", "et nytt passord 77"))), StringComparison.Ordinal);
        Assert.Contains("Passordet er byttet", await TextAsync(Site.SendAsync(browser, "/konto", "passord", ("Change.Old", Site.Password), ("Change.New", "et nytt passord 77"))), StringComparison.Ordinal);

        Assert.Contains("stemmer ikke", await TextAsync(Site.SignInAsync(site.Browser())), StringComparison.Ordinal);
        Assert.Equal("/", Where(await Site.SignInAsync(site.Browser(), password: "et nytt passord 77")));
    }

    [Fact]
    public async Task Over_https_every_cookie_of_ours_is_for_https_alone()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser(https: true);
        using var door = await browser.GetAsync(new Uri("/logg-inn", UriKind.Relative), Stop);
        using var inside = await Site.PostAsync(browser, "/logg-inn", await door.Content.ReadAsStringAsync(Stop), "logg-inn", ("Input.Email", FirmWorld.Kari), ("Input.Password", Site.Password));

        var cookies = door.Headers.GetValues("Set-Cookie").Concat(inside.Headers.GetValues("Set-Cookie")).ToList();
        Assert.Contains(cookies, c => c.StartsWith("kontali=", StringComparison.Ordinal));
        Assert.All(cookies, c => Assert.Contains("secure", c, StringComparison.OrdinalIgnoreCase));
        Assert.All(cookies, c => Assert.Contains("httponly", c, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Passwords_are_not_tried_without_end()
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        HttpStatusCode last = default;
        for (var n = 0; n < 21; n++) last = (await browser.PostAsync(new Uri("/logg-inn", UriKind.Relative), null, Stop)).StatusCode;
        Assert.Equal(HttpStatusCode.TooManyRequests, last);
    }

    [Fact]
    public async Task Every_page_is_behind_sign_in()
    {
        await using var site = await Site.WithFirmAsync(server);
        var open = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && e.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is null)
            .Select(e => "/" + e.RoutePattern.RawText!.Trim('/')).Distinct().Order(StringComparer.Ordinal).ToList();

        Assert.All(open, address => Assert.True(Open.IsMatch(address), $"{address} is open to everybody"));
        using var browser = site.Browser();
        foreach (var page in Screens.All) Assert.Equal("/logg-inn", await GoesAsync(browser, page.Href));
        foreach (var page in (string[])["/konto", "/klienter/1001", "/finnes-ikke"]) Assert.Equal("/logg-inn", await GoesAsync(browser, page));
    }

    // Doors, health, languages, what a page is made of; and the API, which asks for its key itself.
    [GeneratedRegex(@"^/(logg-inn(/kode|/passnokkel)?|start|logg-ut(/bekreft)?|sprak/\{language\}|health/\w+|feil|_framework/.*|_blazor.*|_content/.*|api/intake.*)$")]
    private static partial Regex Open { get; }

    private static (string, string)[] First(string email) =>
    [
        ("Input.Firm", "Fjord Regnskap AS"), ("Input.Number", "987 654 325"), ("Input.Name", "Kari Nordmann"), ("Input.Email", email), ("Input.Password", Site.Password),
    ];

    private static async Task<(string Key, List<string> Recovery)> TurnOnAsync(HttpClient browser)
    {
        var shown = await TextAsync(Site.SendAsync(browser, "/konto", "app-begynn"));
        Assert.Contains("src=\"data:image/svg", shown, StringComparison.Ordinal);
        var key = CodeElement().Match(shown).Groups[1].Value.Replace(" ", "", StringComparison.Ordinal);
        var done = await TextAsync(Site.PostAsync(browser, "/konto", shown, "app-bekreft", ("Code.Text", Totp(key))));
        var recovery = CodeElement().Matches(done).Select(m => m.Groups[1].Value).ToList();
        Assert.True(recovery.Count == 10, done);
        return (key, recovery);
    }

    // RFC 6238, thirty seconds, six digits.
    private static string Totp(string base32)
    {
        var bits = string.Concat(base32.ToUpperInvariant().Select(c => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(c, StringComparison.Ordinal), 2).PadLeft(5, '0')));
        var key = Enumerable.Range(0, bits.Length / 8).Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2)).ToArray();
        var step = BitConverter.GetBytes(TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30);
#pragma warning disable CA5350 // The standard's own.
        var hash = HMACSHA1.HashData(key, step.AsEnumerable().Reverse().ToArray());
#pragma warning restore CA5350
        var at = hash[^1] & 15;
        var number = ((hash[at] & 127) << 24) | (hash[at + 1] << 16) | (hash[at + 2] << 8) | hash[at + 3];
        return $"{number % 1_000_000:000000}";
    }

    private static async Task<string> TextAsync(Task<HttpResponseMessage> asked)
    {
        using var answer = await asked;
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Stop));
        // Tokens and references differ from page to page and say nothing.
        return text.Contains("role=\"alert\"", StringComparison.Ordinal) && !text.Contains("<code>", StringComparison.Ordinal) ? Changing().Replace(text, "") : text;
    }

    private static string Where(HttpResponseMessage answer) =>
        answer.Headers.Location is { } to ? (to.IsAbsoluteUri ? to.PathAndQuery : to.ToString()).Split('?')[0] : $"{(int)answer.StatusCode}";

    private static async Task<string> GoesAsync(HttpClient browser, string page, bool whole = false)
    {
        using var answer = await browser.GetAsync(new Uri(page, UriKind.Relative), Stop);
        return whole ? answer.Headers.Location is { IsAbsoluteUri: true } to ? to.PathAndQuery : $"{answer.Headers.Location}" : Where(answer);
    }

    [GeneratedRegex("<code>([^<]+)</code>")]
    private static partial Regex CodeElement();

    [GeneratedRegex("""<input type="hidden"[^>]*>|<!--.*?-->|[0-9A-F]{4}-[0-9A-F]{4}|value="[^"]*"|autofocus(="[^"]*")?""")]
    private static partial Regex Changing();
}
