using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Kontali.Data.Verification;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Proves the books each night, all of the firm's, and one client's whenever somebody asks.</summary>
public sealed class Verifier(DocumentStore store, Anchors anchors) : ITaskHandler
{
    /// <summary>The task.</summary>
    public const string VerifyBooks = "verify_books";

    /// <summary>Name on tasks.</summary>
    public const string Agent = "etterprøver";

    /// <inheritdoc/>
    public string AgentName => Agent;

    /// <inheritdoc/>
    public IReadOnlyCollection<string> TaskTypes { get; } = [VerifyBooks];

    /// <inheritdoc/>
    public TimeSpan Limit => TimeSpan.FromHours(2);

    /// <inheritdoc/>
    public async Task<Landing> ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        if (claim.ClientId is not { } client)
        {
            var all = await db.VerifyFirmAsync(store, anchors, (done, total) => db.ProgressAsync(claim, done, total, ct), ct);
            await anchors.WriteAsync(db.Actor.RequiredFirm, db.Clock.Now(), [.. all.Where(p => p.Faults == 0).SelectMany(p => p.Heads)], ct);
            return Landing(all);
        }
        var (earlier, _) = await anchors.ReadAsync(db.Actor.RequiredFirm, ct);
        var (walked, total) = (0, await db.Journal.CountAsync(j => j.ClientId == client, ct));
        var proving = db.VerifyAsync(client, store, earlier, done => Volatile.Write(ref walked, done), ct);
        while (await Task.WhenAny(proving, Task.Delay(500, ct)) != proving) await db.ProgressAsync(claim, Math.Min(Volatile.Read(ref walked), total), Math.Max(total, 1), ct);
        return Landing([await proving]);
    }

    private static Landing Landing(IReadOnlyList<Proof> proofs) => new((landing, _) =>
    {
        landing.Proofs.AddRange(proofs);
        return Task.CompletedTask;
    });
}

/// <summary>A person asks for proof now.</summary>
public static class AskForProof
{
    /// <summary>Puts the walk in the queue, of one client or of all; one that waits already is enough.</summary>
    /// <exception cref="BrokenRule">She may not.</exception>
    public static async Task AskForProofAsync(this KontaliContext db, Guid? clientId, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        if (clientId is { } client) await db.ClientAsync(client, ct);
        await db.EnqueueManyAsync(Verifier.Agent, Verifier.VerifyBooks, [new NewTask(new { }, clientId, clientId is { } id ? $"{Verifier.VerifyBooks} {id}" : Verifier.VerifyBooks)], priority: 4, ct: ct);
    }
}
