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
        DbUpdateException { InnerException: PostgresException inner } => Told(inner),
        PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } twice => Logged(twice, Phrase.Of($"Dette er allerede registrert, kanskje av en kollega i samme øyeblikk. Last siden på nytt og se.")),
        PostgresException { SqlState: ['K', 'T', ..] } law => Logged(law, LawWords.Read(law.MessageText)),
        _ => null,
    };

    private Phrase Logged(PostgresException e, Phrase says)
    {
        log.LogWarning("The database refused: {State} {Constraint} {Message}", e.SqlState, e.ConstraintName, e.MessageText);
        return says;
    }
}
