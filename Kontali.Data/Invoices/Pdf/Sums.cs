namespace Kontali.Data.Invoices.Pdf;

/// <summary>A row of VAT: of what, how much, at which rate.</summary>
internal sealed record VatRow(decimal Rate, AmountHit Base, AmountHit Vat);

/// <summary>The figures an invoice ends in, and how well they prove each other.</summary>
internal sealed record Sums
{
    /// <summary>With VAT; before it is rounded to whole kroner.</summary>
    internal required decimal GrossValue { get; init; }

    /// <summary>VAT.</summary>
    internal required decimal VatValue { get; init; }

    /// <summary>Without VAT.</summary>
    internal decimal NetValue => GrossValue - VatValue;

    /// <summary>What rounding to whole kroner adds.</summary>
    internal decimal Rounding { get; init; }

    /// <summary>Where the total stands; where only the rounded one does, that.</summary>
    internal required AmountHit Gross { get; init; }

    /// <summary>Where VAT stands; null where it stands by rate alone, or there is none.</summary>
    internal AmountHit? Vat { get; init; }

    /// <summary>Where the net stands; null where it does not.</summary>
    internal AmountHit? Net { get; init; }

    /// <summary>VAT by rate, where it stands.</summary>
    internal IReadOnlyList<VatRow> Rows { get; init; } = [];

    /// <summary>The rates and bases, also where no row shows them.</summary>
    internal IReadOnlyList<(decimal Rate, decimal Base, decimal Vat)> Rates { get; init; } = [];

    /// <summary>How much speaks for it.</summary>
    internal double Score { get; init; }

    /// <summary>Whether they prove each other, and leave no figure that says otherwise.</summary>
    internal bool Proven { get; init; }

    /// <summary>Whether the total is the largest figure there is, is called one, and no other figure says otherwise.</summary>
    internal bool Clear { get; init; }

    private const decimal Close = 0.03m;
    private static readonly decimal[] Norwegian = [25m, 15m, 12m, 11.11m];

    private sealed record Total(decimal Gross, AmountHit Hit, decimal Rounding);

    private sealed record ByRate(IReadOnlyList<VatRow> Rows, decimal Base, decimal Vat);

    /// <summary>The figures that most speaks for: what is written beside them, that net and VAT make the total, that a rate makes the VAT.</summary>
    internal static Sums? Of(IReadOnlyList<AmountHit> amounts, IReadOnlyList<VatRow> rows)
    {
        var byValue = amounts.Where(a => a.Value > 0).GroupBy(a => a.Value).ToDictionary(g => g.Key, g => g.ToList());
        if (byValue.Count == 0) return null;
        var page = new Page(amounts, byValue, byValue.Keys.Max());
        var byRate = Combined(rows);
        var byVat = byRate.ToLookup(r => r.Vat);
        var charged = byValue.Values.Select(g => g.MaxBy(a => a.Weight(AmountOf.Vat))!).ToList();
        Sums? best = null;
        foreach (var total in page.Totals())
        {
            Take(page.Plain(total));
            foreach (var vat in charged)
                if (vat.Value < total.Gross && vat.Value <= total.Gross * 0.25m) Take(page.Of(total, vat, Covering(byVat[vat.Value], total.Gross - vat.Value)));
            // VAT by rate, and nowhere the sum of it.
            foreach (var some in byRate)
                if (some.Rows.Count > 1 && !byValue.ContainsKey(some.Vat) && Math.Abs(some.Base + some.Vat - total.Gross) <= Close) Take(page.Of(total, null, some));
        }
        return best;

        void Take(Sums? sums)
        {
            if (sums is not null && (best is null || sums.Score > best.Score)) best = sums;
        }
    }

    private static ByRate? Covering(IEnumerable<ByRate> some, decimal net) => some.Where(s => s.Base <= net + Close).MaxBy(s => s.Base);

    // One row for each of one, two or three rates.
    private static List<ByRate> Combined(IReadOnlyList<VatRow> rows)
    {
        var groups = rows.GroupBy(r => r.Rate).Select(g => g.DistinctBy(r => (r.Base.Value, r.Vat.Value)).OrderByDescending(r => r.Base.Value).Take(40).ToList()).OrderByDescending(g => g[0].Base.Value).Take(4).ToList();
        List<ByRate> all = [];
        for (var a = 0; a < groups.Count; a++)
        {
            all.AddRange(groups[a].Select(r => Sum([r])));
            for (var b = a + 1; b < groups.Count; b++)
            {
                all.AddRange(groups[a].SelectMany(_ => groups[b], (x, y) => Sum([x, y])));
                for (var c = b + 1; c < groups.Count; c++)
                    all.AddRange(groups[a].Take(12).SelectMany(_ => groups[b].Take(12), (x, y) => (x, y)).SelectMany(_ => groups[c].Take(12), (p, z) => Sum([p.x, p.y, z])));
            }
        }
        return all;

        static ByRate Sum(IReadOnlyList<VatRow> some) => new(some, some.Sum(r => r.Base.Value), some.Sum(r => r.Vat.Value));
    }

