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
    public void What_is_written_follows_the_UBL_schema()
    {
        var schemas = Schemas(SharedStandards.EhfOrSkip());
        AnyFacts.Invoice.Sample(sample =>
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
