using Kontali.Data.Review;

namespace Kontali.Web.Review;

/// <summary>Keeps what she is writing when she has paused for a moment. The newest letter wins.</summary>
internal sealed class Jotter(Books books)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(400);
    private int letters;

    /// <summary>She has written a letter.</summary>
    public async Task WrittenAsync(ReviewItem item, NoteKind kind, Func<(string Body, string? To)> now)
    {
        var mine = ++letters;
        await Task.Delay(Pause);
        if (mine != letters) return;
        try
        {
            await books.TryAsync(db => db.KeepUnsentAsync(item, kind, now().Body, now().To), _ => { });
        }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException) { } // It is kept with the next letter; sending it tells her when the database is away.
    }

    /// <summary>It was sent: what is on its way to be kept is not.</summary>
    public async Task SentAsync(ReviewItem item, NoteKind kind)
    {
        letters++;
        await books.TryAsync(async db => { await db.ForgetUnsentAsync(item.Id, kind); }, _ => { });
    }
}
