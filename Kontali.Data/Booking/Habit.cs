using Kontali.Data.Booking.Learning;

namespace Kontali.Data.Booking;

/// <summary>
/// What one vendor's invoices to one client have taught: which words mean which coding, and how often that would have been right.
/// It is what its lessons make it, in their order; each invoice is first guessed, then learned, so that the record is that of a
/// pattern which did not know the answer. Without a lesson it is exactly as if that had never been taught.
/// </summary>
public sealed class Habit
{
    /// <summary>How many of the latest lessons it is made from.</summary>
    public const int Depth = 600;

    // What was done two years ago and never since is no habit: the words' meaning is that of the latest invoices.
    private const int Window = 24;
    private const double Owns = 0.95, Leans = 0.8;
    private const int MostWords = 5;

    private readonly Queue<List<(string[] Tokens, Meaning Meaning)>> _window = [];
    private readonly Dictionary<string, Dictionary<Meaning, int>> _tokens = [];
    private readonly Dictionary<Meaning, int> _lines = [];
    private readonly Dictionary<Meaning, PatternRecord> _records = [];

    /// <summary>Learns everything in order.</summary>
    /// <param name="lessons">Live lessons of one vendor at one client, in their order.</param>
    /// <param name="restarts">Lessons after which a coding's record begins anew, because a person rejected what it led to.</param>
    public static Habit Of(IEnumerable<Lesson> lessons, IReadOnlyDictionary<Meaning, long>? restarts = null)
    {
        var habit = new Habit();
        var waiting = new Dictionary<Meaning, long>(restarts ?? new Dictionary<Meaning, long>());
        foreach (var invoice in lessons.GroupBy(l => l.InvoiceId))
        {
            List<Lesson> lines = [.. invoice];
            habit.Restart(waiting, before: lines[0].Seq);
            habit.Meet(lines);
        }
        habit.Restart(waiting, before: long.MaxValue);
        return habit;
    }

    /// <summary>What it would code a line as; null where it has nothing sure to say.</summary>
    public Meaning? Guess(string text, string? vatSaid)
    {
        if (_lines.Count == 0) return null;
        var tokens = Tokens(text, vatSaid);
        // A line of which no word was ever seen is something new, whoever sends it.
        if (tokens.Any(IsWord) && !tokens.Any(t => IsWord(t) && _tokens.ContainsKey(t))) return null;
        var owners = Owners(tokens, Owns);
        if (owners.Count == 0) owners = Owners(tokens, Leans);
        return owners.Count switch { 1 => owners.First(), 0 => Dominant, _ => null };
    }

    /// <summary>The record of a coding.</summary>
    public PatternRecord Record(Meaning meaning) => _records.GetValueOrDefault(meaning, new());

    /// <summary>What it can say in words, the most common first.</summary>
    public IReadOnlyList<KnownPattern> Patterns =>
    [
        .. from line in _lines
           orderby line.Value descending, line.Key.Account, line.Key.VatCode
           let words = _lines.Count == 1 ? [] : WordsOf(line.Key)
           where words.Count > 0 || line.Key == Dominant
           select new KnownPattern(_lines.Count == 1 ? "" : $"{line.Key.Account}/{line.Key.VatCode}", line.Key, words, Record(line.Key)),
    ];

    /// <summary>First guesses, then learns, one invoice; gives back the lower bound it had earned for all of it, and on how many cases.</summary>
    public (double Bound, int Cases) Meet(IReadOnlyList<Lesson> invoice)
    {
        var earned = Judge(invoice);
        Learn(invoice);
        return earned;
    }

    private (double Bound, int Cases) Judge(IReadOnlyList<Lesson> invoice)
    {
        List<(Meaning? Guess, Lesson Lesson)> guesses = [.. invoice.Select(l => (Guess(l.Text, l.VatSaid), l))];
        var earned = guesses.Any(g => g.Guess is null) ? (0, 0) : guesses.Select(g => Record(g.Guess!.Value)).Select(r => (r.LowerBound, r.Cases)).Min();
        foreach (var spoken in guesses.Where(g => g.Guess is not null).GroupBy(g => g.Guess!.Value))
        {
            var (record, last) = (Record(spoken.Key), spoken.Last().Lesson);
            var right = spoken.All(g => MeaningOf(g.Lesson) == spoken.Key);
            _records[spoken.Key] = last.TaughtBy switch
            {
                Teacher.Agent => record.Silent(),
                _ when right => record.WasRight(last.Date),
                Teacher.History => record.WasWrong(last.Date),
                _ => record.WasOverruled(last.Seq),
            };
        }
        return earned;
    }

