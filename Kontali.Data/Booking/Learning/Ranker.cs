namespace Kontali.Data.Booking.Learning;

/// <summary>Weighs the sources against one another: a probability for each account that may be right. Learns from every truth, and again from earlier ones.</summary>
internal sealed class Ranker
{
    private const int Hidden = 32, Kept = 6000, Again = 3;

    private readonly Net _net = new(Eye.Inputs, Hidden, Start(), 0.0012f, 0.99f, 7);
    private readonly (Sight Sight, int Truth)[] _kept = new (Sight, int)[Kept];
    private readonly Random _random = new(11);
    private readonly float[] _hidden = new float[Eye.MaxCandidates * Hidden];
    private int _lessons;

    public static int Width => (Eye.Inputs + 7) / 8 * 8;

    /// <summary>The probability of each account in sight; they sum to one.</summary>
    public float[] Odds(Sight sight) => Odds(sight, training: false);

    public void Learn(Sight sight, int account)
    {
        var truth = Array.IndexOf(sight.Candidates, account);
        if (truth < 0) return;
        Train(sight, truth);
        for (var i = 0; i < Again && _lessons > 50; i++)
        {
            var (again, was) = _kept[_random.Next(Math.Min(_lessons, Kept))];
            Train(again, was);
        }
        _net.Step();
        _kept[_lessons++ % Kept] = (sight, truth);
    }

    private void Train(Sight sight, int truth)
    {
        var odds = Odds(sight, training: true);
        for (var i = 0; i < odds.Length; i++) _net.Blame(sight.Row(i), _hidden.AsSpan(i * Hidden, Hidden), odds[i] - (i == truth ? 1 : 0));
    }

    private float[] Odds(Sight sight, bool training)
    {
        var odds = new float[sight.Count];
        for (var i = 0; i < odds.Length; i++) odds[i] = _net.Score(sight.Row(i), _hidden.AsSpan(i * Hidden, Hidden), training);
        Soften(odds);
        return odds;
    }

    private static void Soften(float[] scores)
    {
        if (scores.Length == 0) return;
        var top = scores.Max();
        float sum = 0;
        for (var i = 0; i < scores.Length; i++) sum += scores[i] = MathF.Exp(scores[i] - top);
        for (var i = 0; i < scores.Length; i++) scores[i] /= sum;
    }

    // The straight way begins as a rule of thumb: what was done here weighs most, then elsewhere, then words, then habits.
    private static float[] Start()
    {
        var w = new float[Eye.Inputs];
        void Set(Source s, float share, float log) => (w[2 * (int)s], w[2 * (int)s + 1]) = (share, log);
        Set(Source.Here, 1, 1.5f);
        Set(Source.HereLately, 1, 1);
        Set(Source.HereLikeAmount, 1, 1);
        Set(Source.HereExactAmount, 1, 0.3f);
        Set(Source.Elsewhere, 1, 0.7f);
        Set(Source.ElsewhereThisAmount, 0.5f, 0.2f);
        Set(Source.TextHere, 1, 0.5f);
        Set(Source.TextEverywhere, 0.5f, 0.3f);
        Set(Source.WordsHere, 0.5f, 0.3f);
        Set(Source.WordsEverywhere, 0.5f, 0.4f);
        Set(Source.Habits, 0.5f, 0.5f);
        Set(Source.HabitsNewVendors, 0.5f, 0.7f);
        Set(Source.NameOfAccount, 2, 0);
        return w;
    }
}
