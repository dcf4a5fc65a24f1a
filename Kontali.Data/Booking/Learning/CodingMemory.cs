using System.Runtime.InteropServices;

namespace Kontali.Data.Booking.Learning;

/// <summary>
/// What one firm's bookkeeping has taught: asked about a case it answers with an honest probability; told the truth it learns at once.
/// Many small sources count (<see cref="Source"/>); a ranker learns how much each is to be believed where; a judge learns
/// when the answer is right. It is what its lessons make it, in their order: the same lessons give the same memory, so
/// forgetting a lesson is learning again without it. Not safe for several threads.
/// </summary>
public sealed class CodingMemory
{
    /// <summary>Name and version, as it stands on decisions.</summary>
    public const string Model = "memory-1";

    private readonly World _world = new();
    private readonly Eye _eye;
    private readonly Symbols _clientNumbers = new(), _vendorNumbers = new();
    private readonly List<ClientBook> _clients = [];
    private readonly List<VendorBook> _vendors = [];
    private readonly Ranker _ranker = new();
    private readonly Judge _judge = new();
    private Thought? _last;
    private (Thought Thought, int Account, bool IsAudit)? _unstudied;

    /// <summary>Starts empty.</summary>
    public CodingMemory() => _eye = new(_world);

    private sealed record Thought(CodingCase Case, ClientBook Client, int VendorNumber, VendorBook Vendor, Pair? Pair, Facts Facts, Sight Sight, Odds Minds, int Best, float[] Doubts, float Probability)
    {
        public int Said => Sight.Candidates[Best];

        public float[] Odds => Minds.Both;
    }

    /// <summary>Makes an account known; the name is what charts of different clients share.</summary>
    public void AddAccount(string client, string number, string name, string? standardAccount = null)
    {
        var book = Client(client);
        var known = book.Accounts.Count;
        var account = book.Accounts.Of(number);
        if (account < known) return;
        var meaning = _world.Meanings.Of(name, standardAccount);
        book.Meanings.Add(meaning);
        Get(book.OfMeaning, meaning).Add(account);
        book.Maps.Clear();
    }

    /// <summary>What it thinks. Learns nothing.</summary>
    /// <param name="asked">The case.</param>
    /// <param name="explain">Whether to gather what the answer rests on, down to earlier lines.</param>
    public CodingAnswer Ask(CodingCase asked, bool explain = false)
    {
        var t = Think(asked);
        if (t.Best < 0) return CodingAnswer.Nothing;
        var (vat, sure) = VatHabits.Likeliest(_world, t.Client, t.Vendor, t.Pair, t.Said, asked.VatSaid);
        return new(t.Client.Accounts[t.Said], t.Probability, Guesses(t), vat, sure, explain ? Evidences.Of(_world, t.Client, t.Vendor, t.Pair, t.Facts, t.Said) : []);
    }

    /// <summary>
    /// Learns one truth: what is counted counts at once, while the nets, which are slow, study it when there is time (<see cref="Study"/>),
    /// at the latest when the next is learned.
    /// </summary>
    public void Learn(CodingCase told, CodingTruth truth)
    {
        // Thought of before the last one is studied, as it was when asked: whether and when somebody asked changes nothing.
        var t = Think(told);
        _last = null;
        Study();
        var pair = t.Pair ?? (t.Client.Pairs[t.VendorNumber] = new());
        if (truth.By == Teacher.Agent)
        {
            // That nobody protested is no truth: only that it came is remembered.
            _judge.Silence();
            return;
        }
        if (t.Client.Accounts.Find(truth.Account) < 0) AddAccount(told.Client, truth.Account, truth.Account);
        var account = t.Client.Accounts.Find(truth.Account);
        _unstudied = (t, account, truth.By == Teacher.Audit);
        if (t.Best >= 0) Score(t, pair, t.Said == account);
        Compare(t, pair, account);
        Remember(t, pair, account, truth.Posting);
        if (truth.VatCode is { } code) VatHabits.Learn(_world, t.Client, t.Vendor, pair, account, told.VatSaid, code);
    }

    /// <summary>Lets the nets study the latest lesson, where they have not: for a quiet moment, after the answer is given and before the next truth is told.</summary>
    public void Study()
    {
        if (_unstudied is not var (t, account, isAudit)) return;
        _unstudied = null;
        _ranker.Learn(t.Sight, account);
        if (t.Best >= 0) _judge.Learn(t.Doubts, t.Said == account, isAudit);
    }

