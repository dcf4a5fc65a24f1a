using System.Security.Cryptography;
using System.Text;

namespace Kontali.Data.Documents;

/// <summary>Bytes that are safely kept.</summary>
/// <param name="Key">Where.</param>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="Size">In bytes.</param>
public sealed record StoredFile(string Key, string Sha256, long Size);

/// <summary>
/// Keeps bytes under their own hash, apart for each firm. Written before any row names them, flushed to disk,
/// verified on every read, never overwritten, never deleted. What is derived from a file lies beside it.
/// </summary>
public sealed class DocumentStore(IShelf shelf)
{
    /// <summary>The largest file that is taken, in bytes: 10 MB.</summary>
    public const long MaxSize = 10 * 1024 * 1024;

    /// <summary>The largest e-mail or ZIP, whose files are counted one by one: 25 MB.</summary>
    public const long MaxEnvelope = 25 * 1024 * 1024;

    /// <summary>Keeps in a folder.</summary>
    public DocumentStore(string folder) : this(new FolderShelf(folder)) { }

    /// <summary>Keeps a stream's bytes.</summary>
    /// <exception cref="BrokenRule">Empty, or larger than <see cref="MaxSize"/>, as e-mail or ZIP than <see cref="MaxEnvelope"/>.</exception>
    public Task<StoredFile> KeepAsync(Guid firm, Stream bytes, CancellationToken ct = default) => KeepAsync(firm, bytes, null, ct);

    /// <summary>Keeps a stream's bytes, of which there may be another number than of a document's.</summary>
    /// <exception cref="BrokenRule">Empty, or larger than that.</exception>
    public async Task<StoredFile> KeepAsync(Guid firm, Stream bytes, long? max, CancellationToken ct = default)
    {
        var temporary = Temporary();
        try
        {
            var (hash, size) = await WriteAsync(temporary, bytes, max, ct);
            if (size == 0) throw new BrokenRule($"Filen er tom.");
            var key = $"{firm:N}/{hash[..2]}/{hash}";
            await shelf.LayAsync(temporary, key, ct);
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
        if (await FindAsync(Known(key), ct) is not { } bytes) throw new BrokenRule($"Filen finnes ikke i arkivet. Hent den fra sikkerhetskopien.");
        if (Hash(bytes) != key[(key.LastIndexOf('/') + 1)..]) throw new BrokenRule($"Filen i arkivet er endret siden den kom inn. Hent den fra sikkerhetskopien.");
        return bytes;
    }

    /// <summary>Keeps beside a file what was derived from it, under a word of small letters; the first that is kept stays.</summary>
    public async Task KeepBesideAsync(string key, string what, byte[] bytes, CancellationToken ct = default)
    {
        var temporary = Temporary();
        try
        {
            // Its own hash goes before it, for its key is the other's.
            await File.WriteAllBytesAsync(temporary, [.. Encoding.ASCII.GetBytes(Hash(bytes)), .. bytes], ct);
            await shelf.LayAsync(temporary, Beside(key, what), ct);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>What was derived from a file; null where nothing is, or it is damaged: then it is derived anew.</summary>
    public async Task<byte[]?> FindBesideAsync(string key, string what, CancellationToken ct = default) =>
        await FindAsync(Beside(key, what), ct) is { Length: >= 64 } kept && Hash(kept[64..]) == Encoding.ASCII.GetString(kept, 0, 64) ? kept[64..] : null;

    private async Task<byte[]?> FindAsync(string key, CancellationToken ct)
    {
        try
        {
            return await shelf.FindAsync(key, ct);
        }
        catch (IOException)
        {
            throw new BrokenRule($"Filen i arkivet lar seg ikke lese nå. Prøv igjen, eller hent den fra sikkerhetskopien.");
        }
    }

    private string Temporary() => Path.Combine(Directory.CreateDirectory(shelf.Incoming).FullName, Path.GetRandomFileName());

    private static async Task<(string Hash, long Size)> WriteAsync(string place, Stream bytes, long? max, CancellationToken ct)
    {
        await using var file = new FileStream(place, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1 << 16, FileOptions.Asynchronous);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[1 << 16];
        long size = 0, most = 0;
        while (await bytes.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct) is > 0 and var read)
        {
            if (size == 0) most = max ?? (ContentType.Of(buffer.AsSpan(0, read)).Kind is FileKind.Mail or FileKind.Archive ? MaxEnvelope : MaxSize);
            size += read;
            if (size > most) throw new BrokenRule($"Filen er større enn {most / 1024 / 1024} MB. Del den opp, eller be avsenderen om en mindre fil.");
            hash.AppendData(buffer, 0, read);
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
        file.Flush(flushToDisk: true);
        return (Convert.ToHexStringLower(hash.GetHashAndReset()), size);
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    // Keys are our own: a firm's id and a hash; anything else is a programmer's mistake.
    private static string Known(string key) => key.All(c => char.IsAsciiHexDigitLower(c) || char.IsAsciiDigit(c) || c == '/') ? key : throw new ArgumentException($"Not a key of the store: {key}", nameof(key));

    private static string Beside(string key, string what) => what.All(char.IsAsciiLetterLower) ? $"{Known(key)}.{what}" : throw new ArgumentException($"Not a word: {what}", nameof(what));
}
