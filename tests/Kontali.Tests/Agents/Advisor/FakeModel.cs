using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Kontali.Tests.Agents.Advisor;

/// <summary>A server of /v1/chat/completions that answers as the test bids it, and remembers what it was asked.</summary>
internal sealed class FakeModel : IAsyncDisposable
{
    private readonly WebApplication app;

    private FakeModel(WebApplication app) => this.app = app;

    /// <summary>What it says, by the question.</summary>
    public Func<JsonElement, HttpContext, Task> Answers { get; set; } = (_, http) => SayAsync(http, """{"linjer":[]}""");

    /// <summary>What it was asked.</summary>
    public List<JsonElement> Asked { get; } = [];

    /// <summary>The keys that came with it.</summary>
    public List<string> Keys { get; } = [];

    public Uri Endpoint => new($"{app.Urls.Single()}/v1");

    public static async Task<FakeModel> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var model = new FakeModel(app);
        app.MapPost("/v1/chat/completions", model.HearAsync);
        await app.StartAsync();
        return model;
    }

    /// <summary>An answer in the form of the protocol.</summary>
    public static Task SayAsync(HttpContext http, string content, int tokensIn = 1000, int tokensOut = 100) => http.Response.WriteAsJsonAsync(new JsonObject
    {
        ["choices"] = new JsonArray(new JsonObject { ["index"] = 0, ["finish_reason"] = "stop", ["message"] = new JsonObject { ["role"] = "assistant", ["content"] = content } }),
        ["usage"] = new JsonObject { ["prompt_tokens"] = tokensIn, ["completion_tokens"] = tokensOut, ["total_tokens"] = tokensIn + tokensOut },
    });

    private async Task HearAsync(HttpContext http)
    {
        if (http.Request.ContentLength is null)
        {
            http.Response.StatusCode = StatusCodes.Status411LengthRequired; // As the plainest of such servers.
            return;
        }
        var question = await http.Request.ReadFromJsonAsync<JsonElement>();
        lock (Asked)
        {
            Asked.Add(question);
            Keys.Add(http.Request.Headers.Authorization.ToString());
        }
        await Answers(question, http);
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(0);
        await app.StopAsync(now.Token);
        await app.DisposeAsync();
    }
}
