namespace Kontali.Data.Documents;

/// <summary>Where the store's bytes lie. What once lies there under a key is never overwritten and never deleted.</summary>
public interface IShelf
{
    /// <summary>A folder of this machine where what arrives is written until its hash is known.</summary>
    string Incoming { get; }

    /// <summary>Lays a file of <see cref="Incoming"/> under a key, safely on disk when this returns. Where something lies already, that stays as it is.</summary>
    /// <exception cref="IOException">The shelf cannot be reached (<see cref="StoreUnreachable"/>) or is full: nothing was kept, and it may go well later.</exception>
    Task LayAsync(string temporary, string key, CancellationToken ct);

    /// <summary>The bytes under a key; null where there are none.</summary>
    /// <exception cref="IOException">The shelf cannot be reached, or does not let itself be read.</exception>
    Task<byte[]?> FindAsync(string key, CancellationToken ct);
}
