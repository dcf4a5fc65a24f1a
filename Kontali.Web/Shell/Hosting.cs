using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.Extensions.Configuration.Json;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.FileProviders;
using MudBlazor;
using MudBlazor.Services;

namespace Kontali.Web.Shell;

/// <summary>What Program says in a line each, for everything that is seen.</summary>
public static class Hosting
{
    /// <summary>A published folder is its own content root, wherever it is started from; in the repository the framework's choice stands.</summary>
    public static WebApplicationOptions Options(string[] args) => new()
    {
        Args = args,
        ContentRootPath = Directory.Exists(Path.Combine(AppContext.BaseDirectory, "wwwroot")) ? AppContext.BaseDirectory : null,
    };

    /// <summary>Settings at the top of the repository are copied beside the assembly; environment and command line still win over them.</summary>
    public static void AddTopLevelSettings(this WebApplicationBuilder builder)
    {
        var settings = new JsonConfigurationSource
        {
            Path = $"appsettings.{builder.Environment.EnvironmentName}.json",
            FileProvider = new PhysicalFileProvider(AppContext.BaseDirectory),
            Optional = true,
        };
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        sources.Insert(sources.IndexOf(sources.Last(source => source is JsonConfigurationSource)) + 1, settings);
    }

    /// <summary>
    /// A start that fails (the port is taken) is told by <c>Program</c> in one line; the host would tell it a second time with its whole stack.
    /// Once the pages are open, everything is logged.
    /// </summary>
    public static void TellStartOnce(this WebApplicationBuilder builder)
    {
        var open = false;
        builder.Services.AddHostedService(services => new AfterStart(services.GetRequiredService<IHostApplicationLifetime>(), () => open = true));
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => open && level >= LogLevel.Warning);
    }

    private sealed class AfterStart(IHostApplicationLifetime lifetime, Action act) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.ApplicationStarted.Register(act);
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    /// <summary>Components on the server, and what they draw with: all that needs no database.</summary>
    public static IServiceCollection AddKontaliWeb(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddCascadingAuthenticationState();
        services.AddHttpContextAccessor();
        services.AddScoped<CircuitHandler, ReferenceInLogs>();
        return services.AddShell();
    }

    /// <summary>What a component may ask for: MudBlazor, texts, the frame. Tests of components take this alone.</summary>
    public static IServiceCollection AddShell(this IServiceCollection services)
    {
        services.AddMudServices(mud =>
        {
            mud.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            mud.SnackbarConfiguration.ShowTransitionDuration = mud.SnackbarConfiguration.HideTransitionDuration = 120;
            mud.SnackbarConfiguration.VisibleStateDuration = 6000;
            mud.SnackbarConfiguration.MaxDisplayedSnackbars = 3;
        });
        services.TryAddSingleton(TimeProvider.System);
        services.AddTexts();
        services.AddScoped<Frame>();
        services.AddScoped<Trail>();
        services.AddScoped<OwnKeys>();
        services.AddScoped<LookDoor>().AddScoped<KeysDoor>();
        services.AddScoped<IGoTo, GoToPages>().AddScoped<IGoTo, GoToCommands>();
        services.AddScoped<PageReference>();
        return services;
    }

    /// <summary>Every page of ours, on the server, interactive.</summary>
    public static RazorComponentsEndpointConventionBuilder MapScreens(this IEndpointRouteBuilder app) =>
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server =>
            server.ContentSecurityFrameAncestorsPolicy = null); // SafetyHeaders says it for every page
}
