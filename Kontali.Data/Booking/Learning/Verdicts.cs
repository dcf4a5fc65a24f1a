namespace Kontali.Data.Booking.Learning;

/// <summary>How an answer of one kind has done: how often it was right, and how often it was wrong against what was expected of it.</summary>
internal struct Verdicts
{
    private Record _right;
    private Surprise _surprise;

    public void Add(bool right, float probability, float fade)
    {
        _right.Add(right, fade);
        _surprise.Add(right, probability, fade);
    }

    /// <summary>The share that was wrong, with some doubt where there were few cases.</summary>
    public readonly float Wrong => 1 - _right.Rate(0.75f, 1.5f);

    /// <summary>0 where all is as expected, above where more was wrong.</summary>
    public readonly float Excess => _surprise.Excess;
}
