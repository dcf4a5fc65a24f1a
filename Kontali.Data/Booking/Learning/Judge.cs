namespace Kontali.Data.Booking.Learning;

/// <summary>Knows when the answer is right: looks at the answer, its rival and the record, and gives a calibrated probability.</summary>
internal sealed class Judge
{
    private const int Told = 12, Nearly = (int)Source.HabitsExactAmount + 1, Own = Told + Nearly, Kept = 30_000, Again = 6, AuditWeighsAtMost = 60;
    private const float Steady = 0.999f;
    private static readonly int Inputs = Eye.Inputs * 2 + Own;

    // Three of different size, asked together: where they differ they are less sure.
    private readonly Net[] _nets = [new(Inputs, 8, Start(), 0.0005f, Steady, 5), new(Inputs, 16, Start(), 0.001f, Steady, 6), new(Inputs, 32, Start(), 0.001f, Steady, 7)];
    private readonly List<(float[] Doubts, bool Right, float Weight)> _kept = [];
    private readonly Random _random = new(3);
    private readonly float[] _hidden = new float[32];
    private int _lessons;
    private float _silent, _audits;

    /// <summary>What speaks for and against an answer.</summary>
    public static float[] Doubts(World world, ClientBook client, Sight sight, Odds minds, int best)
    {
        var x = new float[(Inputs + 7) / 8 * 8];
        var odds = minds.Both;
        var second = -1;
        float entropy = 0;
        for (var i = 0; i < odds.Length; i++)
        {
            if (i != best && (second < 0 || odds[i] > odds[second])) second = i;
            if (odds[i] > 1e-6f) entropy -= odds[i] * MathF.Log(odds[i]);
        }
        var top = sight.Row(best)[..Eye.Inputs];
        top.CopyTo(x);
        if (second >= 0)
        {
            var rival = sight.Row(second);
            for (var i = 0; i < Eye.Inputs - Eye.Around; i++) x[Eye.Inputs + i] = rival[i];
        }
        var own = x.AsSpan(Eye.Inputs * 2, Own);
        var p = Math.Clamp(odds[best], 1e-4f, 1 - 1e-4f);
        var q = second >= 0 ? Math.Clamp(odds[second], 1e-4f, 1) : 1e-4f;
        own[0] = p;
        own[1] = MathF.Log(p / (1 - p)) * 0.25f;
        own[2] = q;
        own[3] = MathF.Log(p / q) * 0.2f;
        own[4] = entropy * 0.5f;
        own[5] = odds.Length * 0.03f;
        own[6] = p * p;
        own[7] = second < 0 ? 0 : world.Meanings.Likeness(client.Meanings[sight.Candidates[best]], client.Meanings[sight.Candidates[second]]);
        own[8] = minds.Quick[best];
        own[9] = minds.Steady[best];
        own[10] = minds.Quick.Max() - minds.Quick[best] + minds.Steady.Max() - minds.Steady[best];
        own[11] = second >= 0 ? Math.Abs(minds.Quick[best] - minds.Steady[best]) : 0;
        // Between nearly all and all lies what matters most, and a share hardly shows it.
        for (var s = 0; s < Nearly; s++) own[Told + s] = -MathF.Log(1.01f - Math.Clamp(top[2 * s], 0, 1)) * 0.25f;
        return x;
    }

    /// <summary>The probability that the answer is right.</summary>
    public float Probability(float[] doubts)
    {
        var sum = 0f;
        foreach (var net in _nets) sum += net.Score(doubts, _hidden, training: false);
        return Sigmoid(sum / _nets.Length);
    }

    /// <summary>An answer was posted and nobody looked.</summary>
    public void Silence() => _silent++;

    /// <summary>
    /// Learns whether an answer was right. An audit stands for all that was posted in silence beside it:
    /// else the sure ones, of which truths are rare, would be judged by the unsure ones.
    /// </summary>
    public void Learn(float[] doubts, bool right, bool audit)
    {
        if (audit) _audits++;
        var weight = audit ? Math.Clamp((_silent + _audits) / _audits, 1, AuditWeighsAtMost) : 1;
        foreach (var net in _nets)
        {
            Train(net, doubts, right, weight);
            for (var i = 0; i < Again && _lessons > 50; i++)
            {
                var (again, was, w) = _kept[_random.Next(_kept.Count)];
                Train(net, again, was, w);
            }
            net.Step();
        }
        if (_kept.Count < Kept) _kept.Add((doubts, right, weight));
        else _kept[_lessons % Kept] = (doubts, right, weight);
        _lessons++;
    }

    private void Train(Net net, float[] doubts, bool right, float weight) =>
        net.Blame(doubts, _hidden, weight * (Sigmoid(net.Score(doubts, _hidden, training: true)) - (right ? 1 : 0)));

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    private static float[] Start()
    {
        var w = new float[Inputs];
        w[Eye.Inputs * 2 + 1] = 4;
        return w;
    }
}
