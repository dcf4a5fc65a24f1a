using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.SafT;
using Kontali.Data.Seed;
using Kontali.Tests.Invoices.Ehf;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.SafT;

public sealed class SafTTests(TestServer server)
{
    private static readonly XNamespace N = "urn:StandardAuditFile-Taxation-Financial:NO";

    [Fact]
    public async Task Every_demo_client_exports_a_file_that_the_official_schema_takes_and_that_ties_out()
    {
        var kit = SharedStandards.OrSkip("saf-t");
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        foreach (var client in await books.AskAsync(db => db.Clients.OrderBy(c => c.ClientNumber).ToListAsync()))
        {
            var (bytes, written) = await ExportAsync(books, client, new("2025-01", "2026-12"));
            Assert.Equal("", Validate(kit, "1.30", bytes));
            var file = XDocument.Load(new MemoryStream(bytes)).Root!;
            Assert.Equal(written.Debit, written.Credit);
            TiesOut(file);
            // Over a part of the year the accounts begin with what stood before, and the old version is the old schema's.
            Assert.Equal("", Validate(kit, "1.30", (await ExportAsync(books, client, new("2026-03", "2026-06"))).Bytes));
            Assert.Equal("", Validate(kit, "1.20", (await ExportAsync(books, client, new("2026-03", "2026-06"), "1.20")).Bytes));
            // 1.40 is voluntary until 2027; its schema is the kit's own rebuild of the published changes.
            Assert.Equal("", Validate(kit, "1.40", (await ExportAsync(books, client, new("2026-03", "2026-06"), "1.40")).Bytes));
        }
    }

