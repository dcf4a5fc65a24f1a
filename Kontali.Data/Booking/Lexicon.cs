using Kontali.Data.Seed;

namespace Kontali.Data.Booking;

/// <summary>
/// Words that speak for an account, our own list over the base chart: what stands on the line, or in the vendor's name,
/// and for some only where the client's trade is the named one (flour is raw material to a bakery and staff lunch to a builder).
/// </summary>
public static class Lexicon
{
    /// <summary>Words for an account.</summary>
    /// <param name="Account">Account in the base chart.</param>
    /// <param name="Trade">The client's trade it holds for; empty: any.</param>
    /// <param name="Stems">Beginnings of words, lower case.</param>
    public sealed record Entry(string Account, string Trade, IReadOnlyList<string> Stems);

    /// <summary>The whole list.</summary>
    public static IReadOnlyList<Entry> All { get; } =
        [.. Csv.Read("lexicon.csv").Select(f => new Entry(f[0], f[1], f[2].Split(' ', StringSplitOptions.RemoveEmptyEntries)))];

    /// <summary>The accounts some words speak for, for a client of a trade; those for the trade itself first.</summary>
    public static IEnumerable<Entry> Speaking(HashSet<string> words, string trade) =>
        All.Where(e => e.Trade == "" || e.Trade == trade).Where(e => Words.Says(words, e.Stems)).OrderByDescending(e => e.Trade.Length);
}
