namespace Kontali.Data.Booking.Learning;

/// <summary>How many answers were wrong against how many were expected to be, by their own probability; older ones counting less.</summary>
internal struct Surprise
{
    private const float Doubt = 0.5f;
    private float _wrong, _expected;

    public void Add(bool right, float probability, float fade)
    {
        _wrong = _wrong * fade + (right ? 0 : 1);
        _expected = _expected * fade + 1 - probability;
    }

    /// <summary>0 where all is as expected, above where more was wrong.</summary>
    public readonly float Excess => MathF.Log((_wrong + Doubt) / (_expected + Doubt)) * 0.5f;
}

/// <summary>Surprises of all answers and, apart, of the sure ones: hard cases must not hide that the sure ones fail, nor excuse it.</summary>
internal struct Trust
{
    public const float Surely = 0.9f;

    public Surprise All, Sure;

    public void Add(bool right, float probability, float fade, float fadeSure)
    {
        All.Add(right, probability, fade);
        if (probability > Surely) Sure.Add(right, probability, fadeSure);
    }
}
