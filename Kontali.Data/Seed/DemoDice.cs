using System.Text;

namespace Kontali.Data.Seed;

/// <summary>Chance that falls the same way every time: each die is thrown from its own words, so that one invoice more changes no other.</summary>
internal sealed class DemoDice
{
    private ulong _state = 14695981039346656037;

    /// <summary>A die for some words (FNV-1a).</summary>
    public DemoDice(string words)
    {
        foreach (var b in Encoding.UTF8.GetBytes(words)) _state = (_state ^ b) * 1099511628211;
    }

    /// <summary>A whole number, both ends inclusive.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>An amount in whole øre, both ends inclusive.</summary>
    public decimal Amount(decimal low, decimal high) => low == high ? low : low + Next() % (ulong)((high - low) * 100 + 1) / 100m;

    /// <summary>True so many times of a hundred.</summary>
    public bool Chance(int percent) => Between(1, 100) <= percent;

    /// <summary>One of them.</summary>
    public T OneOf<T>(IReadOnlyList<T> all) => all[Between(0, all.Count - 1)];

    // SplitMix64.
    private ulong Next()
    {
        var z = _state += 0x9e3779b97f4a7c15;
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
        z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
        return z ^ (z >> 31);
    }
}
