using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Verbs;

/// <summary>The command line's door into the books: a migrated database, and for each verb one transaction that lands whole or not at all.</summary>
internal sealed class SetUpDoor : IAsyncDisposable
{
    private readonly DatabaseServer _server;

    private SetUpDoor(DatabaseServer server) => _server = server;

    /// <summary>Starts or finds the database and migrates it, as serving pages would.</summary>
    public static async Task<SetUpDoor> OpenAsync(IConfiguration configuration)
    {
        var server = await DatabaseServer.OpenAsync(configuration);
        // What was found running belongs to somebody else.
        if (server.Embedded is { } embedded) embedded.LeaveRunning = embedded.WasRunning;
        try
        {
            await server.PrepareAsync();
            return new(server);
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The firm somebody means: by its organisation number, or by its name where only one bears it.</summary>
    public async Task<Guid> FirmAsync(string asked)
    {
        await using var db = Context(Actor.Nobody);
        if (OrgNumber.TryParse(asked, out var number))
            return await db.FindFirmAsync(number) ?? throw new SetupProblem($"No firm has organisation number {number.Spaced}. {await ThereAreAsync(db)}");
        var named = (await FirmsAsync(db)).Where(f => f.Name.Equals(asked.Trim(), StringComparison.OrdinalIgnoreCase)).ToList();
        return named switch
        {
            [var one] => one.Id,
            [] => throw new SetupProblem($"No firm is called \"{asked}\". {await ThereAreAsync(db)}"),
            _ => throw new SetupProblem($"{named.Count} firms are called \"{asked}\". Name it by its organisation number: {string.Join(", ", named.Select(f => f.OrgNumber))}."),
        };
    }

    /// <summary>Every firm there is.</summary>
    public async Task<IReadOnlyList<Guid>> FirmsAsync()
    {
        await using var db = Context(Actor.Nobody);
        return [.. await db.EveryFirmAsync()];
    }

    /// <summary>Runs a verb for a firm, saves and commits.</summary>
    public async Task<T> DoAsync<T>(Guid firm, Func<KontaliContext, Task<T>> verb)
    {
        await using var db = Context(Actor.Setup(firm));
        await using var transaction = await db.Database.BeginTransactionAsync();
        var result = await verb(db);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return result;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task<string> ThereAreAsync(KontaliContext db)
    {
        var firms = await FirmsAsync(db);
        return firms.Count == 0 ? "There is none yet: firm add --name … --org …" : $"There are: {string.Join("; ", firms.Take(10).Select(f => $"{f.Name} ({f.OrgNumber})"))}.";
    }

    private async Task<List<Tenant>> FirmsAsync(KontaliContext db)
    {
        List<Tenant> firms = [];
        foreach (var id in await db.EveryFirmAsync())
        {
            await using var own = Context(Actor.Setup(id));
            firms.Add(await own.Tenants.AsNoTracking().SingleAsync());
        }
        return firms;
    }

    private KontaliContext Context(Actor actor) => new(KontaliContext.Options(_server.Connections.App)) { Actor = actor };
}
