namespace Kontali.Data.Booking.Learning;

/// <summary>Names what an answer rests on, down to the earlier lines.</summary>
internal static class Evidences
{
    private const int Named = 5;

    public static List<Voice> Of(World world, ClientBook client, VendorBook vendor, Pair? pair, Facts f, int answer)
    {
        List<Voice> voices =
        [
            Here("vendor_here", pair, _ => true, answer),
            Here("amount_here", pair, s => Math.Abs(s.Log - f.Log) < 0.12f, answer),
            Elsewhere(world, client, vendor, answer),
            Lines(client, f, answer),
            Words("words_elsewhere", world, client, f.TextWords, answer),
            Words("trade", world, client, f.NameWords, answer),
        ];
        voices.RemoveAll(v => v.Agreeing == 0);
        return voices;
    }

    private static Voice Here(string source, Pair? pair, Func<Seen, bool> alike, int answer)
    {
        if (pair is null) return new(source, 0, 0, []);
        var cases = Enumerable.Range(0, pair.History.Count).Select(i => pair.History[pair.History.Count - 1 - i]).Where(alike).ToList();
        return Voiced(source, cases.Count, [.. cases.Where(s => s.Account == answer).Select(s => s.Posting)]);
    }

    private static Voice Elsewhere(World world, ClientBook client, VendorBook vendor, int answer)
    {
        var cases = Enumerable.Range(0, vendor.History.Count).Select(i => vendor.History[vendor.History.Count - 1 - i]).Where(s => s.Client != client.Number).ToList();
        return Voiced("vendor_elsewhere", cases.Count, [.. cases.Where(s => world.Map(client, s.Account) is [var (first, _), ..] && first == answer).Select(s => s.Posting)]);
    }

    // Lines of this client that share most of their words with this one.
    private static Voice Lines(ClientBook client, Facts f, int answer)
    {
        if (f.TextWords.Length == 0) return new("words_here", 0, 0, []);
        var alike = client.Lines.Where(l => 2 * l.Words.Count(w => Array.IndexOf(f.TextWords, w) >= 0) >= Math.Max(l.Words.Length, f.TextWords.Length)).Reverse().ToList();
        return Voiced("words_here", alike.Count, [.. alike.Where(l => l.Account == answer).Select(l => l.Posting)]);
    }

    private static Voice Words(string source, World world, ClientBook client, int[] words, int answer)
    {
        float all = 0, agreeing = 0;
        foreach (var word in words)
        {
            if (!world.Words.TryGetValue(word, out var tally)) continue;
            all += tally.Sum;
            foreach (var (meaning, weight) in tally)
                if (world.Map(client, meaning) is [var (first, _), ..] && first == answer) agreeing += weight;
        }
        return new(source, (int)MathF.Ceiling(all), (int)MathF.Floor(agreeing), []);
    }

    private static Voice Voiced(string source, int cases, List<Guid> agreeing) => new(source, cases, agreeing.Count, [.. agreeing.Where(p => p != Guid.Empty).Take(Named)]);
}
