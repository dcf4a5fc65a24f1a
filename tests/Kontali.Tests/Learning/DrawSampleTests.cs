using Kontali.Data.Review;

namespace Kontali.Tests.Learning;

/// <summary>Chance that can be drawn again. No database.</summary>
public sealed class DrawSampleTests
{
    private static readonly Guid[] Clients = [.. Enumerable.Range(1, 5).Select(i => new Guid(i, 0, 0, new byte[8]))];

    private static List<Candidate> Day(int n, double share) =>
        [.. Enumerable.Range(0, n).Select(i => new Candidate(new Guid(1000 + i, 0, 0, new byte[8]), Clients[i % 5], (i % 4) switch { 0 => 500, 1 => 5_000, 2 => 50_000, _ => 500_000 }, share))];

    [Fact]
    public void The_same_seed_draws_the_same_however_they_came()
    {
        var day = Day(200, 0.05);
        Assert.Equal(DrawSample.Draw(day, 42), DrawSample.Draw([.. day.AsEnumerable().Reverse()], 42));
        Assert.NotEqual(DrawSample.Draw(day, 42), DrawSample.Draw(day, 43));
    }

    [Fact]
    public void A_twentieth_is_a_twentieth_and_every_client_has_its_part()
    {
        var drawn = DrawSample.Draw(Day(1000, 0.05), 7);
        Assert.InRange(drawn.Count, 49, 51);
        var byClient = Day(1000, 0.05).Where(c => drawn.Contains(c.InvoiceId)).GroupBy(c => c.ClientId).Select(g => g.Count()).ToList();
        Assert.All(byClient, n => Assert.InRange(n, 9, 11));
    }

    [Fact]
    public void Each_invoice_is_drawn_as_often_as_its_share_says()
    {
        var day = Day(40, 0.1);
        var times = Enumerable.Range(0, 4000).SelectMany(seed => DrawSample.Draw(day, seed)).GroupBy(id => id).ToDictionary(g => g.Key, g => g.Count());
        Assert.All(day, c => Assert.InRange(times[c.InvoiceId], 320, 480));
    }

    [Fact]
    public void All_is_drawn_where_all_is_asked_for() => Assert.Equal(50, DrawSample.Draw(Day(50, 1), 3).Count);
}
