using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Kontali.Data;
using Kontali.Data.Invoices.Pdf;

namespace Kontali.Web.Documents;

/// <summary>
/// A warm pool of processes that read PDFs: each has 20 seconds and 512 MB a file, and is killed and replaced when it passes either or ends.
/// A file that takes long steps aside: it reads on behind the others, and its place is theirs.
/// A page that is a picture goes on to <see cref="PictureReader"/>.
/// </summary>
public sealed class ReaderPool(PictureReader pictures) : IPageReader, IDisposable
{
    /// <summary>A file's limits.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    /// <inheritdoc cref="Limit"/>
    public const long MaxMemory = 512L * 1024 * 1024;

    // So that nothing piles up in one that lives long.
    private const int MostFiles = 2000;

    private readonly ConcurrentBag<Child> _idle = [];
    private readonly SemaphoreSlim _places = new(Math.Max(1, Environment.ProcessorCount));
    private readonly SemaphoreSlim _aside = new(2);

    // Files that have ended a reader, by their bytes: at the next try they read behind the others from the first moment.
    private readonly ConcurrentDictionary<string, byte> _ended = new();
    private const int MostEnded = 1000;
    private bool _closed;

    // Nearly every file is read in a tenth of this; a process that has just started takes its time with the first.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(0.5), FirstPatience = TimeSpan.FromSeconds(3);

    private sealed class Child(Watched process)
    {
        public Watched Process { get; } = process;
        public int Files { get; set; }
        public bool SteppedAside { get; set; }
    }

    /// <inheritdoc/>
    public async Task<PagesRead> ReadAsync(ReadOnlyMemory<byte> bytes, bool isPdf, CancellationToken ct = default)
    {
        var pdf = bytes;
        if (!isPdf)
        {
            var turned = await AskAsync(ReaderAsk.PictureAsPdf, bytes, ct);
            if (turned.Pdf is null) return new(null, turned.Trouble);
            return await pictures.ReadAsync(turned.Pdf, 1, ct);
        }
        var answer = await AskAsync(ReaderAsk.Words, pdf, ct);
        if (answer.Text is not { HasText: false } text) return new(answer.Text, answer.Trouble);
        return await pictures.ReadAsync(pdf, text.PageCount, ct) is { Text: not null } seen ? seen : new(text, PictureReader.IsInstalled ? null : PictureReader.Missing);
    }

    private async Task<ReaderAnswer> AskAsync(ReaderAsk ask, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        // Whose place it holds: one of the readers', or one of those that stepped aside.
        var held = !_ended.IsEmpty && _ended.ContainsKey(NameOf(bytes)) ? _aside : _places;
        await held.WaitAsync(ct);
        Child? child = null;
        try
        {
            child = Take();
            if (held == _aside) StepAside(child);
            var reading = child.Process.DoAsync(stop => AskAsync(child.Process, ask, bytes, stop), Limit, ct);
            if (held == _places && await Task.WhenAny(reading, Task.Delay(child.Files == 0 ? FirstPatience : Patience, ct)) != reading && _aside.Wait(0, CancellationToken.None))
            {
                // It is slow, and may never end: the others' files need not wait for it.
                held = _aside;
                StepAside(child);
                _places.Release();
            }
            var answer = await reading;
            if (++child.Files < MostFiles && !_closed && !child.SteppedAside) _idle.Add(child);
            else child.Process.Dispose();
            return answer;
        }
        catch (Exception e)
        {
            child?.Process.Dispose();
            if (e is ReaderDied)
            {
                if (_ended.Count >= MostEnded) _ended.Clear();
                _ended.TryAdd(NameOf(bytes), 0);
            }
            throw;
        }
        finally
        {
            held.Release();
        }
    }

    private static string NameOf(ReadOnlyMemory<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes.Span));

    private static void StepAside(Child child)
    {
        child.SteppedAside = true;
        child.Process.StepAside();
    }

    private static async Task<ReaderAnswer> AskAsync(Watched process, ReaderAsk ask, ReadOnlyMemory<byte> bytes, CancellationToken ct)
    {
        var head = new byte[5];
        head[0] = (byte)ask;
        BinaryPrimitives.WriteInt32LittleEndian(head.AsSpan(1), bytes.Length);
        await process.Input.WriteAsync(head, ct);
        await process.Input.WriteAsync(bytes, ct);
        await process.Input.FlushAsync(ct);
        await process.Output.ReadExactlyAsync(head.AsMemory(0, 4), ct);
        var length = BinaryPrimitives.ReadInt32LittleEndian(head);
        if (length is <= 0 or > 64 * 1024 * 1024) throw new EndOfStreamException();
        var answer = System.Buffers.ArrayPool<byte>.Shared.Rent(length);
        try
        {
            await process.Output.ReadExactlyAsync(answer.AsMemory(0, length), ct);
            return JsonSerializer.Deserialize<ReaderAnswer>(answer.AsSpan(0, length), ReaderChild.Json) ?? throw new EndOfStreamException();
        }
        finally
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(answer);
        }
    }

    private Child Take()
    {
        while (_idle.TryTake(out var idle))
        {
            if (!idle.Process.HasEnded) return idle;
            idle.Process.Dispose();
        }
        return new(Start());
    }

    // This program once more, or its library where another program hosts it.
    private static Watched Start()
    {
        var folder = Path.GetDirectoryName(typeof(ReaderChild).Assembly.Location)!;
        var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "Kontali.Web.exe" : "Kontali.Web");
        (string, string)[] limits =
        [
            // The heap stops before the watch does: then it ends by itself.
            ("DOTNET_GCHeapHardLimit", "18000000"), ("DOTNET_gcServer", "0"), ("DOTNET_gcConcurrent", "0"), ("DOTNET_EnableDiagnostics", "0"), ("DOTNET_TieredPGO", "0"),
            ("DOTNET_DbgEnableMiniDump", "0"), ("DOTNET_NOLOGO", "1"),
        ];
        return File.Exists(program) ? Watched.Start(program, [ReaderChild.Verb], MaxMemory, limits)
            : Watched.Start("dotnet", [Path.Combine(folder, "Kontali.Web.dll"), ReaderChild.Verb], MaxMemory, limits);
    }

    /// <summary>Ends them all.</summary>
    public void Dispose()
    {
        _closed = true;
        while (_idle.TryTake(out var child)) child.Process.Dispose();
        _places.Dispose();
        _aside.Dispose();
    }
}
