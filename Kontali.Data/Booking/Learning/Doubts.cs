namespace Kontali.Data.Booking.Learning;

/// <summary>What speaks for and against an answer, as numbers for the judge: the answer and its rival in sight, the minds that weighed them, and the record.</summary>
internal static class Doubts
{
    private const int Nearly = (int)Source.HabitsExactAmount + 1, Rival = Eye.Inputs - Eye.Around, Minds = 22, Records = 38;

    public const int Inputs = Eye.Inputs + Rival + Minds + Nearly + Records + Eye.Unheard, Width = (Inputs + 7) / 8 * 8;

    /// <summary>Where the ranker's own logarithm of odds stands.</summary>
    public const int LogOdds = Eye.Inputs + Rival;

    /// <summary>Where the gist begins: what was concluded and how it has gone, less the sources themselves.</summary>
    public const int Gist = LogOdds / 8 * 8;

    public static float[] Of(World world, ClientBook client, VendorBook vendor, Pair? pair, Facts f, Eye eye, Sight sight, Odds minds, int best)
    {
        var x = new float[Width];
        var second = Second(minds.Both, best);
        var top = sight.Row(best)[..Eye.Inputs];
        top.CopyTo(x);
        if (second >= 0) sight.Row(second)[..Rival].CopyTo(x.AsSpan(Eye.Inputs));
        var at = LogOdds;
        Weigh(x.AsSpan(at, Minds), world, client, pair, sight, minds, best, second);
        at += Minds;
        // Between nearly all and all lies what matters most, and a share hardly shows it.
        for (var s = 0; s < Nearly; s++) x[at++] = -MathF.Log(1.01f - Math.Clamp(top[2 * s], 0, 1)) * 0.25f;
        Remember(x.AsSpan(at, Records), world, client, vendor, pair, f, sight.Candidates[best]);
        at += Records;
        eye.LookForUnheard(x.AsSpan(at, Eye.Unheard), pair, f);
        return x;
    }

    private static int Second(float[] odds, int best)
    {
        var second = -1;
        for (var i = 0; i < odds.Length; i++) if (i != best && (second < 0 || odds[i] > odds[second])) second = i;
        return second;
    }

    // How sure the ranker is, and whether those who know less agree.
    private static void Weigh(Span<float> x, World world, ClientBook client, Pair? pair, Sight sight, Odds minds, int best, int second)
    {
        var odds = minds.Both;
        var p = Math.Clamp(odds[best], 1e-4f, 1 - 1e-4f);
        var q = second >= 0 ? Math.Clamp(odds[second], 1e-4f, 1) : 1e-4f;
        float entropy = 0, fresh = 0, freshOutside = 0;
        for (var i = 0; i < odds.Length; i++)
        {
            if (odds[i] > 1e-6f) entropy -= odds[i] * MathF.Log(odds[i]);
            if (pair?.Accounts[sight.Candidates[i]] > 0) continue;
            fresh += odds[i];
            freshOutside += minds.Outside[i];
        }
        var at = 0;
        x[at++] = MathF.Log(p / (1 - p)) * 0.25f;
        x[at++] = p;
        x[at++] = q;
        x[at++] = MathF.Log(p / q) * 0.2f;
        x[at++] = entropy * 0.5f;
        x[at++] = odds.Length * 0.03f;
        x[at++] = p * p;
        x[at++] = second < 0 ? 0 : world.Meanings.Likeness(client.Meanings[sight.Candidates[best]], client.Meanings[sight.Candidates[second]]);
        x[at++] = minds.Quick[best];
        x[at++] = minds.Steady[best];
        x[at++] = minds.Quick.Max() - minds.Quick[best] + minds.Steady.Max() - minds.Steady[best];
        x[at++] = second < 0 ? 0 : Math.Abs(minds.Quick[best] - minds.Steady[best]);
        x[at++] = minds.Inside[best];
        x[at++] = -MathF.Log(1.005f - minds.Inside[best]) * 0.25f;
        x[at++] = minds.Inside.Max() - minds.Inside[best];
        x[at++] = minds.Outside[best];
        x[at++] = -MathF.Log(1.005f - minds.Outside[best]) * 0.25f;
        x[at++] = MathF.Log(minds.Outside[best] + 0.001f) * 0.2f;
        x[at++] = minds.Outside.Max() - minds.Outside[best];
        x[at++] = second < 0 ? 0 : minds.Outside[second];
        x[at++] = freshOutside;
        x[at] = Rare(fresh);
    }