    private Thought Think(CodingCase asked)
    {
        if (_last is { } last && last.Case == asked) return last;
        var client = Client(asked.Client);
        var number = _vendorNumbers.Of(asked.Vendor.Trim().ToLowerInvariant());
        while (_vendors.Count <= number) _vendors.Add(new());
        var vendor = _vendors[number];
        if (vendor.Words.Length == 0) vendor.Words = [.. NameWords.WithPieces(NameWords.Of(asked.VendorName)).Select(_world.WordNumbers.Of)];
        var pair = client.Pairs.GetValueOrDefault(number);
        var log = Scale.Of(asked.Amount);
        var facts = new Facts(asked.Date.DayNumber, asked.Date.Day, log, Scale.Cents(asked.Amount), Scale.Bucket(log), vendor.Words, TextWords(asked));
        var sight = _eye.Look(client, vendor, pair, facts, Ranker.Width);
        var minds = _ranker.Odds(sight);
        var odds = minds.Both;
        var best = -1;
        for (var i = 0; i < odds.Length; i++) if (best < 0 || odds[i] > odds[best]) best = i;
        var doubts = best < 0 ? [] : Doubts.Of(_world, client, vendor, pair, facts, _eye, sight, minds, best);
        return _last = new(asked, client, number, vendor, pair, facts, sight, minds, best, doubts, best < 0 ? 0 : _judge.Probability(doubts));
    }

    // Words of a line are kept apart from words of names: "Post" sells post, but "post 3" does not.
    private int[] TextWords(CodingCase asked)
    {
        List<string> words = [.. NameWords.Of(asked.Text).Select(TextWord)];
        if (asked.ItemClass is { Length: > 0 } item)
        {
            words.Add("class:" + item);
            if (item.Length > 4) words.Add("class:" + item[..4]);
        }
        return [.. words.Distinct().Select(_world.WordNumbers.Of)];
    }

    private static string TextWord(string word) => "text:" + word;

    private static List<Guess> Guesses(Thought t)
    {
        var others = Math.Max(1e-6f, 1 - t.Odds[t.Best]);
        return [.. Enumerable.Range(0, t.Odds.Length).OrderByDescending(i => t.Odds[i]).Take(4).Select(i => new Guess(
            t.Client.Accounts[t.Sight.Candidates[i]],
            i == t.Best ? t.Probability : t.Odds[i] * (1 - t.Probability) / others,
            (int)(t.Pair?.Accounts[t.Sight.Candidates[i]] ?? 0)))];
    }

    // How it has done: with this pair, this client, this vendor, and whenever it said this account; and whether that was to be expected.
    private void Score(Thought t, Pair pair, bool right)
    {
        var (client, p, meaning) = (t.Client, t.Probability, t.Client.Meanings[t.Said]);
        pair.Record.Add(right, 0.85f);
        client.Record.Add(right, 0.99f);
        client.Lately.Add(right, 0.9f);
        t.Vendor.Record.Add(right, 0.95f);
        _world.Lately.Add(right, 0.995f);
        At(client.WhenSaid, t.Said).Add(right, 0.97f);
        At(_world.WhenSaid, meaning).Add(right, 0.99f);
        At(client.SaidLately, t.Said).Add(right, 0.7f);
        At(_world.SaidLately, meaning).Add(right, 0.9f);

        var step = Scale.Step(t.Facts.Log);
        At(client.SaidLikeThis, (t.Said, step)).Add(right, p, 0.97f);
        At(_world.SaidLikeThis, (meaning, step)).Add(right, p, 0.99f);
        At(pair.Said, t.Said).Add(right, p, 0.9f);
        At(t.Vendor.Said, meaning).Add(right, p, 0.95f);

        pair.Trust.Add(right, p, 0.9f, 0.95f);
        client.Trust.Add(right, p, 0.99f, 0.997f);
        t.Vendor.Trust.Add(right, p, 0.97f, 0.99f);
        _world.Trust.Add(right, p, 0.997f, 0.999f);
        if (p <= Trust.Surely) return;
        At(client.SaidSurely, t.Said).Add(right, p, 0.99f);
        At(_world.SaidSurely, meaning).Add(right, p, 0.997f);
    }

    // What other clients had said of this vendor is held against what was true here.
    private void Compare(Thought t, Pair pair, int account)
    {
        var (client, vendor) = (t.Client, t.Vendor);
        var isNew = pair.History.Total == 0;
        var isNewAccount = pair.Accounts[account] <= 0;
        if (!isNew && !isNewAccount) return;
        foreach (var (other, tally) in vendor.ByClient)
        {
            if (other == client.Number) continue;
            var said = tally.Most;
            if (isNewAccount) Get(client.Dialect, said).Add(account, 1f / vendor.ByClient.Count);
            if (isNew) At(client.Agreement, other).Add(said == client.Meanings[account] || _world.Map(client, said) is [var (first, _), ..] && first == account, 0.99f);
        }
    }

