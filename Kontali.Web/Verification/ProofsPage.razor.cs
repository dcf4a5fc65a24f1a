using Kontali.Data.Agents;
using Kontali.Data.Tasks;
using Kontali.Data.Verification;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Verification;

/// <summary>The proof of each client's books, and proof now, with its progress.</summary>
public sealed partial class ProofsPage(Books books, Anchors anchors)
{
    private sealed record Walk(Guid? ClientId, int? Done, int? Total);

    private IReadOnlyList<ProofRow>? rows;
    private List<Walk> walks = [];
    private int at;

    private ProofRow? Selected => rows is { Count: > 0 } ? rows[Math.Clamp(at, 0, rows.Count - 1)] : null;

    protected override async Task OnInitializedAsync()
    {
        await RefreshAsync();
        await FollowAsync("ledger", "tasks");
    }

    protected override async Task RefreshAsync() => (rows, walks) = await books.AskAsync(async db => (
        await db.ProofsAsync(),
        await db.Tasks.Seen(db).Where(t => t.TaskType == Verifier.VerifyBooks && t.Status != TaskState.Dead).Select(t => new Walk(t.ClientId, t.Done, t.Total)).ToListAsync()));

    // The walk of all goes over every client; its own progress stands on the firm's row.
    private Walk? Running(Guid? client) => walks.Find(w => w.ClientId == client);

    private async Task AskAsync(Guid? client)
    {
        await books.DoAsync(db => db.AskForProofAsync(client));
        await RefreshAsync();
    }

    private static string Count(long? count) => count is { } n ? Figures.Count(n) : "–";
}