    // How it has done, and how often something new comes: most sure answers that fail, fail because a vendor gets an account it never had here.
    private static void Remember(Span<float> x, World world, ClientBook client, VendorBook vendor, Pair? pair, Facts f, int account)
    {
        var meaning = client.Meanings[account];
        var at = 0;
        x[at++] = pair?.Trust.All.Excess ?? 0;
        x[at++] = client.Trust.All.Excess;
        x[at++] = vendor.Trust.All.Excess;
        x[at++] = world.Trust.All.Excess;
        x[at++] = pair?.Trust.Sure.Excess ?? 0;
        x[at++] = client.Trust.Sure.Excess;
        x[at++] = vendor.Trust.Sure.Excess;
        x[at++] = world.Trust.Sure.Excess;
        x[at++] = client.SaidSurely.GetValueOrDefault(account).Excess;
        x[at++] = world.SaidSurely.GetValueOrDefault(meaning).Excess;
        x[at++] = Rare(1 - client.SaidLately.GetValueOrDefault(account).Rate(0.7f, 1));
        x[at++] = Rare(1 - world.SaidLately.GetValueOrDefault(meaning).Rate(0.7f, 1));
        x[at++] = Rare(1 - client.Lately.Rate(0.7f, 3));
        x[at++] = Rare(1 - world.Lately.Rate(0.7f, 5));
        x[at++] = Rare(pair?.News.Rate(0.2f, 2) ?? 0.2f);
        x[at++] = Rare(client.News.Rate(0.3f, 5));
        x[at++] = Rare(vendor.News.Rate(0.2f, 3));
        x[at++] = Rare(world.News.Rate(0.3f, 5));
        x[at++] = Rare(client.NewsBeside.GetValueOrDefault(account).Rate(0.2f, 3));
        x[at++] = Rare(world.NewsBeside.GetValueOrDefault(meaning).Rate(0.2f, 3));
        x[at++] = MathF.Log(1 + world.Cases) * 0.1f;
        x[at++] = 1 / (1 + world.Cases / 3000f);
        x[at++] = 1 / (1 + client.Cases / 100f);
        if (Roundness.Of(f.Cents) is > 0 and var round) x[at + Math.Min(round, 4) - 1] = 1;
        at += 4;
        var step = Scale.Step(f.Log);
        foreach (var verdicts in (ReadOnlySpan<Verdicts>)[client.SaidLikeThis.GetValueOrDefault((account, step)), world.SaidLikeThis.GetValueOrDefault((meaning, step)), vendor.Said.GetValueOrDefault(meaning), pair?.Said.GetValueOrDefault(account) ?? default])
        {
            x[at++] = Rare(verdicts.Wrong);
            x[at++] = verdicts.Excess;
        }
        if (pair is null) return;
        // Accounts had only once tell how many more there may be.
        var once = 0;
        foreach (var w in pair.Accounts.Weights) if (w <= 1) once++;
        x[at++] = Rare((once + 0.3f) / (pair.Accounts.Sum + 1));
        x[at++] = MathF.Log(1 + pair.History.Total - pair.NewAt) * 0.25f;
        x[at] = MathF.Log(1 + Math.Max(0, f.Day - pair.NewDay)) * 0.2f;
    }

    // Spreads out what is near 0: 1 in 50 and 1 in 200 are far apart.
    internal static float Rare(float share) => MathF.Log(share + 0.005f) * 0.25f + 0.5f;
}
