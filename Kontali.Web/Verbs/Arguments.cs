namespace Kontali.Web.Verbs;

/// <summary>The arguments were not understood: said in one line, followed by how it is written.</summary>
internal sealed class Misunderstood(string sentence, string usage) : Exception(sentence)
{
    public string Usage { get; } = usage;
}

/// <summary>The settings that follow a verb: <c>--name "Fjord Regnskap"</c> or <c>--name="Fjord Regnskap"</c>, each at most once, none unknown.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _given = [];
    private readonly string _usage;

    private Arguments(string usage) => _usage = usage;

    public static Arguments Read(string usage, IEnumerable<string> args, params string[] known)
    {
        var read = new Arguments(usage);
        var left = new Queue<string>(args);
        while (left.TryDequeue(out var word))
        {
            if (!word.StartsWith("--", StringComparison.Ordinal)) throw read.Wrong($"\"{word}\" stands alone: every value follows its option, and one with blanks stands in quotes.");
            var (name, value) = word.IndexOf('=', StringComparison.Ordinal) is > 0 and var at ? (word[2..at], word[(at + 1)..]) : (word[2..], null);
            if (!known.Contains(name)) throw read.Wrong($"There is no option --{name} here.");
            if (value is null && (!left.TryDequeue(out value) || value.StartsWith("--", StringComparison.Ordinal))) throw read.Wrong($"--{name} lacks its value.");
            if (!read._given.TryAdd(name, value)) throw read.Wrong($"--{name} is given twice.");
        }
        return read;
    }

    public string? this[string name] => _given.GetValueOrDefault(name);

    public string Needed(string name) =>
        this[name] is { } value && !string.IsNullOrWhiteSpace(value) ? value : throw Wrong($"--{name} is missing.");

    /// <summary>One of a few words, each with what it means.</summary>
    public T Needed<T>(string name, params (string Word, T Means)[] words) => OneOf(name, Needed(name), words);

    public T Or<T>(string name, T otherwise, params (string Word, T Means)[] words) => this[name] is { } word ? OneOf(name, word, words) : otherwise;

    public int? Number(string name, int from, int to) => this[name] is not { } text ? null
        : int.TryParse(text, out var number) && number >= from && number <= to ? number : throw Wrong($"--{name} is a whole number from {from} to {to}, not \"{text}\".");

    private T OneOf<T>(string name, string word, (string Word, T Means)[] words) =>
        words.FirstOrDefault(w => w.Word.Equals(word, StringComparison.OrdinalIgnoreCase)) is { Word: not null } found
            ? found.Means
            : throw Wrong($"--{name} is one of {string.Join(", ", words.Select(w => w.Word))}, not \"{word}\".");

    private Misunderstood Wrong(string sentence) => new(sentence, _usage);
}
