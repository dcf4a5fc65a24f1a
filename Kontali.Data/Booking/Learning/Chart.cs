namespace Kontali.Data.Booking.Learning;

/// <summary>What accounts mean, by their names: what is learned at one client is carried to another whose chart words it alike.</summary>
internal sealed class Meanings
{
    private readonly Symbols _names = new();
    private readonly Symbols _words;
    private readonly List<int[]> _wordsOf = [];
    private readonly List<int[]> _pieces = [];
    private readonly List<string?> _standard = [];
    private readonly Dictionary<int, int> _spread = [];

    public Meanings(Symbols words) => _words = words;

    public int Count => _names.Count;

    /// <summary>The words of a meaning's name, as numbers.</summary>
    public int[] WordsOf(int meaning) => _wordsOf[meaning];

    public int Of(string name, string? standard)
    {
        var known = _names.Count;
        var meaning = _names.Of(string.Join(' ', name.ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)));
        if (meaning < known) return meaning;
        var words = NameWords.Of(name);
        _wordsOf.Add([.. words.Select(_words.Of)]);
        _pieces.Add([.. NameWords.WithPieces(words).Select(_words.Of)]);
        _standard.Add(standard);
        foreach (var piece in _pieces[meaning]) _spread[piece] = _spread.GetValueOrDefault(piece) + 1;
        return meaning;
    }

    /// <summary>How alike two names are, 0–1: shared words and pieces, rare ones counting more.</summary>
    public float Likeness(int a, int b)
    {
        if (a == b) return 1;
        if (_standard[a] is { } s && s == _standard[b]) return 0.9f;
        return Cosine(_pieces[a], _pieces[b]);
    }

    /// <summary>How alike a name is to loose words.</summary>
    public float Likeness(int meaning, int[] words) => words.Length == 0 ? 0 : Cosine(_pieces[meaning], words);

    private float Cosine(int[] a, int[] b)
    {
        float both = 0, left = 0, right = 0;
        foreach (var p in a)
        {
            var w = Weight(p);
            left += w;
            if (Array.IndexOf(b, p) >= 0) both += w;
        }
        if (both == 0) return 0;
        foreach (var p in b) right += Weight(p);
        return both / MathF.Sqrt(left * right);
    }

    private float Weight(int piece)
    {
        var rare = MathF.Log(1 + (float)Count / (1 + _spread.GetValueOrDefault(piece)));
        return rare * rare;
    }
}
