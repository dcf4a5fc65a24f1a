namespace Kontali.Data.Booking.Learning;

/// <summary>The sources that speak of an account, each by counting.</summary>
internal enum Source
{
    Here, HereLately, HereThisQuarter, HereThisAmount, HereLikeAmount, HereExactAmount, HereThisSeason, HereThisDayOfMonth, HereToday, HereAfterThat, HereTodayThisAmount, HereBatchLeft, HereNearest, HereThisText, HereThisWeekday,
    Elsewhere, ElsewhereLately, ElsewhereThisAmount, ElsewhereAlikeClients, ElsewhereTranslated, ElsewhereExactAmount,
    WordsHere, WordsEverywhere, WordsJoint, TextHere, TextEverywhere,
    Habits, HabitsThisAmount, HabitsNewVendors, HabitsToday, HabitsLately, HabitsExactAmount,
    EverywhereNewVendors, EverywhereThisAmount, CompanionsHere, CompanionsEverywhere,
    NameOfAccount, WordsToAccountWords,
}

/// <summary>A case seen through every source: one row of numbers for each account that may be right.</summary>
internal sealed class Sight
{
    public int[] Candidates = [];
    public float[] Rows = []; // candidates × width
    public int Width;
    public int Count => Candidates.Length;
    public Span<float> Row(int place) => Rows.AsSpan(place * Width, Width);
}

/// <summary>Looks at a case: asks every source and lines up what they say. Changes nothing.</summary>
internal sealed class Eye(World world)
{
    public const int Sources = (int)Source.WordsToAccountWords + 1, Counted = 12, Alone = 26, Extra = Alone + Counted, Around = 28, Unheard = 10, Inputs = Sources * 2 + Extra + Around, MaxCandidates = 28;

    private static readonly Source[] CountedSources = [Source.Here, Source.HereLately, Source.HereThisAmount, Source.HereLikeAmount, Source.HereExactAmount, Source.HereToday, Source.Elsewhere, Source.ElsewhereThisAmount, Source.WordsHere, Source.WordsEverywhere, Source.TextHere, Source.HabitsToday];

    private float[][] _votes = [];
    private readonly float[] _sums = new float[Sources];
    private readonly (float Far, int Account)[] _near = new (float, int)[3];
    private readonly List<int> _today = [], _left = [];
    private int _room, _accounts;

    public Sight Look(ClientBook client, VendorBook vendor, Pair? pair, Facts f, int width)
    {
        var accounts = client.Accounts.Count;
        Clear(accounts);
        if (pair is not null) LookHere(pair, f);
        LookElsewhere(client, vendor, f);
        LookAtWords(client, f);
        LookAtHabits(client, pair, f);
        var chosen = Choose(client, accounts, pair);
        LookAtNames(client, f, chosen);
        return LineUp(client, vendor, pair, f, chosen, width);
    }

    private void Clear(int accounts)
    {
        _accounts = accounts;
        if (_room < accounts || _votes.Length == 0)
        {
            _room = accounts + 64;
            _votes = [.. Enumerable.Range(0, Sources).Select(_ => new float[_room])];
        }
        foreach (var v in _votes) Array.Clear(v, 0, accounts);
        Array.Clear(_sums);
    }

    private void Vote(Source source, int account, float weight)
    {
        _votes[(int)source][account] += weight;
        _sums[(int)source] += weight;
    }

