using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Data.Seed;

/// <summary>Sums per account and month, as far as the history has come.</summary>
internal sealed class DemoTotals
{
    private readonly Dictionary<(string Account, DateOnly Month), decimal> _sums = [];

    public void Add(DateOnly on, IEnumerable<PostingLine> lines)
    {
        foreach (var line in lines)
            _sums[(line.Account, MonthOf(on))] = _sums.GetValueOrDefault((line.Account, MonthOf(on))) + line.Amount;
    }

    /// <summary>Sums of the accounts that begin so, in the months from and to.</summary>
    public Dictionary<string, decimal> Of(string beginning, DateOnly from, DateOnly to) => _sums
        .Where(s => s.Key.Account.StartsWith(beginning, StringComparison.Ordinal) && s.Key.Month >= MonthOf(from) && s.Key.Month <= to)
        .GroupBy(s => s.Key.Account).ToDictionary(g => g.Key, g => g.Sum(s => s.Value));

    private static DateOnly MonthOf(DateOnly on) => new(on.Year, on.Month, 1);
}

/// <summary>A voucher that no invoice makes: when it is entered, the date it counts, and its lines, which may rest on what stands so far.</summary>
internal sealed record DemoVoucher(DateOnly At, DateOnly On, string Series, EntrySource Source, string Text, Func<DemoTotals, IEnumerable<PostingLine>> Lines);

/// <summary>Sales, wages, loan, VAT and year end of a client, month by month, so that its books look like books.</summary>
internal static class DemoVouchers
{
    private static readonly DateOnly Ever = new(2000, 1, 1);

    public static IEnumerable<DemoVoucher> Of(DemoClient client, DateOnly today)
    {
        var start = DemoHistory.Start(today);
        var months = Enumerable.Range(0, DemoHistory.Months + 1).Select(m => start.AddMonths(m));
        return months.SelectMany(month => InMonth(client, month, start)).Prepend(Opening(client, start)).Where(v => v.At < today);
    }

    private static IEnumerable<DemoVoucher> InMonth(DemoClient client, DateOnly month, DateOnly start)
    {
        var end = month.AddMonths(1).AddDays(-1);
        var sales = Sales(client, month);
        if (client.SellsOnInvoice)
        {
            yield return new(end, end, "S", EntrySource.Sales, $"Utgående fakturaer {month:MM.yyyy}", _ => Sold(client, "1500", sales));
            yield return new(end.AddDays(20), end.AddDays(20), "B", EntrySource.Bank, "Innbetalinger fra kunder", _ => Pair("1920", "1500", Gross(client, sales)));
        }
        else
        {
            yield return new(month.AddDays(14), month.AddDays(14), "S", EntrySource.Sales, $"Kasseoppgjør 1.–15. {month:MM.yyyy}", _ => Sold(client, "1920", Money.Round(sales * 0.48m)));
            yield return new(end, end, "S", EntrySource.Sales, $"Kasseoppgjør 16.–{end.Day}. {month:MM.yyyy}", _ => Sold(client, "1920", sales - Money.Round(sales * 0.48m)));
        }
        if (client.Wages > 0) yield return new(month.AddDays(24), month.AddDays(24), "A", EntrySource.Manual, $"Lønn {month:MM.yyyy}", _ => Wages(client.Wages));
        if (client.Wages > 0 && month.Month % 2 == 1 && month > start)
            yield return new(month.AddDays(14), month.AddDays(14), "B", EntrySource.Bank, "Forskuddstrekk og arbeidsgiveravgift", t => Settle(["2600", "2770"], "1920", t, month.AddDays(-1)));
        yield return new(month.AddDays(19), month.AddDays(19), "B", EntrySource.Bank, "Terminbeløp lån", _ => Instalment(client.Sales));
        yield return new(end, end, "A", EntrySource.Manual, $"Avskrivning {month:MM.yyyy}", _ => Pair("6000", "1250", Money.Round(client.Sales * 0.011m)));
        if (client.Trade == "shop") yield return new(end.AddDays(8), end, "A", EntrySource.Manual, $"Grunnlag vareimport {month:MM.yyyy}", t => Import(t, month, end));
        foreach (var voucher in Vat(client, month, end)) yield return voucher;
        if (month.Month == 12) yield return new(end.AddDays(39), end, "A", EntrySource.Manual, $"Årsresultat {month.Year}", t => YearEnd(t, month));
    }

    private static DemoVoucher Opening(DemoClient client, DateOnly start)
    {
        decimal bank = client.Sales * 2, things = client.Sales * 1.4m, loan = client.Sales * 1.1m, owed = client.SellsOnInvoice ? Gross(client, client.Sales) : 0;
        return new(start, start, "A", EntrySource.Opening, "Inngående balanse ved overtakelse", _ =>
        [
            new("1250", things), .. owed > 0 ? [new PostingLine("1500", owed)] : Array.Empty<PostingLine>(), new("1920", bank),
            new("2000", -30_000), new("2050", -(bank + things + owed - loan - 30_000)), new("2220", -loan),
        ]);
    }

