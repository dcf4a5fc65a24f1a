namespace Kontali.Data.Documents;

/// <summary>A folder of this machine, or one that all nodes share.</summary>
public sealed class FolderShelf(string folder) : IShelf
{
    /// <inheritdoc/>
    public string Incoming => Path.Combine(folder, "incoming");

    /// <inheritdoc/>
    public Task LayAsync(string temporary, string key, CancellationToken ct)
    {
        var place = Path.Combine(folder, key);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        // The same bytes may lie there already, or arrive twice at once: the first are kept as they are.
        if (File.Exists(place)) return Task.CompletedTask;
        try
        {
            File.Move(temporary, place, overwrite: false);
        }
        catch (IOException) when (File.Exists(place))
        {
            // Somebody else was first with the same bytes.
        }
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<byte[]?> FindAsync(string key, CancellationToken ct)
    {
        var place = Path.Combine(folder, key);
        try
        {
            return File.Exists(place) ? await File.ReadAllBytesAsync(place, ct) : null;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"{key} may not be read", e);
        }
    }
}