    private void LookHere(Pair pair, Facts f)
    {
        var h = pair.History;
        var last = h.Count > 0 ? h[h.Count - 1].Account : -1;
        Array.Fill(_near, (9, 0));
        for (int i = h.Count - 1, rank = 0; i >= 0; i--, rank++)
        {
            var s = h[i];
            var age = Math.Max(0, f.Day - s.Day);
            var slow = World.Decay(rank, 40);
            var off = Math.Abs(s.Log - f.Log);
            Vote(Source.Here, s.Account, World.Decay(rank, 150));
            if (rank < 24) Vote(Source.HereLately, s.Account, World.Decay(rank, 3));
            Vote(Source.HereThisQuarter, s.Account, World.Decay(age, 90));
            if (off < 0.5f) Vote(Source.HereThisAmount, s.Account, World.Bell(off / 0.12f) * slow);
            if (off < 2.5f) Vote(Source.HereLikeAmount, s.Account, World.Bell(off / 0.6f) * slow);
            if (s.Cents == f.Cents) Vote(Source.HereExactAmount, s.Account, World.Decay(rank, 30));
            if (age > 150) Vote(Source.HereThisSeason, s.Account, World.Bell(World.SeasonGap(age) / 14f));
            Vote(Source.HereThisDayOfMonth, s.Account, World.Bell(Math.Abs(World.DayOfMonth(s.Day) - f.DayOfMonth) / 2f) * slow);
            if (age == 0) Vote(Source.HereToday, s.Account, 1);
            if (i > 0 && h[i - 1].Account == last) Vote(Source.HereAfterThat, s.Account, World.Decay(rank, 20));
            if (age == 0) Vote(Source.HereTodayThisAmount, s.Account, World.Bell(off / 0.4f));
            if (rank < 80 && s.Day % 7 == f.Day % 7) Vote(Source.HereThisWeekday, s.Account, slow);
            if (rank < 100)
            {
                var far = off + age * 0.0006f;
                for (var k = 0; k < 3; k++)
                    if (far < _near[k].Far)
                    {
                        for (var m = 2; m > k; m--) _near[m] = _near[m - 1];
                        _near[k] = (far, s.Account);
                        break;
                    }
            }
        }
        for (var k = 0; k < 3; k++)
            if (_near[k].Far < 9) Vote(Source.HereNearest, _near[k].Account, 1f / (k + 1) / (1 + 8 * _near[k].Far));
        foreach (var word in f.TextWords)
            if (pair.Texts.TryGetValue(word, out var texts)) Spread(Source.HereThisText, texts, Telling(texts) / texts.Sum);
        LookAtBatches(pair, f);
    }

    // Vendors that send several invoices at a time: what earlier batches held and today's has not had yet.
    private void LookAtBatches(Pair pair, Facts f)
    {
        var h = pair.History;
        var i = h.Count - 1;
        _today.Clear();
        while (i >= 0 && h[i].Day == f.Day) _today.Add(h[i--].Account);
        for (var batch = 0; batch < 4 && i >= 0; batch++)
        {
            var day = h[i].Day;
            _left.Clear();
            _left.AddRange(_today);
            for (; i >= 0 && h[i].Day == day; i--)
                if (!_left.Remove(h[i].Account)) Vote(Source.HereBatchLeft, h[i].Account, World.Decay(batch, 2));
        }
    }

    private void LookElsewhere(ClientBook client, VendorBook vendor, Facts f)
    {
        foreach (var (other, tally) in vendor.ByClient)
        {
            if (other == client.Number || tally.Sum <= 0) continue;
            var alike = client.Agreement.GetValueOrDefault(other).Rate(0.4f, 4);
            alike *= alike;
            var keys = tally.Keys;
            var weights = tally.Weights;
            var worth = tally.Sum / (tally.Sum + 0.5f) / tally.Sum;
            for (var k = 0; k < keys.Length; k++)
            {
                var share = weights[k] * worth;
                if (share < 0.01f) continue;
                foreach (var (account, w) in world.Map(client, keys[k]))
                {
                    Vote(Source.Elsewhere, account, share * w);
                    Vote(Source.ElsewhereAlikeClients, account, share * w * alike);
                }
                if (client.Dialect.TryGetValue(keys[k], out var said) && said.Sum > 0)
                {
                    var locals = said.Keys;
                    var counts = said.Weights;
                    for (var j = 0; j < locals.Length; j++) Vote(Source.ElsewhereTranslated, locals[j], share * counts[j] / (said.Sum + 1));
                }
            }
        }
        var h = vendor.History;
        for (int i = h.Count - 1, rank = 0; i >= 0; i--)
        {
            var s = h[i];
            if (s.Client == client.Number) continue;
            var off = Math.Abs(s.Log - f.Log);
            var slow = World.Decay(rank, 80);
            if (rank < 24)
                foreach (var (account, w) in world.Map(client, s.Account)) Vote(Source.ElsewhereLately, account, w * World.Decay(rank, 4));
            if (off < 0.8f)
                foreach (var (account, w) in world.Map(client, s.Account)) Vote(Source.ElsewhereThisAmount, account, w * World.Bell(off / 0.25f) * slow);
            if (s.Cents == f.Cents)
                foreach (var (account, w) in world.Map(client, s.Account)) Vote(Source.ElsewhereExactAmount, account, w);
            rank++;
        }
    }

