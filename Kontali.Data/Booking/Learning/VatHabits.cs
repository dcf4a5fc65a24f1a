namespace Kontali.Data.Booking.Learning;

/// <summary>
/// Which tax code goes with what: from what the invoice says, by way of the account's meaning, the client's habit and the vendor's,
/// down to this client with this vendor and account. Each nearer source fills in as its cases allow.
/// </summary>
internal static class VatHabits
{
    private const float Doubt = 1;

    public static void Learn(World world, ClientBook client, VendorBook vendor, Pair pair, int account, string? said, string code)
    {
        var number = world.VatCodes.Of(code);
        var says = world.VatSayings.Of(said ?? "");
        foreach (var tally in Tallies(world, client, vendor, pair, account, says))
        {
            tally.Fade(0.98f);
            tally.Add(number, 1);
        }
    }

    public static (string? Code, double Probability) Likeliest(World world, ClientBook client, VendorBook vendor, Pair? pair, int account, string? said)
    {
        var codes = world.VatCodes.Count;
        if (codes == 0) return (null, 0);
        Span<float> odds = stackalloc float[Math.Min(codes, 64)];
        var says = world.VatSayings.Of(said ?? "");
        foreach (var tally in Tallies(world, client, vendor, pair, account, says))
            for (var c = 0; c < odds.Length; c++) odds[c] = (tally[c] + Doubt * odds[c]) / (tally.Sum + Doubt);
        var best = 0;
        for (var c = 1; c < odds.Length; c++) if (odds[c] > odds[best]) best = c;
        return odds[best] > 0 ? (world.VatCodes[best], odds[best]) : (null, 0);
    }

    // From the widest to the nearest.
    private static IEnumerable<Tally> Tallies(World world, ClientBook client, VendorBook vendor, Pair? pair, int account, int says)
    {
        yield return Get(world.Vat, (says, -1));
        yield return Get(world.Vat, (says, client.Meanings[account]));
        yield return Get(client.Vat, (says, -1));
        yield return Get(client.Vat, (says, account));
        yield return Get(vendor.Vat, (says, client.Meanings[account]));
        if (pair is not null) yield return Get(pair.Vat, (says, account));
    }

    private static Tally Get(Dictionary<(int, int), Tally> tallies, (int, int) key)
    {
        if (!tallies.TryGetValue(key, out var tally)) tallies[key] = tally = new();
        return tally;
    }
}
