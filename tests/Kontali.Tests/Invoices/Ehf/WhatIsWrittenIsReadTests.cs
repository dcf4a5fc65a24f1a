using System.Security.Cryptography;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using System.Xml.Schema;
using CsCheck;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Seed;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

public class WhatIsWrittenIsReadTests
{
    [Fact]
    public void Any_invoice_written_as_EHF_reads_back_as_it_was() => AnyFacts.Invoice.Sample(sample =>
    {
        var read = EhfReader.Read(EhfWriter.Write(sample.Facts, sample.Files));
        Assert.Equal(FactsText.Of(sample.Facts), read.Facts is { } facts ? FactsText.Of(facts) : read.Refusal!.ToString());
        Assert.Equal(sample.Files.Select(f => f.Sha256).Distinct().Order(), read.Files.Select(f => f.Sha256).Order());
    }, iter: 300);

    [Fact]
    public void An_invoice_whose_sums_agree_breaks_no_rule_when_written() => RightInvoices.Any.Sample(facts =>
    {
        var reading = EhfReader.Read(EhfWriter.Write(facts));
        Assert.Empty(reading.Findings.Where(f => f.Rule != "KONTALI-FORTEGN").Select(f => $"{f.Rule}: {f.What}"));
        Assert.Equal(FactsText.Of(facts), FactsText.Of(reading.Facts!));
    }, iter: 500);

    [Fact]
    public void One_krone_too_much_in_any_sum_is_found() => Gen.Select(RightInvoices.Any, Gen.Int[0, 8]).Sample((facts, which) =>
    {
        var wrong = OneKroneOff(facts, which);
        Assert.Contains(EhfReader.Read(EhfWriter.Write(wrong)).Findings, f => f.Severity == Severity.Fatal);
        Assert.Contains(InvoiceChecks.Check(wrong), f => f.Severity == Severity.Fatal);
    }, iter: 500);

    [Fact]
    public void The_standard_forgives_99_oere_in_the_VAT_of_a_rate_and_its_base_but_we_tell_of_it() => RightInvoices.Any.Sample(facts =>
    {
        if (facts.Vat.FirstOrDefault(v => v.Category == "S") is not { } row) return;
        var vat = EhfReader.Read(EhfWriter.Write(Exchange(facts, row, row with { Vat = row.Vat + 0.99m }))).Findings;
        var basis = EhfReader.Read(EhfWriter.Write(Exchange(facts, row, row with { Base = row.Base + 0.99m }))).Findings;

        Assert.Contains(vat, f => f is { Rule: "KONTALI-MVA", Severity: Severity.Warning });
        Assert.DoesNotContain(vat, f => f.Rule is "BR-CO-17" or "BR-S-09");
        Assert.Contains(basis, f => f is { Rule: "KONTALI-GRUNNLAG", Severity: Severity.Warning });
        Assert.DoesNotContain(basis, f => f.Rule is "BR-S-08");
    }, iter: 200);

    [Fact]
    public void The_standard_does_not_forgive_a_krone() => RightInvoices.Any.Sample(facts =>
    {
        if (facts.Vat.FirstOrDefault(v => v.Category == "S") is not { } row) return;
        Assert.Contains(EhfReader.Read(EhfWriter.Write(Exchange(facts, row, row with { Vat = row.Vat + (row.Vat < 0 ? -1 : 1) }))).Findings, f => f is { Rule: "BR-S-09", Severity: Severity.Fatal });
        Assert.Contains(EhfReader.Read(EhfWriter.Write(Exchange(facts, row, row with { Base = row.Base + 1 }))).Findings, f => f is { Rule: "BR-S-08", Severity: Severity.Fatal });
    }, iter: 200);

    private static InvoiceFacts Exchange(InvoiceFacts f, VatSubtotal row, VatSubtotal with) => f with { Vat = [.. f.Vat.Select(v => v == row ? with : v)] };

    private static InvoiceFacts OneKroneOff(InvoiceFacts f, int which) => which switch
    {
        0 => f with { LineTotal = f.LineTotal + 1 },
        1 => f with { Net = f.Net + 1 },
        2 => f with { VatTotal = f.VatTotal + 1 },
        3 => f with { Gross = f.Gross + 1 },
        4 => f with { Payable = f.Payable + 1 },
        5 => f with { AllowanceTotal = f.AllowanceTotal + 1 },
        6 => f with { Lines = [f.Lines[0] with { Net = f.Lines[0].Net + 1 }, .. f.Lines.Skip(1)] },
        7 => f with { Vat = [f.Vat[0] with { Base = f.Vat[0].Base + 1 }, .. f.Vat.Skip(1)] },
        _ => f with { Vat = [f.Vat[0] with { Vat = f.Vat[0].Vat + 1 }, .. f.Vat.Skip(1)] },
    };

    [Fact]
    public void What_is_written_follows_the_UBL_schema()
    {
        var schemas = Schemas(SharedStandards.EhfOrSkip());
        Gen.OneOf(AnyFacts.Invoice, RightInvoices.Any.Select(f => new AnyFacts.Sample(f, []))).Sample(sample =>
        {
            using var stream = new MemoryStream(EhfWriter.Write(sample.Facts, sample.Files));
            List<string> errors = [];
            XDocument.Load(stream).Validate(schemas, (_, e) => errors.Add(e.Message));
            Assert.Empty(errors);
        }, iter: 100);
    }

    private static XmlSchemaSet Schemas(string ehf)
    {
        var set = new XmlSchemaSet { XmlResolver = new XmlUrlResolver() };
        foreach (var document in new[] { "Invoice", "CreditNote" })
        {
            using var reader = XmlReader.Create(Path.Combine(ehf, "schemas", "maindoc", $"UBL-{document}-2.1.xsd"),
                new() { DtdProcessing = DtdProcessing.Parse, XmlResolver = new XmlUrlResolver() });
            set.Add(null, reader);
        }
        set.Compile();
        return set;
    }
}
