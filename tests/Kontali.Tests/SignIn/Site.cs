using System.Net;
using System.Text.RegularExpressions;
using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Kontali.Tests.World;
using Microsoft.AspNetCore.Mvc.Testing;

namespace Kontali.Tests.SignIn;

/// <summary>The whole program over HTTP, on a database of its own, as in production; and a browser's manners: cookies, hidden fields.</summary>
internal sealed partial class Site : IAsyncDisposable
{
    public const string Password = "fire tilfeldige ord her";
    private readonly WebApplicationFactory<Program> _web;
    private readonly TestFolder _folder = new();

    private Site(DatabaseConnections books)
    {
        Books = books;
        _web = new WebApplicationFactory<Program>().WithWebHostBuilder(web =>
        {
            web.UseSetting("environment", "Production");
            web.UseSetting("ConnectionStrings:Kontali", books.App);
            web.UseSetting("ConnectionStrings:KontaliOwner", books.Owner);
            web.UseSetting("ConnectionStrings:KontaliWorker", books.Worker);
            web.UseSetting("Documents:Folder", _folder.Path);
            web.UseSetting("Logging:LogLevel:Default", "Warning").UseSetting("Logging:LogLevel:Microsoft.Hosting.Lifetime", "Warning");
        });
    }

    public DatabaseConnections Books { get; }

    public IServiceProvider Services => _web.Services;

    /// <summary>Without a firm.</summary>
    public static async Task<Site> FreshAsync(TestServer server) => new(await server.CreateDatabaseAsync());

    /// <summary>With a firm, and Kari as its administrator.</summary>
    public static async Task<Site> WithFirmAsync(TestServer server)
    {
        var site = await FreshAsync(server);
        await site.Books.MakeFirmAsync();
        return site;
    }

    /// <summary>A browser of one's own, which follows no redirects.</summary>
    public HttpClient Browser(bool https = false) => _web.CreateClient(new() { AllowAutoRedirect = false, BaseAddress = new(https ? "https://localhost" : "http://localhost") });

    /// <summary>Opens a page, fills in its form, and sends it as a browser would.</summary>
    public static async Task<HttpResponseMessage> SendAsync(HttpClient browser, string page, string? form, params (string Name, string Value)[] fields)
    {
        var html = await browser.GetStringAsync(new Uri(page, UriKind.RelativeOrAbsolute));
        return await PostAsync(browser, page, html, form, fields);
    }

    /// <summary>Fills in a form of a page that is open, and sends it.</summary>
    public static async Task<HttpResponseMessage> PostAsync(HttpClient browser, string page, string html, string? form, params (string Name, string Value)[] fields)
    {
        var whole = Form().Matches(html).Select(m => m.Value).First(f => form is null || f.Contains($"value=\"{form}\"", StringComparison.Ordinal));
        var hidden = Hidden().Matches(whole).Select(m => (Name: Attribute(m.Value, "name"), Value: Attribute(m.Value, "value")));
        using var content = new FormUrlEncodedContent(hidden.Concat(fields).Select(f => KeyValuePair.Create(f.Name, f.Value)));
        return await browser.PostAsync(new Uri(page, UriKind.RelativeOrAbsolute), content);
    }

    public static Task<HttpResponseMessage> SignInAsync(HttpClient browser, string email = FirmWorld.Kari, string password = Password, string page = "/logg-inn") =>
        SendAsync(browser, page, "logg-inn", ("Input.Email", email), ("Input.Password", password));

    public async ValueTask DisposeAsync()
    {
        await _web.DisposeAsync();
        _folder.Dispose();
    }

    private static string Attribute(string tag, string name) =>
        WebUtility.HtmlDecode(Regex.Match(tag, $"\\b{name}=\"([^\"]*)\"").Groups[1].Value);

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline)]
    private static partial Regex Form();

    [GeneratedRegex("<input[^>]*type=\"hidden\"[^>]*>")]
    private static partial Regex Hidden();
}

/// <summary>A small firm to sign in to.</summary>
internal static class FirmWorld
{
    public const string Kari = "kari@fjord.example";
    public static readonly Guid Firm = new("0198d000-0000-7000-8000-0000000000f1");

    public static KontaliContext Open(this DatabaseConnections books, Actor actor) => new(KontaliContext.Options(books.App)) { Actor = actor };

    public static async Task<User> MakeFirmAsync(this DatabaseConnections books)
    {
        await using var db = books.Open(Actor.Setup(Firm));
        await db.AddFirmAsync("Fjord Regnskap AS", OrgNumber.Parse("987654325"), TestContext.Current.CancellationToken);
        var kari = await db.AddUserAsync(Kari, "Kari Nordmann", Role.Administrator, Site.Password, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return kari;
    }

    public static async Task<User> AddAsync(this DatabaseConnections books, string email, Role role)
    {
        await using var db = books.Open(Actor.Setup(Firm));
        var user = await db.AddUserAsync(email, "Ola " + role, role, Site.Password, TestContext.Current.CancellationToken);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return user;
    }

    public static async Task DoAsync(this DatabaseConnections books, Actor actor, Func<KontaliContext, Task> verb, string? reason = null)
    {
        await using var db = books.Open(actor);
        db.Reason = reason;
        await using var transaction = await db.Database.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await verb(db);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
    }
}
