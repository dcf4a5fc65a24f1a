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
    private HashSet<long> _learned = [];
    private HashSet<Guid> _charts = [];
    private long _last;

    /// <summary>How many lessons it rests on.</summary>
    public int Lessons => _learned.Count;

    /// <summary>Reads on, makes sure the client's chart is known, then lets the memory be asked; one at a time.</summary>
    public async Task<T> AskAsync<T>(KontaliContext db, Guid client, Func<CodingMemory, T> ask, CancellationToken ct = default)
    {
        await _one.WaitAsync(ct);
        try
        {
            var memory = await CatchUpAsync(db, ct);
            if (_charts.Add(client)) await MeetChartAsync(db, client, ct);
            return ask(memory);
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

    /// <inheritdoc/>
    public void Dispose() => _one.Dispose();

    private async Task<CodingMemory> CatchUpAsync(KontaliContext db, CancellationToken ct)
    {
        if (_memory is null) await BeginAsync(db, ct);
        while (true)
        {
            var next = await db.Lessons.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(l => l.Seq > _last).OrderBy(l => l.Seq).Take(Portion).ToListAsync(ct);
            if (next.Count == 0) return _memory!;
            if (next.Exists(l => l.Retracts is { } was && _learned.Contains(was)))
            {
                await BeginAsync(db, ct);
                continue;
            }
            await MeetChartsAsync(db, next, ct);
            foreach (var lesson in next) Learn(lesson);
        }
    }

    // From the first lesson that is still remembered; those taken back since are passed over, as are the takings back.
    private async Task BeginAsync(KontaliContext db, CancellationToken ct)
    {
        (_memory, _learned, _charts) = (new(), [], []);
        var newest = await db.Lessons.IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(l => l.Retracts == null).OrderByDescending(l => l.Seq).Skip(Remembered).Select(l => (long?)l.Seq).FirstOrDefaultAsync(ct);
        _last = newest ?? 0;
        while (true)
        {
            var all = db.Lessons.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter]);
            var next = await all.Where(l => l.Seq > _last).OrderBy(l => l.Seq).Take(Portion).ToListAsync(ct);
            if (next.Count == 0) return;
            var (from, to) = (next[0].Seq, next[^1].Seq);
            var takenBack = (await all.Where(r => r.Retracts >= from && r.Retracts <= to).Select(r => r.Retracts!.Value).ToListAsync(ct)).ToHashSet();
            await MeetChartsAsync(db, next, ct);
            foreach (var lesson in next.Where(l => !takenBack.Contains(l.Seq))) Learn(lesson);
            _last = to;
        }
    }

    private void Learn(Lesson lesson)
    {
        _last = lesson.Seq;
        if (lesson.Retracts is not null) return;
        _memory!.Learn(Cases.Of(lesson), Cases.TruthOf(lesson));
        // What passed in silence taught nothing, so taking it back needs no new beginning.
        if (lesson.TaughtBy != Teacher.Agent) _learned.Add(lesson.Seq);
    }

    private async Task MeetChartsAsync(KontaliContext db, List<Lesson> lessons, CancellationToken ct)
    {
        foreach (var client in lessons.Select(l => l.ClientId).Distinct().Where(_charts.Add).ToList()) await MeetChartAsync(db, client, ct);
    }

    // The accounts that purchases may be booked on.
    private async Task MeetChartAsync(KontaliContext db, Guid client, CancellationToken ct)
    {
        var chart = db.Accounts.AsNoTracking().IgnoreQueryFilters([KontaliContext.AssignedFilter]).Where(a => a.ClientId == client && a.IsActive);
        foreach (var a in await chart.OrderBy(a => a.AccountNumber).Select(a => new { a.AccountNumber, a.AccountName, a.StandardAccount }).ToListAsync(ct))
            if (a.AccountNumber[0] is '1' or (>= '4' and <= '8')) _memory!.AddAccount(client.ToString(), a.AccountNumber, a.AccountName, a.StandardAccount);
    }
}
