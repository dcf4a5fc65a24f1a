namespace Kontali.Data.Booking.Learning;

/// <summary>A probability for each account in sight: by the minds of the ranker together, by two of them alone, and by two witnesses who know only half.</summary>
internal sealed record Odds(float[] Both, float[] Quick, float[] Steady, float[] Inside, float[] Outside);

/// <summary>Weighs the sources against one another: a probability for each account that may be right. Learns from every truth, and again from earlier ones.</summary>
internal sealed class Ranker
{
    private const int Hidden = 32, Kept = 6000, Again = 3;

    // Three minds: one follows what is new at once, two are steady. They answer together, and where the first two differ is telling.
    private readonly Net _quick = new(Eye.Inputs, Hidden, Start(), 0.0012f, 0.98f, 7), _steady = new(Eye.Inputs, Hidden, Start(), 0.0006f, 0.998f, 38), _third = new(Eye.Inputs, Hidden, Start(), 0.0006f, 0.998f, 60);
    private readonly Witness _inside = new(inside: true, Start(), 51), _outside = new(inside: false, Start(), 52);
    private readonly (Sight Sight, int Truth)[] _kept = new (Sight, int)[Kept];
    private readonly Random _random = new(11);
    private int _lessons;

    public static int Width => Net.WidthOf(Eye.Inputs);

    /// <summary>The probability of each account in sight, by all together and by two alone.</summary>
    public Odds Odds(Sight sight)
    {
        var (quick, steady, third) = (Scores(_quick, sight), Scores(_steady, sight), Scores(_third, sight));
        var both = new float[sight.Count];
        for (var i = 0; i < both.Length; i++) both[i] = (quick[i] + steady[i] + third[i]) / 3;
        Soften(both);
        Soften(quick);
        Soften(steady);
        return new(both, quick, steady, _inside.Odds(sight), _outside.Odds(sight));
    }

    public void Learn(Sight sight, int account)
    {
        var truth = Array.IndexOf(sight.Candidates, account);
        if (truth < 0) return;
        foreach (var net in new[] { _quick, _steady, _third })
        {
            Train(net, sight, truth);
            for (var i = 0; i < Again && _lessons > 50; i++)
            {
                var (again, was) = _kept[_random.Next(Math.Min(_lessons, Kept))];
                Train(net, again, was);
            }
            net.Step();
        }
        foreach (var witness in new[] { _inside, _outside })
        {
            witness.Train(sight, truth);
            if (_lessons > 50)
            {
                var (again, was) = _kept[_random.Next(Math.Min(_lessons, Kept))];
                witness.Train(again, was);
            }
            witness.Step();
        }
        _kept[_lessons++ % Kept] = (sight, truth);
    }

    private static void Train(Net net, Sight sight, int truth) => Blame(net.Try(sight.Rows), truth);

    private static float[] Scores(Net net, Sight sight)
    {
        var scores = new float[sight.Count];
        net.Answer(sight.Rows, scores);
        return scores;
    }

    /// <summary>Scores to errors: how far each account's probability was from the truth.</summary>
    public static void Blame(Span<float> scores, int truth)
    {
        Soften(scores);
        scores[truth]--;
    }

    /// <summary>Scores to probabilities.</summary>
    public static void Soften(Span<float> scores)
    {
        var (top, sum) = (float.MinValue, 0f);
        foreach (var score in scores) top = Math.Max(top, score);
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
