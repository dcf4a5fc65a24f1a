using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.SafT;

/// <summary>What came in.</summary>
/// <param name="Vouchers">Vouchers, the opening balance among them.</param>
/// <param name="Vendors">Vendors.</param>
/// <param name="Invoices">Vendors' invoices that the vouchers stand for.</param>
/// <param name="Lessons">Lines that teach the memory.</param>
public sealed record SafTImported(int Vouchers, int Vendors, int Invoices, int Lessons);

/// <summary>
/// Another system's books come into an empty client: chart, vendors, opening balances, history, all or nothing. The file is kept as the document of
/// every voucher it brings, and what was booked of vendors' invoices teaches the suggestions.
/// </summary>
public static class ImportSafT
{
    private const int AtOnce = 400;

    /// <summary>What an import of these bytes would do. Reads only.</summary>
    public static async Task<SafTPlan> PlanSafTAsync(this KontaliContext db, Guid clientId, Func<Stream> open, CancellationToken ct = default)
    {
        var client = await db.Clients.AsNoTracking().SingleOrDefaultAsync(c => c.Id == clientId, ct) ?? throw new BrokenRule($"Klienten finnes ikke.");
        var chart = await db.Accounts.AsNoTracking().Where(a => a.ClientId == clientId).Select(a => a.AccountNumber).ToListAsync(ct);
        var tax = await db.StandardTaxAsync(ct);
        var (file, refusal) = SafTReader.Read(open);
        var plan = file is null ? SafTPlan.Refused(refusal!) : SafTPlan.Of(file, client, [.. chart], tax);
        return await db.Journal.AnyAsync(j => j.ClientId == clientId, ct)
            ? plan with { Faults = [new(true, 0, Phrase.Of($"{client.Name} har allerede bilag. En SAF-T-fil leses bare inn i en klient uten bilag.")), .. plan.Faults] } : plan;
    }

