namespace Kontali.Data.Documents;

/// <summary>A file that lay in an e-mail or ZIP, and is to be a document of its own.</summary>
/// <param name="Place">Its place in the order of unpacking, from 1.</param>
/// <param name="Inside">The place of the e-mail or ZIP it lay in; 0: the one that was received.</param>
/// <param name="Name">The name it has there, as it was sent.</param>
/// <param name="Kind">What it is, by its content.</param>
/// <param name="Mime">Its type, by its content.</param>
/// <param name="Bytes">The bytes.</param>
public sealed record UnpackedFile(int Place, int Inside, string Name, FileKind Kind, string Mime, byte[] Bytes);

/// <summary>Something that was not taken out, and why.</summary>
public sealed record LeftOut(string Name, Phrase Why);

/// <summary>What became of an e-mail or ZIP when it was opened.</summary>
public sealed class Envelope(int place)
{
    /// <summary>Its place; 0: the one that was received.</summary>
    public int Place => place;

    /// <summary>Why nothing was taken out of it.</summary>
    public Phrase? Refusal { get; internal set; }

    /// <summary>How many files were.</summary>
    public int Taken { get; internal set; }

    /// <summary>What was left where it is: the original still holds it.</summary>
    public List<LeftOut> LeftOut { get; } = [];

    /// <summary>What an e-mail says itself.</summary>
    public MailText? Mail { get; internal set; }

    /// <summary>The whole in a sentence.</summary>
    public Phrase Summary => Refusal ?? (LeftOut.Count, Taken) switch
    {
        (0, 1) => Phrase.Of($"Pakket ut: ett dokument."),
        (0, _) => Phrase.Of($"Pakket ut: {Taken} dokumenter."),
        (1, _) => Phrase.Of($"Pakket ut: {Taken} dokumenter. Ikke tatt med: «{LeftOut[0].Name}» – {LeftOut[0].Why}"),
        (2, _) => Phrase.Of($"Pakket ut: {Taken} dokumenter. Ikke tatt med: «{LeftOut[0].Name}» – {LeftOut[0].Why} «{LeftOut[1].Name}» – {LeftOut[1].Why}"),
        (var rest, _) => Phrase.Of($"Pakket ut: {Taken} dokumenter. Ikke tatt med: «{LeftOut[0].Name}» – {LeftOut[0].Why} «{LeftOut[1].Name}» – {LeftOut[1].Why} Og {rest - 2} til."),
    };
}

/// <summary>How much one delivery may hold, with all that lies in what lies in it.</summary>
public static class UnpackLimits
{
    /// <summary>Files.</summary>
    public const int Files = 500;

    /// <summary>Bytes: 100 MB.</summary>
    public const long Bytes = 100 * 1024 * 1024;

    /// <summary>How many times larger than its packed form a file of more than a megabyte may be. Invoices in XML are 10 to 30 times.</summary>
    public const int Ratio = 200;

    /// <summary>How deep e-mails and ZIP files may lie in each other.</summary>
    public const int Depth = 3;
}

/// <summary>
/// Opens an e-mail or ZIP, and those that lie in it, within one budget for all of it. What is asked to keep a file gets one at a time, so that memory
/// holds no more than a few. Names are never paths here. Never throws for what is wrong with the bytes: that is told.
/// </summary>
public sealed class Unpacking(Func<UnpackedFile, Task> keep)
{
    private readonly HashSet<string> seen = [];
    private int files, lastPlace;
    private long bytes;

    /// <summary>All e-mails and ZIP files that were opened, the received one first.</summary>
    public List<Envelope> Envelopes { get; } = [];

    /// <summary>Opens the one that was received.</summary>
    public Task OpenAsync(byte[] received, FileKind kind, CancellationToken ct = default) => OpenAsync(received, kind, 0, 1, ct);

    private async Task OpenAsync(byte[] content, FileKind kind, int place, int depth, CancellationToken ct)
    {
        var envelope = new Envelope(place);
        Envelopes.Add(envelope);
        if (depth > UnpackLimits.Depth) envelope.Refusal = Phrase.Of($"Filen ligger mer enn {UnpackLimits.Depth} pakker dypt. Pakk den ut, og send det som ligger i den.");
        else if (kind == FileKind.Mail) await MailUnpacker.OpenAsync(content, this, envelope, depth, ct);
        else await ZipUnpacker.OpenAsync(content, this, envelope, depth, ct);
    }

    /// <summary>True where so many more files and bytes fit; they are then spent.</summary>
    internal bool Spend(int howMany, long size)
    {
        if (files + howMany > UnpackLimits.Files || bytes + size > UnpackLimits.Bytes) return false;
        (files, bytes) = (files + howMany, bytes + size);
        return true;
    }

    /// <summary>Takes a file out: keeps it, and opens it where it is an e-mail or ZIP itself.</summary>
    internal async Task TakeAsync(Envelope envelope, string name, byte[] content, int depth, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var (kind, mime) = ContentType.Of(content);
        var most = kind is FileKind.Mail or FileKind.Archive ? DocumentStore.MaxEnvelope : DocumentStore.MaxSize;
        if (content.Length > most)
        {
            envelope.LeftOut.Add(new(name, Phrase.Of($"er større enn {most / 1024 / 1024} MB.")));
            return;
        }
        if (!seen.Add(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content))))
        {
            envelope.LeftOut.Add(new(name, Phrase.Of($"samme innhold som en annen fil her.")));
            return;
        }
        var place = ++lastPlace;
        envelope.Taken++;
        await keep(new(place, envelope.Place, name, kind, mime, content));
        if (kind is FileKind.Mail or FileKind.Archive) await OpenAsync(content, kind, place, depth + 1, ct);
    }
}
