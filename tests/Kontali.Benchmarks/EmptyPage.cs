using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Kontali.Benchmarks;

/// <summary>The least a Blazor Server page can be: a key, a number that grows. What it takes is the framework's and the machine's.</summary>
internal sealed class EmptyPage : IAsyncDisposable
{
    private readonly WebApplication app;

    private EmptyPage(WebApplication app, Uri address) => (this.app, Address) = (app, address);

    public Uri Address { get; }

    public static async Task<EmptyPage> StartAsync()
    {
        var address = new Uri($"http://127.0.0.1:{FreePort()}");
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        builder.WebHost.UseStaticWebAssets().UseUrls(address.ToString());
        builder.Services.AddRazorComponents().AddInteractiveServerComponents();
        var app = builder.Build();
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<EmptySheet>().AddInteractiveServerRenderMode();
        await app.StartAsync();
        return new(app, address);
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}

/// <summary>The document around it.</summary>
[Route("/")]
public sealed class EmptySheet : ComponentBase
{
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.AddMarkupContent(0, "<!DOCTYPE html><html><head><title>.</title></head><body>");
        builder.OpenComponent<EmptyCounter>(1);
        builder.AddComponentRenderMode(RenderMode.InteractiveServer);
        builder.CloseComponent();
        builder.AddMarkupContent(2, "<script src=\"_framework/blazor.web.js\"></script></body></html>");
    }
}

/// <summary>The number.</summary>
public sealed class EmptyCounter : ComponentBase
{
    private int count;
    private bool alive;

    protected override void OnAfterRender(bool firstRender)
    {
        if (!firstRender) return;
        alive = true;
        StateHasChanged();
    }

    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "div");
        builder.AddAttribute(1, "tabindex", "0");
        builder.AddAttribute(2, "data-alive", alive ? "yes" : "no");
        builder.AddAttribute(3, "onkeydown", EventCallback.Factory.Create<KeyboardEventArgs>(this, () => count++));
        builder.OpenElement(4, "span");
        builder.AddAttribute(5, "id", "count");
        builder.AddContent(6, count);
        builder.CloseElement();
        builder.CloseElement();
    }
}
