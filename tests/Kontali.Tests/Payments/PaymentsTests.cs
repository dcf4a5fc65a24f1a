using System.Globalization;
using System.Text;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Payments;
using Kontali.Data.Reports;
using Kontali.Data.Seed;
using Kontali.Tests.Booking;
using Kontali.Tests.Corrections;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Payments;

/// <summary>The vendors' subledger and its payments, from invoice to bank and back.</summary>
public sealed class PaymentsTests(TestServer server)
{
    private const string Bank = "99900645038", Known = "99902115079", Strange = "99901100272";

    [Fact]
    public async Task An_invoice_is_paid_by_two_persons_and_what_the_bank_tells_books_it_once()
    {
        await using var books = await WithBankAsync();
        var second = await PersonAsync(books, "Ola Prøve", Role.Accountant);
        var bookkeeper = await PersonAsync(books, "Lise Prøve", Role.Bookkeeper);
        await InvoiceAsync(books, "40100", 1000m, Known, "0001234500179");
        await InvoiceAsync(books, "40101", 400m, Strange, null, 701);
        var due = await books.AskAsync(db => db.PayablesAsync(books.Client));
        Assert.Equal(["40100 1250.00 NewAccount", "40101 500.00 NewAccount"], due.OrderBy(p => p.Line.InvoiceNumber).Select(Said));
        var (first, other) = (due.Single(p => p.Line.InvoiceNumber == "40100"), due.Single(p => p.Line.InvoiceNumber == "40101"));

        // An account is accepted by a person who saw it and says how she made sure; what nobody has accepted is never paid, whoever asks.
        await RefusedAsync(books, db => db.AcceptAccountAsync(first.InvoiceId, Known, " "), "Skriv hvordan");
        await RefusedAsync(books, db => db.AcceptAccountAsync(first.InvoiceId, Strange, "Ringte dem"), "et annet kontonummer");
        await books.DoAsync(db => db.AcceptAccountAsync(first.InvoiceId, Known, "Ringte sentralbordet"));
        var id = Ids.New(books.Clock);
        await RefusedAsync(books, db => db.ProposeRunAsync(books.Client, [first.InvoiceId, other.InvoiceId], Bank, books.Today, id), "er nytt");
        await RefusedAsync(books, db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Known, books.Today, id), "klientens egne bankkontoer");
        await RefusedAsync(books, db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today.AddDays(-1), id), "før i dag");
        var run = await books.DoAsync(db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today, id));
        // Pressed twice it is one run; another run with the same invoice is none.
        Assert.Equal(run.Id, (await books.DoAsync(db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today, id))).Id);
        await RefusedAsync(books, db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today, Ids.New(books.Clock)), "allerede betalt eller satt opp");
        // Not alone, not without the right, and no file before.
        await RefusedAsync(books, db => db.ApproveRunAsync(run.Id), "en annen enn den som satte det opp");
        await RefusedAsync(books, db => db.ApproveRunAsync(run.Id), "ikke tilgang", bookkeeper);
        await RefusedAsync(books, db => db.SendRunAsync(run.Id, PainVersion.V03), "når en annen har godkjent", second);
        // The database says so too: by whoever is signed in, by two, to accepted accounts, forwards.
        Assert.Equal("KT006", await books.SqlStateAsync($"update payments.runs set state = 'approved', approved_by = '{second.User}', approved_at = now() where id = '{run.Id}'"));
        Assert.Equal("KT006", await books.SqlStateAsync($"update payments.runs set state = 'approved', approved_by = created_by, approved_at = now() where id = '{run.Id}' and set_config('kontali.user', '{books.Actor.User}', false) <> ''"));
        Assert.Equal("KT006", await books.SqlStateAsync($"insert into payments.files (tenant_id, client_id, run_id, version, content, created_by) values ('{books.Firm}', '{books.Client}', '{run.Id}', 'v03', '', '{second.User}')"));
        Assert.Equal("KT006", await books.SqlStateAsync($"insert into payments.orders (tenant_id, client_id, run_id, place, invoice_id, vendor_id, credit_line_id, payee, country, amount, kroner, currency, to_account, message) values ('{books.Firm}', '{books.Client}', '{run.Id}', 2, '{other.InvoiceId}', '{other.Line.VendorId}', '{other.Line.Id}', 'x', 'NO', 500, 500, 'NOK', '{Strange}', 'x')"));
        await books.DoAsync(db => db.ApproveRunAsync(run.Id), second);
        var file = await books.DoAsync(db => db.SendRunAsync(run.Id, PainVersion.V03));
        Assert.Equal(file.Content, (await books.DoAsync(db => db.SendRunAsync(run.Id, PainVersion.V03))).Content);
        Assert.Contains($"<EndToEndId>{await books.AskAsync(db => db.PaymentOrders.Select(o => o.Id).SingleAsync()):N}</EndToEndId>", Encoding.UTF8.GetString(file.Content), StringComparison.Ordinal);
        Assert.Equal("KT006", await books.SqlStateAsync($"update payments.runs set state = 'cancelled' where id = '{run.Id}'"));
        await RefusedAsync(books, db => db.CancelRunAsync(run.Id), "Filen er laget");

        // The bank tells of it by the order's own name; a second telling, in whole or in part, changes nothing.
        var order = await books.AskAsync(db => db.PaymentOrders.SingleAsync());
        Assert.Equal((1250m, Known, "0001234500179"), (order.Amount, order.ToAccount, order.Kid));
        var detail = $"<NtryDtls><TxDtls><Refs><EndToEndId>{order.Id:N}</EndToEndId></Refs></TxDtls></NtryDtls>";
        Assert.Equal(new BankReceipt(1, 0, 0, 0, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1250.00", "DBIT", "3750.00", Bank, "SVC-1", detail)));
        Assert.Equal(new BankReceipt(0, 0, 1, 0, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1250.00", "DBIT", "3750.00", Bank, "SVC-1", detail)));
        Assert.Equal(new BankReceipt(0, 0, 1, 0, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1250.00", "DBIT", "3750.00", Bank, "SVC-1")));
        await Assert.ThrowsAsync<BrokenRule>(() => ReadAsync(books, BankFilesTests.Statement("3750.00", "65.00", "DBIT", "3685.00", Known, "SVC-3")));
        Assert.Equal("1920       -1250.00\n2400        -500.00\n2710         350.00\n6540        1400.00\n", await books.TrialBalanceAsync());
        Assert.Equal((PaymentStatus.Paid, 1250m), await PaidAsync(books, "40100"));
        Assert.Equal(["40101"], await OpenAsync(books));
        await AssertAgreesAsync(books);

        // It comes back: the voucher is taken back, and the invoice is open again.
        Assert.Equal(new BankReceipt(0, 1, 0, 0, 0), await ReadAsync(books, BankFilesTests.Statement("3685.00", "1250.00", "CRDT", "4935.00", Bank, "SVC-4", "<RvslInd>true</RvslInd>" + detail)));
        Assert.Equal("2400       -1750.00\n2710         350.00\n6540        1400.00\n", await books.TrialBalanceAsync());
        Assert.Equal((PaymentStatus.Unpaid, 0m), await PaidAsync(books, "40100"));
        Assert.Equal(["40100", "40101"], await OpenAsync(books));
        Assert.Equal(["40100 1250.00 ", "40101 500.00 NewAccount"], (await books.AskAsync(db => db.PayablesAsync(books.Client))).OrderBy(p => p.Line.InvoiceNumber).Select(Said));
        await AssertAgreesAsync(books);

        // Nobody else sees any of it: not another firm, not a colleague without the client.
        await using var next = await books.NextDoorAsync();
        Assert.Equal((0, 0, 0, 0), await next.AskAsync(async db => (await db.Matches.CountAsync(), await db.PaymentRuns.CountAsync(), await db.BankEntries.CountAsync(), await db.PaymentFiles.CountAsync())));
        Assert.Equal("0", await next.ListAsync("select count(*) from payments.orders"));
        var outside = await PersonAsync(books, "Per Utenfor", Role.Bookkeeper, sees: false);
        await RefusedAsync(books, db => db.CancelRunAsync(run.Id), "finnes ikke", outside);
        await RefusedAsync(books, db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today, Ids.New(books.Clock)), "finnes ikke", outside);
    }

    [Fact]
    public async Task What_no_order_asked_for_waits_is_settled_by_hand_or_left_and_the_sure_ones_by_their_kid()
    {
        await using var books = await WithBankAsync();
        await InvoiceAsync(books, "50100", 800m, Known, "0001234500179");
        await InvoiceAsync(books, "50101", 400m, Known, null, 701);
        const string Kid = "<NtryDtls><TxDtls><RltdPties><Cdtr><Nm>Leverandør 700 AS</Nm></Cdtr></RltdPties><RmtInf><Strd><CdtrRefInf><Ref>0001234500179</Ref></CdtrRefInf></Strd></RmtInf></TxDtls></NtryDtls>";
        Assert.Equal(new BankReceipt(0, 0, 0, 1, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1000.00", "DBIT", "4000.00", Bank, "A", Kid)));
        Assert.Equal(new BankReceipt(0, 0, 0, 1, 0), await ReadAsync(books, BankFilesTests.Statement("4000.00", "65.00", "DBIT", "3935.00", Bank, "B")));
        Assert.Equal(new BankReceipt(0, 0, 0, 1, 0), await ReadAsync(books, BankFilesTests.Statement("3935.00", "200.00", "DBIT", "3735.00", Bank, "C")));
        Assert.Equal(new BankReceipt(0, 0, 0, 0, 1), await ReadAsync(books, BankFilesTests.Statement("3735.00", "90.00", "CRDT", "3825.00", Bank, "D")));
        Assert.Equal("2400       -1500.00\n2710         300.00\n6540        1200.00\n", await books.TrialBalanceAsync());
        var told = (await books.AskAsync(db => db.BankEntries.ToListAsync())).ToDictionary(b => b.Reference);
        Assert.Equal(1, await books.DoAsync(db => db.SettleSureAsync(books.Client)));
        Assert.Equal((PaymentStatus.Paid, 1000m), await PaidAsync(books, "50100"));
        await books.DoAsync(db => db.SettleWithAccountAsync(told["B"].Id, "7770", "Gebyr"));
        await RefusedAsync(books, db => db.SettleWithAccountAsync(told["C"].Id, "1920", ""), "bankkontoen selv");
        await RefusedAsync(books, db => db.SettleWithAccountAsync(told["C"].Id, "2400", ""), "må ha en leverandør");
        // Paid in part, by hand; said twice it is refused, and booked once.
        var debt = (await books.AskAsync(db => db.PayablesAsync(books.Client))).Single();
        await books.DoAsync(db => db.SettleWithVendorAsync(told["C"].Id, debt.Line.VendorId, [debt.Line.Id]));
        await RefusedAsync(books, db => db.SettleWithVendorAsync(told["C"].Id, debt.Line.VendorId, [debt.Line.Id]), "allerede gjort opp");
        Assert.Equal((PaymentStatus.Partly, 200m), await PaidAsync(books, "50101"));
        Assert.Equal("KT001", await books.SqlStateAsync($"update payments.bank_entries set state = 'waiting' where id = '{told["C"].Id}'"));
        Assert.Equal("1920       -1265.00\n2400        -300.00\n2710         300.00\n6540        1200.00\n7770          65.00\n", await books.TrialBalanceAsync());
        await AssertAgreesAsync(books);
    }

    [Fact]
    public async Task Lines_are_put_together_and_apart_and_a_corrected_voucher_keeps_what_had_settled_it()
    {
        await using var books = await WithBankAsync();
        var reversed = await InvoiceAsync(books, "60100", 800m, Known, null);
        var kept = await InvoiceAsync(books, "60101", 400m, Known, null);
        await books.DoAsync(db => db.ReverseAsync(reversed.Id, books.Today, "Feil klient", Ids.New(books.Clock)));
        // A voucher and the one that takes it back are put together by the law, whoever posted them.
        Assert.Equal(["60101"], await OpenAsync(books));
        var vendor = await books.AskAsync(db => db.Vendors.SingleAsync(v => v.Name == "Leverandør 700 AS"));
        await PayAsync(books, vendor.Id, 300m, "Delbetaling 60101");
        // What is only assumed is not paid on, and is kept when she says so.
        await books.DoAsync(db => db.AcceptAccountAsync(kept.SourceId!.Value, Known, "Ringte dem"));
        Assert.Equal(["60101 500.00 LooseLines"], (await books.AskAsync(db => db.PayablesAsync(books.Client))).Select(Said));
        Assert.Equal((1, 0), (await books.DoAsync(db => db.MatchSureAsync(books.Client)), await books.DoAsync(db => db.MatchSureAsync(books.Client))));
        Assert.Equal(["60101 200.00 "], (await books.AskAsync(db => db.PayablesAsync(books.Client))).Select(Said));
        Assert.Equal((PaymentStatus.Partly, 300m), await PaidAsync(books, "60101"));
        // The voucher is corrected: what had settled it settles the one in its place.
        await books.DoAsync(async db => await CorrectAsync(db, books, kept));
        Assert.Equal((PaymentStatus.Partly, 300m), await PaidAsync(books, "60101"));
        var statement = await StatementAsync(books, vendor.Id);
        Assert.Equal("-200", string.Join(' ', statement.Lines.Where(l => l.Unmatched != 0).Select(l => l.Unmatched.ToString("0", CultureInfo.InvariantCulture))));
        // Apart and together again, by hand.
        var paid = statement.Lines.Single(l => l.Amount == 300m);
        Assert.Equal(1, await books.DoAsync(db => db.UnmatchAsync(books.Client, paid.Id)));
        Assert.Equal((PaymentStatus.Unpaid, 0m), await PaidAsync(books, "60101"));
        var open = (await StatementAsync(books, vendor.Id)).Lines.Where(l => l.Unmatched != 0).ToList();
        await RefusedAsync(books, db => db.MatchAsync(books.Client, vendor.Id, [open[0].Id]), "Merk minst én post");
        await books.DoAsync(db => db.MatchAsync(books.Client, vendor.Id, [.. open.Select(l => l.Id)]));
        await RefusedAsync(books, db => db.MatchAsync(books.Client, vendor.Id, [.. open.Select(l => l.Id)]), "allerede oppgjort");
        await RefusedAsync(books, db => db.UnmatchAsync(books.Client, statement.Lines.First(l => l.ReversalOf is not null).Id), "kan ikke skilles");
        Assert.Equal((PaymentStatus.Partly, 300m), await PaidAsync(books, "60101"));
        // The law: of one vendor, on opposite sides, never more than there is.
        var debt = open.Single(l => l.Amount < 0);
        foreach (var (debit, credit, amount) in new[] { (debt.Id, paid.Id, 1), (paid.Id, debt.Id, 900), (Guid.NewGuid(), debt.Id, 1) })
            Assert.Equal("KT006", await books.SqlStateAsync($"delete from payments.matches where debit_line_id = '{paid.Id}'; insert into payments.matches (tenant_id, client_id, vendor_id, debit_line_id, credit_line_id, amount, matched_on, kind) values ('{books.Firm}', '{books.Client}', '{vendor.Id}', '{debit}', '{credit}', {amount}, '2026-11-20', 'by_hand')"));
        await AssertAgreesAsync(books);
    }

    [Fact]
    public async Task The_subledger_of_every_demo_client_is_its_account_of_payables_and_its_payments_have_settled_what_they_paid()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.AskAsync(async db =>
        {
            foreach (var client in await db.Clients.AsNames.ToListAsync())
            {
                var ledger = await db.VendorLedgerAsync(client, Period.Of(books.Today));
                Assert.Equal((0m, 0m), (ledger.Off, ledger.Vendors.Sum(v => v.Lines.Sum(l => l.Open)) - ledger.OnAccounts));
            }
            var unpaid = await db.Invoices.Where(i => i.ClientId == books.Client && i.ReviewStatus == InvoiceStatus.Posted && i.PaymentStatus != PaymentStatus.Paid).Select(i => i.Id).ToListAsync();
            var open = (await db.VendorStatementsAsync(books.Client)).Values.SelectMany(s => s.Lines).Where(l => l.Unmatched != 0).ToList();
            Assert.Equal(unpaid.Order(), open.Select(l => l.InvoiceId).OfType<Guid>().Order());
            Assert.All(await db.PayablesAsync(books.Client), p => Assert.Null(p.Hindrance));
            return 0;
        });
    }

    private static string Said(Payable p) => FormattableString.Invariant($"{p.Line.InvoiceNumber} {p.Amount:0.00} {p.Hindrance?.Kind}");

    private static async Task RefusedAsync(TestBooks books, Func<KontaliContext, Task> verb, string why, Actor? actor = null) =>
        Assert.Contains(why, (await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(verb, actor))).Message, StringComparison.Ordinal);

    private static Task<BankReceipt> ReadAsync(TestBooks books, string text) => books.DoAsync(db => db.ReceiveBankFileAsync(books.Client, CamtReader.Read(Encoding.UTF8.GetBytes(text))));

    private static Task<VendorStatement> StatementAsync(TestBooks books, Guid vendor) => books.AskAsync(db => db.VendorStatementAsync(books.Client, vendor));

    private static async Task<IEnumerable<string?>> OpenAsync(TestBooks books) =>
        (await books.AskAsync(db => db.VendorStatementsAsync(books.Client))).Values.SelectMany(s => s.Lines).Where(l => l.Unmatched != 0).Select(l => l.InvoiceNumber).Order(StringComparer.Ordinal);

    private static async Task<(PaymentStatus, decimal)> PaidAsync(TestBooks books, string number)
    {
        var invoice = await books.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == number));
        return (invoice.PaymentStatus, invoice.PaidAmount);
    }

    // 2400 is the subledger: the lines' balance, and what is open of them.
    private static async Task AssertAgreesAsync(TestBooks books)
    {
        var ledger = await books.AskAsync(async db => await db.VendorLedgerAsync(await db.Clients.Where(c => c.Id == books.Client).AsNames.SingleAsync(), Period.Of(books.Today)));
        Assert.Equal((0m, ledger.OnAccounts), (ledger.Off, ledger.Vendors.Sum(v => v.Lines.Sum(l => l.Open))));
    }

    private static Task PayAsync(TestBooks books, Guid vendor, decimal amount, string text) => books.DoAsync(async db =>
        await db.PostAsync(new Voucher(books.Firm, books.Client, [new("2400", amount) { VendorId = vendor, Text = text }, new("1920", -amount)]) { PostingKey = Ids.New(books.Clock), Series = "B", DocumentDate = books.Today, AccountingDate = books.Today, Description = "Bank" }));

    private static async Task CorrectAsync(KontaliContext db, TestBooks books, JournalEntry entry)
    {
        await db.ReverseAsync(entry.Id, books.Today, "Feil konto", Ids.New(books.Clock));
        var invoice = await db.Invoices.SingleAsync(i => i.Id == entry.SourceId);
        var again = await db.PostAsync(new Voucher(entry.TenantId, entry.ClientId, [.. entry.Postings.OrderBy(p => p.LineNumber).Select(p => new PostingLine(p.AccountNumber == "6540" ? "6551" : p.AccountNumber, p.Amount) { VendorId = p.VendorId, VatCode = p.VatCode, VatAmount = p.VatAmount, VatBase = p.VatBaseAmount })])
        { PostingKey = Ids.New(books.Clock), Series = entry.Series, DocumentDate = entry.EntryDate, AccountingDate = books.Today, Description = entry.Description, SourceType = entry.SourceType, SourceId = entry.SourceId });
        invoice.Posted(again.Id, books.Clock.Now(), books.Actor.User);
    }

    private static Task<JournalEntry> InvoiceAsync(TestBooks books, string number, decimal net, string account, string? kid, int seller = 700) =>
        PostedInvoices.PostAsync(books, books.Client, Coded.Facts((net, "S", 25m)) with { Number = number, Seller = PostedInvoices.Seller(seller), Payment = [new("30", kid, account, null, null, null, null)] }, [("6540", "1")]);

    private async Task<TestBooks> WithBankAsync()
    {
        var books = await TestBooks.NewAsync(server);
        await books.DoAsync(async db => (await db.Clients.SingleAsync(c => c.Id == books.Client)).ActiveBanks = [Bank]);
        return books;
    }

    private static async Task<Actor> PersonAsync(TestBooks books, string name, Role role, bool sees = true)
    {
        var mail = $"{name.Split(' ')[0].ToLowerInvariant()}@example.no";
        var user = new User { Id = Guid.CreateVersion7(FakeClock.Noon), TenantId = books.Firm, Name = name, Email = mail, UserName = mail, NormalizedEmail = mail.ToUpperInvariant(), NormalizedUserName = mail.ToUpperInvariant(), Role = role };
        await books.DoAsync(db => { db.Users.Add(user); return Task.CompletedTask; }, Actor.Setup(books.Firm));
        if (sees) await books.DoAsync(db => { db.ClientAccess.Add(new() { TenantId = books.Firm, UserId = user.Id, ClientId = books.Client }); return Task.CompletedTask; }, Actor.Setup(books.Firm));
        return user.AsActor();
    }
}
