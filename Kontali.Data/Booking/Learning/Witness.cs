namespace Kontali.Data.Booking.Learning;

/// <summary>
/// Weighs only half of what is seen: either what this client and vendor have had together, or all the rest. Its word is not the answer;
/// but two who cannot hear each other and agree are worth more than one who knows it all.
/// </summary>
internal sealed class Witness(bool inside, float[] start, int seed)
{
    private const int Hidden = 16;

    private readonly Net _net = new(Eye.Inputs, Hidden, Heard(start, inside), 0.001f, 0.995f, seed);
    private readonly float[] _heard = new float[Eye.MaxCandidates * Ranker.Width];

    /// <summary>The probability of each account in sight, as far as the witness knows.</summary>
    public float[] Odds(Sight sight)
    {
        var odds = new float[sight.Count];
        _net.Answer(Hear(sight), odds);
        Ranker.Soften(odds);
        return odds;
    }

    public void Train(Sight sight, int truth) => Ranker.Blame(_net.Try(Hear(sight)), truth);

    public void Step() => _net.Step();

    private Span<float> Hear(Sight sight)
    {
        var heard = _heard.AsSpan(0, sight.Rows.Length);
        sight.Rows.CopyTo(heard);
        for (var i = 0; i < sight.Count; i++) Eye.Hide(heard.Slice(i * sight.Width, sight.Width), theirs: !inside);
        return heard;
    }

    private static float[] Heard(float[] start, bool inside)
    {
        Eye.Hide(start, theirs: !inside);
        return start;
    }
}