    /// <summary>Does it, in the caller's transaction.</summary>
    /// <param name="db">The context.</param>
    /// <param name="clientId">A client without vouchers.</param>
    /// <param name="plan">The plan that was shown.</param>
    /// <param name="kept">The file, kept in the store.</param>
    /// <param name="filename">Its name.</param>
    /// <param name="tell">Hears how many vouchers are posted, of how many.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="BrokenRule">Something stops it, or the client has vouchers.</exception>
    public static async Task<SafTImported> ImportSafTAsync(this KontaliContext db, Guid clientId, SafTPlan plan, StoredFile kept, string filename, Func<int, int, Task>? tell = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        if (plan.Faults.FirstOrDefault(f => f.Stops) is { } stops) throw new BrokenRule(stops.Says);
        var client = await db.ClientAsync(clientId, ct);
        // Two who import at once: the second waits here, and then finds vouchers.
        await db.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended('saf-t ' || {clientId}, 0))", ct);
        if (await db.Journal.AnyAsync(j => j.ClientId == clientId, ct)) throw new BrokenRule($"{client.Name} har allerede bilag. En SAF-T-fil leses bare inn i en klient uten bilag.");
        var document = await db.KeepFileAsync(client, kept, filename, ct);
        await db.MergeChartAsync(client, plan.Accounts, ct);
        var vendors = plan.Vendors.Select(v => db.AddVendor(client, new Party { Name = v.Name, CompanyId = v.OrgNumber, Address = new([], null, null, null, v.Country ?? "NO") }, v.Number)).ToList();
        await db.WriteWaitingAsync(ct);
        var posted = await db.PostPlannedAsync(client, plan.Vouchers, vendors, document, tell, ct);
        var invoices = db.AddInvoices(plan.Vouchers, posted, vendors, document);
        await db.WriteWaitingAsync(ct);
        var lessons = await db.TeachImportedAsync(clientId, document.Id, ct);
        return new(posted.Count, vendors.Count, invoices, lessons);
    }

    private static async Task<Document> KeepFileAsync(this KontaliContext db, Client client, StoredFile kept, string filename, CancellationToken ct)
    {
        if (await db.Documents.SingleOrDefaultAsync(d => d.FileHash == kept.Sha256 && d.ParentId == null, ct) is { } before)
        {
            before.BelongsTo(client.Id);
            return before;
        }
        var (document, arrival) = db.AddDocument(kept, filename, "application/xml", FileKind.Other, Door.Browser, client.Id);
        arrival.Now(ArrivalStatus.Posted, db.Clock.Now());
        return document;
    }

    // An account of the same number takes the file's name and mapping; the client's other accounts stay for later.
    private static async Task MergeChartAsync(this KontaliContext db, Client client, IReadOnlyList<ReadAccount> accounts, CancellationToken ct)
    {
        var chart = await db.Accounts.Where(a => a.ClientId == client.Id).ToDictionaryAsync(a => a.AccountNumber, ct);
        foreach (var read in accounts)
        {
            if (!chart.TryGetValue(read.Id, out var account))
                db.Accounts.Add(account = chart[read.Id] = new Account { TenantId = client.TenantId, ClientId = client.Id, AccountNumber = read.Id, AccountName = read.Name, AccountType = AccountNumber.TypeOf(read.Id) });
            if (read.Name.Length > 0) account.AccountName = read.Name.Length > 255 ? read.Name[..255] : read.Name;
            if (read.StandardAccount is { Length: <= 10 } standard) account.StandardAccount = standard;
            if (read is { GroupingCategory: { Length: <= 60 } category, GroupingCode: { Length: <= 10 } code }) (account.GroupingCategory, account.GroupingCode) = (category, code);
            account.IsActive = true;
        }
    }

    private static async Task<IReadOnlyList<JournalEntry>> PostPlannedAsync(this KontaliContext db, Client client, IReadOnlyList<PlannedVoucher> planned, List<Vendor> vendors, Document document, Func<int, int, Task>? tell, CancellationToken ct)
    {
        List<JournalEntry> posted = [];
        foreach (var chunk in planned.Chunk(AtOnce))
        {
            var vouchers = chunk.Select(p => new Voucher(client.TenantId, client.Id, [.. p.Lines.Select(l => l.Vendor is { } vendor ? l.Line with { VendorId = vendors[vendor].Id } : l.Line)])
            {
                PostingKey = Guid.CreateVersion7(),
                Series = p.Series,
                DocumentDate = p.Document,
                AccountingDate = p.Accounting,
                Description = p.Description,
                SourceType = p.IsOpening ? EntrySource.Opening : EntrySource.Manual,
                DocumentId = document.Id,
                DocumentHash = document.FileHash,
            }).ToList();
            posted.AddRange(await db.PostManyAsync(client, vouchers, ct));
            if (tell is not null) await tell(posted.Count, planned.Count);
        }
        return posted;
    }

    // A voucher that owes one vendor for what its lines cost is that vendor's invoice: so it stands among the vendor's, and teaches.
    private static int AddInvoices(this KontaliContext db, IReadOnlyList<PlannedVoucher> planned, IReadOnlyList<JournalEntry> posted, List<Vendor> vendors, Document document)
    {
        HashSet<(Guid, string)> numbers = [];
        List<(VendorInvoice Invoice, decimal Owed)> invoices = [];
        foreach (var (plan, entry) in planned.Zip(posted))
        {
            var owed = plan.Lines.Where(l => l.Line.Account == AccountNumber.Payables).ToList();
            if (plan.IsOpening || owed is not [{ Vendor: { } at, Line.Amount: < 0 }] || plan.Lines.Any(l => l.Line.Account[0] is '3') || !plan.Lines.Any(l => AccountNumber.TakesPurchases(l.Line.Account) && l.Line.Account[..2] is not "19") || plan.Lines.Any(l => l.Line.Account[..2] is "19")) continue;
            var total = -owed[0].Line.Amount;
            var vat = plan.Lines.Where(l => l.Line.Account.StartsWith("271", StringComparison.Ordinal)).Sum(l => l.Line.Amount) + plan.Lines.Where(l => l.Line.Account.StartsWith("270", StringComparison.Ordinal)).Sum(l => l.Line.Amount);
            var number = plan.Invoice ?? entry.VoucherName;
            if (InvoiceNumber.Normalize(number).Length is 0 or > 100 || !numbers.Add((vendors[at].Id, InvoiceNumber.Normalize(number))))
            {
                number = entry.VoucherName;
                if (!numbers.Add((vendors[at].Id, InvoiceNumber.Normalize(number)))) continue;
            }
            var costs = plan.Lines.Where(l => AccountNumber.TakesPurchases(l.Line.Account)).ToList();
            var facts = new InvoiceFacts
            {
                Kind = InvoiceKind.Invoice,
                Number = number,
                IssueDate = plan.Document,
                DueDate = plan.Due,
                Currency = "NOK",
                Seller = new Party { Name = vendors[at].Name, CompanyId = vendors[at].OrgNumber },
                Buyer = new Party { Name = "" },
                Lines = [.. costs.Select((l, i) => new InvoiceLine { Id = $"{i + 1}", Name = l.Line.Text ?? plan.Description, Quantity = 1, Price = l.Line.Amount, Net = l.Line.Amount })],
                LineTotal = total - vat,
                Net = total - vat,
                VatTotal = vat,
                Gross = total,
                Payable = total,
            };
            var invoice = db.AddInvoice(document, vendors[at], facts, []);
            invoice.Posted(entry.Id, entry.CreatedAt, db.Actor.User);
            invoices.Add((invoice, total));
        }
        // What a vendor is still owed is the newest; all before it is paid. So what may be paid is never more than the subledger says.
        var open = posted.Zip(planned).SelectMany(p => p.Second.Lines).Where(l => l.Line.Account == AccountNumber.Payables && l.Vendor is not null).GroupBy(l => vendors[l.Vendor!.Value].Id).ToDictionary(g => g.Key, g => -g.Sum(l => l.Line.Amount));
        foreach (var vendor in invoices.GroupBy(i => i.Invoice.VendorId))
        {
            var left = open.GetValueOrDefault(vendor.Key);
            foreach (var (invoice, owed) in vendor.OrderByDescending(i => i.Invoice.InvoiceDate))
            {
                var unpaid = Math.Clamp(left, 0, owed);
                left -= unpaid;
                if (unpaid == owed) continue;
                (invoice.PaidAmount, invoice.PaymentStatus) = (owed - unpaid, unpaid == 0 ? PaymentStatus.Paid : PaymentStatus.Partly);
            }
        }
        return invoices.Count;
    }
}
