using System.Diagnostics;
using Kontali.Data;
using Kontali.Data.Agents;
using Microsoft.Extensions.AI;

namespace Kontali.Web.Agents.Advisor;

/// <summary>
/// The advisor that is a language model. A door of its own: it holds back the kroner, asks outside any transaction, and settles,
/// whatever came of it. What the world does to it ends here, as an outcome.
/// </summary>
public sealed class ModelAdvisor(AdvisorOptions? options, IChatClient? model, Contexts contexts, Breaker breaker, ILogger<ModelAdvisor> log) : IAdvisor, IDisposable
{
    /// <summary>Name on its rows.</summary>
    public const string Name = "rådgiver";

    /// <inheritdoc/>
    public string Model => options?.Model ?? "";

    /// <inheritdoc/>
    public async Task<Advice> AdviseAsync(AdviceQuestion question, CancellationToken ct = default)
    {
        if (question.Lines.Count == 0 || question.Accounts.Count == 0 || question.VatCodes.Count == 0) return Advice.None(AdviceOutcome.Off);
        var said = await AskAsync(question, AdvisorPrompt.Of(question), AdvisorPrompt.Options(question), text => AdvisorReply.Read(text, question), ct);
        return new(said.Outcome, said.Found, said.Usage.TokensIn + said.Usage.TokensOut, said.Usage.Cost, said.Call);
    }

    /// <inheritdoc/>
    public async Task<SecondOpinion> ReadAsync(ReadingQuestion question, CancellationToken ct = default)
    {
        var said = await AskAsync(question, ReadingPrompt.Of(question), ReadingPrompt.Options(), ReadingReply.Read, ct);
        return new(said.Outcome, said.Found, said.Usage.TokensIn + said.Usage.TokensOut, said.Usage.Cost);
    }

    /// <inheritdoc/>
    public void Dispose() => model?.Dispose();

    private sealed record Said<T>(AdviceOutcome Outcome, IReadOnlyList<T> Found, AdviceUsage Usage, Guid? Call = null);

    private async Task<Said<T>> AskAsync<T>(AdvisorQuestion question, IReadOnlyList<ChatMessage> messages, ChatOptions form, Func<string, IReadOnlyList<T>?> read, CancellationToken ct)
    {
        if (options is null || model is null) return new(AdviceOutcome.Off, [], AdviceUsage.Nothing);
        if (!breaker.TryEnter()) return new(AdviceOutcome.Resting, [], AdviceUsage.Nothing);
        var tells = false;
        try
        {
            var most = options.Cost(AdvisorPrompt.MostIn(messages, form), AdvisorOptions.MostOut);
            if (await DoAsync(question.Firm, db => db.ReserveAdviceAsync(question, options.Model, most, ct), ct) is not { } call) return new(AdviceOutcome.Off, [], AdviceUsage.Nothing);
            if (call.Outcome == AdviceOutcome.OverBudget) return new(AdviceOutcome.OverBudget, [], AdviceUsage.Nothing, call.Id);

            var said = await SendAsync(messages, form, read, most, ct);
            tells = said.Outcome != AdviceOutcome.Cancelled;
            if (tells) breaker.Tell(said.Outcome is AdviceOutcome.Answered or AdviceOutcome.NothingValid);
            // She who gave up does not wait for this, but the kroner must be settled.
            await DoAsync(question.Firm, async db => { await db.SettleAdviceAsync(call.Id, said.Outcome, said.Usage, [.. said.Found.OfType<AdvisedLine>()], CancellationToken.None); return 0; }, CancellationToken.None);
            if (said.Outcome == AdviceOutcome.Cancelled) ct.ThrowIfCancellationRequested();
            return said with { Call = call.Id };
        }
        finally
        {
            if (!tells) breaker.Leave();
        }
    }

    private async Task<Said<T>> SendAsync<T>(IReadOnlyList<ChatMessage> messages, ChatOptions form, Func<string, IReadOnlyList<T>?> read, decimal most, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(options!.Timeout);
        try
        {
            var response = await model!.GetResponseAsync(messages, form, limit.Token);
            var usage = Used(response.Usage, most, watch);
            return read(response.Text) is not { } found ? new(AdviceOutcome.Malformed, [], usage)
                : new(found.Count > 0 ? AdviceOutcome.Answered : AdviceOutcome.NothingValid, found, usage);
        }
        catch (OperationCanceledException)
        {
            // Somebody works on the answer still, and will want to be paid.
            return new(ct.IsCancellationRequested ? AdviceOutcome.Cancelled : AdviceOutcome.Slow, [], new(most, 0, 0, (int)watch.ElapsedMilliseconds));
        }
        catch (FormatException)
        {
            return new(AdviceOutcome.Malformed, [], new(most, 0, 0, (int)watch.ElapsedMilliseconds));
        }
        catch (HttpRequestException e)
        {
            // No word of what it said: an error page may repeat the invoice, or the key.
            log.LogWarning("The advisor failed: {Error} {Status}", e.HttpRequestError, (int?)e.StatusCode);
            // Refused or never reached is free; cut off in the middle may have been paid for.
            var free = e.StatusCode is not null || e.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;
            return new(AdviceOutcome.Failed, [], new(free ? 0 : most, 0, 0, (int)watch.ElapsedMilliseconds));
        }
    }

    // A server that does not say what it used is taken to have used all it could.
    private AdviceUsage Used(UsageDetails? told, decimal most, Stopwatch watch) =>
        told is { InputTokenCount: { } tokensIn, OutputTokenCount: { } tokensOut }
            ? new(Math.Min(options!.Cost(tokensIn, tokensOut), 100_000), (int)Math.Min(tokensIn, int.MaxValue), (int)Math.Min(tokensOut, int.MaxValue), (int)watch.ElapsedMilliseconds)
            : new(most, 0, 0, (int)watch.ElapsedMilliseconds);

    private async Task<T> DoAsync<T>(Guid firm, Func<KontaliContext, Task<T>> verb, CancellationToken ct)
    {
        await using var db = contexts.OpenForWorker(Actor.Agent(firm, Name));
        await using var transaction = await db.Database.BeginTransactionAsync(ct);
        var result = await verb(db);
        await db.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return result;
    }
}

/// <summary>Registration.</summary>
public static class AdvisorServices
{
    /// <summary>The advisor as configured; without configuration one that is never asked.</summary>
    public static void AddAdvisor(this IServiceCollection services)
    {
        services.AddSingleton<Breaker>();
        services.AddSingleton<IAdvisor>(provider =>
        {
            var options = AdvisorOptions.From(provider.GetRequiredService<IConfiguration>());
            return new ModelAdvisor(options, options is null ? null : new CompletionsClient(options), provider.GetRequiredService<Contexts>(), provider.GetRequiredService<Breaker>(), provider.GetRequiredService<ILogger<ModelAdvisor>>());
        });
    }
}
