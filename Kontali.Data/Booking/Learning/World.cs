namespace Kontali.Data.Booking.Learning;

/// <summary>A case as numbers.</summary>
internal readonly record struct Facts(int Day, int DayOfMonth, float Log, long Cents, int Bucket, int[] NameWords, int[] TextWords);

/// <summary>What is shared by all clients: words, meanings of accounts, vendors.</summary>
internal sealed class World
{
    private static readonly float[] Exp = [.. Enumerable.Range(0, 4096).Select(i => MathF.Exp(-i / 256f))];

    public readonly Symbols WordNumbers = new(), VatCodes = new(), VatSayings = new();
    public readonly Dictionary<(int Said, int Meaning), Tally> Vat = [];
    public readonly Meanings Meanings;
    public readonly Dictionary<int, Tally> Words = [], Amounts = [], Ties = [];
    public readonly Tally FirstTimes = new(), AccountWords = new(), Recently = new(), Ever = new();
    public readonly Dictionary<int, Record> WhenSaid = [], Stays = [];
    public readonly Dictionary<int, Tally> Companions = [];
    public readonly Dictionary<int, Spread> Usual = [];

    public readonly Dictionary<int, Surprise> SaidSurely = [];
    public readonly Dictionary<(int Said, int Step), Verdicts> SaidLikeThis = [];
    public readonly Dictionary<int, Record> SaidLately = [], NewsBeside = [];
    public readonly Dictionary<int, Tally> RoundnessOf = [];
    public Record Lately, News;
    public Trust Trust;
    public int Cases;

    public World() => Meanings = new(WordNumbers);

    /// <summary>e to the power of −steps/of.</summary>
    public static float Decay(float steps, float of) => steps / of * 256 is var at && at < 4095 ? Exp[(int)at] : 0;

    /// <summary>The bell curve, 1 at the middle.</summary>
    public static float Bell(float off) => Decay(off * off, 2);

    public static float SeasonGap(int age)
    {
        var r = age % 365.25f;
        return Math.Min(r, 365.25f - r);
    }

    public static int DayOfMonth(int day) => DateOnly.FromDayNumber(day).Day;

    /// <summary>Which of the client's accounts mean what another's does, and how surely.</summary>
    public (int Account, float Weight)[] Map(ClientBook client, int meaning)
    {
        if (client.Maps.TryGetValue(meaning, out var map)) return map;
        return client.Maps[meaning] = FindMap(client, meaning);
    }

    private (int, float)[] FindMap(ClientBook client, int meaning)
    {
        if (client.OfMeaning.TryGetValue(meaning, out var same)) return [.. same.Select(a => (a, 1f / same.Count))];
        List<(int Account, float Weight)> alike = [];
        for (var a = 0; a < client.Meanings.Count; a++)
            if (Meanings.Likeness(meaning, client.Meanings[a]) is > 0.3f and var l) alike.Add((a, l));
        var sum = alike.Sum(x => x.Weight * x.Weight * x.Weight);
        return [.. alike.OrderByDescending(x => x.Weight).Take(4).Select(x => (x.Account, x.Weight * x.Weight * x.Weight / sum * x.Weight))];
    }

    /// <summary>How strongly the words of the case have gone with the words of the account's name, against chance.</summary>
    public float Tie(Facts f, int meaning)
    {
        var of = Meanings.WordsOf(meaning);
        if (of.Length == 0) return 0;
        float sum = 0, weight = 0;
        foreach (var words in new[] { f.NameWords, f.TextWords })
            foreach (var word in words)
            {
                if (!Ties.TryGetValue(word, out var tie) || tie.Sum < 1) continue;
                float best = 0;
                foreach (var u in of)
                {
                    var usual = (AccountWords[u] + 0.5f) / (AccountWords.Sum + 50);
                    var lift = MathF.Log((tie[u] + 2 * usual) / (tie.Sum + 2) / usual);
                    best += lift;
                }
                var w = 1 / (1 + MathF.Log(1 + tie.Sum));
                sum += w * best / of.Length;
                weight += w;
            }
        return weight == 0 ? 0 : Math.Clamp(sum / weight * 0.3f, -1, 1.5f);
    }
}
