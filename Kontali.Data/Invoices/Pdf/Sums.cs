namespace Kontali.Data.Invoices.Pdf;

/// <summary>A row of VAT: of what, how much, at which rate.</summary>
internal sealed record VatRow(decimal Rate, AmountHit Base, AmountHit Vat);

/// <summary>The figures an invoice ends in, and how well they prove each other.</summary>
/// <param name="Net">Without VAT; null where no such figure stands there.</param>
/// <param name="Vat">VAT; null where none stands there.</param>
/// <param name="Gross">With VAT.</param>
/// <param name="Rows">VAT by rate.</param>
/// <param name="Rates">The rates and bases, also where no row shows them.</param>
/// <param name="Score">How much speaks for it.</param>
/// <param name="Proven">Whether they prove each other.</param>
internal sealed record Sums(AmountHit? Net, AmountHit? Vat, AmountHit Gross, IReadOnlyList<VatRow> Rows, IReadOnlyList<(decimal Rate, decimal Base, decimal Vat)> Rates, double Score, bool Proven)
{
    internal decimal NetValue => Gross.Value - VatValue;
    internal decimal VatValue => Vat?.Value ?? 0;

    private const decimal Close = 0.03m;
    private static readonly decimal[] Norwegian = [25m, 15m, 12m, 11.11m];

    /// <summary>The three figures that most speaks for: what is written beside them, that net and VAT make the total, that a rate makes the VAT.</summary>
    internal static Sums? Of(IReadOnlyList<AmountHit> amounts, IReadOnlyList<VatRow> rows)
    {
        var positive = amounts.Where(a => a.Value > 0).ToList();
        if (positive.Count == 0) return null;
        var byValue = positive.GroupBy(a => a.Value).ToDictionary(g => g.Key, g => g.ToList());
        var largest = byValue.Keys.Max();
        var totals = byValue.Values.Select(g => (Value: g[0].Value, Hit: g.MaxBy(a => a.Weight(AmountOf.Gross, AmountOf.Payable))!))
            .Where(g => g.Hit.Weight(AmountOf.Gross, AmountOf.Payable) > 0.3 || g.Value == largest).OrderByDescending(g => g.Hit.Weight(AmountOf.Gross, AmountOf.Payable)).Take(40);
        Sums? best = null;
        foreach (var (gross, hit) in totals)
        {
            Take(Plain(hit, amounts, largest));
            foreach (var (vat, vats) in byValue)
            {
                if (vat >= gross || vat > gross * 0.25m) continue;
                Take(Of(hit, vats.MaxBy(a => a.Weight(AmountOf.Vat))!, byValue.GetValueOrDefault(gross - vat)?.MaxBy(a => a.Weight(AmountOf.Net, AmountOf.Base)), rows, largest));
            }
        }
        return best;

        void Take(Sums? sums)
        {
            if (sums is not null && (best is null || sums.Score > best.Score)) best = sums;
        }
    }

    private static Sums? Of(AmountHit gross, AmountHit vat, AmountHit? net, IReadOnlyList<VatRow> rows, decimal largest)
    {
        var base_ = gross.Value - vat.Value;
        var said = vat.Weight(AmountOf.Vat);
        var rated = RowsOf(base_, vat.Value, rows);
        var single = rated is null ? Norwegian.FirstOrDefault(r => Math.Abs(Money.Round(base_ * r / 100) - vat.Value) <= Close) : 0;
        if (net is null && rated is null && (single == 0 || said < 0.5)) return null;
        if (said < 0.3 && (net is null || single == 0)) return null;
        var score = 3 * gross.Weight(AmountOf.Gross, AmountOf.Payable) + 2 * said + (net is null ? 0 : 1 + 2 * net.Weight(AmountOf.Net, AmountOf.Base)) + (rated is not null ? 3 : single != 0 ? 2.5 : 0) + (gross.Value == largest ? 1.5 : 0)
            + (gross.Weight(AmountOf.Net, AmountOf.Vat, AmountOf.Base) > gross.Weight(AmountOf.Gross, AmountOf.Payable) ? -2 : 0);
        IReadOnlyList<(decimal, decimal, decimal)> rates = rated is not null
            ? [.. rated.Select(r => (r.Rate, r.Base.Value, r.Vat.Value)), .. base_ - rated.Sum(r => r.Base.Value) is > Close and var free ? new[] { (0m, free, 0m) } : []]
            : single != 0 ? [(single, base_, vat.Value)] : [];
        // A row of goods with its VAT and its sum proves itself as well as the whole does: only the largest figure is proven to be the whole.
        return new(net, vat, gross, rated ?? [], rates, score, net is not null && (rated is not null || single != 0) && IsWhole(gross, largest));
    }

    // What is to be paid may be rounded up to whole kroner.
    internal static bool IsWhole(AmountHit gross, decimal largest) => gross.Value > largest - 1;

    // No VAT: the total is the net.
    private static Sums? Plain(AmountHit gross, IReadOnlyList<AmountHit> amounts, decimal largest)
    {
        var weight = gross.Weight(AmountOf.Gross, AmountOf.Payable);
        if (weight < 0.3) return null;
        var none = amounts.Where(a => a.Value == 0 && a.Weight(AmountOf.Vat) > 0.5).MaxBy(a => a.Weight(AmountOf.Vat));
        var net = amounts.Where(a => a.Value == gross.Value && a.Weight(AmountOf.Net) > 0.5).MaxBy(a => a.Weight(AmountOf.Net));
        var charged = amounts.Any(a => a.Value > 0 && a.Value < gross.Value && a.Weight(AmountOf.Vat) > 0.6);
        return new(net, none, gross, [], [(0m, gross.Value, 0m)], 3 * weight + (none is null ? 0 : 2) + (net is null ? 0 : 2) + (gross.Value == largest ? 1.5 : 0) - (charged ? 3 : 0), none is not null && net is not null && IsWhole(gross, largest));
    }

    // One row for each rate, whose VAT makes the whole, and whose bases are the net or leave what has no VAT.
    private static List<VatRow>? RowsOf(decimal net, decimal vat, IReadOnlyList<VatRow> rows)
    {
        var byRate = rows.Where(r => r.Vat.Value <= vat && r.Base.Value <= net + Close).GroupBy(r => r.Rate).Select(g => g.DistinctBy(r => (r.Base.Value, r.Vat.Value)).Take(12).ToList()).Take(4).ToList();
        List<VatRow>? best = null;
        Search(0, []);
        return best;

        void Search(int at, List<VatRow> taken)
        {
            if (best is { Count: > 0 } && Math.Abs(best.Sum(r => r.Base.Value) - net) <= Close) return;
            if (taken.Count > 0 && taken.Sum(r => r.Vat.Value) == vat && taken.Sum(r => r.Base.Value) <= net + Close && (best is null || taken.Sum(r => r.Base.Value) > best.Sum(r => r.Base.Value))) best = [.. taken];
            if (at == byRate.Count) return;
            foreach (var row in byRate[at]) Search(at + 1, [.. taken, row]);
            Search(at + 1, taken);
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
        var bases = all.Where(a => a.Weight(AmountOf.Base, AmountOf.Net) > 0.5).Select(a => (Hit: a, Rates: RatesOf(a, AmountOf.Base, AmountOf.Net))).Where(a => a.Rates.Count > 0).Take(60).ToList();
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