    private void LookAtWords(ClientBook client, Facts f)
    {
        foreach (var word in f.NameWords) LookAtWord(client, word, Source.WordsHere, Source.WordsEverywhere, Source.WordsJoint);
        foreach (var word in f.TextWords) LookAtWord(client, word, Source.TextHere, Source.TextEverywhere, Source.WordsJoint);
    }

    private void LookAtWord(ClientBook client, int word, Source here, Source everywhere, Source joint)
    {
        if (client.Words.TryGetValue(word, out var mine) && mine.Sum > 0)
        {
            var keys = mine.Keys;
            var weights = mine.Weights;
            var worth = Telling(mine) / mine.Sum;
            for (var k = 0; k < keys.Length; k++) Vote(here, keys[k], weights[k] * worth);
        }
        if (world.Words.TryGetValue(word, out var all) && all.Sum > 0)
        {
            var keys = all.Keys;
            var weights = all.Weights;
            var worth = Telling(all) / all.Sum;
            if (worth * all.Sum < 0.02f) return;
            for (var k = 0; k < keys.Length; k++)
            {
                var share = weights[k] * worth;
                if (share < 0.004f) continue;
                foreach (var (account, w) in world.Map(client, keys[k]))
                {
                    Vote(everywhere, account, share * w);
                    Vote(joint, account, share * w * (0.2f + client.FirstTimes[account] / (1 + client.FirstTimes.Sum)));
                }
            }
        }
    }

    // A word that always went with one account says much, one that went with many says little; one seen once, something.
    private static float Telling(Tally t)
    {
        float squares = 0;
        foreach (var w in t.Weights) squares += w * w;
        var pure = squares / (t.Sum * t.Sum);
        return pure * pure * t.Sum / (t.Sum + 0.7f);
    }

    private void LookAtHabits(ClientBook client, Pair? pair, Facts f)
    {
        Spread(Source.Habits, client.Habits, 1);
        if (client.Amounts.TryGetValue(f.Bucket, out var amounts)) Spread(Source.HabitsThisAmount, amounts, 1);
        Spread(Source.HabitsNewVendors, client.FirstTimes, 1);
        Spread(Source.HabitsLately, client.Recently, 1);
        if (client.Day == f.Day) Spread(Source.HabitsToday, client.Today, 1);
        if (pair is not null)
        {
            var had = pair.Accounts.Keys;
            var often = pair.Accounts.Weights;
            for (var k = 0; k < had.Length; k++)
            {
                var share = often[k] / pair.Accounts.Sum;
                if (client.Companions.TryGetValue(had[k], out var here)) Spread(Source.CompanionsHere, here, share / (here.Sum + 1));
                if (world.Companions.TryGetValue(client.Meanings[had[k]], out var there) && there.Sum > 0)
                {
                    var keys = there.Keys;
                    var weights = there.Weights;
                    for (var j = 0; j < keys.Length; j++)
                        if (weights[j] / there.Sum > 0.01f)
                            foreach (var (account, w) in world.Map(client, keys[j])) Vote(Source.CompanionsEverywhere, account, share * w * weights[j] / (there.Sum + 1));
                }
            }
        }
        if (client.ExactAmounts.TryGetValue(f.Cents, out var exact)) Spread(Source.HabitsExactAmount, exact, 1);
        var meanings = client.Meanings;
        for (var a = 0; a < meanings.Count; a++)
        {
            Vote(Source.EverywhereNewVendors, a, world.FirstTimes[meanings[a]]);
            if (world.Amounts.TryGetValue(f.Bucket, out var everywhere)) Vote(Source.EverywhereThisAmount, a, everywhere[meanings[a]]);
        }
    }

    private void Spread(Source source, Tally tally, float times)
    {
        var keys = tally.Keys;
        var weights = tally.Weights;
        for (var k = 0; k < keys.Length; k++) Vote(source, keys[k], weights[k] * times);
    }

    private float Share(Source s, int account) => _votes[(int)s][account] / (_sums[(int)s] + 0.4f);