    /// <summary>All that stands on the pages: what a proof is weighed against.</summary>
    private sealed record Page(IReadOnlyList<AmountHit> Amounts, Dictionary<decimal, List<AmountHit>> ByValue, decimal Largest)
    {
        private const int MostTotals = 40;

        // What is said to be the total, and the largest figure whatever is said; each as it stands, and without what rounding added.
        internal IEnumerable<Total> Totals()
        {
            var roundings = Amounts.Where(a => Math.Abs(a.Value) is > 0 and < 1 && a.Weight(AmountOf.Rounding) > 0.5).Select(a => a.Value).Distinct().Take(4).ToList();
            foreach (var (value, hit) in ByValue.Select(g => (g.Key, Hit: g.Value.MaxBy(TotalWeight)!)).Where(g => TotalWeight(g.Hit) > 0.3 || g.Key == Largest).OrderByDescending(g => TotalWeight(g.Hit)).Take(MostTotals))
            {
                yield return new(value, hit, 0);
                if (value != Math.Round(value)) continue;
                foreach (var rounding in roundings)
                {
                    yield return new(value - rounding, hit, rounding);
                    yield return new(value + rounding, hit, -rounding);
                }
            }
        }

        private static double TotalWeight(AmountHit hit) => hit.Weight(AmountOf.Gross, AmountOf.Payable);

        private AmountHit? At(decimal value, params ReadOnlySpan<AmountOf> of)
        {
            AmountHit? best = null;
            foreach (var hit in ByValue.GetValueOrDefault(value) ?? [])
                if (best is null || hit.Weight(of) > best.Weight(of)) best = hit;
            return best;
        }

        internal Sums? Of(Total total, AmountHit? vat, ByRate? byRate)
        {
            var vatValue = vat?.Value ?? byRate!.Vat;
            var base_ = total.Gross - vatValue;
            var net = At(base_, AmountOf.Net, AmountOf.Base);
            var said = vat?.Weight(AmountOf.Vat) ?? byRate!.Rows.Min(r => r.Vat.Weight(AmountOf.Vat));
            var single = byRate is null ? Norwegian.FirstOrDefault(r => Math.Abs(Money.Round(base_ * r / 100) - vatValue) <= Close) : 0;
            if (net is null && byRate is null && (single == 0 || said < 0.5)) return null;
            if (said < 0.3 && (net is null || single == 0) && (byRate is not { Rows.Count: > 1 } || TotalWeight(total.Hit) < 0.5)) return null;
            var free = byRate is null ? 0 : base_ - byRate.Base;
            var covers = byRate is not null && Math.Abs(free) <= Close;
            // Bases that make the whole say more than one that leaves a rest nobody speaks of.
            var score = (covers ? free == 0 ? 1.2 : 1 : byRate is not null && net is null ? -2 : 0) + 3 * TotalWeight(total.Hit) + 2 * said + (net is null ? 0 : 1 + 2 * net.Weight(AmountOf.Net, AmountOf.Base)) + (byRate is not null ? 3 : single != 0 ? 2.5 : 0)
                + (total.Hit.Value > Largest - 1 ? TotalWeight(total.Hit) > 0.5 ? 3.5 : 1.5 : 0) + (total.Rounding != 0 ? -0.1 : 0)
                + (total.Hit.Weight(AmountOf.Net, AmountOf.Vat, AmountOf.Base) > TotalWeight(total.Hit) ? -2 : 0);
            // Words for the total itself, or for both that make it.
            var called = net?.Weight(AmountOf.Net) > 0.5 && said > 0.5;
            var clear = (called || TotalWeight(total.Hit) > 0.5) && IsClear(total, [vatValue, base_, free, .. byRate?.Rows.SelectMany(r => new[] { r.Base.Value, r.Vat.Value, r.Base.Value + r.Vat.Value }) ?? []]);
            // Without a net there: VAT that says its rate, and is that part of the total.
            var within = net is null && byRate is null && single != 0 && vat is not null && said > 0.8 && FigureReader.Rates(vat.Meanings[AmountOf.Vat].Label).Contains(single);
            return new()
            {
                GrossValue = total.Gross,
                VatValue = vatValue,
                Rounding = total.Rounding,
                Gross = total.Rounding == 0 ? total.Hit : At(total.Gross, AmountOf.Gross) ?? total.Hit,
                Vat = vat,
                Net = net,
                Rows = byRate?.Rows ?? [],
                Rates = byRate is not null ? [.. byRate.Rows.Select(r => (r.Rate, r.Base.Value, r.Vat.Value)), .. free > Close ? new[] { (0m, free, 0m) } : []] : single != 0 ? [(single, base_, vatValue)] : [],
                Score = score,
                Proven = (byRate is not null || single != 0) && (net is not null || covers || within) && clear,
                Clear = clear,
            };
        }

