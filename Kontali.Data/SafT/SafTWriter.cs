using System.Globalization;
using System.Text;
using System.Xml;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Data.SafT;

/// <summary>What is to be written.</summary>
/// <param name="Client">The client.</param>
/// <param name="Span">Whole months: the balances are kept by the month.</param>
/// <param name="Version">1.20, 1.30 or 1.40; null by the period: 1.30 from 2025, 1.40 from 2027.</param>
public sealed record SafTOrder(Client Client, MonthSpan Span, string? Version = null)
{
    /// <summary>The version that is written.</summary>
    public string ActualVersion => Version ?? VersionFor(Span);

    /// <summary>The version that the period demands: 1.20 to 2024, 1.30 from 2025, and 1.40 of the first period that begins in 2027.</summary>
    public static string VersionFor(MonthSpan span) => span.FirstDay.Year switch { >= 2027 => "1.40", >= 2025 => "1.30", _ => "1.20" };

    /// <summary>The versions that a person may choose between: from 2025 on 1.40 may be written in place of 1.30, of her own will until 2027.</summary>
    public static IReadOnlyList<string> ChoicesFor(MonthSpan span) => span.FirstDay.Year switch { >= 2027 => ["1.40"], >= 2025 => ["1.30", "1.40"], _ => ["1.20"] };

    /// <summary>The file's name: what it is, whose, made when.</summary>
    public string FileName(DateTimeOffset at) => $"SAF-T Financial_{Client.OrgNumber}_{at:yyyyMMddHHmmss}.xml";
}

/// <summary>What was written.</summary>
/// <param name="Vouchers">Vouchers.</param>
/// <param name="Lines">Lines.</param>
/// <param name="Debit">Sum of debit.</param>
/// <param name="Credit">Sum of credit.</param>
public sealed record SafTWritten(int Vouchers, long Lines, decimal Debit, decimal Credit);

/// <summary>
/// Writes a client's books as SAF-T Financial (Skatteetaten/saf-t, 1.20 for periods to 2024, 1.30 from 2025 and 1.40 from 2027): the accounts that are used with their
/// grouping, the vendors, the tax table, and the vouchers in the order of the chain, streamed from a reader so that their number does not matter.
/// </summary>
public static class SafTWriter
{
    internal const string Namespace = "urn:StandardAuditFile-Taxation-Financial:NO";

    private static readonly string[] Versions = ["1.20", "1.30", "1.40"];

