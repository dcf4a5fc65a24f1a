namespace Kontali.Data.Booking.Learning;

/// <summary>Knows when the answer is right: looks at the answer, its rival and the record, and gives a calibrated probability.</summary>
internal sealed class Judge
{
    private const int Kept = 30_000, Again = 9, Latest = 2000, AuditWeighsAtMost = 60;
    private const float Steady = 0.999f, AgainLatest = 0.3f;

    // Several of different size, asked together: where they differ they are less sure. Some see all, some the gist only, which is learned sooner.
    private readonly (Net Net, int From)[] _nets =
    [
        New(16, 0.0005f, 5), New(16, 0.001f, 6), New(32, 0.001f, 7), New(16, 0.0005f, 8), New(16, 0.001f, 9), New(32, 0.001f, 18),
        New(16, 0.001f, 15, Doubts.Gist), New(32, 0.001f, 16, Doubts.Gist), New(16, 0.0005f, 17, Doubts.Gist), New(32, 0.0005f, 26, Doubts.Gist), New(16, 0.001f, 27, Doubts.Gist),
    ];
    private readonly List<(float[] Doubts, bool Right, float Weight)> _kept = [];
    private readonly Random _random = new(3);
    private readonly float[] _lesson = new float[(1 + Again) * Doubts.Width], _was = new float[1 + Again], _worth = new float[1 + Again];
    private int _lessons;
    private float _silent, _audits;

    /// <summary>The probability that the answer is right.</summary>
    public float Probability(float[] doubts)
    {
        var sum = 0f;
        foreach (var (net, from) in _nets)
        {
            Span<float> score = [0];
            net.Answer(doubts.AsSpan(from), score);
            sum += Sigmoid(score[0]);
        }
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
        foreach (var (net, from) in _nets)
        {
            var again = _lessons > 50 ? Again : 0;
            var width = Doubts.Width - from;
            for (var i = 0; i <= again; i++)
            {
                var (seen, was, worth) = i == 0 ? (doubts, right, weight) : _kept[AnEarlier()];
                seen.AsSpan(from).CopyTo(_lesson.AsSpan(i * width));
                (_was[i], _worth[i]) = (was ? 1 : 0, worth);
            }
            var errors = net.Try(_lesson.AsSpan(0, (1 + again) * width));
            for (var i = 0; i < errors.Length; i++) errors[i] = _worth[i] * (Sigmoid(errors[i]) - _was[i]);
            net.Step();
        }
        if (_kept.Count < Kept) _kept.Add((doubts, right, weight));
        else _kept[_lessons % Kept] = (doubts, right, weight);
        _lessons++;
    }

    // Any that is kept, the latest somewhat oftener.
    private int AnEarlier() => _random.NextSingle() < AgainLatest ? (_lessons - 1 - _random.Next(Math.Min(Latest, _lessons))) % Kept : _random.Next(_kept.Count);

    private static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));

    // It begins by believing the ranker less than the ranker believes itself: one that has learned little is wrong more often than it thinks.
    private static (Net Net, int From) New(int hidden, float rate, int seed, int from = 0)
    {
        var w = new float[Doubts.Inputs - from];
        w[Doubts.LogOdds - from] = 0.5f;
        return (new(Doubts.Inputs - from, hidden, w, rate, Steady, seed), from);
    }
}
