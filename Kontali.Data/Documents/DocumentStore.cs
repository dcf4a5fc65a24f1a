using System.Security.Cryptography;

namespace Kontali.Data.Documents;

/// <summary>Bytes that are safely kept.</summary>
/// <param name="Key">Where.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Size">In bytes.</param>
public sealed record StoredFile(string Key, string Sha256, long Size);

/// <summary>
/// Keeps bytes in a folder under their own hash, a folder for each firm. Written before any row names them, flushed to disk,
/// verified on every read, never overwritten, never deleted.
/// </summary>
public sealed class DocumentStore(string folder)
{
    /// <summary>The largest file that is taken, in bytes: 10 MB.</summary>
    public const long MaxSize = 10 * 1024 * 1024;

    /// <summary>Keeps a stream's bytes.</summary>
    /// <exception cref="BrokenRule">Empty, or larger than <see cref="MaxSize"/>.</exception>
    public Task<StoredFile> KeepAsync(Guid firm, Stream bytes, CancellationToken ct = default) => KeepAsync(firm, bytes, MaxSize, ct);

    /// <summary>Keeps a stream's bytes, of which there may be another number than of a document's.</summary>
    /// <exception cref="BrokenRule">Empty, or larger than that.</exception>
    public async Task<StoredFile> KeepAsync(Guid firm, Stream bytes, long max, CancellationToken ct = default)
    {
        var incoming = Directory.CreateDirectory(Path.Combine(folder, "incoming"));
        var temporary = Path.Combine(incoming.FullName, Path.GetRandomFileName());
        try
        {
            var (hash, size) = await WriteAsync(temporary, bytes, max, ct);
            if (size == 0) throw new BrokenRule($"Filen er tom.");
            var key = $"{firm:N}/{hash[..2]}/{hash}";
            var place = PlaceOf(key);
            Directory.CreateDirectory(Path.GetDirectoryName(place)!);
            KeepFirst(temporary, place);
            return new StoredFile(key, hash, size);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Reads bytes back.</summary>
    /// <exception cref="BrokenRule">They are gone, or are not the bytes that were kept.</exception>
    public async Task<byte[]> ReadAsync(string key, CancellationToken ct = default)
    {
        var place = PlaceOf(key);
        if (!File.Exists(place)) throw new BrokenRule($"Filen finnes ikke i arkivet. Hent den fra sikkerhetskopien.");
        var bytes = await BytesAsync(place, ct);
        if (Convert.ToHexStringLower(SHA256.HashData(bytes)) != key[(key.LastIndexOf('/') + 1)..])
            throw new BrokenRule($"Filen i arkivet er endret siden den kom inn. Hent den fra sikkerhetskopien.");
        return bytes;
    }

    private static async Task<byte[]> BytesAsync(string place, CancellationToken ct)
    {
        try
        {
            return await File.ReadAllBytesAsync(place, ct);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new BrokenRule($"Filen i arkivet lar seg ikke lese nå. Prøv igjen, eller hent den fra sikkerhetskopien.");
        }
    }

    private static async Task<(string Hash, long Size)> WriteAsync(string place, Stream bytes, long max, CancellationToken ct)
    {
        await using var file = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long size = 0;
        while (await bytes.ReadAsync(buffer, ct) is > 0 and var read)
        {
            size += read;
            if (size > max) throw new BrokenRule($"Filen er større enn {max / 1024 / 1024} MB. Del den opp, eller be avsenderen om en mindre fil.");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    // The same bytes may lie there already, or arrive twice at once: the first are kept as they are.
    private static void KeepFirst(string temporary, string place)
    {
        if (File.Exists(place)) return;
        try
        {
            File.Move(temporary, place, overwrite: false);
        }
        catch (IOException) when (File.Exists(place))
        {
            // Somebody else was first with the same bytes.
        }
    }

    // Keys are our own: a firm's id and a hash; anything else is a programmer's mistake.
    private string PlaceOf(string key) => key.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c) || c == '/')
        ? Path.Combine(folder, key)
        : throw new ArgumentException($"Not a key of the store: {key}", nameof(key));
}
