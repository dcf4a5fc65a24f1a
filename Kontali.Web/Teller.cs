using Kontali.Data;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Web;

/// <summary>Knows what to tell a bookkeeper of an exception, at every door.</summary>
public sealed class Teller(ILogger<Teller> log)
{
    /// <summary>What to tell her of an exception; null where it is a programmer's mistake or the world's failure.</summary>
    public Phrase? Told(Exception e) => e switch
    {
        BrokenRule broken => broken.Phrase,
        DbUpdateConcurrencyException => Phrase.Of($"Noen andre var først. Se over saken på nytt."),
        DbUpdateException { InnerException: NpgsqlException inner } => Told(inner),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } twice => Logged(twice, Phrase.Of($"Dette er allerede registrert, kanskje av en kollega i samme øyeblikk. Last siden på nytt og se.")),
        PostgresException { SqlState: ['K', 'T', ..] } law => Logged(law, LawWords.Read(law.MessageText)),
        // The line broke, or there is nobody at the other end: nothing was saved, and it may go well in a moment.
        NpgsqlException { InnerException: IOException or System.Net.Sockets.SocketException } or PostgresException { SqlState: PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or PostgresErrorCodes.CannotConnectNow }
            => Phrase.Of($"Databasen svarer ikke akkurat nå, og det er usikkert om dette ble lagret. Vent litt, og se etter før du prøver igjen."),
        InvalidOperationException { InnerException: NpgsqlException lost } => Told(lost),
        _ => null,
    };

    private Phrase Logged(PostgresException e, Phrase says)
    {
        log.LogWarning("The database refused: {State} {Constraint} {Message}", e.SqlState, e.ConstraintName, e.MessageText);
        return says;
    }
}
