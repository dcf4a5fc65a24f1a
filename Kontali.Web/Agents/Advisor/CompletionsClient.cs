using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace Kontali.Web.Agents.Advisor;

/// <summary>
/// An <see cref="IChatClient"/> for any server that speaks <c>/chat/completions</c>: what one question with a schema needs, and no more.
/// The answer is bounded in size, and no redirection is followed, for it would take the key along.
/// </summary>
public sealed class CompletionsClient : IChatClient
{
    private const int MostBytes = 256 * 1024;
    private readonly HttpClient http;
    private readonly AdvisorOptions options;

    /// <summary>For an address, a model and a key.</summary>
    public CompletionsClient(AdvisorOptions options)
    {
        this.options = options;
        http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false })
        {
            MaxResponseContentBufferSize = MostBytes,
            Timeout = Timeout.InfiniteTimeSpan, // The caller's token says when it is enough.
        };
        if (options.Key is { } key) http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <inheritdoc/>
    /// <exception cref="HttpRequestException">It could not be reached, refused, or said too much.</exception>
    /// <exception cref="FormatException">What it said is not an answer of this protocol.</exception>
    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        using var asked = JsonContent.Create(Question(messages, options));
        await asked.LoadIntoBufferAsync(cancellationToken); // Its length is told: not every such server takes a question in pieces.
        using var answer = await http.PostAsync(Address, asked, cancellationToken);
        answer.EnsureSuccessStatusCode();
        var bytes = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
        try
        {
            using var body = JsonDocument.Parse(bytes);
            return Read(body.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException or FormatException)
        {
            throw new FormatException("Not an answer of /chat/completions.", e);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // Nobody reads along here; the whole answer is one piece of the stream.
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates()) yield return update;
    }

    /// <inheritdoc/>
    public object? GetService(Type serviceType, object? serviceKey = null) => serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();

    private Uri Address => new($"{options.Endpoint.ToString().TrimEnd('/')}/chat/completions");

    private JsonObject Question(IEnumerable<ChatMessage> messages, ChatOptions? chat)
    {
        var question = new JsonObject
        {
            ["model"] = chat?.ModelId ?? options.Model,
            ["messages"] = new JsonArray([.. messages.Select(m => (JsonNode)new JsonObject { ["role"] = m.Role.Value, ["content"] = m.Text })]),
        };
        if (chat?.Temperature is { } temperature) question["temperature"] = temperature;
        if (chat?.MaxOutputTokens is { } most) question["max_tokens"] = most;
        if (chat?.ResponseFormat is ChatResponseFormatJson { Schema: { } schema } form)
            question["response_format"] = new JsonObject
            {
                ["type"] = "json_schema",
                ["json_schema"] = new JsonObject { ["name"] = form.SchemaName, ["strict"] = true, ["schema"] = JsonNode.Parse(schema.GetRawText()) },
            };
        return question;
    }

    private static ChatResponse Read(JsonElement body)
    {
        var choice = body.GetProperty("choices")[0];
        var text = choice.GetProperty("message").GetProperty("content").GetString() ?? throw new FormatException("No content.");
        var response = new ChatResponse(new ChatMessage(ChatRole.Assistant, text));
        if (body.TryGetProperty("usage", out var usage) && usage.ValueKind == JsonValueKind.Object
            && usage.TryGetProperty("prompt_tokens", out var sent) && sent.TryGetInt32(out var tokensIn) && tokensIn >= 0
            && usage.TryGetProperty("completion_tokens", out var received) && received.TryGetInt32(out var tokensOut) && tokensOut >= 0)
            response.Usage = new UsageDetails { InputTokenCount = tokensIn, OutputTokenCount = tokensOut, TotalTokenCount = (long)tokensIn + tokensOut };
        return response;
    }
}
