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
    public void One_krone_too_much_in_any_sum_is_found() => Gen.Select(RightInvoices.Any, Gen.Int[0, 7]).Sample((facts, which) =>
    {
        var wrong = OneKroneOff(facts, which);
        Assert.Contains(EhfReader.Read(EhfWriter.Write(wrong)).Findings, f => f.Severity == Severity.Fatal);
        Assert.Contains(InvoiceChecks.Check(wrong), f => f.Severity == Severity.Fatal);
    }, iter: 500);

    private static InvoiceFacts OneKroneOff(InvoiceFacts f, int which) => which switch
    {
        0 => f with { LineTotal = f.LineTotal + 1 },
        1 => f with { Net = f.Net + 1 },
        2 => f with { VatTotal = f.VatTotal + 1 },
        3 => f with { Gross = f.Gross + 1 },
        4 => f with { Payable = f.Payable + 1 },
        5 => f with { AllowanceTotal = f.AllowanceTotal + 1 },
        6 => f with { Lines = [f.Lines[0] with { Net = f.Lines[0].Net + 1 }, .. f.Lines.Skip(1)] },
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
