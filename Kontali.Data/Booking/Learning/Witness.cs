namespace Kontali.Data.Booking.Learning;

/// <summary>
/// Weighs only half of what is seen: either what this client and vendor have had together, or all the rest. Its word is not the answer;
/// but two who cannot hear each other and agree are worth more than one who knows it all.
/// </summary>
internal sealed class Witness(bool inside, float[] start, int seed)
{
    private const int Hidden = 16;

    private readonly Net _net = new(Eye.Inputs, Hidden, Heard(start, inside), 0.001f, 0.995f, seed);
    private readonly float[] _heard = new float[Eye.MaxCandidates * Ranker.Width], _hidden = new float[Eye.MaxCandidates * Hidden];

    /// <summary>The probability of each account in sight, as far as the witness knows.</summary>
    public float[] Odds(Sight sight)
    {
        var odds = Scores(sight, training: false);
        Ranker.Soften(odds);
        return odds;
    }

    public void Train(Sight sight, int truth)
    {
        var odds = Scores(sight, training: true);
        Ranker.Soften(odds);
        for (var i = 0; i < odds.Length; i++) _net.Blame(_heard.AsSpan(i * sight.Width, sight.Width), _hidden.AsSpan(i * Hidden, Hidden), odds[i] - (i == truth ? 1 : 0));
    }

    public void Step() => _net.Step();

    private float[] Scores(Sight sight, bool training)
    {
        var scores = new float[sight.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var heard = _heard.AsSpan(i * sight.Width, sight.Width);
            sight.Row(i).CopyTo(heard);
            Eye.Hide(heard, theirs: !inside);
            scores[i] = _net.Score(heard, _hidden.AsSpan(i * Hidden, Hidden), training);
        }
        return scores;
    }

    private static float[] Heard(float[] start, bool inside)
    {
        Eye.Hide(start, theirs: !inside);
        return start;
    }
}
