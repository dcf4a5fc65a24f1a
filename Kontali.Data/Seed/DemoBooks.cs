using System.Text.Json;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Kontali.Data.Review;
using Kontali.Data.Vat;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Seed;

/// <summary>Writes one client's books from the first day to today, by the house's own verbs, in the caller's transaction.</summary>
internal sealed class DemoBooks(KontaliContext db, DemoClient demo, DocumentStore store, DemoClock clock, DateOnly today)
{
    private readonly DemoTotals _totals = new();
    private readonly Dictionary<(string Vendor, string Account), List<Guid>> _booked = [];
    private readonly Dictionary<DemoPurchase, (Guid Vendor, decimal Owed, Guid Line, DateOnly On)> _owed = [];
    private readonly Dictionary<string, Vendor> _vendors = [];
    private readonly Actor _agent = Actor.Agent(DemoFirm.Id, InvoiceAgent.Name);
    private BookingRules _rules = null!;
    private int _minutes;

    /// <summary>The client, its chart, its history, and the terms that are filed closed.</summary>
    public async Task WriteAsync(CancellationToken ct)
    {
        clock.Set(DemoHistory.Start(today), 0);
        var client = await db.OpenBooksAsync(demo.AsClient(DemoFirm.Id), ct);
        db.ClientAccess.AddRange(DemoUsers.AssignedTo(demo));
        await SaveAsync(ct);
        _rules = await db.BookingRulesAsync(client, ct);
        db.ChangeTracker.AutoDetectChangesEnabled = false; // rows are added and never changed
        var purchases = DemoHistory.Of(demo, today).ToList();
        var files = await KeepAsync(purchases, ct);
        foreach (var step in Steps(purchases, files).OrderBy(s => s.At).ThenBy(s => s.Order))
        {
            clock.Set(step.At, _minutes += 3);
            await step.Do(ct);
            await SaveAsync(ct);
        }
        await FileVatAsync(ct);
    }

    private sealed record Step(DateOnly At, int Order, Func<CancellationToken, Task> Do);

    private IEnumerable<Step> Steps(List<DemoPurchase> purchases, Dictionary<DemoPurchase, StoredFile> files) =>
    [
        .. DemoVouchers.Of(demo, today).Select(v => new Step(v.At, v.Source == EntrySource.Opening ? 0 : 2, ct => PostAsync(v, ct))),
        .. purchases.Select(p => new Step(p.Received, 1, ct => BookAsync(p, files[p], ct))),
        .. purchases.Where(p => p.Paid is not null).GroupBy(p => p.Paid!.Value).Select(run => new Step(run.Key, 3, ct => PayAsync([.. run], run.Key, ct))),
    ];

    // Files go to disk before any row names them, many at once: waiting for the disk is most of it.
    private async Task<Dictionary<DemoPurchase, StoredFile>> KeepAsync(List<DemoPurchase> purchases, CancellationToken ct)
    {
        var kept = await Task.WhenAll(purchases.Select(p => store.KeepAsync(DemoFirm.Id, new MemoryStream(EhfWriter.Write(p.Facts)), ct)));
        return purchases.Zip(kept).ToDictionary();
    }

    private async Task<JournalEntry?> PostAsync(DemoVoucher voucher, CancellationToken ct)
    {
        var lines = voucher.Lines(_totals).ToList();
        if (lines.Count < 2) return null;
        db.Actor = DemoUsers.Accountant.AsActor();
        var entry = await EnterAsync(new Voucher(DemoFirm.Id, demo.Id, lines)
        {
            PostingKey = Ids.New(clock),
            Series = voucher.Series,
            DocumentDate = voucher.On,
            AccountingDate = voucher.On,
            Description = voucher.Text,
            SourceType = voucher.Source,
        }, ct);
        _totals.Add(voucher.On, lines);
        return entry;
    }

