using System.Diagnostics;
using System.Text;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>Files that are broken, or meant to break us. Each is refused in words, quickly.</summary>
public class HostileFilesTests
{
    private static readonly string Ordinary = Encoding.UTF8.GetString(SampleTests.Bytes("vanlig-faktura"));

    [Fact]
    public void A_document_type_with_an_entity_bomb_is_refused()
    {
        var bomb = "<?xml version=\"1.0\"?><!DOCTYPE Invoice [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;\">]>"
            + Ordinary[Ordinary.IndexOf("<Invoice", StringComparison.Ordinal)..].Replace("20260118", "&c;", StringComparison.Ordinal);
        Assert.Contains("DOCTYPE", Refusal(bomb), StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_type_that_fetches_a_file_is_refused() =>
        Assert.Contains("DOCTYPE", Refusal("<!DOCTYPE Invoice [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><Invoice>&x;</Invoice>"), StringComparison.Ordinal);

    [Fact]
    public void Deep_nesting_is_refused_before_a_tree_is_built() =>
        Assert.Contains("64 nivåer", Refusal(string.Concat(Enumerable.Repeat("<a>", 500_000))), StringComparison.Ordinal);

    [Fact]
    public void A_million_small_elements_are_refused() =>
        Assert.Contains("flere opplysninger", Refusal("<a>" + string.Concat(Enumerable.Repeat("<b/>", 1_000_000)) + "</a>"), StringComparison.Ordinal);

    [Fact]
    public void A_file_of_eleven_megabytes_is_refused() =>
        Assert.Contains("10 MB", Refusal("<a>" + new string('x', 11 * 1024 * 1024) + "</a>"), StringComparison.Ordinal);

    [Fact]
    public void An_empty_file_is_refused() => Assert.Contains("tom", Refusal(""), StringComparison.Ordinal);

    [Fact]
    public void A_web_page_is_refused_as_a_web_page() => Assert.Contains("nettside", Refusal("<html><body><p>Logg inn<br></body></html>"), StringComparison.Ordinal);

    [Fact]
    public void A_PDF_is_refused_as_a_PDF() => Assert.Contains("PDF", Refusal("%PDF-1.7\n1 0 obj"), StringComparison.Ordinal);

    [Fact]
    public void Half_a_file_is_refused_with_the_line_where_it_ends() =>
        Assert.Contains("avkortet", Refusal(Ordinary[..(Ordinary.Length / 2)]), StringComparison.Ordinal);

    [Fact]
    public void A_file_with_NUL_characters_is_refused()
    {
        Assert.Contains("ikke gyldig XML", Refusal(Ordinary.Replace("Kringla", "Kringla\0", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("ikke gyldig XML", Refusal(Ordinary.Replace("Kringla", "Kringla&#0;", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_claims_the_wrong_character_set_is_refused() =>
        Assert.NotNull(EhfReader.Read(Encoding.Latin1.GetBytes(Ordinary.Replace("Skrivergata", "Skrivergåta", StringComparison.Ordinal))).Refusal);

    [Fact]
    public void A_file_that_claims_an_unknown_character_set_is_refused() =>
        Assert.NotNull(EhfReader.Read(Encoding.UTF8.GetBytes(Ordinary.Replace("UTF-8", "X-FINNES-IKKE", StringComparison.Ordinal))).Refusal);

    [Theory]
    [InlineData("99999999999999999999999999999999999999")]
    [InlineData("10000000000000.00")]
    [InlineData("1e5")]
    [InlineData("NaN")]
    [InlineData("INF")]
    [InlineData("1 250,00")]
    [InlineData("1,250.00")]
    [InlineData("")]
    public void A_total_that_is_no_amount_is_refused(string amount) =>
        Assert.Contains("beløp å betale", Refusal(Ordinary.Replace("<cbc:PayableAmount currencyID=\"NOK\">2060.00", $"<cbc:PayableAmount currencyID=\"NOK\">{amount}", StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_line_amount_that_is_no_amount_is_shown_to_a_person()
    {
        var reading = Read(Ordinary.Replace("<cbc:PriceAmount currencyID=\"NOK\">45.00", "<cbc:PriceAmount currencyID=\"NOK\">førti", StringComparison.Ordinal));
        Assert.NotNull(reading.Facts);
        Assert.Contains(reading.Findings, f => f is { Rule: "KONTALI-TALL", Severity: Severity.Fatal });
    }

    [Theory]
    [InlineData("9999-12-31")]
    [InlineData("1899-12-31")]
    [InlineData("2026-02-30")]
    [InlineData("03.02.2026")]
    public void An_invoice_date_that_is_no_date_is_refused(string date) =>
        Assert.Contains("Fakturadatoen", Refusal(Ordinary.Replace("2026-02-03", date, StringComparison.Ordinal)), StringComparison.Ordinal);

    [Fact]
    public void A_time_zone_does_not_move_the_day() =>
        Assert.Equal(new DateOnly(2026, 2, 3), Read(Ordinary.Replace("2026-02-03", "2026-02-03+14:00", StringComparison.Ordinal)).Facts!.IssueDate);

    [Fact]
    public void More_than_five_thousand_lines_are_refused()
    {
        var start = Ordinary.IndexOf("  <cac:InvoiceLine>", StringComparison.Ordinal);
        var line = "<cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine>";
        Assert.Contains("linjer", Refusal(Ordinary[..start] + string.Concat(Enumerable.Repeat(line, 5001)) + "</Invoice>"), StringComparison.Ordinal);
    }

    [Fact]
    public void Five_thousand_lines_with_as_many_VAT_rows_are_read_within_seconds()
    {
        var line = Ordinary[Ordinary.IndexOf("  <cac:InvoiceLine>", StringComparison.Ordinal)..Ordinary.IndexOf("</Invoice>", StringComparison.Ordinal)];
        var row = Ordinary[Ordinary.IndexOf("<cac:TaxSubtotal>", StringComparison.Ordinal)..(Ordinary.IndexOf("</cac:TaxSubtotal>", StringComparison.Ordinal) + 18)];
        var big = Ordinary.Replace(line, string.Concat(Enumerable.Repeat(line, 2500)), StringComparison.Ordinal).Replace(row, string.Concat(Enumerable.Repeat(row, 4000)), StringComparison.Ordinal);

        var clock = Stopwatch.StartNew();
        var reading = Read(big);

        Assert.Equal(5000, reading.Facts!.Lines.Count);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0, 15);
        Assert.InRange(reading.Findings.Count, 1, 200);
    }

    [Theory]
    [InlineData("utf-16", true)]
    [InlineData("utf-16BE", true)]
    [InlineData("utf-8", true)]
    [InlineData("iso-8859-1", false)]
    [InlineData("windows-1252", false)]
    public void Other_character_sets_give_the_same_invoice(string name, bool mark)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var encoding = Encoding.GetEncoding(name);
        var text = Ordinary.Replace("UTF-8", name, StringComparison.Ordinal).Replace("Kringla", "Kringlå", StringComparison.Ordinal);
        byte[] bytes = [.. mark ? encoding.GetPreamble() : [], .. encoding.GetBytes(text)];
        Assert.Equal("Kringlå Bakeri AS", EhfReader.Read(bytes).Facts?.Buyer.Name);
    }

    [Fact]
    public void Every_character_set_the_machine_knows_gives_an_invoice_or_a_refusal()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        foreach (var name in Encoding.GetEncodings().Select(e => e.Name).Append("utf-7").Append("ucs-4"))
            Assert.NotNull((object?)Read(Ordinary.Replace("UTF-8", name, StringComparison.Ordinal)) switch { Reading { Facts: null } r => r.Refusal, Reading r => r.Facts, _ => null });
    }

    public static TheoryData<string, string, string, string> OtherPapers => new()
    {
        { "CII", "rsm:CrossIndustryInvoice", "urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100", "CII" },
        { "an order", "o:Order", "urn:oasis:names:specification:ubl:schema:xsd:Order-2", "Order" },
        { "a receipt", "a:ApplicationResponse", "urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2", "kvittering" },
        { "a self-billed invoice", "s:SelfBilledInvoice", "urn:oasis:names:specification:ubl:schema:xsd:SelfBilledInvoice-2", "selvfakturering" },
        { "a reminder", "r:Reminder", "urn:oasis:names:specification:ubl:schema:xsd:Reminder-2", "purring" },
        { "a bank statement", "c:Document", "urn:iso:std:iso:20022:tech:xsd:camt.053.001.02", "bankfil" },
        { "SAF-T", "n:AuditFile", "urn:StandardAuditFile-Taxation-Financial:NO", "SAF-T" },
        { "a drawing with a script in it", "v:svg", "http://www.w3.org/2000/svg", "bilde (SVG)" },
        { "an invoice of another make", "f:Invoice", "urn:example:invoice", "UBL 2.1" },
        { "an envelope with nothing in it", "e:StandardBusinessDocument", "http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader", "tom" },
    };

    [Theory]
    [MemberData(nameof(OtherPapers))]
    public void What_is_no_invoice_is_refused_by_its_name(string what, string root, string space, string word)
    {
        Assert.NotEmpty(what);
        Assert.Contains(word, Refusal($"<{root} xmlns:{root.Split(':')[0]}=\"{space}\"/>"), StringComparison.Ordinal);
    }

    [Fact]
    public void An_envelope_with_two_invoices_does_not_lose_the_second()
    {
        var bare = Ordinary[Ordinary.IndexOf("<Invoice", StringComparison.Ordinal)..];
        Assert.Contains("2 dokumenter", Refusal($"<StandardBusinessDocument xmlns=\"http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader\">{bare}{bare}</StandardBusinessDocument>"), StringComparison.Ordinal);
    }

    /// <summary>What, where it is put in the place of what, and the finding that tells of it.</summary>
    public static TheoryData<string, string, string, string> Tricks => new()
    {
        { "a second invoice date", "<cbc:DueDate>", "<cbc:IssueDate>2026-08-03</cbc:IssueDate><cbc:DueDate>", "KONTALI-DOBBELT" },
        { "a second number", "<cbc:IssueDate>", "<cbc:ID>20260119</cbc:ID><cbc:IssueDate>", "KONTALI-DOBBELT" },
        { "a second seller", "<cac:AccountingCustomerParty>", "<cac:AccountingSupplierParty><cac:Party/></cac:AccountingSupplierParty><cac:AccountingCustomerParty>", "KONTALI-DOBBELT" },
        { "a second account under one payment", "<cac:PayeeFinancialAccount>", "<cac:PayeeFinancialAccount><cbc:ID>15064412345</cbc:ID></cac:PayeeFinancialAccount><cac:PayeeFinancialAccount>", "KONTALI-DOBBELT" },
        { "a second amount on a line", "<cbc:LineExtensionAmount currencyID=\"NOK\">450.00", "<cbc:LineExtensionAmount currencyID=\"NOK\">1.00</cbc:LineExtensionAmount><cbc:LineExtensionAmount currencyID=\"NOK\">450.00", "KONTALI-DOBBELT" },
        { "a second sum of VAT", "<cac:LegalMonetaryTotal>", "<cac:TaxTotal><cbc:TaxAmount currencyID=\"NOK\">1.00</cbc:TaxAmount></cac:TaxTotal><cac:LegalMonetaryTotal>", "PEPPOL-EN16931-R054" },
        { "a zero-width blank in the number", "20260118", "2026\u200b0118", "KONTALI-USYNLIG" },
        { "a turned name", "Blekk &amp; Papir AS", "Blekk \u202erpaP &amp; SA", "KONTALI-USYNLIG" },
        { "a hidden joiner in the account", "99907123401", "9990712\u20603401", "KONTALI-USYNLIG" },
        { "a Cyrillic a in the name", "Blekk &amp; Papir AS", "Blekk &amp; P\u0430pir AS", "KONTALI-SKRIFT" },
        { "a Greek capital in the name", "Blekk &amp; Papir AS", "\u0392lekk &amp; Papir AS", "KONTALI-SKRIFT" },
        { "a due date that is none", "2026-02-17", "2026-02-31", "KONTALI-DATO" },
        { "a due date beyond all time", "2026-02-17", "9999-12-31", "KONTALI-DATO" },
        { "another currency in one sum", "<cbc:TaxExclusiveAmount currencyID=\"NOK\">", "<cbc:TaxExclusiveAmount currencyID=\"EUR\">", "PEPPOL-EN16931-R051" },
        { "a prefix of another namespace", "<cbc:PayableAmount currencyID=\"NOK\">2060.00</cbc:PayableAmount>", "<cbc:PayableAmount currencyID=\"NOK\">2061.00</cbc:PayableAmount><x:PayableAmount xmlns:x=\"urn:x\">2060.00</x:PayableAmount>", "BR-CO-16" },
        { "a web page as attachment", "<cac:AccountingSupplierParty>", "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/html\" filename=\"a.html\">PGh0bWw+</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>", "BR-CL-24" },
        { "an attachment that is no base64", "<cac:AccountingSupplierParty>", "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"application/pdf\" filename=\"a.pdf\">%%%</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference><cac:AccountingSupplierParty>", "KONTALI-VEDLEGG" },
    };

    [Theory]
    [MemberData(nameof(Tricks))]
    public void A_trick_is_read_and_told_of(string what, string from, string to, string rule)
    {
        Assert.NotEmpty(what);
        Assert.Contains(from, Ordinary, StringComparison.Ordinal);
        var at = Ordinary.IndexOf(from, StringComparison.Ordinal);
        var reading = Read(Ordinary[..at] + to + Ordinary[(at + from.Length)..]);

        Assert.NotNull(reading.Facts);
        Assert.Contains(reading.Findings, f => f.Rule == rule);
    }

    [Fact]
    public void The_facts_hold_nothing_that_cannot_be_seen()
    {
        var reading = Read(Ordinary.Replace("20260118", "2026\u200b0118\u00ad", StringComparison.Ordinal).Replace("Tonerkassett svart", "Toner\u202e\u0085kassett\U000E0041 svart", StringComparison.Ordinal));

        Assert.Equal("20260118", reading.Facts!.Number);
        Assert.Equal("Tonerkassett svart", reading.Facts.Lines[1].Name);
    }

    [Fact]
    public void Less_than_nothing_is_nothing() =>
        Assert.Equal("0.00", Read(Ordinary.Replace("    <cbc:PayableAmount", "    <cbc:PrepaidAmount currencyID=\"NOK\">-0.00</cbc:PrepaidAmount>\n    <cbc:PayableAmount", StringComparison.Ordinal)).Facts!.Prepaid.ToString("0.00", System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>Texts that try to talk somebody else's program round; they are data like any other.</summary>
    [Fact]
    public void An_include_is_never_followed_and_an_instruction_never_run()
    {
        var reading = Read(Ordinary.Replace("<cbc:Note>Takk for handelen!</cbc:Note>", "<?xml-stylesheet href=\"file:///etc/passwd\"?><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/><cbc:Note>Takk for handelen!</cbc:Note>", StringComparison.Ordinal));

        Assert.Equal(["Takk for handelen!"], reading.Facts!.Notes);
        Assert.DoesNotContain("root:", FactsText.Of(reading), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<cbc:Note>Hei</cbc:Note>", "<cbc:BuyerReference>", "notater")]
    [InlineData("<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode></cac:PaymentMeans>", "<cac:PaymentMeans>", "betalingsmåter")]
    [InlineData("<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID></cac:AdditionalDocumentReference>", "<cac:AccountingSupplierParty>", "vedlegg")]
    [InlineData("<cac:PartyIdentification><cbc:ID>1</cbc:ID></cac:PartyIdentification>", "<cac:PostalAddress>", "numre")]
    [InlineData("<cac:AdditionalItemProperty><cbc:Name>a</cbc:Name></cac:AdditionalItemProperty>", "<cac:ClassifiedTaxCategory>", "egenskaper", 60_000)]
    public void A_heap_of_anything_is_refused(string what, string before, string word, int times = 600)
    {
        var at = Ordinary.IndexOf(before, StringComparison.Ordinal);
        Assert.Contains(word, Refusal(Ordinary[..at] + string.Concat(Enumerable.Repeat(what, times)) + Ordinary[at..]), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_several_hundred_attachments_a_hundred_are_taken_out_and_that_is_told()
    {
        var many = string.Concat(Enumerable.Range(0, 300).Select(i => $"<cac:AdditionalDocumentReference><cbc:ID>{i}</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode=\"text/csv\" filename=\"../../{i}\u202e.csv\">{Convert.ToBase64String(Encoding.UTF8.GetBytes($"{i}"))}</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>"));
        var reading = Read(Ordinary.Replace("  <cac:AccountingSupplierParty>", many + "  <cac:AccountingSupplierParty>", StringComparison.Ordinal));

        Assert.Equal(100, reading.Files.Count);
        Assert.All(reading.Files, f => Assert.Matches("^[0-9]+\\.csv$", f.FileName));
        Assert.Contains(reading.Findings, f => f.Rule == "KONTALI-VEDLEGG" && f.What.ToString().Contains("100", StringComparison.Ordinal));
    }

    [Fact]
    public void One_attribute_of_nine_megabytes_and_a_thousand_names_of_namespaces_are_borne()
    {
        var at = Ordinary.IndexOf("<cbc:Note>", StringComparison.Ordinal) + 9;
        var names = string.Concat(Enumerable.Range(0, 1000).Select(i => $" xmlns:n{i}=\"urn:n{i}\""));
        Assert.NotNull(Read(Ordinary[..at] + names + $" languageID=\"{new string('x', 9_000_000)}\"" + Ordinary[at..]).Facts);
    }

    private static Reading Read(string text) => EhfReader.Read(Encoding.UTF8.GetBytes(text));

    private static string Refusal(string text) => Read(text).Refusal?.ToString() ?? "(read)";
}
