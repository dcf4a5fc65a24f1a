using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web;

/// <summary>Opens contexts on behalf of somebody. The database is known once the program has started its server, before the first page.</summary>
public sealed class Contexts(TimeProvider clock, ILoggerFactory logs)
{
    private DatabaseConnections? connections;
    private DbContextOptions<KontaliContext>? app;
    private DbContextOptions<KontaliContext>? worker;

    /// <summary>How to reach the database.</summary>
    public DatabaseConnections Connections => connections ?? throw new InvalidOperationException("The database is not open yet.");

    /// <summary>Says where the database is.</summary>
    public void Use(DatabaseConnections found) => (connections, app, worker) = (found, With(found.App), With(found.Worker));

    /// <summary>Says where the database is now, where it has been started again on another port.</summary>
    public void Follow(DatabaseConnections found)
    {
        if (found != connections) Use(found);
    }

    /// <summary>For a page: the role that pages have.</summary>
    public KontaliContext Open(Actor actor) => new(app ?? throw new InvalidOperationException("The database is not open yet.")) { Actor = actor, Clock = clock };

    /// <summary>For whoever is signed in, with the rights and clients that the database gives her at this moment, and not the cookie; nobody's, where she has left.</summary>
    /// <param name="claimed">Who she is by her cookie.</param>
    /// <param name="reason">Why she changes something, for the audit trail.</param>
    public async Task<KontaliContext> OpenAsync(Actor claimed, string? reason = null)
    {
        var db = Open(claimed);
        db.Reason = reason;
        if (claimed.User is null) return db;
        try
        {
            // One connection for all that she asks: it is told once on whose behalf.
            await db.Database.OpenConnectionAsync();
            if (await db.SelfAsync() is { IsActive: true } user)
            {
                db.Actor = user.AsActor();
                return db;
            }
            await db.Database.CloseConnectionAsync();
            db.Actor = Actor.Nobody;
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }

    /// <summary>For a task: the role that may claim across firms.</summary>
    public KontaliContext OpenForWorker(Actor actor) => new(worker ?? throw new InvalidOperationException("The database is not open yet.")) { Actor = actor, Clock = clock };

    private DbContextOptions<KontaliContext> With(string connection) =>
        ((DbContextOptionsBuilder<KontaliContext>)KontaliContext.Configure(new DbContextOptionsBuilder<KontaliContext>(), connection).UseLoggerFactory(logs)).Options;
}