    private Task<JournalEntry> EnterAsync(Voucher voucher, CancellationToken ct) => db.EnterAsync(voucher, _rules.Client.FiscalYearOf(voucher.AccountingDate), ct);

    private async Task BookAsync(DemoPurchase purchase, StoredFile file, CancellationToken ct)
    {
        var dice = new DemoDice($"{file.Sha256}");
        db.Actor = dice.Chance(30) ? DemoUsers.HandFor(demo).AsActor() : _agent;
        var door = db.Actor.User is null ? dice.OneOf<Door>([Door.Api, Door.Folder]) : Door.Browser;
        var (document, arrival) = db.AddDocument(file, $"{purchase.Vendor.Key}-{purchase.Facts.Number.Replace('/', '-')}.xml", "application/xml", FileKind.Ehf, door, demo.Id);
        var isNew = !_vendors.TryGetValue(purchase.Vendor.Key, out var vendor);
        if (isNew) _vendors[purchase.Vendor.Key] = vendor = db.AddVendor(_rules.Client, purchase.Facts.Seller, RegisterInvoice.VendorNumber(20001 + _vendors.Count));
        var invoice = db.AddInvoice(document, vendor!, purchase.Facts, InvoiceChecks.Check(purchase.Facts));
        invoice.ExchangeRate ??= purchase.Rate;
        vendor!.Accept(invoice.PaymentAccount);

        var lines = DemoHistory.Coding(demo, purchase.Vendor, purchase.Facts, _rules);
        var byPerson = isNew || demo.Level is AutomationLevel.Off or AutomationLevel.Suggest || purchase.Rate != 1 || dice.Chance(22);
        db.Actor = byPerson ? DemoUsers.HandFor(demo).AsActor() : _agent;
        var decision = Decide(invoice, purchase, lines, isNew, byPerson, dice);
        var entry = await EnterAsync(InvoiceVoucher.Of(invoice, lines, _rules, invoice.InvoiceDate, invoice.Id, file.Sha256, decision.Id), ct);
        if (byPerson) Settle(invoice, decision, entry, lines);
        invoice.Posted(entry.Id, entry.CreatedAt, db.Actor.User);
        if (purchase.Paid is { } paid) (invoice.PaymentStatus, invoice.PaidAmount, invoice.PaymentDate) = (PaymentStatus.Paid, invoice.PayableAmount, paid);
        arrival.Now(ArrivalStatus.Posted, entry.CreatedAt);
        (arrival.SellerName, arrival.InvoiceNumber, arrival.Total, arrival.Currency, arrival.InvoiceDate) = (vendor.Name, invoice.InvoiceNumber, invoice.TotalAmount, invoice.Currency, invoice.InvoiceDate);
        Remember(purchase, vendor, entry);
    }

    private void Remember(DemoPurchase purchase, Vendor vendor, JournalEntry entry)
    {
        _totals.Add(entry.AccountingDate, entry.Postings.Select(p => new PostingLine(p.AccountNumber, p.Amount)));
        var debt = entry.Postings.Single(p => p.AccountNumber == AccountNumber.Payables);
        _owed[purchase] = (vendor.Id, -debt.Amount, debt.Id, debt.AccountingDate);
        foreach (var posting in entry.Postings.Where(p => p.VatBaseAmount is not null || p.VatCode == "0"))
            Earlier(purchase.Vendor.Key, posting.AccountNumber).Insert(0, posting.Id);
    }

    private List<Guid> Earlier(string vendor, string account)
    {
        if (!_booked.TryGetValue((vendor, account), out var earlier)) _booked[(vendor, account)] = earlier = [];
        return earlier;
    }

