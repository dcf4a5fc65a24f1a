namespace Kontali.Data.Tasks;

/// <summary>
/// Somebody who wants to be told. Each event reaches each handler once in effect: what the handler writes and the mark that it was told
/// are one transaction. Of one firm a handler is told one event at a time, in the order in which they happened to their subject; one that
/// fails is told again later, and holds back only what happened to the same subject after it.
/// </summary>
public interface IEventHandler
{
    /// <summary>Name of its marks, and of the actor of what it writes. Renamed, it is a new handler.</summary>
    string Name { get; }

    /// <summary>What it wants to be told of, words of <see cref="Happened"/>.</summary>
    IReadOnlyCollection<string> EventTypes { get; }

    /// <summary>Acts on it, in the firm's name. The caller saves and commits; an exception means: again later.</summary>
    Task HandleAsync(KontaliContext db, AgentEvent told, CancellationToken ct);
}