    private void Remember(Thought t, Pair pair, int account, Guid posting)
    {
        var (client, vendor, f) = (t.Client, t.Vendor, t.Facts);
        var meaning = client.Meanings[account];
        var isNew = pair.History.Total == 0;
        var isNewAccount = pair.Accounts[account] <= 0;
        if (!isNew) Stay(client, vendor, pair, pair.History[^1].Account, account);
        News(client, vendor, pair, f, isNew, isNewAccount);
        if (isNewAccount) Accompany(client, pair, account, meaning);

        At(client.Usual, account).Add(f.Log, 0.99f);
        At(_world.Usual, meaning).Add(f.Log, 0.998f);
        At(vendor.Usual, meaning).Add(f.Log, 0.98f);
        var seen = new Seen(f.Day, f.Log, f.Cents, account, client.Number, posting);
        pair.History.Add(seen);
        pair.Accounts.Add(account, 1);
        vendor.History.Add(seen with { Account = meaning });
        var mine = Get(vendor.ByClient, client.Number);
        mine.Fade(0.97f);
        mine.Add(meaning, 1);

        var round = Roundness.Of(f.Cents);
        Get(pair.Roundness, account).Add(round, 1);
        Get(client.RoundnessOf, account).Add(round, 1);
        Get(_world.RoundnessOf, meaning).Add(round, 1);
        client.Roundness.Add(round, 1);
        client.LastUsed[account] = f.Day;

        _world.Cases++;
        client.Cases++;
        if (client.Day != f.Day) client.Today.Clear();
        client.Day = f.Day;
        client.Today.Add(account, 1);
        client.Habits.Fade(0.999f);
        client.Habits.Add(account, 1);
        client.Recently.Fade(0.985f);
        client.Recently.Add(account, 1);
        _world.Recently.Fade(0.998f);
        _world.Recently.Add(meaning, 1);
        _world.Ever.Add(meaning, 1);
        Get(client.ExactAmounts, f.Cents).Add(account, 1);
        Get(client.Amounts, f.Bucket).Add(account, 1);
        Get(_world.Amounts, f.Bucket).Add(meaning, 1);
        if (isNew)
        {
            client.FirstTimes.Add(account, 1);
            _world.FirstTimes.Add(meaning, 1);
        }
        // A vendor speaks once for each account it is used for; the hundredth time says little more of its name.
        var voice = isNewAccount ? 1 : 0.05f;
        foreach (var word in f.NameWords) LearnWord(client, word, account, meaning, voice);
        foreach (var word in f.TextWords)
        {
            LearnWord(client, word, account, meaning, 0.5f);
            Get(pair.Texts, word).Add(account, 1);
        }
        if (f.TextWords.Length > 0) client.Lines.Add(new(f.TextWords, account, posting));
    }

    // How often an account comes that this client never had with this vendor: by client, vendor, pair and the pair's usual account.
    private void News(ClientBook client, VendorBook vendor, Pair pair, Facts f, bool isNew, bool isNewAccount)
    {
        client.News.Add(isNewAccount, 0.99f);
        _world.News.Add(isNewAccount, 0.998f);
        if (isNewAccount) (pair.NewAt, pair.NewDay) = (pair.History.Total, f.Day);
        if (isNew) return;
        pair.News.Add(isNewAccount, 0.95f);
        vendor.News.Add(isNewAccount, 0.98f);
        var usual = pair.Accounts.Most;
        At(client.NewsBeside, usual).Add(isNewAccount, 0.98f);
        At(_world.NewsBeside, client.Meanings[usual]).Add(isNewAccount, 0.995f);
    }

    // Whether the next one is coded as the one before: by pair, vendor and account, a measure of how settled things are.
    private void Stay(ClientBook client, VendorBook vendor, Pair pair, int before, int account)
    {
        var stays = before == account;
        pair.Stays.Add(stays, 0.9f);
        vendor.Stays.Add(stays, 0.97f);
        At(client.Stays, before).Add(stays, 0.98f);
        At(_world.Stays, client.Meanings[before]).Add(stays, 0.995f);
    }

    // Accounts that share vendors: where one is used, the other is likelier than chance.
    private void Accompany(ClientBook client, Pair pair, int account, int meaning)
    {
        foreach (var had in pair.Accounts.Keys)
        {
            Get(client.Companions, had).Add(account, 1);
            Get(client.Companions, account).Add(had, 1);
            Get(_world.Companions, client.Meanings[had]).Add(meaning, 1);
            Get(_world.Companions, meaning).Add(client.Meanings[had], 1);
        }
    }

    private void LearnWord(ClientBook client, int word, int account, int meaning, float voice)
    {
        Get(client.Words, word).Add(account, voice);
        Get(_world.Words, word).Add(meaning, voice);
        if (voice < 0.4f) return;
        var tie = Get(_world.Ties, word);
        foreach (var u in _world.Meanings.WordsOf(meaning))
        {
            tie.Add(u, voice);
            _world.AccountWords.Add(u, voice);
        }
    }

    private ClientBook Client(string client)
    {
        var number = _clientNumbers.Of(client);
        while (_clients.Count <= number) _clients.Add(new(_clients.Count));
        return _clients[number];
    }

    private static ref TValue At<TKey, TValue>(Dictionary<TKey, TValue> of, TKey key) where TKey : notnull where TValue : struct =>
        ref CollectionsMarshal.GetValueRefOrAddDefault(of, key, out _);

    private static TValue Get<TKey, TValue>(Dictionary<TKey, TValue> of, TKey key) where TKey : notnull where TValue : class, new()
    {
        if (!of.TryGetValue(key, out var value)) of[key] = value = new();
        return value;
    }
}