        // No VAT: the total is the net.
        internal Sums? Plain(Total total)
        {
            var weight = TotalWeight(total.Hit);
            if (weight < 0.3) return null;
            var none = Amounts.Where(a => a.Value == 0 && a.Weight(AmountOf.Vat) > 0.5).MaxBy(a => a.Weight(AmountOf.Vat));
            var net = Amounts.Where(a => a.Value == total.Gross && a.Weight(AmountOf.Net) > 0.5).MaxBy(a => a.Weight(AmountOf.Net));
            var charged = Amounts.Any(a => a.Value > 0 && a.Value < total.Gross && a.Weight(AmountOf.Vat) > 0.6);
            return new()
            {
                GrossValue = total.Gross,
                VatValue = 0,
                Rounding = total.Rounding,
                Gross = total.Hit,
                Vat = none,
                Net = net,
                Rates = [(0m, total.Gross, 0m)],
                Score = 3 * weight + (none is null ? 0 : 2) + (net is null ? 0 : 2) + (total.Hit.Value > Largest - 1 ? 1.5 : 0) + (total.Rounding != 0 ? -0.1 : 0) - (charged ? 3 : 0),
                Proven = none is not null && net is not null && !charged && weight > 0.5 && IsClear(total, []),
                Clear = !charged && weight > 0.5 && IsClear(total, []),
            };
        }

        // A row of goods with its VAT and its sum proves itself as well as the whole does: only the largest figure can be the whole. And there is
        // no other figure that the words just before it call VAT or what is to be paid, and none that may have lost its first digits.
        private bool IsClear(Total total, IReadOnlyList<decimal> parts)
        {
            if (total.Hit.Value <= Largest - 1) return false;
            var paid = Amounts.Where(a => a.Value > 0 && a.Weight(AmountOf.Prepaid) > 0.6).Select(a => total.Gross - a.Value);
            HashSet<decimal> explained = [total.Gross, total.Hit.Value, .. parts, .. paid];
            return !Amounts.Any(a => a.Value > 0 && (explained.Contains(a.Value) ? a.IsTorn : a.Weight(AmountOf.Vat, AmountOf.Payable) > 0.8));
        }
    }

    /// <summary>Rows that show a base, a rate and the VAT they make.</summary>
    internal static List<VatRow> RowsIn(Cells cells, ILookup<int, AmountHit> byLine)
    {
        List<VatRow> rows = [];
        foreach (var line in byLine)
        {
            var hits = line.Where(a => a.Value > 0).ToList();
            if (hits.Count is < 2 or > 8) continue;
            var rates = cells.Lines[line.Key].SelectMany(c => FigureReader.Rates(c.Text)).Concat(hits.Select(h => h.Value).Where(FigureReader.IsRate)).Where(r => r > 0).Distinct().ToList();
            foreach (var rate in rates)
                foreach (var of in hits)
                    foreach (var vat in hits)
                        if (of != vat && vat.Value < of.Value && Math.Abs(Money.Round(of.Value * rate / 100) - vat.Value) <= Close) rows.Add(new(rate, of, vat));
        }
        // A base and its VAT each on a line of its own, both with the rate in their words.
        var all = byLine.SelectMany(l => l).Where(a => a.Value > 0).ToList();
        // What the base is called does not matter where its rate stands beside it: rate times base is the VAT.
        var bases = all.Where(a => a.Weight(AmountOf.Vat) <= 0.5).Select(a => (Hit: a, Rates: RatesOf(a, AmountOf.Base, AmountOf.Net).Concat(a.At.Labels(cells).Take(1).SelectMany(l => FigureReader.Rates(l.Label))).Where(r => r > 0).ToList())).Where(a => a.Rates.Count > 0).Take(60).ToList();
        foreach (var vat in all.Where(a => a.Weight(AmountOf.Vat) > 0.5).Take(60))
            foreach (var rate in RatesOf(vat, AmountOf.Vat))
                rows.AddRange(bases.Where(b => b.Rates.Contains(rate) && b.Hit.Value > vat.Value && Math.Abs(Money.Round(b.Hit.Value * rate / 100) - vat.Value) <= Close).Select(b => new VatRow(rate, b.Hit, vat)));
        return rows;
    }

    private static List<decimal> RatesOf(AmountHit hit, params ReadOnlySpan<AmountOf> of)
    {
        List<decimal> rates = [];
        foreach (var one in of)
            if (hit.Meanings.TryGetValue(one, out var meaning)) rates.AddRange(FigureReader.Rates(meaning.Label).Where(r => r > 0));
        return rates;
    }
}
