using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Seed;
using Kontali.Tests.World;

namespace Kontali.Tests.Firms;

public sealed class TradesTests
{
    private static readonly HashSet<string> Known = [.. Trades.All.Select(t => t.Word)];

    [Fact]
    public void Every_trade_that_a_suggestion_or_the_demo_firm_knows_can_be_chosen_on_screen() =>
        Assert.Empty(DemoClients.All.Select(c => c.Trade).Concat(Lexicon.All.Select(e => e.Trade)).Concat(TradesOfGoods()).Where(t => t != "").Distinct().Except(Known));

    [Fact]
    public void Each_is_read_in_both_languages() =>
        Assert.All(Trades.All, t => Assert.Equal((t.Word, t.Word), (Trades.Read(t.Word), Trades.Read(t.Name.ToUpperInvariant()))));

    // "bakery=4000:1" in the table of goods says how one trade books them.
    private static IEnumerable<string> TradesOfGoods() => Repository.Read(Path.Combine("Kontali.Data", "Seed"), "demo-goods.csv").Single().Text
        .Split(['\n', ',', ' ', ';', '"', '|'], StringSplitOptions.RemoveEmptyEntries).Where(word => word.Contains('=', StringComparison.Ordinal)).Select(word => word.Split('=')[0]);
}
