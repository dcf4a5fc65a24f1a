using Bunit;
using Kontali.Data.Documents;
using Kontali.Web;
using Kontali.Web.Agents;
using Kontali.Web.Inbox;
using Kontali.Web.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Kontali.Tests.World;

/// <summary>A screen with real books behind it: a database of its own, a small firm, and Berit signed in.</summary>
public abstract class BooksScreenTest(TestServer server) : ScreenTest, IAsyncLifetime
{
    private readonly TestFolder folder = new();

    /// <summary>The clock of screen and books.</summary>
    protected FakeClock Clock { get; } = new(FakeClock.Noon);

    /// <summary>Where the documents are kept.</summary>
    protected string Folder => folder.Path;

    protected SmallFirm Firm { get; private set; } = default!;

    protected override void Register(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(Clock).AddSingleton<Contexts>().AddSingleton<Teller>().AddSingleton<Bell>().AddSingleton<QueueCounts>().AddSingleton<QueueHolders>().AddSingleton(PostOffice.Of(new ConfigurationBuilder().Build())).AddScoped<Books>()
        .AddSingleton(new DocumentStore(folder.Path)).AddSingleton<Papers>().AddSingleton(MailBoxes.Of(new ConfigurationBuilder().Build())).AddScoped<ArrivalActions>();

    public async ValueTask InitializeAsync()
    {
        DefaultWaitTimeout = TimeSpan.FromSeconds(15); // A busy machine is no fault of the screen.
        var ways = await server.CreateDatabaseAsync();
        Services.GetRequiredService<Contexts>().Use(ways);
        Firm = await new SmallFirm(ways, Services.GetRequiredService<DocumentStore>(), Clock).MoveInAsync();
    }

    /// <summary>Presses a key that the page has bound, as keys.js would.</summary>
    protected static Task PressAsync<T>(IRenderedComponent<T> screen, string key) where T : class, IComponent =>
        screen.InvokeAsync(() => Task.WhenAll(screen.FindComponents<Hotkeys>().Where(h => !h.IsDisposed && h.Instance.Map.ContainsKey(key) && h.Instance.IsSeen()).Select(h => h.Instance.PressAsync(key, false))));

    /// <summary>The sentences that the snackbar shows.</summary>
    protected IEnumerable<string> Snacks => Services.GetRequiredService<ISnackbar>().ShownSnackbars.Select(s => s.Message ?? "");
}
