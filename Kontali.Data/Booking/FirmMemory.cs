using Kontali.Data.Booking.Learning;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>
/// A firm's memory in this process: what its lessons make it. It reads on in them before it is asked; when one it had learned is
/// taken back, it learns anew without it, so nothing of it stays.
/// </summary>
public sealed class FirmMemory : IDisposable
{
    // Beyond these the oldest are let go at the next start: habits are made of what is recent.
    private const int Remembered = 60_000, Portion = 5_000;

    private readonly SemaphoreSlim _one = new(1);
    private CodingMemory? _memory;
    private HashSet<long> _learned = [], _passed = [];
    private HashSet<Guid> _charts = [];
    private long _last;

    /// <summary>How many lessons it rests on.</summary>
    public int Lessons => _learned.Count;

    /// <summary>Reads on, makes sure the client's chart is known, then lets the memory be asked; one at a time.</summary>
    public Task<T> AskAsync<T>(KontaliContext db, Guid client, Func<CodingMemory, T> ask, CancellationToken ct = default) => OneAtATimeAsync(async () =>
    {
        var memory = await ReadOnAsync(db, ct);
        if (_charts.Add(client)) await db.MeetChartAsync(memory, client, ct);
        return ask(memory);
    }, ct);

    /// <summary>Reads on, so that the next who asks need not wait.</summary>
    public Task CatchUpAsync(KontaliContext db, CancellationToken ct = default) => OneAtATimeAsync(() => ReadOnAsync(db, ct), ct);

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<T> OneAtATimeAsync<T>(Func<Task<T>> act, CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            return await act();
        }
        catch
        {
            _memory = null; // Cut off halfway: begin anew rather than be half taught.
            throw;
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<CodingMemory> ReadOnAsync(KontaliContext db, CancellationToken ct)
    {
        var memory = _memory ?? await BeginAsync(db, ct);
        var all = db.Lessons.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter]);
        while (await all.Where(l => l.Seq > _last).OrderBy(l => l.Seq).Take(Portion).ToListAsync(ct) is { Count: > 0 } next)
        {
            var (from, to) = (next[0].Seq, next[^1].Seq);
            // What was taken back and stands again is as if neither had been.
            var again = (await all.Where(a => a.Retracts >= from && a.Retracts <= to && all.Any(r => r.Seq == a.Retracts && r.Retracts != null)).Select(a => a.Retracts!.Value).ToListAsync(ct)).ToHashSet();
            if (next.Exists(l => l.Retracts is { } was && _learned.Contains(was) && !again.Contains(l.Seq)) || await StandsAgainAsync(all, next, ct))
            {
                memory = await BeginAsync(db, ct);
                continue;
            }
            // Those taken back since are passed over, as are the takings back.
            var takenBack = (await all.Where(r => r.Retracts >= from && r.Retracts <= to && !all.Any(a => a.Retracts == r.Seq)).Select(r => r.Retracts!.Value).ToListAsync(ct)).ToHashSet();
            _passed.UnionWith(takenBack);
            foreach (var client in next.Select(l => l.ClientId).Distinct().Where(_charts.Add).ToList()) await db.MeetChartAsync(memory, client, ct);
            foreach (var lesson in next.Where(l => l.Retracts is null && !takenBack.Contains(l.Seq))) Learn(memory, lesson);
            _last = to;
        }
        return memory;
    }

    // A lesson that was passed over counts again, in its old place: only a memory that begins anew can have learned it there.
    private async Task<bool> StandsAgainAsync(IQueryable<Lesson> all, List<Lesson> next, CancellationToken ct)
    {
        if (_passed.Count == 0 || next.Where(l => l.Retracts is not null).Select(l => l.Retracts!.Value).ToList() is not { Count: > 0 } taken) return false;
        var back = await all.Where(r => taken.Contains(r.Seq) && r.Retracts != null && !all.Any(also => also.Retracts == r.Retracts && !all.Any(a => a.Retracts == also.Seq))).Select(r => r.Retracts!.Value).ToListAsync(ct);
        return back.Exists(_passed.Contains);
    }

    // From the first lesson that is still remembered.
    private async Task<CodingMemory> BeginAsync(KontaliContext db, CancellationToken ct)
    {
        (_memory, _learned, _passed, _charts) = (new(), [], [], []);
        _last = await db.Lessons.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(l => l.Retracts == null).OrderByDescending(l => l.Seq).Skip(Remembered).Select(l => (long?)l.Seq).FirstOrDefaultAsync(ct) ?? 0;
        return _memory;
    }

    private void Learn(CodingMemory memory, Lesson lesson)
    {
        memory.Learn(Cases.Of(lesson), Cases.TruthOf(lesson));
        // What passed in silence taught nothing, so taking it back needs no new beginning.
        if (lesson.TaughtBy != Teacher.Agent) _learned.Add(lesson.Seq);
    }
}
