using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>A line on a paper.</summary>
public sealed record PaperLine(string Text, decimal Quantity, string Unit, decimal Price, decimal Rate)
{
    public decimal Net => Money.Round(Quantity * Price);
}

/// <summary>What a paper says: known before it is drawn, so that what is read from it can be judged.</summary>
public sealed record PaperFacts
{
    public required string Seller { get; init; }
    public required string SellerNumber { get; init; }
    public required string Street { get; init; }
    public required string Town { get; init; }
    public required string Host { get; init; }
    public required string Account { get; init; }
    public required string Buyer { get; init; }
    public required string BuyerNumber { get; init; }
    public required string Number { get; init; }
    public string? Kid { get; init; }
    public required DateOnly Issue { get; init; }
    public required DateOnly Due { get; init; }
    public required IReadOnlyList<PaperLine> Lines { get; init; }
    public bool Credit { get; init; }
    public string? Credited { get; init; }

    public decimal Net => Lines.Sum(l => l.Net);
    public IReadOnlyList<(decimal Rate, decimal Base, decimal Vat)> Rates => [.. Lines.GroupBy(l => l.Rate).OrderByDescending(g => g.Key).Select(g => (g.Key, g.Sum(l => l.Net), Money.Round(g.Sum(l => l.Net) * g.Key / 100)))];
    public decimal Vat => Rates.Sum(r => r.Vat);
    public decimal Gross => Net + Vat;
    public string Iban => "NO" + Check(Account) + Account;

    // Two digits that make the whole leave 1 when divided by 97.
    private static string Check(string account)
    {
        var rest = 0;
        foreach (var c in account + "232400") rest = (rest * 10 + (c - '0')) % 97;
        return (98 - rest).ToString("00", CultureInfo.InvariantCulture);
    }
}

/// <summary>Makes up invoices, the same ones each time.</summary>
public sealed class PaperDice(string seed)
{
    private ulong _state = seed.Aggregate(1469598103934665603UL, (h, c) => (h ^ c) * 1099511628211UL);

    public int Next(int below)
    {
        _state = _state * 6364136223846793005UL + 1442695040888963407UL;
        return (int)((_state >> 33) % (ulong)below);
    }

    public T Of<T>(params IReadOnlyList<T> items) => items[Next(items.Count)];

    public string Digits(int n) => string.Concat(Enumerable.Range(0, n).Select(i => (char)('0' + (i == 0 ? 1 + Next(9) : Next(10)))));

    /// <summary>The clients: whoever buys is one of them.</summary>
    public static readonly IReadOnlyList<(string Name, string Number)> Buyers = [.. ((string[])["Fjordbris Bakeri AS", "Steinvik Bygg AS", "Havgapet Restaurant AS", "Lunde Tannklinikk AS", "Nordre Treningssenter AS"]).Select((name, i) => (name, new PaperDice("buyer " + i).Org()))];

    private static readonly string[] First = ["Nordlys", "Granlia", "Bergtun", "Solvang", "Viken", "Elvestad", "Toppen", "Fossheim", "Rimfrost", "Kvernmo", "Havnes", "Sletten"];
    private static readonly string[] Second = ["Kraft", "Trelast", "Renhold", "Data", "Transport", "Kontor", "Rør", "Elektro", "Emballasje", "Regnskap", "Foto", "Vakt"];
    private static readonly string[] Goods = ["Månedsabonnement", "Konsulenttimer", "Spiker 100 mm", "Leie av container", "Strøm, forbruk", "Service på anlegg", "Kopipapir A4", "Frakt og håndtering", "Vask av lokaler", "Kaffe, mørkbrent", "Lisens per bruker", "Skruer, rustfrie", "Reise og diett", "Materiell ifølge liste"];
    private static readonly string[] Food = ["Mel, siktet 25 kg", "Smør 10 kg", "Egg, frittgående", "Melk 1 l"];

    public string Org()
    {
        while (true)
            if ("9" + Digits(8)[..7] is var stem && Enumerable.Range(0, 10).Select(d => $"{stem}{d}").FirstOrDefault(n => OrgNumber.TryParse(n, out _)) is { } number) return number;
    }

    public string Bank()
    {
        while (true)
            if (Digits(10) is var stem && Enumerable.Range(0, 10).Select(d => $"{stem}{d}").FirstOrDefault(n => BankAccount.TryParse(n, out _)) is { } number) return number;
    }

    /// <summary>An invoice of this dice's supplier.</summary>
    /// <param name="which">Which of its invoices.</param>
    /// <param name="twoRates">Whether some of it is food.</param>
    /// <param name="most">The most lines.</param>
    /// <param name="credit">Whether it is a credit note.</param>
    public PaperFacts Invoice(int which, bool twoRates, int most, bool credit)
    {
        var (first, second) = (Of(First), Of(Second));
        var (number, bank, street, town) = (Org(), Bank(), $"{Of("Storgata", "Havnegata", "Industriveien", "Kirkeveien")} {1 + Next(90)}", $"{Digits(4)} {Of("Oslo", "Bergen", "Tromsø", "Ålesund", "Hamar")}");
        var dice = new PaperDice($"{seed} {which}");
        var buyer = Buyers[dice.Next(Buyers.Count)];
        var issue = new DateOnly(2026, 1, 5).AddDays(dice.Next(290));
        var invoice = $"{dice.Of("", "", "F-", "26")}{dice.Digits(5)}";
        var stem = dice.Digits(4) + string.Concat(invoice.Where(char.IsAsciiDigit));
        var lines = Enumerable.Range(0, 1 + dice.Next(most)).Select(_ => dice.Line(Goods, 25)).ToList();
        if (twoRates) lines.AddRange(Enumerable.Range(0, 1 + dice.Next(3)).Select(_ => dice.Line(Food, 15)));
        return new()
        {
            Seller = $"{first} {second} AS",
            SellerNumber = number,
            Street = street,
            Town = town,
            Host = $"{first}{second}.no".ToLowerInvariant().Replace('ø', 'o'),
            Account = bank,
            Buyer = buyer.Name,
            BuyerNumber = buyer.Number,
            Number = invoice,
            Kid = credit ? null : stem + Kid.Mod10(stem),
            Issue = issue,
            Due = issue.AddDays(dice.Of(10, 14, 20, 30)),
            Lines = lines,
            Credit = credit,
            Credited = credit ? dice.Digits(5) : null,
        };
    }

    private PaperLine Line(string[] goods, decimal rate) => new(Of(goods), 1 + Next(24), Of("stk", "time", "kg"), (500 + Next(300_000)) / 100m, rate);
}
