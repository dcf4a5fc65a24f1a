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
        await using var books = await TestBooks.NewAsync(server);
        var second = await SecondPersonAsync(books);
        await InvoiceAsync(books, "40100", 1000m, Known, "0001234500179", 700);
        await InvoiceAsync(books, "40101", 400m, Strange, null, 701);
        await books.DoAsync(async db =>
        {
            (await db.Clients.SingleAsync(c => c.Id == books.Client)).ActiveBanks = [Bank];
            (await db.Vendors.SingleAsync(v => v.Name == "Leverandør 700 AS")).Accept(Known);
        }, Actor.Setup(books.Firm));
        var due = await books.AskAsync(db => db.PayablesAsync(books.Client, books.Today));
        Assert.Equal(["40100 1250.00 ", "40101 500.00 Kontonummeret til Leverandør 701 AS er nytt. En person må godkjenne det før noe betales dit."], due.OrderBy(p => p.Item.InvoiceNumber).Select(p => $"{p.Item.InvoiceNumber} {p.Amount.ToString("0.00", CultureInfo.InvariantCulture)} {p.Hindrance?.Say(t => t, CultureInfo.InvariantCulture)}"));
        var (first, other) = (due.Single(p => p.Item.InvoiceNumber == "40100"), due.Single(p => p.Item.InvoiceNumber == "40101"));
        // An account that nobody has accepted is never paid, whoever asks.
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ProposeRunAsync(books.Client, [first.InvoiceId, other.InvoiceId], Bank, books.Today)));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Known, books.Today)));
        var run = await books.DoAsync(db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today));
        // Twice the same invoice, alone, and without the file: no.
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ProposeRunAsync(books.Client, [first.InvoiceId], Bank, books.Today)));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.ApproveRunAsync(run.Id)));
        await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.SendRunAsync(run.Id), second));
        Assert.Equal("23514", await books.SqlStateAsync($"update payments.runs set state = 'approved', approved_by = created_by, approved_at = now() where id = '{run.Id}'"));
        Assert.Equal("KT006", await books.SqlStateAsync($"insert into payments.matches (tenant_id, client_id, vendor_id, debit_line_id, credit_line_id, amount, matched_on, kind) values ('{books.Firm}', '{books.Client}', '{first.Item.VendorId}', '{other.Item.LineId}', '{first.Item.LineId}', 1, '2026-11-20', 'by_hand')"));
        await books.DoAsync(db => db.ApproveRunAsync(run.Id), second);
        await books.DoAsync(db => db.SendRunAsync(run.Id), second);
        Assert.Equal("KT006", await books.SqlStateAsync($"update payments.runs set state = 'cancelled' where id = '{run.Id}'"));
        var order = await books.AskAsync(db => db.PaymentOrders.SingleAsync());
        Assert.Equal((1250m, Known, "0001234500179"), (order.Amount, order.ToAccount, order.Kid));

        // The bank tells of it by the order's own name; a second telling, in whole or in part, changes nothing.
        var detail = $"<NtryDtls><TxDtls><Refs><EndToEndId>{order.EndToEndId}</EndToEndId></Refs></TxDtls></NtryDtls>";
        Assert.Equal(new BankReceipt(1, 0, 0, 0, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1250.00", "DBIT", "3750.00", Bank, "SVC-1", detail)));
        Assert.Equal(new BankReceipt(0, 0, 1, 0, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1250.00", "DBIT", "3750.00", Bank, "SVC-1", detail)));
        Assert.Equal(new BankReceipt(0, 0, 1, 0, 0), await ReadAsync(books, BankFilesTests.Statement("5000.00", "1250.00", "DBIT", "3750.00", Bank, "SVC-1")));
        Assert.Equal(new BankReceipt(0, 0, 0, 1, 0), await ReadAsync(books, BankFilesTests.Statement("3750.00", "65.00", "DBIT", "3685.00", Bank, "SVC-2")));
        await Assert.ThrowsAsync<BrokenRule>(() => ReadAsync(books, BankFilesTests.Statement("3750.00", "65.00", "DBIT", "3685.00", Known, "SVC-3")));
        var invoice = await books.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == "40100"));
        Assert.Equal((PaymentStatus.Paid, 1250m), (invoice.PaymentStatus, invoice.PaidAmount));
        Assert.Equal("1920       -1250.00\n2400        -500.00\n2710         350.00\n6540        1400.00\n", await books.TrialBalanceAsync());
        Assert.Equal(["40101"], (await books.AskAsync(db => db.SubledgerAsync(books.Client, OpenItems.Always))).Select(i => i.InvoiceNumber));
        await AssertAgreesAsync(books);

        // It comes back: the voucher is taken back, and the invoice is open again.
        Assert.Equal(new BankReceipt(0, 1, 0, 0, 0), await ReadAsync(books, BankFilesTests.Statement("3685.00", "1250.00", "CRDT", "4935.00", Bank, "SVC-4", "<RvslInd>true</RvslInd>" + detail)));
        Assert.Equal("2400       -1750.00\n2710         350.00\n6540        1400.00\n", await books.TrialBalanceAsync());
        Assert.Equal(["40100", "40101"], (await books.AskAsync(db => db.SubledgerAsync(books.Client, OpenItems.Always))).Select(i => i.InvoiceNumber).Order(StringComparer.Ordinal));
        Assert.Equal(PaymentStatus.Unpaid, (await books.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == "40100"))).PaymentStatus);
        await AssertAgreesAsync(books);
        // Another firm sees none of it.
        await using var next = await books.NextDoorAsync();
        Assert.Equal((0, 0, 0), await next.AskAsync(async db => (await db.Matches.CountAsync(), await db.PaymentRuns.CountAsync(), await db.BankEntries.CountAsync())));
        Assert.Equal("0", await next.ListAsync("select count(*) from payments.orders"));
    }

    [Fact]
    public async Task Payments_and_reversals_settle_invoices_and_are_taken_apart_again()
    {
        await using var books = await TestBooks.NewAsync(server);
        var reversed = await InvoiceAsync(books, "50100", 800m, Known, null, 700);
        await InvoiceAsync(books, "50101", 400m, Known, null, 700);
        await books.DoAsync(db => db.ReverseAsync(reversed.Id, books.Today, "Feil klient", Ids.New(books.Clock)));
        // A voucher and the one that takes it back are put together by the law, whoever posted them.
        var vendor = await books.AskAsync(db => db.Vendors.SingleAsync(v => v.Name == "Leverandør 700 AS"));
        Assert.Equal(["50101"], (await books.AskAsync(db => db.SubledgerAsync(books.Client, OpenItems.Always, vendor.Id))).Select(i => i.InvoiceNumber));
        await books.DoAsync(async db => await db.PostAsync(new Voucher(books.Firm, books.Client, [new("2400", 300m) { VendorId = vendor.Id, Text = "Delbetaling 50101" }, new("1920", -300m)]) { PostingKey = Ids.New(books.Clock), Series = "B", DocumentDate = books.Today, AccountingDate = books.Today, Description = "Bank" }));
        Assert.Equal(1, await books.DoAsync(db => db.MatchSureAsync(books.Client)));
        Assert.Equal(0, await books.DoAsync(db => db.MatchSureAsync(books.Client)));
        var left = Assert.Single(await books.AskAsync(db => db.SubledgerAsync(books.Client, OpenItems.Always, vendor.Id)));
        Assert.Equal((-500m, -200m), (left.Amount, left.Open));
        var invoice = await books.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == "50101"));
        Assert.Equal((PaymentStatus.Partly, 300m), (invoice.PaymentStatus, invoice.PaidAmount));
        Assert.Equal(1, await books.DoAsync(db => db.UnmatchAsync(books.Client, left.LineId)));
        Assert.Equal(2, (await books.AskAsync(db => db.SubledgerAsync(books.Client, OpenItems.Always, vendor.Id))).Count);
        Assert.Equal(PaymentStatus.Unpaid, (await books.AskAsync(db => db.Invoices.SingleAsync(i => i.InvoiceNumber == "50101"))).PaymentStatus);
        await books.DoAsync(async db => await db.MatchAsync(books.Client, vendor.Id, [.. (await db.SubledgerAsync(books.Client, OpenItems.Always, vendor.Id)).Select(i => i.LineId)]));
        Assert.Equal(-200m, Assert.Single(await books.AskAsync(db => db.SubledgerAsync(books.Client, OpenItems.Always, vendor.Id))).Open);
        await AssertAgreesAsync(books);
    }

    [Fact]
    public async Task The_subledger_of_every_demo_client_is_its_account_of_payables_and_its_payments_have_settled_what_they_paid()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.AskAsync(async db =>
        {
            foreach (var client in await db.Clients.AsNames.ToListAsync())
                foreach (var day in new[] { books.Today, new DateOnly(2026, 6, 30) })
                    Assert.Equal(0, (await db.SubledgerAgeAsync(client, day)).Off);
            var items = await db.SubledgerAsync(books.Client, OpenItems.Always);
            var invoices = await db.Invoices.Where(i => i.ClientId == books.Client && i.ReviewStatus == InvoiceStatus.Posted).Select(i => new { i.Id, i.PaymentStatus }).ToListAsync();
            Assert.Equal(invoices.Where(i => i.PaymentStatus != PaymentStatus.Paid).Select(i => i.Id).Order(), items.Select(i => i.InvoiceId).OfType<Guid>().Order());
            return 0;
        });
    }

    private static Task<BankReceipt> ReadAsync(TestBooks books, string text) => books.DoAsync(db => db.ReceiveBankFileAsync(books.Client, Encoding.UTF8.GetBytes(text)));

    private static async Task AssertAgreesAsync(TestBooks books) =>
        Assert.Equal(0, await books.AskAsync(async db => (await db.SubledgerAgeAsync(await db.Clients.Where(c => c.Id == books.Client).AsNames.SingleAsync(), books.Today)).Off));

    private static Task<JournalEntry> InvoiceAsync(TestBooks books, string number, decimal net, string account, string? kid, int seller) =>
        PostedInvoices.PostAsync(books, books.Client, Coded.Facts((net, "S", 25m)) with { Number = number, Seller = PostedInvoices.Seller(seller), Payment = [new("30", kid, account, null, null, null, null)] }, [("6540", "1")]);

    private static async Task<Actor> SecondPersonAsync(TestBooks books)
    {
        var user = new User { Id = Guid.CreateVersion7(FakeClock.Noon), TenantId = books.Firm, Name = "Ola Prøve", Email = "ola@example.no", UserName = "ola@example.no", NormalizedEmail = "OLA@EXAMPLE.NO", NormalizedUserName = "OLA@EXAMPLE.NO", Role = Role.Accountant };
        await books.DoAsync(db => { db.Users.Add(user); return Task.CompletedTask; }, Actor.Setup(books.Firm));
        await books.DoAsync(db => { db.ClientAccess.Add(new() { TenantId = books.Firm, UserId = user.Id, ClientId = books.Client }); return Task.CompletedTask; }, Actor.Setup(books.Firm));
        return user.AsActor();
    }
}
