using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Payments;
using Kontali.Tests.Invoices.Ehf;

namespace Kontali.Tests.Payments;

/// <summary>The files that go to the bank and come from it, without a database.</summary>
public sealed class BankFilesTests
{
    [Theory]
    [InlineData(PainVersion.V03, "pain.001.001.03.xsd")]
    [InlineData(PainVersion.V09, "pain.001.001.09.xsd")]
    public void A_payment_file_is_valid_by_the_schema_and_says_what_the_orders_say(PainVersion version, string schema)
    {
        var file = PainWriter.Write(Run, Orders, "Lillestrand Snekkerverksted AS", OrgNumber.Parse("310645028"), version);
        var text = file.ToString();
        foreach (var said in new[] { "<Ref>0001234500179</Ref>", "<Ref>4400917-</Ref>", "<Cd>SCOR</Cd>", "<Id>99902115079</Id>", "<Cd>BBAN</Cd>", "<IBAN>DE89370400440532013000</IBAN>", "<Ustrd>Faktura 2026-118</Ustrd>", "<Nm>Brattlia Eiendom AS</Nm>", "<CtrlSum>29851.70</CtrlSum>", "<CtrlSum>412.90</CtrlSum>", "<NbOfTxs>4</NbOfTxs>", $"<MsgId>{Run.Id:N}</MsgId>" })
            Assert.Contains(said, text, StringComparison.Ordinal);
        SharedStandards.EhfOrSkip();
        AssertValid(file, schema);
    }

    [Fact]
    public void What_the_bank_calls_an_order_or_a_group_is_known_again_and_what_is_somebody_elses_is_not()
    {
        var (run, order) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Equal(order, PainWriter.IdOf(PainWriter.NameOf(order)));
        Assert.Equal((run, "EUR"), PainWriter.OfPart(PainWriter.PartOf(run, "EUR")));
        Assert.Equal((null, null, null), (PainWriter.IdOf("E2E-2026-0311-1"), PainWriter.IdOf(null), PainWriter.OfPart("PMT-1")));
    }

    [Fact]
    public void The_examples_of_banks_are_read_as_their_expectation_says()
    {
        SharedStandards.EhfOrSkip();
        foreach (var file in Directory.GetFiles(Folder("examples"), "own-camt*.xml").Order(StringComparer.Ordinal))
        {
            var message = CamtReader.Read(File.ReadAllBytes(file));
            var expected = Lines("own-expected-lines.csv").Where(l => l[0] == Path.GetFileName(file)).ToList();
            var read = message.Entries.SelectMany(e => message.Movements.Where(m => m.Reference == e.Reference && m.Part.Length > 0).Select(m => Line(m, isPart: true)).Prepend(Line(e, isPart: false)));
            Assert.Equal(expected.Select(l => $"{(l[1].StartsWith("detail", StringComparison.Ordinal) ? "del" : "hel")} {l[2]} {l[3]} {(l[6] == "out" ? "-" : "")}{l[4]} {(l[1] == "entry" ? l[7] : "")} {l[8]} {l[9]} {l[11]} {(l[14] == "reversal" ? "tilbake" : "")}"), read);
            var totals = Lines("own-expected-totals.csv").Single(l => l[0] == Path.GetFileName(file));
            Assert.Equal((Figure(totals[1]), Figure(totals[2]), Figure(totals[3]), totals[4]), (message.Opening, message.Closing, message.Entries.Sum(e => e.Amount), $"{message.Entries.Count}"));
            Assert.Equal(["99900645038"], message.Accounts);
        }
    }

    [Theory]
    [InlineData("", "tom")]
    [InlineData("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.052.001.02'/>", "CAMT.053 eller CAMT.054")]
    [InlineData("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'/>", "ikke bygd opp")]
    [InlineData("<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.02'><BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr></BkToCstmrStmt></Document>", "mangler Acct")]
    [InlineData("<!DOCTYPE x [<!ENTITY a 'b'>]><Document>&a;</Document>", "XML")]
    [InlineData("%PDF-1.4", "XML")]
    public void What_is_no_bank_file_is_refused_with_the_reason(string text, string why) => AssertRefused(text, why);

    [Fact]
    public void A_hostile_or_broken_statement_is_refused_and_says_what_is_wrong()
    {
        var good = Statement("100.00", "40.00", "DBIT", "60.00");
        Assert.Equal(-40m, CamtReader.Read(Encoding.UTF8.GetBytes(good)).Movements.Single().Amount);
        AssertRefused(good.Replace(">60.00<", ">60.01<", StringComparison.Ordinal), "henger ikke sammen");
        AssertRefused(good.Replace(">40.00<", ">4e1<", StringComparison.Ordinal), "er ikke et beløp");
        AssertRefused(good.Replace(">40.00<", ">40,00<", StringComparison.Ordinal), "er ikke et beløp");
        AssertRefused(good.Replace(">40.00<", ">40.001<", StringComparison.Ordinal), "er ikke et beløp");
        AssertRefused(good.Replace("2026-11-20", "20.11.2026", StringComparison.Ordinal), "er ikke en dato");
        AssertRefused(good.Replace("DBIT", "BOTH", StringComparison.Ordinal), "mangler CdtDbtInd");
        AssertRefused(good.Replace("<Amt Ccy=\"NOK\">40.00</Amt>", "", StringComparison.Ordinal), "mangler Amt");
        AssertRefused(good.Replace("<AcctSvcrRef>SVC-1</AcctSvcrRef>", "", StringComparison.Ordinal), "mangler AcctSvcrRef");
        AssertRefused(good.Replace("<Sts>", string.Concat(Enumerable.Repeat("<a>", 60)) + string.Concat(Enumerable.Repeat("</a>", 60)) + "<Sts>", StringComparison.Ordinal), "ikke bygd opp");
        AssertRefused(good[..^20], "skadet");
        // What the bank has not booked may still go away.
        Assert.Empty(CamtReader.Read(Encoding.UTF8.GetBytes(good.Replace("<Sts>BOOK</Sts>", "<Sts>PDNG</Sts>", StringComparison.Ordinal).Replace(">60.00<", ">100.00<", StringComparison.Ordinal))).Movements);
    }

