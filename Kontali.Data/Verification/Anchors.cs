using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Kontali.Data.Verification;

/// <summary>What an anchor file says: where the chains of a firm ended one day.</summary>
/// <param name="Firm">The firm.</param>
/// <param name="WrittenAt">When, UTC.</param>
/// <param name="Previous">SHA-256 of the anchor before it; null for the first.</param>
/// <param name="Heads">The ends of the chains.</param>
public sealed record Anchor(Guid Firm, DateTimeOffset WrittenAt, string? Previous, IReadOnlyList<ChainHead> Heads);

/// <summary>
/// Anchors lie outside the database, a file a day for each firm: a chain that is cut off and made anew in the database no longer
/// ends where the anchor says. Each names the hash of the one before, so that one taken away or changed shows too. Copy the folder
/// somewhere the database's administrator cannot write.
/// </summary>
public sealed class Anchors(string folder)
{
    /// <summary>Where they lie.</summary>
    public string Folder => folder;

    /// <summary>All anchors of a firm, oldest first, and what is wrong with their own chain.</summary>
    public async Task<(IReadOnlyList<Anchor> Anchors, IReadOnlyList<Fault> Faults)> ReadAsync(Guid firm, CancellationToken ct = default)
    {
        List<Anchor> read = [];
        List<Fault> faults = [];
        string? previous = null;
        foreach (var path in Files(firm))
        {
            var name = Path.GetFileName(path);
            var bytes = await File.ReadAllBytesAsync(path, ct);
            Anchor? anchor = null;
            try
            {
                anchor = JsonSerializer.Deserialize<Anchor>(bytes, Mapping.Json);
            }
            catch (JsonException)
            {
                // Said below: it is no anchor.
            }
            if (anchor?.Heads is null || anchor.Firm != firm) faults.Add(new("anchor", name, Phrase.Of($"Ankeret {name} lar seg ikke lese.")));
            else
            {
                if (anchor.Previous != previous) faults.Add(new("anchor", name, Phrase.Of($"Ankeret {name} følger ikke på det som ligger før det: et anker er endret eller borte.")));
                read.Add(anchor);
            }
            previous = Convert.ToHexStringLower(SHA256.HashData(bytes));
        }
        return (read, faults);
    }

    /// <summary>Writes the day's anchor, once; what is there is left as it is. True when it was written.</summary>
    public async Task<bool> WriteAsync(Guid firm, DateTimeOffset at, IReadOnlyList<ChainHead> heads, CancellationToken ct = default)
    {
        var place = Directory.CreateDirectory(Path.Combine(folder, firm.ToString("N"))).FullName;
        var path = Path.Combine(place, $"{DateOnly.FromDateTime(at.UtcDateTime):yyyy-MM-dd}.json");
        if (File.Exists(path) || heads.Count == 0) return false;
        var previous = Files(firm).LastOrDefault() is { } last ? Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(last, ct))) : null;
        var text = JsonSerializer.Serialize(new Anchor(firm, at, previous, heads), Mapping.Json);
        var temporary = Path.Combine(place, Path.GetRandomFileName());
        await using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
        {
            await file.WriteAsync(Encoding.UTF8.GetBytes(text), ct);
            file.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(temporary, path, overwrite: false);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(temporary);
            return false; // Another node was first.
        }
    }

    private List<string> Files(Guid firm)
    {
        var place = Path.Combine(folder, firm.ToString("N"));
        return !Directory.Exists(place) ? [] : [.. Directory.EnumerateFiles(place, "*.json").OrderBy(Path.GetFileName, StringComparer.Ordinal)];
    }
}
