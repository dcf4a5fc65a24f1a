using System.Text;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Invoices;

/// <summary>The envelope's message id follows the invoice, and names one of the client's.</summary>
public sealed class MessageIdTests(TestServer server) : BooksScreenTest(server)
{
    [Fact]
    public async Task The_message_id_of_the_envelope_stands_on_the_invoice()
    {
        await Firm.DeliverAsync(InEnvelope("melding-1", "F1"));
        await Firm.DeliverAsync(SmallFirm.Invoice("F2", 100m));
        Assert.Equal([("F1", "melding-1"), ("F2", null)], (await Firm.AskAsync(db => db.Invoices.OrderBy(i => i.InvoiceNumber).ToListAsync())).Select(i => (i.InvoiceNumber, i.EhfMessageId)));
    }

    [Fact]
    public async Task Another_invoice_under_the_same_id_is_kept_and_a_person_looks()
    {
        await Firm.DeliverAsync(InEnvelope("melding-1", "F1"));
        await Firm.DeliverAsync(InEnvelope("melding-1", "F2"));
        var second = await Firm.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == "F2"));
        Assert.Null(second.EhfMessageId);
        Assert.Contains(second.Findings, f => f is { Rule: "KONTALI-MELDING", Severity: Severity.Fatal });
        Assert.Equal(2, await Firm.AskAsync(db => db.Arrivals.CountAsync(a => a.Status == ArrivalStatus.Review)));
    }

    private static byte[] InEnvelope(string id, string number)
    {
        var invoice = Encoding.UTF8.GetString(SmallFirm.Invoice(number, 100m)).TrimStart('\ufeff');
        var body = invoice[(invoice.IndexOf("?>", StringComparison.Ordinal) + 2)..];
        return Encoding.UTF8.GetBytes($"""
            <sh:StandardBusinessDocument xmlns:sh="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader"><sh:StandardBusinessDocumentHeader>
            <sh:DocumentIdentification><sh:InstanceIdentifier> {id} </sh:InstanceIdentifier></sh:DocumentIdentification>
            </sh:StandardBusinessDocumentHeader>{body}</sh:StandardBusinessDocument>
            """);
    }
}