    private int[] Choose(ClientBook client, int accounts, Pair? pair)
    {
        var likely = new float[accounts];
        var order = new int[accounts];
        for (var a = 0; a < accounts; a++)
        {
            order[a] = a;
            likely[a] = -(8 * Share(Source.Here, a) + 4 * Share(Source.HereLately, a) + 4 * Share(Source.HereLikeAmount, a) + 3 * Share(Source.Elsewhere, a) + 2 * Share(Source.ElsewhereThisAmount, a) + Share(Source.ElsewhereTranslated, a)
                + 2 * Share(Source.TextHere, a) + Share(Source.TextEverywhere, a) + 1.5f * Share(Source.WordsHere, a) + Share(Source.WordsEverywhere, a) + Share(Source.WordsJoint, a)
                + 0.5f * Share(Source.Habits, a) + 0.7f * Share(Source.HabitsNewVendors, a) + 0.3f * Share(Source.HabitsThisAmount, a) + 0.3f * Share(Source.HabitsToday, a) + Share(Source.HabitsExactAmount, a) + 0.5f * Share(Source.EverywhereNewVendors, a) + Share(Source.CompanionsHere, a) + Share(Source.CompanionsEverywhere, a));
        }
        Array.Sort(likely, order);
        return order.Length <= MaxCandidates ? order : order[..MaxCandidates];
    }

    private void LookAtNames(ClientBook client, Facts f, int[] chosen)
    {
        foreach (var a in chosen)
        {
            var meaning = client.Meanings[a];
            Vote(Source.NameOfAccount, a, Math.Max(world.Meanings.Likeness(meaning, f.NameWords), world.Meanings.Likeness(meaning, f.TextWords)));
            Vote(Source.WordsToAccountWords, a, world.Tie(f, meaning));
        }
    }

    private Sight LineUp(ClientBook client, VendorBook vendor, Pair? pair, Facts f, int[] chosen, int width)
    {
        var rows = new float[chosen.Length * width];
        var sight = new Sight { Candidates = chosen, Rows = rows, Width = width };
        Span<float> around = stackalloc float[Around];
        LookAround(client, vendor, pair, f, around);
        var habits = pair is null ? [] : Habits(pair, f, chosen);
        var round = Roundness.Of(f.Cents);
        for (var place = 0; place < chosen.Length; place++)
        {
            var row = sight.Row(place);
            var a = chosen[place];
            for (var s = 0; s < Sources; s++)
            {
                float x;
                if (s >= (int)Source.NameOfAccount) x = _votes[s][a];
                else x = _votes[s][a] / (_sums[s] + (s <= (int)Source.HereThisWeekday ? 0.3f : 0.5f));
                row[2 * s] = x;
                row[2 * s + 1] = s == (int)Source.WordsToAccountWords ? 0 : MathF.Log(x + 0.004f) * 0.25f + 1;
            }
            if (pair is not null) habits[place].CopyTo(row.Slice(Sources * 2, Extra));
            var meaning = client.Meanings[a];
            var own = row.Slice(Sources * 2, Extra);
            own[10] = client.WhenSaid.GetValueOrDefault(a).Rate(0.6f, 4);
            own[11] = world.WhenSaid.GetValueOrDefault(meaning).Rate(0.6f, 4);
            own[12] = client.Stays.GetValueOrDefault(a).Rate(0.6f, 3);
            own[13] = world.Stays.GetValueOrDefault(meaning).Rate(0.6f, 3);
            own[14] = client.Usual.GetValueOrDefault(a).Fit(f.Log);
            own[15] = world.Usual.GetValueOrDefault(meaning).Fit(f.Log);
            own[16] = vendor.Usual.GetValueOrDefault(meaning).Fit(f.Log);
            own[17] = MathF.Log(1 + client.FirstTimes[a]) * 0.2f;
            own[18] = MathF.Log(1 + vendor.Usual.GetValueOrDefault(meaning).Cases) * 0.3f;
            own[19] = Roundness.Fit(pair?.Roundness.GetValueOrDefault(a), client.Roundness, round);
            own[20] = Roundness.Fit(client.RoundnessOf.GetValueOrDefault(a), client.Roundness, round);
            own[21] = Roundness.Fit(world.RoundnessOf.GetValueOrDefault(meaning), client.Roundness, round);
            own[22] = client.SaidLately.GetValueOrDefault(a).Rate(0.6f, 1);
            own[23] = client.LastUsed.TryGetValue(a, out var used) ? 1 / (1 + Math.Max(0, f.Day - used) / 30f) : 0;
            own[24] = Rise(client.Recently, client.Habits, a, 0.002f);
            own[25] = Rise(world.Recently, world.Ever, meaning, 0.0005f);
            for (var c = 0; c < Counted; c++) own[Alone + c] = MathF.Log(1 + _votes[(int)CountedSources[c]][a]) * 0.4f;
            around.CopyTo(row.Slice(Sources * 2 + Extra, Around));
        }
        return sight;
    }

