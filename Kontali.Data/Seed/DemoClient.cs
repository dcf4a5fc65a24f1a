using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>A client of the demo firm: what it lives by, whom it buys from how often, and what it earns and pays its people.</summary>
internal sealed record DemoClient(int Place, string Name, string Trade, VatStatus VatStatus, VatTerm VatTerm, AutomationLevel Level, string Buys, string Sells, int Sales, int Wages)
{
    /// <summary>Kroner above which nothing posts itself.</summary>
    public decimal Cap { get; init; } = 25_000m;

    public Guid Id => new($"0198d000-0000-7000-8000-0000000010{Place:00}");
    public string Number => $"{1000 + Place}";
    public OrgNumber OrgNumber => DemoNumbers.Org(Place);

    /// <summary>The firm's client, before its books are opened.</summary>
    public Client AsClient(Guid firm) => new()
    {
        Id = Id,
        TenantId = firm,
        ClientNumber = Number,
        Name = Name,
        OrgNumber = OrgNumber,
        Trade = Trade,
        VatStatus = VatStatus,
        VatTerm = VatTerm,
        AiAutomationLevel = Level,
        AiAmountCap = Cap,
        ActiveBanks = [DemoNumbers.Account(Place)],
    };

    /// <summary>As its vendors' invoices name it.</summary>
    public Party AsBuyer(bool withVatNumber = true) => new()
    {
        Name = Name,
        CompanyId = OrgNumber.ToString(),
        VatNumber = withVatNumber && VatStatus == VatStatus.Registered ? $"NO{OrgNumber}MVA" : null,
        Endpoint = OrgNumber.ToString(),
        EndpointScheme = "0192",
        Address = new([$"Fjordgata {Place}"], "1600", "Fjordby", null, "NO"),
    };

    /// <summary>The vendors it buys from, with invoices a month; below one, every so many months.</summary>
    public IEnumerable<(DemoVendor Vendor, decimal PerMonth)> Vendors => Buys.Split(' ').Select(b => b.Split('*') switch
    {
        [var key] => (DemoVendor.Of(key), 1m),
        [var key, var often] => (DemoVendor.Of(key), often.StartsWith('/') ? 1m / (often[1] - '0') : often[0] - '0'),
        _ => throw new InvalidOperationException(b),
    });

    /// <summary>What it sells: account, tax code and share of the sales.</summary>
    public IEnumerable<(string Account, string Code, decimal Share)> Sale => Sells.Split(' ').Select(s => s.Split('/', ':') switch
    {
        [var account, var code, var percent] => (account, code, int.Parse(percent, System.Globalization.CultureInfo.InvariantCulture) / 100m),
        _ => throw new InvalidOperationException(s),
    });

    /// <summary>Whether it sells on invoice; others are paid over the counter.</summary>
    public bool SellsOnInvoice => Trade is "builder" or "electrician" or "transport" or "law" or "consultant" or "design" or "farm";
}
