namespace Kontali.Data.Booking.Learning;

/// <summary>
/// What one firm's bookkeeping has taught: asked about a case it answers with an honest probability; told the truth it learns at once.
/// It is what its lessons make it, in their order: the same lessons give the same memory, so forgetting a lesson is
/// learning again without it. Not safe for several threads.
/// </summary>
public sealed class CodingMemory
{
    private readonly Dictionary<(string, string), Dictionary<string, int>> _pairs = [];
    private readonly Dictionary<(string, string), string> _names = [];

    /// <summary>Name and version, as it stands on decisions.</summary>
    public const string Model = "memory-1";

    /// <summary>Makes an account known; the name is what charts of different clients share.</summary>
    public void AddAccount(string client, string number, string name, string? standardAccount = null) => _names[(client, number)] = name;

    /// <summary>What it thinks. Learns nothing.</summary>
    public CodingAnswer Ask(CodingCase asked)
    {
        if (!_pairs.TryGetValue((asked.Client, asked.Vendor), out var counts)) return CodingAnswer.Nothing;
        var n = counts.Values.Sum();
        List<Guess> guesses = [.. counts.OrderByDescending(c => c.Value).ThenBy(c => c.Key, StringComparer.Ordinal).Select(c => new Guess(c.Key, c.Value / (n + 1.0), c.Value))];
        return new(guesses[0].Account, guesses[0].Probability, guesses, null, 0, [new("vendor_here", n, guesses[0].Cases, [])]);
    }

    /// <summary>Learns one truth.</summary>
    public void Learn(CodingCase told, CodingTruth truth)
    {
        if (!_pairs.TryGetValue((told.Client, told.Vendor), out var counts)) _pairs[(told.Client, told.Vendor)] = counts = [];
        counts[truth.Account] = counts.GetValueOrDefault(truth.Account) + 1;
    }
}