    [Fact]
    public void Parts_that_are_not_the_whole_settle_nothing()
    {
        var one = "<TxDtls><Refs><EndToEndId>a</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy=\"NOK\">25.00</Amt></TxAmt></AmtDtls></TxDtls>";
        var movement = Assert.Single(CamtReader.Read(Encoding.UTF8.GetBytes(Statement("100.00", "40.00", "DBIT", "60.00", more: $"<NtryDtls>{one}</NtryDtls>"))).Movements);
        Assert.Equal((-40m, null, ""), (movement.Amount, movement.EndToEndId, movement.Part));
        // Two parts of one name are told apart by their place.
        Assert.Equal(["1", "2"], CamtReader.Read(Encoding.UTF8.GetBytes(Statement("100.00", "50.00", "DBIT", "50.00", more: $"<NtryDtls>{one}{one}</NtryDtls>"))).Movements.Select(m => m.Part));
    }

    internal static string Statement(string opening, string amount, string side, string closing, string account = "99900645038", string reference = "SVC-1", string more = "") => $"""
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M-{reference}</MsgId></GrpHdr><Stmt><Acct><Id><Othr><Id>{account}</Id></Othr></Id></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="NOK">{opening}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal><Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="NOK">{closing}</Amt><CdtDbtInd>CRDT</CdtDbtInd></Bal>
        <Ntry><Amt Ccy="NOK">{amount}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-20</Dt></BookgDt><AcctSvcrRef>{reference}</AcctSvcrRef>{more}</Ntry></Stmt></BkToCstmrStmt></Document>
        """;

    private static readonly PaymentRun Run = new() { Id = new("0198d000-0000-7000-8000-0000000000f1"), TenantId = default, ClientId = default, FromAccount = "99900645038", LedgerAccount = "1920", ExecuteOn = new(2026, 3, 12), CreatedBy = default, CreatedAt = new(2026, 3, 11, 9, 15, 0, TimeSpan.Zero) };

    private static IReadOnlyList<PaymentOrder> Orders =>
    [
        Order(1, "Verktøyhuset Innlandet AS", "NO", 8437.5m, "NOK", "99902115079", "0001234500179", "Faktura 12345"), Order(2, "Nordlys Kraft Salg AS", "NO", 2914.2m, "NOK", "99901100272", "4400917-", "Faktura 44009"),
        Order(3, "Brattlia \u0007Eiendom AS", "NO", 18500m, "NOK", "99900803458", null, "Faktura 2026-118"), Order(4, "Leimwerk Hansen GmbH", "DE", 412.9m, "EUR", "DE89370400440532013000", null, "Faktura RE-88120"),
    ];

    private static PaymentOrder Order(int place, string payee, string country, decimal amount, string currency, string account, string? kid, string message) => new()
    {
        Id = Guid.NewGuid(),
        TenantId = default,
        ClientId = default,
        RunId = default,
        Place = place,
        InvoiceId = default,
        VendorId = default,
        CreditLineId = default,
        Payee = payee,
        Country = country,
        Amount = amount,
        Kroner = amount,
        Currency = currency,
        ToAccount = account,
        Kid = kid,
        Message = message,
    };

    private static void AssertRefused(string text, string why) =>
        Assert.Contains(why, Assert.Throws<BrokenRule>(() => CamtReader.Read(Encoding.UTF8.GetBytes(text))).Message, StringComparison.Ordinal);

    private static string Line(BankMovement m, bool isPart) => string.Create(CultureInfo.InvariantCulture, $"{(isPart ? "del" : "hel")} {m.Account} {m.BookedOn:yyyy-MM-dd} {m.Amount:0.00} {(isPart ? "" : m.Reference)} {(isPart ? m.EndToEndId : "")} {(isPart ? m.Counterparty : "")} {(isPart ? m.Kid : "")} {(m.IsReversal ? "tilbake" : "")}");

    private static decimal? Figure(string text) => text.Length == 0 ? null : decimal.Parse(text, CultureInfo.InvariantCulture);

    private static IEnumerable<IReadOnlyList<string>> Lines(string name) => File.ReadAllLines(Path.Combine(Folder("examples"), name)).Skip(1).Select(Kontali.Data.Seed.Csv.Fields);

    private static string Folder(string name) => Path.Combine(Path.GetDirectoryName(SharedStandards.EhfOrSkip())!, "bank", name);

    private static void AssertValid(XDocument file, string schema)
    {
        List<string> faults = [];
        var schemas = new XmlSchemaSet();
        using var reader = XmlReader.Create(Path.Combine(Folder("schemas"), schema));
        schemas.Add(null, reader);
        file.Validate(schemas, (_, e) => faults.Add(e.Message));
        Assert.Empty(faults);
    }
}
