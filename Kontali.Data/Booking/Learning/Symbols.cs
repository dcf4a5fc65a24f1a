namespace Kontali.Data.Booking.Learning;

/// <summary>Numbers for strings, from 0 in the order met.</summary>
internal sealed class Symbols
{
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];

    public int Count => _names.Count;

    public string this[int number] => _names[number];

    public int Of(string name)
    {
        if (_numbers.TryGetValue(name, out var number)) return number;
        _numbers[name] = _names.Count;
        _names.Add(name);
        return _names.Count - 1;
    }

    public int Find(string name) => _numbers.GetValueOrDefault(name, -1);
}
