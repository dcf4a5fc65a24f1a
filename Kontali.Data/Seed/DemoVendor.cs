using System.Globalization;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>A vendor of the demo world: who it is, how it wants to be paid, what it sells, and how that is truly booked.</summary>
internal sealed record DemoVendor(string Key, string Name, string Country, Address Address, int Days, string Kid, bool ChargesVat, string Currency, int Place)
{
    private static readonly ILookup<string, DemoGoods> Sold = Csv.Read("demo-goods.csv").Select(DemoGoods.From).ToLookup(g => g.Vendor);
    private static readonly Dictionary<string, DemoVendor> ByKey = Csv.Read("demo-vendors.csv").Select(From).ToDictionary(v => v.Key);

    public static IReadOnlyCollection<DemoVendor> All => ByKey.Values;
    public static DemoVendor Of(string key) => ByKey[key];

    public IReadOnlyList<DemoGoods> Goods => [.. Sold[Key]];

    /// <summary>The account it is paid on; another one is what a fraud would write.</summary>
    public string Account => AccountAt(Place);

    public string AccountAt(int place) => Country switch
    {
        "SE" => DemoNumbers.Iban("SE", $"{50_000_000_000_000_000 + place * 7919:00000000000000000000}"),
        "IE" => DemoNumbers.Iban("IE", $"DEMO{90_000_000_000_000 + place * 7919}"),
        "DE" => DemoNumbers.Iban("DE", $"{700_200_000_000_000_000 + place * 7919}"),
        "US" => $"{4_400_000_000 + place * 7919}",
        _ => DemoNumbers.Account(place),
    };

    public Party Party => Country switch
    {
        "NO" => Norwegian,
        "SE" => Foreign(DemoNumbers.Swedish(Place), $"SE{DemoNumbers.Swedish(Place)}01", "0007", DemoNumbers.Swedish(Place)),
        "IE" => Foreign($"{700_000 + Place}", $"IE{7_000_000 + Place}WA", "9935", $"IE{7_000_000 + Place}WA"),
        "DE" => Foreign($"HRB {20_000 + Place}", $"DE{300_000_000 + Place}", "9930", $"DE{300_000_000 + Place}"),
        _ => Foreign($"93-{4_000_000 + Place}", null, "9959", $"93-{4_000_000 + Place}"),
    };

    private Party Norwegian => DemoNumbers.Org(Place).ToString() is var number ? new Party
    {
        Name = Name,
        CompanyId = number,
        VatNumber = ChargesVat ? $"NO{number}MVA" : null,
        Endpoint = number,
        EndpointScheme = "0192",
        InForetaksregisteret = true,
        Address = Address,
        ContactName = "Kundesenteret",
        Phone = $"+47 40 0{Place / 10:0} {Place:00} 00",
        Email = $"faktura@{Key}.example",
    } : throw new InvalidOperationException();

    private Party Foreign(string company, string? vat, string scheme, string endpoint) => new()
    {
        Name = Name,
        CompanyId = company,
        VatNumber = vat,
        Endpoint = endpoint,
        EndpointScheme = scheme,
        Address = Address,
        ContactName = "Accounts receivable",
        Phone = "+44 20 0000 0000",
        Email = $"invoice@{Key}.example",
    };

    private static DemoVendor From(string[] f, int n) => new(f[0], f[1], f[2], new Address([f[5]], f[4], f[3], null, f[2]),
        int.Parse(f[6], CultureInfo.InvariantCulture), f[7], f[8] == "yes", f[9], n + 40);
}

/// <summary>Something a vendor sells, with the account it is truly booked on: one for all, others by the buyer's trade.</summary>
internal sealed record DemoGoods(string Vendor, string Text, string Unit, decimal PriceLow, decimal PriceHigh, int Low, int High, string Vat, string Coding)
{
    /// <summary>VAT category and per cent; water went from the standard rate to food's on 1 July 2025.</summary>
    public (string Category, decimal? Percent) VatOn(DateOnly day) => Vat switch
    {
        "W" => ("S", day >= new DateOnly(2025, 7, 1) ? 15m : 25m),
        "O0" => ("O", null),
        _ => (Vat.TrimEnd("0123456789".ToCharArray()), decimal.Parse(Vat.TrimStart("SEZAGOK".ToCharArray()), CultureInfo.InvariantCulture)),
    };

    /// <summary>Account, and the tax code where it does not follow from the rate.</summary>
    public (string Account, string? Code) CodingFor(string trade)
    {
        var choices = Coding.Split(' ');
        var chosen = choices.FirstOrDefault(c => c.StartsWith($"{trade}=", StringComparison.Ordinal)) is { } own ? own[(trade.Length + 1)..] : choices[0];
        return chosen.Split('/') is [var account, var code] ? (account, code) : (chosen, null);
    }

    public static DemoGoods From(string[] f) => new(f[0], f[1], f[2], Number(f[3]), Number(f[4]), (int)Number(f[5]), (int)Number(f[6]), f[7], f[8]);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
