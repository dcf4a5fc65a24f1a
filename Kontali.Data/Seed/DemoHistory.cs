using System.Globalization;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>An invoice a client received, and what became of it.</summary>
/// <param name="Vendor">Who sent it.</param>
/// <param name="Facts">What it says.</param>
/// <param name="Received">The day it came, and was posted.</param>
/// <param name="Paid">The day it was paid; null while it is not.</param>
/// <param name="Rate">Kroner for one unit of its currency.</param>
internal sealed record DemoPurchase(DemoVendor Vendor, InvoiceFacts Facts, DateOnly Received, DateOnly? Paid, decimal Rate);

/// <summary>What a client bought over the months, reckoned from the months themselves: another today moves the end, not the past.</summary>
internal static class DemoHistory
{
    /// <summary>How many months lie behind today.</summary>
    public const int Months = 18;

    /// <summary>The first day of the books.</summary>
    public static DateOnly Start(DateOnly today) => new DateOnly(today.Year, today.Month, 1).AddMonths(-Months);

    /// <summary>Everything bought and received before today, in the order it came.</summary>
    public static IEnumerable<DemoPurchase> Of(DemoClient client, DateOnly today) =>
        from month in Enumerable.Range(0, Months + 1).Select(m => Start(today).AddMonths(m))
        from buys in client.Vendors
        from purchase in InMonth(client, buys.Vendor, buys.PerMonth, month, today)
        where purchase.Received < today
        orderby purchase.Received, purchase.Facts.IssueDate, purchase.Facts.Number
        select purchase;

    /// <summary>Kroner for one unit of a currency on a day: near what it is, and wandering a little.</summary>
    public static decimal RateOf(string currency, DateOnly day) => currency switch
    {
        "NOK" => 1m,
        "EUR" => 11.62m + day.DayNumber % 37 * 0.011m,
        "SEK" => 1.031m + day.DayNumber % 29 * 0.0012m,
        _ => 10.14m + day.DayNumber % 41 * 0.012m,
    };

    /// <summary>An invoice as this vendor would write it to this client on a day.</summary>
    public static InvoiceFacts Invoice(DemoClient client, DemoVendor vendor, DateOnly date, int which, int most = 3)
    {
        var dice = new DemoDice($"{client.Trade} {vendor.Key} {date.Year}-{date.Month} {which}");
        // What has a fixed price comes every time; the rest as it happens.
        var goods = vendor.Goods.Where((g, i) => i == which % vendor.Goods.Count || g.PriceLow == g.PriceHigh || dice.Chance(55)).Take(most).ToList();
        var lines = goods.Select((g, i) => DemoInvoice.Line(i + 1, g, dice.Between(g.Low, g.High), dice.Amount(g.PriceLow, g.PriceHigh), date)).ToList();
        var facts = DemoInvoice.Of(vendor, client, NumberOf(client, vendor, date, which), date, lines);
        if (facts.Currency != "NOK" && vendor.Country == "NO") facts = facts.WithVatInKroner(RateOf(facts.Currency, date));
        return vendor.Key is "avfall" or "vaskeri" ? facts.Rounded() : facts;
    }

    private static IEnumerable<DemoPurchase> InMonth(DemoClient client, DemoVendor vendor, decimal perMonth, DateOnly month, DateOnly today)
    {
        var months = month.Year * 12 + month.Month;
        var every = perMonth < 1 ? (int)decimal.Round(1 / perMonth) : 1;
        if ((months + client.Place + vendor.Place) % every != 0) yield break;
        for (var which = 0; which < Math.Max(1, perMonth); which++)
        {
            var dice = new DemoDice($"{client.Place} {vendor.Key} {months} {which}");
            var first = (int)(27 / Math.Max(1, perMonth) * which) + 1;
            var date = month.AddDays(dice.Between(first, Math.Min(27, first + 5)) - 1);
            var facts = Invoice(client, vendor, date, which);
            var paid = PaymentDay((facts.DueDate ?? date).AddDays(dice.Chance(6) ? 40 : 0));
            yield return new(vendor, facts, date.AddDays(dice.Between(0, 3)), paid < today ? paid : null, RateOf(facts.Currency, date));
        }
    }

    private static readonly int[] RunDays = [10, 25];

    // Invoices are paid in runs: on the 10th and the 25th, the first at or after the day it is due.
    private static DateOnly PaymentDay(DateOnly due)
    {
        var day = RunDays.FirstOrDefault(d => d >= due.Day);
        return day > 0 ? new(due.Year, due.Month, day) : new DateOnly(due.Year, due.Month, RunDays[0]).AddMonths(1);
    }

    private static string NumberOf(DemoClient client, DemoVendor vendor, DateOnly date, int which)
    {
        var count = (date.Year - 2020) * 12 + date.Month;
        var number = (20_000 + vendor.Place * 137 + count * 61 + client.Place * 7 + which * 13).ToString(CultureInfo.InvariantCulture);
        return (vendor.Place % 3) switch { 0 => number, 1 => $"F-{number}", _ => $"{date.Year}/{number}" };
    }

    /// <summary>How it is truly booked: the account by what was bought and the client's trade, the tax code by rate and right of deduction.</summary>
    public static IReadOnlyList<CodedLine> Coding(DemoClient client, DemoVendor vendor, InvoiceFacts facts, BookingRules rules)
    {
        var goods = vendor.Goods.ToDictionary(g => g.Text);
        return [.. InvoiceShares.Of(facts).Select(share =>
        {
            var (account, code) = goods.GetValueOrDefault(share.Text, vendor.Goods[0]).CodingFor(client.Trade);
            return new CodedLine(share, account, Code(share, account, code, rules), share.Text);
        })];
    }

    private static string Code(InvoiceShare share, string account, string? code, BookingRules rules) => code switch
    {
        "86" => rules.Deducts(account) ? "86" : "87",
        "21" => rules.Client.DeductsVat ? "21" : "20",
        "87" or "0" => code,
        _ when share.Category != "S" || !rules.Deducts(account) => "0",
        _ => share.Percent switch { 15m => "11", 12m => "13", _ => "1" },
    };
}
