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

    private static Reading Read(string text) => EhfReader.Read(Encoding.UTF8.GetBytes(text));

    private static string Refusal(string text) => Read(text).Refusal?.ToString() ?? "(read)";
}