    private AgentDecision Decide(VendorInvoice invoice, DemoPurchase purchase, IReadOnlyList<CodedLine> lines, bool isNew, bool byPerson, DemoDice dice)
    {
        // Some of what people saw, they corrected: the agent had thought of the account for other costs.
        var wrong = byPerson && !isNew && dice.Chance(6);
        var confidence = isNew ? 0.31 : byPerson ? 0.52 + dice.Between(0, 30) / 100.0 : 0.88 + dice.Between(0, 11) / 100.0;
        var suggestion = new Suggestion
        {
            Lines = [.. lines.Select(l => Suggested(l, purchase, confidence, wrong))],
            Confidence = confidence,
            Flags = isNew ? [new("new_vendor", true, Phrase.Of($"Ny leverandør: {purchase.Vendor.Name} har ikke vært bokført hos {demo.Name} før."))] : [],
            Model = "history-1",
        };
        var decision = new AgentDecision
        {
            Id = Ids.New(clock),
            TenantId = DemoFirm.Id,
            ClientId = demo.Id,
            AgentType = InvoiceAgent.Name,
            DecisionType = byPerson ? "review" : "post",
            SourceType = PutToReview.VendorInvoiceSource,
            SourceId = invoice.Id,
            InputData = JsonSerializer.SerializeToElement(new { document = invoice.DocumentId, threshold = 85 }),
            Decision = suggestion,
            ConfidenceScore = suggestion.ConfidencePercent,
            Reasoning = byPerson ? suggestion.Flags.FirstOrDefault()?.Says ?? Phrase.Of($"{suggestion.ConfidencePercent} % sikker. Klientens grense er {85} %.") : Phrase.Of($"{suggestion.ConfidencePercent} % sikker, ingen merknader."),
            ModelUsed = suggestion.Model,
            ProcessingTimeMs = dice.Between(20, 90),
            CreatedAt = clock.Now(),
        };
        db.Decisions.Add(decision);
        return decision;
    }

    private SuggestedLine Suggested(CodedLine line, DemoPurchase purchase, double confidence, bool wrong)
    {
        var earlier = Earlier(purchase.Vendor.Key, line.Account);
        var account = wrong ? "7798" : line.Account;
        return new SuggestedLine
        {
            Share = line.Share,
            Account = account,
            VatCode = line.VatCode,
            Text = line.Text,
            Confidence = confidence,
            Evidence = earlier.Count == 0 || wrong ? [] : [new("vendor_here", Phrase.Of($"{earlier.Count} av {earlier.Count} tidligere linjer fra leverandøren er ført på {account} hos denne klienten"), account, earlier.Count, earlier.Count, [.. earlier.Take(5)])],
            Alternatives = wrong ? [new(line.Account, line.VatCode, 0.2, earlier.Count)] : [],
        };
    }

    private void Settle(VendorInvoice invoice, AgentDecision decision, JournalEntry entry, IReadOnlyList<CodedLine> lines)
    {
        var item = db.PutToReviewItem(invoice, decision, new Route(false, decision.Decision.Flags.Count > 0 ? decision.Decision.Flags[0].Code : "unsure", decision.Reasoning));
        var suggested = decision.Decision.Lines.Select(CodedLine.From).ToList();
        var corrected = suggested[0].Account != lines[0].Account;
        item.Resolve(corrected ? ReviewStatus.Corrected : ReviewStatus.Approved, db.Actor.User, entry.CreatedAt);
        if (!corrected) return;
        db.Corrections.Add(new Correction
        {
            Id = Ids.New(clock),
            TenantId = DemoFirm.Id,
            ClientId = demo.Id,
            ReviewQueueId = item.Id,
            DecisionId = decision.Id,
            ReplacementEntryId = entry.Id,
            OriginalEntry = suggested,
            CorrectedEntry = lines,
            CorrectedBy = db.Actor.User!.Value,
            CreatedAt = entry.CreatedAt,
        });
    }

