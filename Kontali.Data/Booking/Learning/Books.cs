namespace Kontali.Data.Booking.Learning;

/// <summary>An earlier case and how it was coded.</summary>
/// <param name="Day">Day number of the invoice's date.</param>
/// <param name="Log">Natural logarithm of the amount; see <see cref="Scale"/>.</param>
/// <param name="Cents">The exact amount in hundredths.</param>
/// <param name="Account">Place in the client's chart, or, among vendors everywhere, number of the account's meaning.</param>
/// <param name="Client">Number of the client.</param>
/// <param name="Posting">The ledger line.</param>
internal readonly record struct Seen(int Day, float Log, long Cents, int Account, int Client, Guid Posting);

/// <summary>The latest cases of one kind, oldest first, no more than its room.</summary>
internal sealed class History(int room)
{
    private readonly List<Seen> _seen = [];

    /// <summary>How many there were in all.</summary>
    public int Total { get; private set; }

    public int Count => _seen.Count;

    /// <summary>Counted from the oldest kept.</summary>
    public Seen this[int place] => _seen[place];

    public void Add(Seen seen)
    {
        if (_seen.Count >= room + room / 4) _seen.RemoveRange(0, _seen.Count - room);
        _seen.Add(seen);
        Total++;
    }
}

/// <summary>How often something came true, with older cases counting less.</summary>
internal struct Record
{
    public float Right, Cases;

    public void Add(bool right, float fade)
    {
        Right = Right * fade + (right ? 1 : 0);
        Cases = Cases * fade + 1;
    }

    public readonly float Rate(float prior, float weight) => (Right + prior * weight) / (Cases + weight);
}

/// <summary>Middle and spread of amounts, older ones counting less.</summary>
internal struct Spread
{
    public float Cases, Sum, Squares;

    public void Add(float x, float fade)
    {
        Cases = Cases * fade + 1;
        Sum = Sum * fade + x;
        Squares = Squares * fade + x * x;
    }

    /// <summary>How well an amount fits, as the logarithm of its density against a wide one; 0 where nothing is known.</summary>
    public readonly float Fit(float x)
    {
        if (Cases <= 0) return 0;
        var mean = Sum / Cases;
        var variance = Math.Max(0, Squares / Cases - mean * mean) + 1.5f / (Cases * Cases) + 0.02f;
        var z = (x - mean) * (x - mean) / variance;
        return Math.Clamp(-0.5f * z - 0.5f * MathF.Log(variance), -4, 2) * 0.3f;
    }
}

/// <summary>What one client and one vendor have had together.</summary>
internal sealed class Pair
{
    public readonly History History = new(200);
    public readonly Tally Accounts = new();
    public readonly Dictionary<(int Said, int Account), Tally> Vat = [];
    public readonly Dictionary<int, Tally> Roundness = [], Texts = [];
    public readonly Dictionary<int, Verdicts> Said = [];
    public Record Record, Stays, News;
    public Trust Trust;
    public int NewAt, NewDay; // When it last got an account it had not had.
}

/// <summary>A line's words and how it was coded.</summary>
internal readonly record struct Line(int[] Words, int Account, Guid Posting);

/// <summary>A client's latest lines, oldest first: only to name them as evidence.</summary>
internal sealed class LatestLines : List<Line>
{
    private const int Room = 400;

    public new void Add(Line line)
    {
        if (Count >= Room + Room / 4) RemoveRange(0, Count - Room);
        base.Add(line);
    }
}

/// <summary>A client's chart and habits.</summary>
internal sealed class ClientBook(int number)
{
    public readonly int Number = number;
    public readonly Symbols Accounts = new();
    public readonly List<int> Meanings = [];
    public readonly Dictionary<int, List<int>> OfMeaning = [];
    public readonly Dictionary<int, Pair> Pairs = [];
    public readonly Dictionary<int, Tally> Words = [], Amounts = [];
    public readonly Dictionary<int, Tally> Dialect = [];
    public readonly Dictionary<long, Tally> ExactAmounts = [];
    public readonly Dictionary<int, (int Account, float Weight)[]> Maps = [];
    public readonly Dictionary<int, Record> Agreement = [];
    public readonly Tally Habits = new(), FirstTimes = new(), Today = new(), Recently = new();
    public readonly Dictionary<int, Record> WhenSaid = [], Stays = [];
    public readonly Dictionary<int, Tally> Companions = [];
    public readonly Dictionary<int, Spread> Usual = [];
    public readonly Dictionary<(int Said, int Account), Tally> Vat = [];
    public readonly LatestLines Lines = new();
    public readonly Dictionary<int, Surprise> SaidSurely = [];
    public readonly Dictionary<(int Said, int Step), Verdicts> SaidLikeThis = [];
    public readonly Dictionary<int, Record> SaidLately = [], NewsBeside = [];
    public readonly Dictionary<int, Tally> RoundnessOf = [];
    public readonly Dictionary<int, int> LastUsed = [];
    public readonly Tally Roundness = new();
    public Record Record, Lately, News;
    public Trust Trust;
    public int Day, Cases;
}

/// <summary>What a vendor has been used for at all clients, by meaning.</summary>
internal sealed class VendorBook
{
    public readonly History History = new(300);
    public readonly Dictionary<int, Tally> ByClient = [];
    public Record Record, Stays, News;
    public Trust Trust;
    public readonly Dictionary<int, Spread> Usual = [];
    public readonly Dictionary<(int Said, int Meaning), Tally> Vat = [];
    public readonly Dictionary<int, Verdicts> Said = [];
    public int[] Words = [];
}

/// <summary>Amounts on a scale where twice as much is the same step everywhere; credit notes apart.</summary>
internal static class Scale
{
    public static float Of(decimal amount) => MathF.Log(1 + (float)Math.Abs(amount)) * (amount < 0 ? -1 : 1);

    public static long Cents(decimal amount) => (long)Math.Clamp(decimal.Truncate(amount * 100), -9e17m, 9e17m);

    /// <summary>A step of about 1.6 times.</summary>
    public static int Bucket(float log) => (int)MathF.Floor(log * 2);

    /// <summary>A step of about 2.7 times.</summary>
    public static int Step(float log) => (int)MathF.Floor(log);
}
