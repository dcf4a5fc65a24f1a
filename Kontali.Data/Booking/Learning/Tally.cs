namespace Kontali.Data.Booking.Learning;

/// <summary>Weights by number: how often something was coded as what. Small ones are the rule, so it is a list until it grows.</summary>
internal sealed class Tally
{
    private int[] _keys = new int[2];
    private float[] _weights = new float[2];
    private Dictionary<int, int>? _places;

    public int Count { get; private set; }

    public float Sum { get; private set; }

    public ReadOnlySpan<int> Keys => _keys.AsSpan(0, Count);

    public ReadOnlySpan<float> Weights => _weights.AsSpan(0, Count);

    public float this[int key] => Find(key) is >= 0 and var at ? _weights[at] : 0;

    public void Add(int key, float weight)
    {
        var at = Find(key);
        if (at < 0)
        {
            if (Count == _keys.Length)
            {
                Array.Resize(ref _keys, Count * 2);
                Array.Resize(ref _weights, Count * 2);
            }
            at = Count++;
            _keys[at] = key;
            if (_places is not null) _places[key] = at;
            else if (Count > 16)
            {
                _places = [];
                for (var i = 0; i < Count; i++) _places[_keys[i]] = i;
            }
        }
        _weights[at] += weight;
        Sum += weight;
    }

    /// <summary>Lets everything fade, so that newer habits outweigh older ones.</summary>
    public void Fade(float by)
    {
        for (var i = 0; i < Count; i++) _weights[i] *= by;
        Sum *= by;
    }

    public void Clear()
    {
        (Count, Sum, _places) = (0, 0, null);
    }

    /// <summary>The number that weighs most.</summary>
    public int Most
    {
        get
        {
            var top = 0;
            for (var i = 1; i < Count; i++) if (_weights[i] > _weights[top]) top = i;
            return _keys[top];
        }
    }

    public IEnumerator<(int Key, float Weight)> GetEnumerator()
    {
        for (var i = 0; i < Count; i++) yield return (_keys[i], _weights[i]);
    }

    private int Find(int key)
    {
        if (_places is not null) return _places.TryGetValue(key, out var at) ? at : -1;
        return Array.IndexOf(_keys, key, 0, Count);
    }
}