    [Fact]
    public async Task What_is_exported_imports_into_an_empty_client_whose_books_are_then_the_same()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Shop);
        var shop = await books.AskAsync(db => db.Clients.SingleAsync(c => c.Id == books.Client));
        var (bytes, written) = await ExportAsync(books, shop, new("2025-01", "2026-12"));
        var actor = DemoFirm.ActorOf(DemoFirm.Administrator);
        var copy = await books.DoAsync(db => db.OpenBooksAsync(new Client { Id = Guid.NewGuid(), TenantId = books.Firm, ClientNumber = "1999", Name = shop.Name, OrgNumber = DemoNumbers.Org(777) }), actor);
        var (plan, imported) = await ImportAsync(books, copy, bytes, actor);
        Assert.Equal(written.Vouchers, imported.Vouchers);
        Assert.Equal(written.Lines, plan.Lines);
        Assert.True(imported.Lessons > 100, $"{imported}");
        Assert.Equal(await TrialAsync(books, shop.Id), await TrialAsync(books, copy.Id));
        var again = (await ExportAsync(books, copy, new("2025-01", "2026-12"))).Bytes;
        Assert.Equal(Body(bytes), Body(again));
        // What may be paid is what the subledger says is owed.
        Assert.Equal(await books.AskAsync(db => db.Postings.Where(p => p.ClientId == copy.Id && p.AccountNumber == "2400").SumAsync(p => p.CreditAmount - p.DebitAmount)),
            await books.AskAsync(db => db.Invoices.Where(i => i.ClientId == copy.Id).SumAsync(i => i.TotalAmount - i.PaidAmount)));
        Assert.Contains("har allerede bilag", (await Assert.ThrowsAsync<BrokenRule>(() => ImportAsync(books, copy, bytes, actor))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Our_own_example_imports_with_its_totals_and_the_official_ones_are_refused_by_the_fault_they_have()
    {
        var kit = SharedStandards.OrSkip("saf-t");
        await using var books = await TestBooks.NewAsync(server);
        var client = await books.AskAsync(db => db.Clients.SingleAsync());
        var expected = SharedStandards.Csv(Path.Combine(kit, "examples", "own-example-expected.csv"))[0];
        foreach (var official in Directory.GetFiles(Path.Combine(kit, "examples"), "official-*.xml"))
        {
            var refused = await PlanAsync(books, client, await File.ReadAllBytesAsync(official));
            Assert.True(refused.CanImport || refused.Faults.Any(f => f.Stops && f.Says.ToString().Length > 30), official);
            if (!refused.CanImport) TestContext.Current.TestOutputHelper?.WriteLine($"{Path.GetFileName(official)}: {string.Join(" | ", refused.Faults.Where(f => f.Stops).Take(4).Select(f => $"{f.Line} {f.Says}"))}");
        }
        var (plan, imported) = await ImportAsync(books, client, await File.ReadAllBytesAsync(Path.Combine(kit, "examples", expected["file"])), books.Actor);
        Assert.Equal($"{expected["accounts"]} {expected["customers"]} {expected["suppliers"]} {expected["vouchers"]} {expected["lines"]} {expected["total_debit"]}",
            string.Create(CultureInfo.InvariantCulture, $"{plan.AccountCount} {plan.Customers} {plan.VendorCount} {plan.VoucherCount} {plan.Lines} {plan.Debit:0.00}"));
        Assert.Equal(15, imported.Vouchers);
        foreach (var (account, column) in new[] { ("1920", "closing_bank_1920"), ("2400", "closing_suppliers_2400"), ("1500", "closing_customers_1500") })
            Assert.Equal(decimal.Parse(expected[column], CultureInfo.InvariantCulture), await books.AskAsync(db => db.Postings.Where(p => p.AccountNumber == account).SumAsync(p => p.DebitAmount - p.CreditAmount)));
        Assert.Contains(await books.AskAsync(db => db.Journal.Select(j => j.Description).ToListAsync()), d => d.StartsWith("K00001 · ", StringComparison.Ordinal));
        Assert.Equal("2700 3, 2710 1", string.Join(", ", (await books.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "2700" || p.AccountNumber == "2710").Where(p => p.VatCode != null).Select(p => p.AccountNumber + " " + p.VatCode).Distinct().ToListAsync())).Order(StringComparer.Ordinal)));
        Assert.True(imported.Lessons > 0);
    }

    [Theory]
    [InlineData("<!DOCTYPE x><AuditFile/>", "Filen kan ikke leses som XML")]
    [InlineData("<Invoice xmlns='urn:x'/>", "Dette er ikke en SAF-T-fil")]
    [InlineData("", "Filen er tom")]
    [InlineData("%PDF-1.7", "Filen kan ikke leses som XML")]
    [InlineData("<AuditFile xmlns='urn:StandardAuditFile-Taxation-Financial:NO'><Header><AuditFileVersion>2.0</AuditFileVersion></Header></AuditFile>", "Filen er i SAF-T-versjon «2.0»")]
    [InlineData("<AuditFile xmlns='urn:StandardAuditFile-Taxation-Financial:NO'><Header><AuditFileVersion>1.30</AuditFileVersion>", "Filen kan ikke leses som XML fra og med linje 1")]
    public void A_file_that_is_none_is_refused_in_words(string text, string why)
    {
        var (file, refusal) = SafTReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(text)));
        Assert.Null(file);
        Assert.StartsWith(why, refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_as_deep_as_a_well_is_refused_without_being_built() =>
        Assert.StartsWith("Filen er bygd opp på en måte", SafTReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))))).Refusal!.ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("<n1:Amount>18420.40</n1:Amount>", "<n1:Amount>18420.41</n1:Amount>", "Bilag K00001 er 0,01 kr i ubalanse.")]
    [InlineData("<n1:AccountID>6340</n1:AccountID>\n          <n1:SourceDocumentID>", "<n1:AccountID>6345</n1:AccountID>\n          <n1:SourceDocumentID>", "bruker konto 6345, som ikke står i filens kontoplan")]
    [InlineData("<n1:NumberOfEntries>14<", "<n1:NumberOfEntries>15<", "Filen sier at den har 15 bilag, men den har 14")]
    [InlineData("<n1:TaxCode>1</n1:TaxCode>\n            <n1:TaxPercentage>", "<n1:TaxCode>77</n1:TaxCode>\n            <n1:TaxPercentage>", "har mva-kode 77, som ikke står i filens mva-tabell")]
    [InlineData("<n1:OpeningDebitBalance>412300.55<", "<n1:OpeningDebitBalance>412300.5x<", "er ikke et beløp i hele øre")]
    [InlineData("<n1:SupplierID>20001</n1:SupplierID>\n          <n1:Description>", "<n1:SupplierID>29999</n1:SupplierID>\n          <n1:Description>", "viser til leverandør 29999, som ikke står i filen")]
    public async Task A_fault_is_named_with_its_place_and_nothing_comes_in(string was, string becomes, string says)
    {
        var text = (await File.ReadAllTextAsync(Path.Combine(SharedStandards.OrSkip("saf-t"), "examples", "own-1.30-carpenter-2025.xml"))).ReplaceLineEndings("\n");
        var at = text.IndexOf(was, StringComparison.Ordinal);
        Assert.True(at > 0);
        var (file, _) = SafTReader.Read(() => new MemoryStream(Encoding.UTF8.GetBytes(text[..at] + becomes + text[(at + was.Length)..])));
        var client = new Client { Id = Guid.NewGuid(), TenantId = Guid.NewGuid(), ClientNumber = "1", Name = "Prøve", OrgNumber = DemoNumbers.Org(1) };
        var plan = SafTPlan.Of(file!, client, [], new(StandardVatCodes.All.ToDictionary(c => c.Code), StandardVatCodes.Rates));
        Assert.False(plan.CanImport);
        Assert.Contains(plan.Faults, f => f.Stops && f.Says.ToString().Contains(says, StringComparison.Ordinal));
    }

    private static async Task<(byte[] Bytes, SafTWritten Written)> ExportAsync(TestBooks books, Client client, MonthSpan span, string? version = null)
    {
        using var bytes = new MemoryStream();
        var written = await books.AskAsync(db => db.WriteSafTAsync(new(client, span, version), bytes, "1.0"));
        return (bytes.ToArray(), written);
    }

    private static Task<SafTPlan> PlanAsync(TestBooks books, Client client, byte[] bytes) => books.AskAsync(db => db.PlanSafTAsync(client.Id, () => new MemoryStream(bytes)));

    private async Task<(SafTPlan Plan, SafTImported Imported)> ImportAsync(TestBooks books, Client client, byte[] bytes, Actor actor)
    {
        var plan = await PlanAsync(books, client, bytes);
        var kept = await server.Store.KeepAsync(books.Firm, new MemoryStream(bytes), SafTPlan.MaxBytes);
        return (plan, await books.DoAsync(db => db.ImportSafTAsync(client.Id, plan, kept, "saf-t.xml"), actor));
    }

    // Business checks: totals, only used accounts, references and balances that tie out.
    private static void TiesOut(XElement file)
    {
        decimal Number(XElement? e) => e is null ? 0 : decimal.Parse(e.Value, CultureInfo.InvariantCulture);
        var entries = file.Element(N + "GeneralLedgerEntries")!;
        var lines = entries.Descendants(N + "Line").ToList();
        Assert.Equal(entries.Descendants(N + "Transaction").Count(), (int)entries.Element(N + "NumberOfEntries")!);
        Assert.Equal(lines.Sum(l => Number(l.Element(N + "DebitAmount")?.Element(N + "Amount"))), Number(entries.Element(N + "TotalDebit")));
        var moved = lines.GroupBy(l => l.Element(N + "AccountID")!.Value).ToDictionary(g => g.Key, g => g.Sum(l => Number(l.Element(N + "DebitAmount")?.Element(N + "Amount")) - Number(l.Element(N + "CreditAmount")?.Element(N + "Amount"))));
        var accounts = file.Descendants(N + "Account").ToDictionary(a => a.Element(N + "AccountID")!.Value);
        Assert.Empty(moved.Keys.Except(accounts.Keys));
        foreach (var (id, account) in accounts)
        {
            var opening = Number(account.Element(N + "OpeningDebitBalance")) - Number(account.Element(N + "OpeningCreditBalance"));
            Assert.Equal(Number(account.Element(N + "ClosingDebitBalance")) - Number(account.Element(N + "ClosingCreditBalance")), opening + moved.GetValueOrDefault(id));
            Assert.True(opening != 0 || moved.ContainsKey(id), $"Konto {id} er ikke i bruk.");
        }
        var vendors = file.Descendants(N + "Supplier").Select(s => s.Element(N + "SupplierID")!.Value).ToHashSet();
        Assert.Empty(lines.Select(l => l.Element(N + "SupplierID")?.Value).OfType<string>().Except(vendors));
        Assert.Empty(lines.Elements(N + "TaxInformation").Select(t => t.Element(N + "TaxCode")!.Value).Except(file.Descendants(N + "TaxCodeDetails").Select(t => t.Element(N + "TaxCode")!.Value)));
    }

    // All but what says when and by whom it was written, and whose it is.
    private static string Body(byte[] bytes)
    {
        var file = XDocument.Load(new MemoryStream(bytes)).Root!;
        file.Element(N + "Header")!.Remove();
        file.Descendants().Where(e => e.Name.LocalName is "SystemEntryDate" or "SourceID" or "VoucherType" or "SourceDocumentID" or "CID" or "DueDate").Remove();
        return file.ToString();
    }

    private static async Task<string> TrialAsync(TestBooks books, Guid client) => string.Join('\n', await books.AskAsync(db => db.Balances.Where(b => b.ClientId == client).OrderBy(b => b.AccountNumber).ThenBy(b => b.Period).Select(b => $"{b.AccountNumber} {b.Period} {b.Debit} {b.Credit}").ToListAsync()));

    private static string Validate(string kit, string version, byte[] xml)
    {
        List<string> faults = [];
        var settings = new XmlReaderSettings { ValidationType = ValidationType.Schema };
        settings.Schemas.XmlResolver = null;
        settings.Schemas.Add(null, Path.Combine(kit, "schemas", $"Norwegian_SAF-T_Financial_Schema_v_{version}{(version == "1.40" ? "-rebuilt" : "")}.xsd"));
        settings.ValidationEventHandler += (_, fault) => faults.Add($"{fault.Exception.LineNumber} {fault.Message}");
        using var reader = XmlReader.Create(new MemoryStream(xml), settings);
        while (reader.Read() && faults.Count < 5) { }
        return string.Join('\n', faults);
    }
}