    // Charts are tidied and habits change: whether an account is used more of late than it was.
    private static float Rise(Tally lately, Tally before, int account, float doubt) =>
        MathF.Log((lately[account] / (lately.Sum + 1) + doubt) / (before[account] / (before.Sum + 1) + doubt)) * 0.3f;

    // How well this amount and this day fit each account's own habits with this vendor.
    private static float[][] Habits(Pair pair, Facts f, int[] chosen)
    {
        var of = new Dictionary<int, int>(chosen.Length);
        for (var i = 0; i < chosen.Length; i++) of[chosen[i]] = i;
        var result = new float[chosen.Length][];
        var n = new float[chosen.Length];
        var sum = new float[chosen.Length];
        var squares = new float[chosen.Length];
        var last = new int[chosen.Length];
        var first = new int[chosen.Length];
        var days = new int[chosen.Length];
        var today = new int[chosen.Length];
        var near = new float[chosen.Length];
        Array.Fill(near, 9);
        Array.Fill(last, int.MinValue);
        var h = pair.History;
        var streak = 0;
        for (var i = 0; i < h.Count; i++)
        {
            var s = h[i];
            if (!of.TryGetValue(s.Account, out var p)) continue;
            n[p]++;
            sum[p] += s.Log;
            squares[p] += s.Log * s.Log;
            if (last[p] == int.MinValue) first[p] = s.Day;
            if (last[p] != s.Day) days[p]++;
            last[p] = s.Day;
            near[p] = Math.Min(near[p], Math.Abs(s.Log - f.Log));
            if (s.Day == f.Day) today[p]++;
        }
        var lastAccount = h.Count > 0 ? h[h.Count - 1].Account : -1;
        for (var i = h.Count - 1; i >= 0 && h[i].Account == lastAccount; i--) streak++;
        for (var p = 0; p < chosen.Length; p++)
        {
            var r = result[p] = new float[Extra];
            if (n[p] == 0) continue;
            var mean = sum[p] / n[p];
            var spread = MathF.Sqrt(Math.Max(0, squares[p] / n[p] - mean * mean) + 0.09f / n[p] + 0.0025f);
            var z = Math.Abs(f.Log - mean) / spread;
            r[0] = 1;
            r[1] = MathF.Log(1 + n[p]) * 0.3f;
            r[2] = 1 / (1 + z);
            r[3] = -MathF.Log(spread) * 0.2f * World.Bell(z / 2);
            r[4] = MathF.Exp(-near[p] * 6);
            var gap = f.Day - last[p];
            r[5] = 1 / (1 + gap / 30f);
            var usual = days[p] > 1 ? (last[p] - first[p]) / (float)(days[p] - 1) : 0;
            r[6] = usual > 0 ? World.Bell(MathF.Log((gap + 1) / (usual + 1))) : 0;
            r[7] = today[p] == 0 ? 0 : Math.Clamp(today[p] / (n[p] / Math.Max(1, days[p])), 0, 3) * 0.5f;
            r[8] = chosen[p] == lastAccount ? 1 - 1f / (1 + streak) : 0;
            r[9] = n[p] / Math.Max(1, days[p]) > 1.3f ? 1 : 0;
        }
        return result;
    }

