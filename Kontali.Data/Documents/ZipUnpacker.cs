using System.IO.Compression;
using System.Text;

namespace Kontali.Data.Documents;

/// <summary>
/// Takes the files out of a ZIP. What the directory says is believed only as a bound: it is added up before anything is unpacked, and no file
/// may become longer than it said, so a bomb is refused by its own directory or stopped at it.
/// </summary>
internal static class ZipUnpacker
{
    private const long Small = 1024 * 1024;

    static ZipUnpacker() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static async Task OpenAsync(byte[] content, Unpacking unpacking, Envelope envelope, int depth, CancellationToken ct)
    {
        // Names without a mark of their encoding are read as they lie, and told apart below.
        using var zip = TryOpen(content);
        if (zip is null || WantedOf(zip) is not { } wanted)
        {
            envelope.Refusal = Phrase.Of($"ZIP-filen er skadet eller avkortet og lar seg ikke åpne. Be avsenderen sende den på nytt.");
            return;
        }
        envelope.Refusal = WhyNot(wanted, unpacking);
        if (envelope.Refusal is not null) return;
        foreach (var entry in wanted) await TakeAsync(entry, unpacking, envelope, depth, ct);
    }

    private static ZipArchive? TryOpen(byte[] content)
    {
        try
        {
            return new(new MemoryStream(content, writable: false), ZipArchiveMode.Read, leaveOpen: false, Encoding.Latin1);
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    // The directory is read when it is first asked.
    private static List<ZipArchiveEntry>? WantedOf(ZipArchive zip)
    {
        try
        {
            return [.. zip.Entries.Where(e => !IsOfTheSystem(e) && e.Length >= 0 && e.CompressedLength >= 0)];
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    private static bool IsDamage(Exception e) => e is InvalidDataException or IOException or ArgumentException or OverflowException or NotSupportedException;

    private static Phrase? WhyNot(List<ZipArchiveEntry> wanted, Unpacking unpacking) =>
        wanted.Count == 0 ? Phrase.Of($"ZIP-filen har ingen filer.")
        : wanted.Count > UnpackLimits.Files ? Phrase.Of($"ZIP-filen har {wanted.Count} filer. Kontali tar imot inntil {UnpackLimits.Files} om gangen: del den opp.")
        : wanted.Find(IsBomb) is { } bomb ? Phrase.Of($"«{NameOf(bomb)}» i ZIP-filen blir mer enn {UnpackLimits.Ratio} ganger større når den pakkes ut. Slik er ikke bilag, så ingenting er pakket ut.")
        // What is larger than a file may be is not unpacked, so it does not count.
        : unpacking.Spend(wanted.Count, wanted.Where(IsOfSize).Sum(e => e.Length)) ? null
        : Phrase.Of($"Det som ligger i ZIP-filen er mer enn {UnpackLimits.Files} filer eller {UnpackLimits.Bytes / 1024 / 1024} MB. Ingenting er pakket ut: del den opp.");

    private static async Task TakeAsync(ZipArchiveEntry entry, Unpacking unpacking, Envelope envelope, int depth, CancellationToken ct)
    {
        var name = NameOf(entry);
        if (WhyNot(entry) is { } why) envelope.LeftOut.Add(new(name, why));
        else if (await ReadAsync(entry, ct) is { } content) await unpacking.TakeAsync(envelope, name, content, depth, ct);
        else envelope.LeftOut.Add(new(name, Phrase.Of($"er skadet i ZIP-filen.")));
    }

    private static Phrase? WhyNot(ZipArchiveEntry entry) =>
        IsLink(entry) ? Phrase.Of($"er en snarvei og ingen fil.")
        : entry.IsEncrypted ? Phrase.Of($"er beskyttet med passord. Be avsenderen sende den uten.")
        : entry.Length == 0 ? Phrase.Of($"er tom.")
        : !IsOfSize(entry) ? Phrase.Of($"er større enn {DocumentStore.MaxSize / 1024 / 1024} MB.")
        : null;

    // Null: it is not what the directory says, or packed in a way nobody here knows.
    private static async Task<byte[]?> ReadAsync(ZipArchiveEntry entry, CancellationToken ct)
    {
        try
        {
            await using var stream = entry.Open();
            var content = new byte[entry.Length];
            if (await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, ct) != content.Length) return null;
            if (await stream.ReadAsync(new byte[1].AsMemory(), ct) != 0) return null;
            return Crc(content) == entry.Crc32 ? content : null;
        }
        catch (Exception e) when (IsDamage(e))
        {
            return null;
        }
    }

    // Folders, and what operating systems leave in ZIP files of their own accord.
    private static bool IsOfTheSystem(ZipArchiveEntry entry)
    {
        var path = entry.FullName.Replace('\\', '/');
        return path.EndsWith('/') || path.StartsWith("__MACOSX/", StringComparison.Ordinal)
            || path[(path.LastIndexOf('/') + 1)..] is ".DS_Store" or "Thumbs.db" or "desktop.ini";
    }

    private static bool IsOfSize(ZipArchiveEntry entry) => entry.Length <= (LooksLikeEnvelope(entry) ? DocumentStore.MaxEnvelope : DocumentStore.MaxSize);

    // Only by its name, for it is not open yet; the store judges by the content.
    private static bool LooksLikeEnvelope(ZipArchiveEntry entry) =>
        entry.FullName.EndsWith(".eml", StringComparison.OrdinalIgnoreCase) || entry.FullName.EndsWith(".zip", StringComparison.OrdinalIgnoreCase);

    private static bool IsBomb(ZipArchiveEntry entry) => entry.Length > Small && entry.Length / UnpackLimits.Ratio > entry.CompressedLength;

    // A symbolic link of Unix, whose content is where it points.
    private static bool IsLink(ZipArchiveEntry entry) => (entry.ExternalAttributes >>> 16 & 0xf000) == 0xa000;

    // UTF-8 where it is, marked or not; else what Windows here writes, whose letters lie where Latin-1 has none.
    private static string NameOf(ZipArchiveEntry entry)
    {
        var name = entry.FullName;
        if (name.All(char.IsAscii) || name.Any(c => c > 0xff)) return ReceiveFile.DisplayName(name);
        var raw = Encoding.Latin1.GetBytes(name);
        try
        {
            return ReceiveFile.DisplayName(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(raw));
        }
        catch (DecoderFallbackException)
        {
            return ReceiveFile.DisplayName(raw.Any(b => b is >= 0x80 and < 0xa0) ? Encoding.GetEncoding(850).GetString(raw) : name);
        }
    }

    private static uint Crc(byte[] content)
    {
        var crc = ~0u;
        foreach (var b in content) crc = CrcTable[(byte)(crc ^ b)] ^ crc >> 8;
        return ~crc;
    }

    // CRC-32 of ISO 3309, as ZIP uses it.
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(n =>
    {
        var c = (uint)n;
        for (var bit = 0; bit < 8; bit++) c = (c & 1) == 1 ? 0xedb88320 ^ c >> 1 : c >> 1;
        return c;
    })];
}