    private void Learn(IReadOnlyList<Lesson> invoice)
    {
        List<(string[], Meaning)> lines = [.. invoice.Select(l => (Tokens(l.Text, l.VatSaid), MeaningOf(l)))];
        _window.Enqueue(lines);
        Count(lines, 1);
        if (_window.Count > Window) Count(_window.Dequeue(), -1);
    }

    private void Count(List<(string[] Tokens, Meaning Meaning)> lines, int by)
    {
        foreach (var (tokens, meaning) in lines)
        {
            Add(_lines, meaning, by);
            foreach (var token in tokens)
            {
                if (!_tokens.TryGetValue(token, out var meanings)) _tokens[token] = meanings = [];
                Add(meanings, meaning, by);
                if (meanings.Count == 0) _tokens.Remove(token);
            }
        }
    }

    private static void Add(Dictionary<Meaning, int> counts, Meaning meaning, int by)
    {
        counts[meaning] = counts.GetValueOrDefault(meaning) + by;
        if (counts[meaning] == 0) counts.Remove(meaning);
    }

    private void Restart(Dictionary<Meaning, long> waiting, long before)
    {
        foreach (var (meaning, at) in waiting.Where(w => w.Value < before).ToList())
        {
            _records[meaning] = Record(meaning).Restarted(at);
            waiting.Remove(meaning);
        }
    }

    private Meaning? Dominant
    {
        get
        {
            var all = _lines.Values.Sum();
            return _lines.Where(l => l.Value >= Owns * all).Select(l => (Meaning?)l.Key).FirstOrDefault();
        }
    }

    private HashSet<Meaning> Owners(string[] tokens, double share) =>
        [.. tokens.Select(t => OwnerOf(t, share)).OfType<Meaning>()];

    private Meaning? OwnerOf(string token, double share)
    {
        if (!_tokens.TryGetValue(token, out var meanings)) return null;
        var all = meanings.Values.Sum();
        return meanings.Where(m => m.Value >= share * all).Select(m => (Meaning?)m.Key).FirstOrDefault();
    }

    // Words first; what is said of VAT only where no word tells the codings apart.
    private List<string> WordsOf(Meaning meaning) => WordsOf(meaning, IsWord) is { Count: > 0 } words ? words : WordsOf(meaning, t => !IsWord(t));

    private List<string> WordsOf(Meaning meaning, Func<string, bool> ofKind) =>
    [
        .. (from token in _tokens
            where ofKind(token.Key) && token.Value.ContainsKey(meaning) && OwnerOf(token.Key, Owns) == meaning
            orderby token.Value[meaning] descending, token.Key
            select token.Key).Take(MostWords).Order(StringComparer.Ordinal),
    ];

    // What the invoice says of VAT tells codings apart as a word does.
    private static string[] Tokens(string text, string? vatSaid) => [.. Words.Of(text), .. vatSaid is null ? Array.Empty<string>() : [vatSaid]];

    private static bool IsWord(string token) => !token.Any(char.IsUpper);

    private static Meaning MeaningOf(Lesson lesson) => new(lesson.Account, lesson.VatCode ?? "0");
}

/// <summary>Something learned, before it is kept as a row.</summary>
/// <param name="Slot">Its place among the vendor's patterns: empty for the vendor as a whole, else the coding.</param>
/// <param name="Meaning">What it says.</param>
/// <param name="Words">Words of the line that it looks for; none where the vendor has but one coding.</param>
/// <param name="Record">How it has done.</param>
public sealed record KnownPattern(string Slot, Meaning Meaning, IReadOnlyList<string> Words, PatternRecord Record);