    private void LookAround(ClientBook client, VendorBook vendor, Pair? pair, Facts f, Span<float> x)
    {
        var h = pair?.History;
        x[0] = MathF.Log(1 + (h?.Total ?? 0)) * 0.2f;
        x[1] = h is null ? 1 : 0;
        x[2] = h is { Count: 1 } ? 1 : 0;
        x[3] = Most(Source.Here);
        x[4] = Most(Source.HereThisAmount);
        x[5] = MathF.Log(1 + _sums[(int)Source.HereThisAmount]) * 0.4f;
        x[6] = MathF.Log(1 + _sums[(int)Source.HereExactAmount]) * 0.5f;
        x[7] = MathF.Log(1 + _sums[(int)Source.Elsewhere]) * 0.4f;
        x[8] = Most(Source.Elsewhere);
        x[9] = Most(Source.ElsewhereThisAmount);
        x[10] = MathF.Log(1 + _sums[(int)Source.WordsEverywhere]) * 0.5f;
        x[11] = MathF.Log(1 + _sums[(int)Source.WordsHere]) * 0.5f;
        x[12] = Math.Abs(f.Log) * 0.1f;
        x[13] = f.Log < 0 ? 1 : 0;
        x[14] = f.Cents % 10000 == 0 ? 1 : f.Cents % 100 == 0 ? 0.5f : 0;
        x[15] = MathF.Log(1 + client.Cases) * 0.1f;
        x[16] = h is { Count: > 0 } ? MathF.Min(2, MathF.Log(1 + Math.Max(0, f.Day - h[h.Count - 1].Day)) * 0.25f) : 0;
        x[17] = MathF.Log(1 + _sums[(int)Source.HereToday]) * 0.4f;
        x[18] = pair?.Record.Rate(0.7f, 2) ?? 0;
        x[19] = client.Record.Rate(0.7f, 10);
        x[20] = vendor.Record.Rate(0.6f, 3);
        x[21] = pair is null ? 0 : MathF.Log(pair.Accounts.Count + 1) * 0.3f;
        x[22] = MathF.Log(1 + _sums[(int)Source.TextHere] + _sums[(int)Source.TextEverywhere]) * 0.5f;
        x[23] = 1;
        x[24] = pair?.Stays.Rate(0.6f, 2) ?? 0.6f;
        x[25] = vendor.Stays.Rate(0.6f, 3);
        x[26] = MathF.Log(1 + vendor.ByClient.Count) * 0.25f;
        x[27] = vendor.Usual.Count / (1f + vendor.ByClient.Count) * 0.3f;
    }

    /// <summary>Blots out of a row what the pair itself has had, or, of the sources, all but that.</summary>
    public static void Hide(Span<float> row, bool theirs)
    {
        const int here = 2 * ((int)Source.HereThisWeekday + 1), own = 2 * Sources, countedHere = 6;
        if (!theirs)
        {
            row[here..own].Clear();
            return;
        }
        row[..here].Clear();
        row.Slice(own, 10).Clear();
        row[own + 19] = 0;
        row.Slice(own + Alone, countedHere).Clear();
    }

    /// <summary>What speaks for accounts that this pair has never had, and whether its amounts have ever been like this one.</summary>
    public void LookForUnheard(Span<float> x, Pair? pair, Facts f)
    {
        ReadOnlySpan<Source> others = [Source.Elsewhere, Source.ElsewhereThisAmount, Source.ElsewhereLately, Source.TextHere, Source.TextEverywhere, Source.HabitsThisAmount, Source.HabitsToday, Source.ElsewhereExactAmount];
        for (var i = 0; i < others.Length; i++)
        {
            var s = (int)others[i];
            float had = 0;
            if (pair is not null) foreach (var a in pair.Accounts.Keys) had += _votes[s][a];
            x[i] = Doubts.Rare(Math.Max(0, _sums[s] - had) / (_sums[s] + 0.3f));
        }
        if (pair is null || pair.History.Count == 0) return;
        var (least, most) = (float.MaxValue, float.MinValue);
        for (var i = 0; i < pair.History.Count; i++) (least, most) = (Math.Min(least, pair.History[i].Log), Math.Max(most, pair.History[i].Log));
        x[^2] = Math.Clamp(Math.Max(least - f.Log, f.Log - most), 0, 2);
        x[^1] = MathF.Log(1 + most - least);
    }

    private float Most(Source s)
    {
        float most = 0;
        foreach (var v in _votes[(int)s].AsSpan(0, _accounts)) most = Math.Max(most, v);
        return most / (_sums[(int)s] + 0.3f);
    }
}