    /// <summary>Writes it, as the books stand in one moment.</summary>
    /// <param name="db">The context; its connection reads until the end.</param>
    /// <param name="order">What.</param>
    /// <param name="to">Where; not closed.</param>
    /// <param name="software">The program's version.</param>
    /// <param name="tell">Hears how many lines are written, now and then, of how many.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">An account without grouping where the version demands it, or an unknown version.</exception>
    public static async Task<SafTWritten> WriteSafTAsync(this KontaliContext db, SafTOrder order, Stream to, string software, Func<long, long, Task>? tell = null, CancellationToken ct = default)
    {
        if (!Versions.Contains(order.ActualVersion)) throw new BrokenRule($"SAF-T skrives i versjon 1.20, 1.30 eller 1.40, ikke «{order.ActualVersion}».");
        // Balances, totals and lines are of one moment, however long the writing takes.
        await using var transaction = db.Database.CurrentTransaction is null ? await db.Database.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, ct) : null;
        var facts = await db.SafTFactsAsync(order, ct);
        await using var buffered = new BufferedStream(to, 1 << 16);
        await using var text = new StreamWriter(buffered, new UTF8Encoding(false), 1 << 15, leaveOpen: true);
        var settings = new XmlWriterSettings { Async = false, Indent = false, CloseOutput = false, CheckCharacters = false };
        SafTWritten written;
        using (var xml = XmlWriter.Create(text, settings))
        {
            xml.WriteStartDocument();
            xml.WriteStartElement("AuditFile", Namespace);
            Header(xml, order, facts, software, db.Clock.Today());
            MasterFiles(xml, order.ActualVersion, facts);
            written = await db.EntriesAsync(xml, text, order, facts, tell, ct);
            xml.WriteEndElement();
            xml.WriteEndDocument();
        }
        await text.FlushAsync(ct);
        await buffered.FlushAsync(ct);
        return written;
    }

    private static void Header(XmlWriter xml, SafTOrder order, SafTFacts facts, string software, DateOnly today)
    {
        var client = order.Client;
        xml.WriteStartElement("Header", Namespace);
        Element(xml, "AuditFileVersion", order.ActualVersion);
        Element(xml, "AuditFileCountry", "NO");
        Element(xml, "AuditFileDateCreated", Date(today));
        Element(xml, "SoftwareCompanyName", "Kontali");
        Element(xml, "SoftwareID", "Kontali");
        Element(xml, "SoftwareVersion", Cut(software, 18));
        xml.WriteStartElement("Company", Namespace);
        Element(xml, "RegistrationNumber", client.OrgNumber.ToString());
        Element(xml, "Name", Cut(client.Name, order.ActualVersion == "1.20" ? 70 : 256));
        Address(xml, "NO");
        xml.WriteStartElement("Contact", Namespace);
        xml.WriteStartElement("ContactPerson", Namespace);
        var (first, last) = NameOf(facts.Contact);
        Element(xml, "FirstName", Cut(first, 35));
        Element(xml, "LastName", Cut(last, 70));
        xml.WriteEndElement();
        Element(xml, "Telephone", "ikke oppgitt");
        if (facts.ContactEmail is { Length: > 0 and <= 70 } email) Element(xml, "Email", email);
        xml.WriteEndElement();
        if (client.VatStatus == VatStatus.Registered)
        {
            xml.WriteStartElement("TaxRegistration", Namespace);
            Element(xml, "TaxRegistrationNumber", $"{client.OrgNumber}MVA");
            Element(xml, "TaxAuthority", "Skatteetaten");
            xml.WriteEndElement();
        }
        foreach (var bank in client.ActiveBanks)
        {
            xml.WriteStartElement("BankAccount", Namespace);
            Element(xml, "BankAccountNumber", Cut(bank, 35));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        Element(xml, "DefaultCurrencyCode", client.BaseCurrency);
        xml.WriteStartElement("SelectionCriteria", Namespace);
        Element(xml, "SelectionStartDate", Date(order.Span.FirstDay));
        Element(xml, "SelectionEndDate", Date(order.Span.LastDay));
        xml.WriteEndElement();
        Element(xml, "TaxAccountingBasis", "A");
        xml.WriteEndElement();
    }

    private static void MasterFiles(XmlWriter xml, string version, SafTFacts facts)
    {
        xml.WriteStartElement("MasterFiles", Namespace);
        if (facts.Accounts.Count > 0) xml.WriteStartElement("GeneralLedgerAccounts", Namespace);
        foreach (var account in facts.Accounts)
        {
            xml.WriteStartElement("Account", Namespace);
            Element(xml, "AccountID", account.Number);
            Element(xml, "AccountDescription", Cut(account.Name, 256));
            if (version == "1.20" && account.StandardAccount is { Length: > 0 } standard) Element(xml, "StandardAccountID", standard);
            if (account.GroupingCategory is { Length: > 0 } category && account.GroupingCode is { Length: > 0 } code)
            {
                Element(xml, "GroupingCategory", Cut(category, version == "1.20" ? 35 : 256));
                Element(xml, "GroupingCode", Cut(code, 35));
            }
            Element(xml, "AccountType", "GL");
            Balance(xml, "Opening", account.Opening);
            Balance(xml, "Closing", account.Closing);
            xml.WriteEndElement();
        }
        if (facts.Accounts.Count > 0) xml.WriteEndElement();
        if (facts.Vendors.Count > 0) xml.WriteStartElement("Suppliers", Namespace);
        foreach (var vendor in facts.Vendors.GroupBy(v => v.Number))
        {
            xml.WriteStartElement("Supplier", Namespace);
            if (vendor.First().OrgNumber is { Length: > 0 and <= 35 } number) Element(xml, "RegistrationNumber", number);
            Element(xml, "Name", Cut(vendor.First().Name, version == "1.20" ? 70 : 256));
            Address(xml, vendor.First().Country);
            Element(xml, "SupplierID", Cut(vendor.Key, 35));
            // 1.20 has one account a vendor, 1.30 as many as there are.
            foreach (var balance in version == "1.20" ? [Summed(vendor)] : vendor.ToList())
            {
                if (version != "1.20") xml.WriteStartElement("BalanceAccount", Namespace);
                Element(xml, "AccountID", balance.Account);
                Balance(xml, "Opening", balance.Opening);
                Balance(xml, "Closing", balance.Closing);
                if (version != "1.20") xml.WriteEndElement();
            }
            xml.WriteEndElement();
        }
        if (facts.Vendors.Count > 0) xml.WriteEndElement();
        if (facts.Codes.Count > 0) TaxTable(xml, facts);
        xml.WriteEndElement();
    }

    private static SafTVendor Summed(IEnumerable<SafTVendor> accounts)
    {
        var all = accounts.ToList();
        return all[0] with { Opening = all.Sum(v => v.Opening), Closing = all.Sum(v => v.Closing) };
    }

    private static void TaxTable(XmlWriter xml, SafTFacts facts)
    {
        xml.WriteStartElement("TaxTable", Namespace);
        xml.WriteStartElement("TaxTableEntry", Namespace);
        Element(xml, "TaxType", "MVA");
        Element(xml, "Description", "Merverdiavgift");
        foreach (var code in facts.Codes)
        {
            xml.WriteStartElement("TaxCodeDetails", Namespace);
            Element(xml, "TaxCode", code.Code.Code);
            Element(xml, "Description", code.Code.Name);
            Element(xml, "TaxPercentage", Plain(code.Percent));
            Element(xml, "Country", "NO");
            Element(xml, "StandardTaxCode", code.Code.Code);
            Element(xml, "BaseRate", "100");
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private const string LinesSql = """
        select g.id, g.voucher_series, g.fiscal_year, g.voucher_number, g.accounting_date, g.entry_date, g.description, g.created_at, g.source_type, coalesce(u.name, g.created_by_type) as by,
               l.line_number, l.account_number, l.debit_amount, l.credit_amount, l.vat_code, l.vat_base_amount, l.vat_amount, v.vendor_number, l.currency, l.currency_amount, l.line_description,
               coalesce(i.invoice_number, '') as invoice, i.kid, i.due_date
          from general_ledger g join general_ledger_lines l on l.general_ledger_id = g.id
          left join users u on u.tenant_id = g.tenant_id and u.id = g.created_by_id
          left join vendors v on v.tenant_id = l.tenant_id and v.id = l.vendor_id
          left join vendor_invoices i on g.source_type = 'vendor_invoice' and i.tenant_id = g.tenant_id and i.id = g.source_id
         where g.client_id = $1 and g.accounting_date between $2 and $3
         order by g.voucher_series, g.fiscal_year, g.voucher_number, l.line_number
        """;

    private static async Task<SafTWritten> EntriesAsync(this KontaliContext db, XmlWriter xml, StreamWriter text, SafTOrder order, SafTFacts facts, Func<long, long, Task>? tell, CancellationToken ct)
    {
        xml.WriteStartElement("GeneralLedgerEntries", Namespace);
        Element(xml, "NumberOfEntries", facts.Vouchers.ToString(CultureInfo.InvariantCulture));
        Element(xml, "TotalDebit", Amount(facts.Debit));
        Element(xml, "TotalCredit", Amount(facts.Credit));
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await using var command = new NpgsqlCommand(LinesSql, connection) { CommandTimeout = 0 };
        command.Parameters.Add(new() { Value = order.Client.Id });
        command.Parameters.Add(new() { Value = order.Span.FirstDay });
        command.Parameters.Add(new() { Value = order.Span.LastDay });
        await using var rows = await command.ExecuteReaderAsync(ct);
        var (voucher, series, count, lines, debit, credit) = (Guid.Empty, "", 0, 0L, 0m, 0m);
        var percents = facts.Codes.ToDictionary(c => c.Code.Code, c => c.Code.RateClass);
        var is120 = order.ActualVersion == "1.20";
        while (await rows.ReadAsync(ct))
        {
            if (rows.GetGuid(0) is var id && id != voucher)
            {
                if (voucher != Guid.Empty) xml.WriteEndElement();
                if (rows.GetString(1) is var its && its != series)
                {
                    if (series.Length > 0) xml.WriteEndElement();
                    series = its;
                    Journal(xml, series);
                }
                voucher = id;
                count++;
                Transaction(xml, rows, order.Client, is120);
            }
            var (d, c) = Line(xml, rows, facts, percents, is120);
            (debit, credit) = (debit + d, credit + c);
            if (++lines % 10_000 == 0 && tell is not null)
            {
                xml.Flush();
                await text.FlushAsync(ct);
                await tell(lines, facts.Lines);
            }
        }
        if (voucher != Guid.Empty)
        {
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
        return (count, debit, credit) == (facts.Vouchers, facts.Debit, facts.Credit) ? new(count, lines, debit, credit)
            : throw new InvalidOperationException($"The totals were {facts.Vouchers} {facts.Debit} {facts.Credit}, and {count} {debit} {credit} were written.");
    }

    private static void Journal(XmlWriter xml, string series)
    {
        xml.WriteStartElement("Journal", Namespace);
        Element(xml, "JournalID", Cut(series, 18));
        Element(xml, "Description", series switch { "A" => "Hovedbilag", "L" => "Inngående fakturaer", "B" => "Bank", "S" => "Salg", _ => $"Serie {series}" });
        Element(xml, "Type", "GL");
    }

    private static void Transaction(XmlWriter xml, NpgsqlDataReader row, Client client, bool is120)
    {
        var accounting = row.GetFieldValue<DateOnly>(4);
        var description = Cut(row.GetString(6), 256);
        xml.WriteStartElement("Transaction", Namespace);
        Element(xml, "TransactionID", JournalEntry.NameOf(row.GetString(1), row.GetInt32(2), row.GetInt32(3)));
        // Periods are counted from where the fiscal year begins.
        Element(xml, "Period", ((accounting.Month - client.FiscalYearStart + 12) % 12 + 1).ToString(CultureInfo.InvariantCulture));
        Element(xml, "PeriodYear", row.GetInt32(2).ToString(CultureInfo.InvariantCulture));
        Element(xml, "TransactionDate", Date(row.GetFieldValue<DateOnly>(5)));
        Element(xml, "SourceID", Cut(row.GetString(9), 35));
        if (!is120) Element(xml, "VoucherType", TypeOf(row.GetString(8)));
        Element(xml, "Description", description);
        Element(xml, "SystemEntryDate", Date(DateOnly.FromDateTime(row.GetFieldValue<DateTime>(7))));
        Element(xml, "GLPostingDate", Date(accounting));
    }

    private static string TypeOf(string source) => source switch { "vendor_invoice" => "Inngående faktura", "sales" => "Salg", "bank" => "Bank", "opening" => "Inngående balanse", "reversal" => "Tilbakeføring", _ => "Diverse" };

    private static (decimal Debit, decimal Credit) Line(XmlWriter xml, NpgsqlDataReader row, SafTFacts facts, Dictionary<string, RateClass> classes, bool is120)
    {
        var (debit, credit) = (row.GetDecimal(12), row.GetDecimal(13));
        xml.WriteStartElement("Line", Namespace);
        Element(xml, "RecordID", row.GetInt32(10).ToString(CultureInfo.InvariantCulture));
        Element(xml, "AccountID", row.GetString(11));
        if (row.GetString(21) is { Length: > 0 } invoice) Element(xml, "SourceDocumentID", Cut(invoice, 35));
        if (!row.IsDBNull(17)) Element(xml, "SupplierID", Cut(row.GetString(17), 35));
        Element(xml, "Description", Cut(row.IsDBNull(20) ? row.GetString(6) : row.GetString(20), 256));
        xml.WriteStartElement(debit > 0 ? "DebitAmount" : "CreditAmount", Namespace);
        Element(xml, "Amount", Amount(debit + credit));
        if (!row.IsDBNull(18) && !row.IsDBNull(19))
        {
            Element(xml, "CurrencyCode", row.GetString(18));
            Element(xml, "CurrencyAmount", Amount(row.GetDecimal(19) * (debit > 0 ? 1 : -1)));
        }
        xml.WriteEndElement();
        if (!row.IsDBNull(14)) Tax(xml, row, facts, classes, debit - credit, is120);
        if (!row.IsDBNull(17))
        {
            if (!row.IsDBNull(22)) Element(xml, "CID", Cut(row.GetString(22), 35));
            if (!row.IsDBNull(23)) Element(xml, "DueDate", Date(row.GetFieldValue<DateOnly>(23)));
        }
        xml.WriteEndElement();
        return (debit, credit);
    }

    // The code stands with its base and its VAT; what stands on the VAT accounts by itself follows from that, but for customs' own VAT, which has no base.
    private static void Tax(XmlWriter xml, NpgsqlDataReader row, SafTFacts facts, Dictionary<string, RateClass> classes, decimal amount, bool is120)
    {
        var (code, hasBase) = (row.GetString(14), !row.IsDBNull(15));
        var isLeg = !hasBase && row.GetString(11) is ['2', '7', '0' or '1', ..];
        if (isLeg && code is not ("14" or "15")) return;
        var sign = amount < 0 ? -1 : 1;
        var vat = hasBase ? row.GetDecimal(16) * sign : isLeg ? amount * sign : 0;
        xml.WriteStartElement("TaxInformation", Namespace);
        Element(xml, "TaxType", "MVA");
        Element(xml, "TaxCode", code);
        Element(xml, "TaxPercentage", Plain(facts.PercentOn(classes[code], row.GetFieldValue<DateOnly>(5))));
        Element(xml, "Country", "NO");
        if (hasBase) Element(xml, "TaxBase", Amount(row.GetDecimal(15) * sign));
        xml.WriteStartElement(is120 ? "TaxAmount" : sign > 0 ? "DebitTaxAmount" : "CreditTaxAmount", Namespace);
        Element(xml, "Amount", Amount(vat));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Balance(XmlWriter xml, string which, decimal amount) => Element(xml, amount < 0 ? $"{which}CreditBalance" : $"{which}DebitBalance", Amount(Math.Abs(amount)));

    private static void Address(XmlWriter xml, string country)
    {
        xml.WriteStartElement("Address", Namespace);
        Element(xml, "Country", country is { Length: 2 } and not "ZZ" ? country : "NO");
        xml.WriteEndElement();
    }

    private static (string First, string Last) NameOf(string name) => name.LastIndexOf(' ') is > 0 and var at ? (name[..at], name[(at + 1)..]) : (name, name);

    private static void Element(XmlWriter xml, string name, string value)
    {
        xml.WriteStartElement(name, Namespace);
        xml.WriteString(value);
        xml.WriteEndElement();
    }

    private static string Amount(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Plain(decimal number) => number.ToString("0.##", CultureInfo.InvariantCulture);

    private static string Date(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Whole characters, none that XML cannot carry; the schema takes no empty description, and so much of a long one.
    private static string Cut(string text, int most)
    {
        var clean = true;
        foreach (var c in text) clean &= c >= ' ' && !char.IsSurrogate(c) && c < '\ufffe';
        if (!clean) text = string.Concat(text.EnumerateRunes().Where(r => r.Value >= ' ' && r.Value is not (0xfffd or 0xfffe or 0xffff)).Select(r => r.ToString()));
        if (text.Length > most) text = char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)] : text[..most];
        return text;
    }
}
