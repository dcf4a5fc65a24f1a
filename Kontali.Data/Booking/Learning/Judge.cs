namespace Kontali.Data.Booking.Learning;

/// <summary>Knows when the answer is right: looks at the answer, its rival and the record, and gives a calibrated probability.</summary>
internal sealed class Judge
{
    private const int Kept = 30_000, Again = 6, AuditWeighsAtMost = 60;
    private const float Steady = 0.999f;

    // Several of different size, asked together: where they differ they are less sure.
    private readonly Net[] _nets = [New(8, 0.0005f, 5), New(16, 0.001f, 6), New(32, 0.001f, 7), New(8, 0.0005f, 8), New(16, 0.001f, 9)];
    private readonly List<(float[] Doubts, bool Right, float Weight)> _kept = [];
    private readonly Random _random = new(3);
    private readonly float[] _hidden = new float[32];
    private int _lessons;
    private float _silent, _audits;

    /// <summary>The probability that the answer is right.</summary>
    public float Probability(float[] doubts)
    {
        var sum = 0f;
        foreach (var net in _nets) sum += Sigmoid(net.Score(doubts, _hidden, training: false));
        return sum / _nets.Length;
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

    // It begins by believing the ranker less than the ranker believes itself: one that has learned little is wrong more often than it thinks.
    private static Net New(int hidden, float rate, int seed)
    {
        var w = new float[Doubts.Inputs];
        w[Doubts.LogOdds] = 1;
        return new(Doubts.Inputs, hidden, w, rate, Steady, seed);
    }
}
