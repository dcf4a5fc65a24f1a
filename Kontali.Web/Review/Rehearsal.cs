using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Review;

/// <summary>
/// Once the program is open, and beside whatever it does, it walks through the pages that a day begins with, as nobody and only reading:
/// what a program has to learn of a question and of a page, it learns before the first bookkeeper comes.
/// </summary>
public sealed class Rehearsal(Contexts contexts, IServiceScopeFactory scopes, IHostApplicationLifetime life, ILoggerFactory logs) : BackgroundService
{
    // As long as a page takes to ask for what it shows once she stands still on it.
    private static readonly TimeSpan Stay = TimeSpan.FromSeconds(1);
    private readonly ILogger log = logs.CreateLogger<Rehearsal>();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var opened = life.ApplicationStarted.Register(open.SetResult);
        try
        {
            await open.Task.WaitAsync(stoppingToken);
            if (await FirmAsync(stoppingToken) is { } firm) await WalkAsync(firm, stoppingToken);
            await using var db = contexts.Open(new Actor(Guid.Empty, Guid.Empty, ActorKind.Agent, "Kontali", SeesAllClients: true));
            await db.RehearseAsync(stoppingToken);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            log.LogDebug(e, "The rehearsal was broken off"); // Nothing hangs on it: the first page is slower, that is all.
        }
    }

    // A firm with something to show.
    private async Task<Guid?> FirmAsync(CancellationToken ct)
    {
        await using var every = contexts.OpenForWorker(Actor.Nobody);
        foreach (var firm in await every.EveryFirmAsync(ct))
        {
            await using var db = contexts.Open(Actor.Agent(firm, "Kontali"));
            if (await db.ReviewQueue.Open.AnyAsync(ct)) return firm;
        }
        return null;
    }

    /// <summary>Goes through the pages of a firm; the queue as it was drawn, HTML.</summary>
    internal async Task<string> WalkAsync(Guid firm, CancellationToken ct)
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(Languages.Figures);
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentUser>().BeTheProgram(firm);
        ((IHostEnvironmentNavigationManager)services.GetRequiredService<NavigationManager>()).Initialize("http://localhost/", "http://localhost/til-kontroll");
        await using var renderer = new HtmlRenderer(services, logs);
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            await renderer.RenderComponentAsync<FrameNews>();
            services.GetRequiredService<Frame>().Greet("", "", Role.Reader); // Whoever only reads holds no item.
            var queue = await renderer.RenderComponentAsync<ReviewQueuePage>();
            await renderer.RenderComponentAsync<Home>();
            await Task.Delay(Stay, ct);
            return queue.ToHtmlString();
        });
    }
}