    private async Task PayAsync(IReadOnlyList<DemoPurchase> run, DateOnly day, CancellationToken ct)
    {
        List<PostingLine> lines = [.. run.Select(p => Paid(p))];
        // The rate on the day of payment is another than the invoice's.
        var paid = run.Zip(lines, (p, l) => p.Rate == 1 ? l.Amount : Money.Round(p.Facts.Payable * DemoHistory.RateOf(p.Facts.Currency, day))).Sum();
        var loss = paid - lines.Sum(l => l.Amount);
        if (loss != 0) lines.Add(new(loss > 0 ? AccountNumber.CurrencyLoss : AccountNumber.CurrencyGain, loss));
        lines.Add(new("1920", -paid) { Text = "Remittering" });
        if (await PostAsync(new DemoVoucher(day, day, "B", EntrySource.Bank, $"Betaling av {run.Count} leverandørfakturaer", _ => lines), ct) is not { } entry) return;
        foreach (var (purchase, posting) in run.Zip(entry.Postings)) Match(purchase, posting);
    }

    // A credit note that is paid back is the debit, and what the bank says of it the credit.
    private void Match(DemoPurchase purchase, Posting paid)
    {
        var (vendor, owed, line, on) = _owed[purchase];
        db.Matches.Add(new()
        {
            Id = Ids.New(clock),
            TenantId = DemoFirm.Id,
            ClientId = demo.Id,
            VendorId = vendor,
            DebitLineId = owed > 0 ? paid.Id : line,
            CreditLineId = owed > 0 ? line : paid.Id,
            Amount = Math.Abs(owed),
            MatchedOn = paid.AccountingDate > on ? paid.AccountingDate : on,
            Kind = MatchKind.Reference,
            CreatedAt = clock.Now(),
        });
    }

    private PostingLine Paid(DemoPurchase p) => new(AccountNumber.Payables, _owed[p].Owed)
    {
        VendorId = _owed[p].Vendor,
        Currency = p.Facts.Currency == "NOK" ? null : p.Facts.Currency,
        CurrencyAmount = p.Facts.Currency == "NOK" ? null : p.Facts.Payable,
        Text = $"{p.Vendor.Name} {p.Facts.Number}",
    };

    // Terms whose return was due before today are filed, each as its books stood; with them, everything before is locked.
    private async Task FileVatAsync(CancellationToken ct)
    {
        var term = demo.VatTerm is VatTerm.None ? VatTerm.Bimonthly : demo.VatTerm;
        var due = VatDeadline.Between(term, DemoHistory.Start(today), today).Where(t => DemoVouchers.Deadline(term, t.To) < today).ToList();
        if (demo.VatTerm is not VatTerm.None && due.Count > 0)
        {
            var tax = await db.StandardTaxAsync(ct);
            var facts = (await db.OpenVatAsync([demo.Id], due[0].From, due[^1].To, ct)).ToLookup(f => VatDeadline.Containing(term, f.DocumentDate)!.From);
            foreach (var it in due)
            {
                var filedOn = DemoVouchers.Deadline(term, it.To)!.Value.AddDays(-new DemoDice($"{demo.Place} {it.From}").Between(1, 6));
                clock.Set(filedOn, 600);
                db.Actor = DemoUsers.Accountant.AsActor();
                var vat = new VatReturn(_rules.Client.OrgNumber, VatReturn.CategoryOf(term), term, it, VatReturn.LinesOf(facts[it.From], tax));
                await db.CountAsync(_rules.Client, vat, facts[it.From], new(filedOn, $"AR{new DemoDice($"{demo.Place} {it.To}").Between(100_000_000, 999_999_999)}", vat.Assessed), 1, ct);
            }
            await SaveAsync(ct);
        }
        var last = due.Count > 0 ? Period.Of(due[^1].To) : "";
        var state = demo.VatTerm is VatTerm.None ? PeriodState.Closed : PeriodState.VatFiled;
        foreach (var period in await db.Periods.Where(p => p.ClientId == demo.Id && string.Compare(p.Name, last) <= 0).ToListAsync(ct))
            (period.State, period.ChangedAt) = (state, clock.Now());
        db.ChangeTracker.DetectChanges();
        await SaveAsync(ct);
    }

    private async Task SaveAsync(CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
    }
}
