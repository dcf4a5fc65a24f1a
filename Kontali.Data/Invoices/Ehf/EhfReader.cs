using System.Xml.Linq;
using Kontali.Data.Invoices.Ehf.Rules;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>
/// EHF 3 (PEPPOL BIS Billing 3, UBL 2.1) → <see cref="InvoiceFacts"/> with the findings of the official rules and our own.
/// Pure; takes any bytes and never throws.
/// </summary>
public static class EhfReader
{
    /// <summary>More lines than a person or a screen can follow.</summary>
    public const int MaxLines = 5000;

    /// <summary>Reads one file.</summary>
    public static Reading Read(ReadOnlyMemory<byte> bytes)
    {
        var (root, refusal) = SafeXml.Load(bytes);
        if (root is null) return Refuse(refusal!);
        var (invoice, notInvoice) = DocumentKind.Find(root);
        if (invoice is null) return Refuse(notInvoice!);
        var document = new EhfDocument(invoice);
        if (document.Lines.Count > MaxLines)
            return Reading.Refused($"Fakturaen har {document.Lines.Count:N0} linjer. Kontali leser høyst {MaxLines:N0}. Be leverandøren dele den opp.");
        if (document.Subtotals.Count + document.AllowancesAndCharges.Count + document.TaxTotals.Count > MaxLines)
            return Reading.Refused($"Fakturaen har flere enn {MaxLines:N0} mva-rader, fradrag og tillegg. Be leverandøren dele den opp.");
        if (Heaps.Find(document) is { } heap) return Refuse(heap);
        return Read(document) with { MessageId = DocumentKind.MessageIdOf(root) };
    }

    private static Reading Read(EhfDocument document)
    {
        var values = new ValueReader();
        var files = new AttachmentReader(values);
        return Required.Missing(document) is { } refusal
            ? Refuse(refusal)
            : Judged(document, FactsReader.Read(document, values, files), values, files);
    }

    private static Reading Judged(EhfDocument document, InvoiceFacts facts, ValueReader values, AttachmentReader files)
    {
        List<Finding> official = [.. EhfRules.Check(document)];
        Finding?[] doubts = [DocumentKind.Remark(document.Root), .. OnlyOnce.Rule.Check(document), .. Disguise.Check(document)];
        var told = official.Select(f => f.Rule).ToHashSet();
        var own = InvoiceChecks.Check(facts).Where(f => !IsTold(f.Rule, told));
        return new(facts, null, [.. values.Findings, .. doubts.OfType<Finding>(), .. official, .. own], files.Files);
    }

    /// <summary>Our own check of a sum is silent where the official rule has spoken: nobody wants to read it twice.</summary>
    private static bool IsTold(string rule, HashSet<string> told) => rule == InvoiceChecks.VatBase
        ? told.Overlaps(VatCategoryRules.Bases) : SaysTheSame.TryGetValue(rule, out var official) && told.Contains(official);

    /// <summary>Our own checks, and the official rules that say the same.</summary>
    internal static readonly IReadOnlyDictionary<string, string> SaysTheSame = new Dictionary<string, string>
    {
        [InvoiceChecks.Line] = "PEPPOL-EN16931-R120",
        [InvoiceChecks.LineTotal] = "BR-CO-10",
        [InvoiceChecks.AllowanceTotal] = "BR-CO-11",
        [InvoiceChecks.ChargeTotal] = "BR-CO-12",
        [InvoiceChecks.Net] = "BR-CO-13",
        [InvoiceChecks.VatTotal] = "BR-CO-14",
        [InvoiceChecks.Gross] = "BR-CO-15",
        [InvoiceChecks.Payable] = "BR-CO-16",
        [InvoiceChecks.VatRow] = "BR-CO-17",
        [InvoiceChecks.VatNumber] = "NO-R-001",
    };

    private static Reading Refuse(Phrase why) => new(null, why, [], []);
}
