using System.Globalization;
using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Kontali.Data.SafT;

/// <summary>
/// Turns another system's bytes into vouchers, or says in plain words why not. Depth and size are measured first, by a pass that builds nothing;
/// no document type, no outside reference is ever followed. What is read is only one voucher at a time of tree.
/// </summary>
internal static class SafTReader
{
    private const int MaxDepth = 64, MostFaults = 200;

    static SafTReader() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static XmlReaderSettings Settings => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = SafTPlan.MaxBytes,
        MaxCharactersFromEntities = 1024,
    };

    /// <summary>Exactly one of the two is set.</summary>
    /// <param name="open">Opens the bytes; asked twice.</param>
    public static (SafTFile? File, Phrase? Refusal) Read(Func<Stream> open)
    {
        try
        {
            using (var measured = open())
            {
                if (measured.CanSeek && measured.Length == 0) return (null, Phrase.Of($"Filen er tom."));
                using var reader = XmlReader.Create(measured, Settings);
                while (reader.Read())
                    if (reader.Depth > MaxDepth) return (null, Phrase.Of($"Filen er bygd opp på en måte ingen SAF-T-fil er (mer enn {MaxDepth} nivåer). Den er ikke lest."));
            }
            using var bytes = open();
            using var xml = XmlReader.Create(bytes, Settings);
            return Walk(xml);
        }
        catch (Unreadable e)
        {
            return (null, e.Says);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or NotSupportedException or InvalidOperationException or OverflowException or FormatException)
        {
            return (null, e is XmlException { LineNumber: > 0 } at
                ? Phrase.Of($"Filen kan ikke leses som XML fra og med linje {at.LineNumber}, tegn {at.LinePosition}. Den er skadet eller avkortet, eller den er ikke en SAF-T-fil. Eksporter den på nytt.")
                : Phrase.Of($"Filen kan ikke leses som XML. Eksporter den på nytt fra systemet den kommer fra."));
        }
    }

    private static (SafTFile?, Phrase?) Walk(XmlReader xml)
    {
        xml.MoveToContent();
        if (xml.LocalName != "AuditFile" || !xml.NamespaceURI.Contains("StandardAuditFile-Taxation-Financial", StringComparison.Ordinal))
            return (null, Phrase.Of($"Dette er ikke en SAF-T-fil for regnskap: det ytterste elementet er «{xml.LocalName}», og skal være AuditFile."));
        SafTFile? file = null;
        var journal = "";
        xml.Read();
        while (!xml.EOF)
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                xml.Read();
                continue;
            }
            var line = ((IXmlLineInfo)xml).LineNumber;
            if (file is null && xml.LocalName != "Header") return (null, Phrase.Of($"Filen begynner ikke med en Header (linje {line})."));
            switch (xml.LocalName)
            {
                case "Header":
                    file = Header(Tree(xml));
                    if (file.Version is not ("1.0" or "1.00" or "1.1" or "1.10" or "1.2" or "1.20" or "1.3" or "1.30" or "1.4" or "1.40")) return (null, Phrase.Of($"Filen er i SAF-T-versjon «{file.Version}». Kontali leser 1.0 til 1.40."));
                    break;
                case "Account": Try(file!, line, () => file!.Accounts.Add(Account(Tree(xml), line))); break;
                case "Customer": Try(file!, line, () => file!.Customers.Add(Party(Tree(xml), line, "CustomerID"))); break;
                case "Supplier": Try(file!, line, () => file!.Suppliers.Add(Party(Tree(xml), line, "SupplierID"))); break;
                case "TaxCodeDetails": Try(file!, line, () => Code(file!, Tree(xml), line)); break;
                case "NumberOfEntries" or "TotalDebit" or "TotalCredit" when file!.Vouchers.Count == 0: Try(file, line, () => Total(file, xml.LocalName, Tree(xml).Value)); break;
                case "JournalID": journal = Tree(xml).Value.Trim(); break;
                case "Transaction": Try(file!, line, () => file!.Vouchers.Add(Voucher(Tree(xml), line, journal))); break;
                // What the books do not need: documents, stock, assets and analyses.
                case "SourceDocuments" or "Products" or "PhysicalStock" or "Assets" or "AnalysisTypeTable" or "UOMTable" or "MovementTypeTable" or "Owners" or "Taxonomies": xml.Skip(); break;
                default: xml.Read(); break;
            }
        }
        return file is null ? (null, Phrase.Of($"Filen har ingen Header og kan ikke leses.")) : (file, null);
    }

    private static XElement Tree(XmlReader xml) => (XElement)XNode.ReadFrom(xml);

    // A value that cannot be read is a fault with its place, not the end of the reading.
    private static void Try(SafTFile file, int line, Action read)
    {
        try
        {
            read();
        }
        catch (Unreadable e)
        {
            if (file.Faults.Count < MostFaults) file.Faults.Add(new(true, line, e.Says));
        }
    }

    private sealed class Unreadable(FormattableString says) : Exception
    {
        public Phrase Says { get; } = Phrase.Of(says);
    }

    private static SafTFile Header(XElement header)
    {
        var (company, selection) = (Child(header, "Company"), Child(header, "SelectionCriteria"));
        var (from, to) = (DateOf(selection, "SelectionStartDate"), DateOf(selection, "SelectionEndDate"));
        if (from is null && Number(selection, "PeriodStart") is { } first && Number(selection, "PeriodStartYear") is { } firstYear && first is >= 1 and <= 12) from = new DateOnly(firstYear, first, 1);
        if (to is null && Number(selection, "PeriodEnd") is { } last && Number(selection, "PeriodEndYear") is { } lastYear && last >= 1) to = new DateOnly(lastYear, Math.Min(last, 12), 1).AddMonths(1).AddDays(-1);
        return new() { Version = Text(header, "AuditFileVersion") ?? "", Company = Text(company, "Name") ?? "", OrgNumber = Text(company, "RegistrationNumber") ?? "", From = from, To = to };
    }

    private static ReadAccount Account(XElement e, int line) => new(line, Needed(e, "AccountID"), Text(e, "AccountDescription") ?? "", Text(e, "StandardAccountID"), Text(e, "GroupingCategory"), Text(e, "GroupingCode"), Balance(e, "Opening") ?? 0, Balance(e, "Closing") ?? 0);

    private static ReadParty Party(XElement e, int line, string id)
    {
        var balances = e.Elements().Where(x => x.Name.LocalName == "BalanceAccount").Select(b => (Text(b, "AccountID"), Balance(b, "Opening") ?? 0)).ToList();
        if (balances.Count == 0 && Balance(e, "Opening") is { } opening) balances.Add((Text(e, "AccountID"), opening));
        return new(line, Needed(e, id), Text(e, "Name") ?? "", Text(e, "RegistrationNumber"), Text(Child(e, "Address"), "Country"), balances);
    }

    private static void Code(SafTFile file, XElement e, int line)
    {
        var standard = Text(e, "StandardTaxCode");
        file.Codes[Needed(e, "TaxCode")] = (line, standard is null || standard.Equals("NA", StringComparison.OrdinalIgnoreCase) ? null : standard);
    }

    private static void Total(SafTFile file, string name, string value)
    {
        var stated = file.Stated ?? default;
        file.Stated = name switch
        {
            "NumberOfEntries" => stated with { Entries = int.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : throw new Unreadable($"«{value}» er ikke et antall.") },
            "TotalDebit" => stated with { Debit = Decimal(value) },
            _ => stated with { Credit = Decimal(value) },
        };
    }

    private static ReadVoucher Voucher(XElement e, int line, string journal) => new(line, journal, Needed(e, "TransactionID"), Number(e, "Period"), Number(e, "PeriodYear"), DateOf(e, "TransactionDate") ?? throw new Unreadable($"Bilaget mangler TransactionDate."), DateOf(e, "GLPostingDate"),
        Text(e, "Description") ?? "", Text(e, "SupplierID"), [.. e.Elements().Where(x => x.Name.LocalName == "Line").Select(Line)]);

    private static ReadLine Line(XElement e)
    {
        var (debit, credit) = (Child(e, "DebitAmount"), Child(e, "CreditAmount"));
        var amount = (debit is null ? 0 : Decimal(Needed(debit, "Amount"))) - (credit is null ? 0 : Decimal(Needed(credit, "Amount")));
        var (sign, money, tax) = (Math.Sign(amount) is 0 ? 1 : Math.Sign(amount), debit ?? credit, Child(e, "TaxInformation"));
        // Virtual currencies (1.40) have more decimals than the books keep: the kroner stand by themselves.
        var currency = Text(money, "CurrencyCode") is { Length: 3 } code && code != "NOK" && Text(money, "CurrencyAmount") is not null && Text(money, "VirtualCurrencyType") is null ? code : null;
        var taxBase = Text(tax, "TaxBase");
        // From 1.40 VAT of another currency is fixed in kroner beside it (bfl 4-2), to 1.20 it has the sign of the line, and from 1.30 it says its side.
        var (debitKroner, creditKroner) = (Child(tax, "DebitNOKTaxAmount"), Child(tax, "CreditNOKTaxAmount"));
        if ((debitKroner ?? creditKroner) is { } kroner) taxBase = Text(kroner, "NOKTaxBase") ?? taxBase;
        var vat = tax is null ? (decimal?)null
            : debitKroner is not null || creditKroner is not null ? (debitKroner is null ? 0 : Decimal(Needed(debitKroner, "NOKAmount"))) - (creditKroner is null ? 0 : Decimal(Needed(creditKroner, "NOKAmount")))
            : Child(tax, "TaxAmount") is { } plain ? sign * Decimal(Needed(plain, "Amount"))
            : (Child(tax, "DebitTaxAmount") is { } d ? Decimal(Needed(d, "Amount")) : 0) - (Child(tax, "CreditTaxAmount") is { } c ? Decimal(Needed(c, "Amount")) : 0);
        return new(Needed(e, "AccountID"), amount, Text(tax, "TaxCode"), taxBase is { } b ? sign * Decimal(b) : null, vat, Text(e, "SupplierID"), Text(e, "CustomerID"), Text(e, "Description") ?? "",
            currency, currency is null ? null : sign * Math.Abs(Decimal(Text(money, "CurrencyAmount")!)), Text(e, "SourceDocumentID") ?? Text(e, "ReferenceNumber"), DateOf(e, "DueDate"));
    }

    private static decimal? Balance(XElement e, string which) => Text(e, $"{which}DebitBalance") is { } debit ? Decimal(debit) : Text(e, $"{which}CreditBalance") is { } credit ? -Decimal(credit) : null;

    private static XElement? Child(XElement? e, string name) => e?.Elements().FirstOrDefault(x => x.Name.LocalName == name);

    private static string? Text(XElement? e, string name) => Child(e, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static string Needed(XElement e, string name) => Text(e, name) ?? throw new Unreadable($"Elementet {e.Name.LocalName} mangler {name}.");

    private static int? Number(XElement? e, string name) => Text(e, name) is { } text && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= 9999 ? number : null;

    private static DateOnly? DateOf(XElement? e, string name) => Text(e, name) is not { } text ? null
        : text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2200 ? day
        : throw new Unreadable($"«{text}» i {name} er ikke en dato fra 1990 til 2200.");

    private static decimal Decimal(string text) => decimal.TryParse(text.Trim(), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) && Money.IsBookable(amount)
        ? amount : throw new Unreadable($"«{text}» er ikke et beløp i hele øre.");
}