    /// <summary>When a term's return is due: the tenth, a month and ten days after; the third term at the end of August (skfvf 8-3).</summary>
    public static DateOnly? Deadline(VatTerm term, DateOnly end) => term switch
    {
        VatTerm.Bimonthly when end.Month == 6 => new(end.Year, 8, 31),
        VatTerm.Bimonthly when end.Month % 2 == 0 => end.AddDays(1).AddMonths(1).AddDays(9),
        VatTerm.Yearly when end.Month == 12 => new(end.Year + 1, 3, 10),
        VatTerm.YearlyPrimary when end.Month == 12 => new(end.Year + 1, 4, 10),
        _ => null,
    };

    private static IEnumerable<DemoVoucher> Vat(DemoClient client, DateOnly month, DateOnly end)
    {
        if (Deadline(client.VatTerm, end) is not { } due) yield break;
        yield return new(due, end, "A", EntrySource.Manual, $"Mva-oppgjør til og med {month:MM.yyyy}", t => Settle([.. t.Of("27", Ever, end).Keys.Where(a => string.CompareOrdinal(a, "2720") < 0).Order()], "2740", t, end));
        yield return new(due, due, "B", EntrySource.Bank, "Merverdiavgift", t => Settle(["2740"], "1920", t, end));
    }

    // What stands on some accounts, moved to another.
    private static IEnumerable<PostingLine> Settle(IReadOnlyList<string> accounts, string against, DemoTotals totals, DateOnly to)
    {
        var standing = accounts.Select(a => (Account: a, Sum: totals.Of(a, Ever, to).Values.Sum())).Where(a => a.Sum != 0).ToList();
        return [.. standing.Select(a => new PostingLine(a.Account, -a.Sum)), .. standing.Sum(a => a.Sum) is not 0 and var sum ? [new PostingLine(against, sum)] : Array.Empty<PostingLine>()];
    }

    private static decimal Sales(DemoClient client, DateOnly month) =>
        Money.Round(client.Sales * (0.9m + new DemoDice($"{client.Place} sales {month.Year}-{month.Month}").Between(0, 24) / 100m) * (month.Month is 7 ? 0.78m : month.Month is 12 ? 1.15m : 1m));

    private static IEnumerable<PostingLine> Sold(DemoClient client, string against, decimal sales)
    {
        var lines = client.Sale.SelectMany(s => Sale(s.Account, s.Code, Money.Round(sales * s.Share))).ToList();
        return [new(against, -lines.Sum(l => l.Amount)), .. lines];
    }

    private static decimal Gross(DemoClient client, decimal sales) => Sold(client, "1500", sales).First().Amount;

    private static IEnumerable<PostingLine> Sale(string account, string code, decimal net)
    {
        var (percent, output) = code switch { "3" => (25, "2700"), "31" => (15, "2701"), "33" => (12, "2703"), _ => (0, "") };
        var vat = Money.Round(net * percent / 100);
        yield return new(account, -net) { VatCode = code, VatBase = -net, VatAmount = -vat };
        if (vat != 0) yield return new(output, -vat) { VatCode = code };
    }

    private static IEnumerable<PostingLine> Wages(decimal gross)
    {
        decimal tax = Money.Round(gross * 0.31m), duty = Money.Round(gross * 0.141m), holiday = Money.Round(gross * 0.12m), holidayDuty = Money.Round(holiday * 0.141m);
        return
        [
            new("5000", gross), new("5092", holiday), new("5400", duty), new("5405", holidayDuty),
            new("1920", tax - gross), new("2600", -tax), new("2770", -duty), new("2781", -holidayDuty), new("2940", -holiday),
        ];
    }

    private static IEnumerable<PostingLine> Instalment(decimal sales) =>
        Money.Round(sales * 0.006m) is var interest ? [new("2220", Money.Round(sales * 0.012m)), new("8150", interest), new("7770", 55), new("1920", -interest - 55 - Money.Round(sales * 0.012m))] : [];

    // The base the customs declaration shows, with its counterpart, and the VAT the importer reckons himself (code 81).
    private static IEnumerable<PostingLine> Import(DemoTotals totals, DateOnly from, DateOnly to)
    {
        var goods = totals.Of("4340", from, to).Values.Sum();
        if (goods <= 0) return [];
        var vat = Money.Round(goods * 0.25m);
        return
        [
            new("4380", goods) { VatCode = "81", VatBase = goods, VatAmount = vat }, new("4381", -goods),
            new("2715", vat) { VatCode = "81" }, new("2705", -vat) { VatCode = "81" },
        ];
    }

    // Result before tax, 22 % tax of a profit, and the rest to equity.
    private static IEnumerable<PostingLine> YearEnd(DemoTotals totals, DateOnly december)
    {
        var profit = -"345678".Sum(c => totals.Of(c.ToString(), new(december.Year, 1, 1), december.AddMonths(1).AddDays(-1)).Values.Sum());
        var tax = profit > 0 ? Money.Round(profit * 0.22m) : 0;
        List<PostingLine> lines = [new("8300", tax), new("2500", -tax), new("8800", profit - tax), new("2050", tax - profit)];
        return lines.Where(l => l.Amount != 0);
    }

    private static IEnumerable<PostingLine> Pair(string debit, string credit, decimal amount) => [new(debit, amount), new(credit, -amount)];
}
