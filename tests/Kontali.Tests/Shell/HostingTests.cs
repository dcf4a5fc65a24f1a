using System.Net;
using Kontali.Tests.World;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Shell;

public class HostingTests(TestServer server)
{
    [Theory]
    [InlineData("Development")]
    [InlineData("Production")]
    public async Task Every_asset_is_served(string environment)
    {
        await using var web = await HostAsync(environment);
        using var client = web.CreateClient();
        string[] assets =
        [
            .. Look.Sheets.Select(sheet => $"/css/{sheet}.css"), "/icon.svg", "/js/keys.js", "/js/look.js", "/js/notices.js", "/fonts/inter-latin-wght-normal.woff2",
            "/_content/MudBlazor/MudBlazor.min.css", "/_content/MudBlazor/MudBlazor.min.js", "/_framework/blazor.web.js",
        ];
        foreach (var asset in assets)
        {
            using var answer = await client.GetAsync(new Uri(asset, UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.True(answer.IsSuccessStatusCode, $"{asset}: {(int)answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Settings_at_the_top_of_the_repository_are_read()
    {
        await using var web = await HostAsync("Development");
        Assert.Equal("True", web.Services.GetRequiredService<IConfiguration>()["DetailedErrors"]);
    }

    [Fact]
    public async Task A_page_may_run_our_scripts_only()
    {
        await using var web = await HostAsync("Production");
        using var client = web.CreateClient();
        using var answer = await client.GetAsync(new Uri("/ikke-funnet", UriKind.Relative), TestContext.Current.CancellationToken);
        var policy = Assert.Single(answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'self'", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Fact]
    public async Task The_language_is_remembered_and_the_way_back_is_ours()
    {
        await using var web = await HostAsync("Production");
        using var client = web.CreateClient(new() { AllowAutoRedirect = false });
        using var home = await client.GetAsync(new Uri("/sprak/en?til=/bilag%3Fside%3D2", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Redirect, home.StatusCode);
        Assert.Equal("/bilag?side=2", home.Headers.Location!.ToString());
        Assert.Contains("uic%3Den", Assert.Single(home.Headers.GetValues("Set-Cookie"), cookie => cookie.Contains("Culture", StringComparison.Ordinal)), StringComparison.Ordinal);
        using var away = await client.GetAsync(new Uri("/sprak/en?til=//ond.example", UriKind.Relative), TestContext.Current.CancellationToken);
        Assert.Equal("/", away.Headers.Location!.ToString());
    }

    private async Task<WebApplicationFactory<Program>> HostAsync(string environment)
    {
        var ways = await server.CreateDatabaseAsync();
        return new WebApplicationFactory<Program>().WithWebHostBuilder(web => web
            .UseSetting("environment", environment)
            .UseSetting("ConnectionStrings:Kontali", ways.App)
            .UseSetting("ConnectionStrings:KontaliOwner", ways.Owner)
            .UseSetting("ConnectionStrings:KontaliWorker", ways.Worker)
            .UseSetting("Demo:Seed", "false"));
    }
}
