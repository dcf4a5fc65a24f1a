using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Tests.Booking;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Corrections;

/// <summary>One posted voucher is corrected: a reversal and a replacement, linked, in one transaction.</summary>
public sealed class CorrectVoucherTests(TestServer server)
{
    [Fact]
    public async Task A_posted_invoice_is_reversed_and_booked_again_and_points_at_what_stands()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        var corrected = await CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800" })]);

        Assert.Equal("6800 1000.00 [1] base 1000.00 vat 250.00\n2710 250.00 [1]\n2400 -1250.00", PostedInvoices.Lines(corrected.Replacement));
        Assert.Equal((entry.Id, "Feil konto"), (corrected.Reversal.ReversalOfId, corrected.Reversal.ReversalReason));
        Assert.Equal((entry.AccountingDate, entry.AccountingDate, entry.EntryDate), (corrected.Reversal.AccountingDate, corrected.Replacement.AccountingDate, corrected.Replacement.EntryDate));
        var invoice = await books.AskAsync(db => db.Invoices.SingleAsync());
        Assert.Equal((corrected.Replacement.Id, InvoiceStatus.Posted), (invoice.GeneralLedgerId, invoice.ReviewStatus));
        var kept = await books.AskAsync(db => db.Corrections.SingleAsync());
        Assert.Equal((entry.Id, corrected.Reversal.Id, corrected.Replacement.Id, books.Actor.User, "Feil konto"), (kept.JournalEntryId, kept.ReversalEntryId, kept.ReplacementEntryId, kept.CorrectedBy, kept.CorrectionReason));
        Assert.Equal(("6540", "6800"), (kept.OriginalEntry[0].Account, kept.CorrectedEntry[0].Account));
        Assert.Equal(entry.DecisionId, corrected.Replacement.DecisionId);
        Assert.Equal("2400       -1250.00\n2710         250.00\n6800        1000.00\n", await books.TrialBalanceAsync());
    }

    [Fact]
    public async Task What_it_teaches_is_what_stands_now()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        await CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800" })]);
        await books.TellAsync();
        var lesson = await books.AskAsync(db => db.Lessons.Live.SingleAsync());
        Assert.Equal(("6800", "1", Data.Booking.Learning.Teacher.Person), (lesson.Account, lesson.VatCode, lesson.TaughtBy));
    }

    [Fact]
    public async Task Where_its_month_is_closed_both_are_dated_the_first_open_day()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m, on: new(2026, 8, 20));
        await PostedInvoices.ShutAsync(books, books.Client, "2026-08", PeriodState.VatFiled);
        await PostedInvoices.ShutAsync(books, books.Client, "2026-09", PeriodState.Held);
        var corrected = await CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800" })]);
        Assert.Equal((new DateOnly(2026, 10, 1), new DateOnly(2026, 10, 1)), (corrected.Reversal.AccountingDate, corrected.Replacement.AccountingDate));
        // VAT follows the document.
        Assert.Equal(new DateOnly(2026, 8, 20), corrected.Replacement.EntryDate);
    }

    [Fact]
    public async Task It_is_split_and_its_vat_code_follows_the_account()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        var corrected = await CorrectAsync(books, entry, lines =>
        [
            lines[0] with { Account = "6800", Share = lines[0].Share with { Net = 400m, Vat = 100m } },
            lines[0] with { Account = "7350", VatCode = "0", Share = lines[0].Share with { Key = "L1b", Net = 600m, Vat = 150m } },
        ]);
        Assert.Equal("6800 400.00 [1] base 400.00 vat 100.00\n2710 100.00 [1]\n7350 750.00 [0]\n2400 -1250.00", PostedInvoices.Lines(corrected.Replacement));
    }

    [Fact]
    public async Task A_service_from_abroad_in_euro_keeps_its_kroner_and_turns_its_vat()
    {
        await using var books = await TestBooks.NewAsync(server);
        var facts = Coded.Facts((100m, "O", null)) with { Currency = "EUR", Number = "E-1", Seller = new Party { Name = "Dienst GmbH", CompanyId = "DE1", Address = new([], null, null, null, "DE") } };
        var entry = await PostedInvoices.PostAsync(books, books.Client, facts, [("6420", "86")], rate: 11.50m);
        var corrected = await CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800", VatCode = "87" })]);
        Assert.Equal("6800 1437.50 [87] base 1150.00 vat 287.50 EUR 100.00\n2704 -287.50 [87]\n2400 -1150.00 EUR -100.00", PostedInvoices.Lines(corrected.Replacement));
        Assert.Equal("2400       -1150.00\n2704        -287.50\n6800        1437.50\n", await books.TrialBalanceAsync());
    }

    [Fact]
    public async Task A_voucher_by_hand_gets_another_code_another_date_and_two_lines_of_one()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await books.PostAsync("6540 1250, 1920 -1250", on: new(2026, 11, 5));
        var corrected = await books.DoAsync(async db =>
        {
            var @case = (await db.CorrectionCaseAsync(entry.Id))!;
            var (part, rest) = @case.Lines[0].Split(500m);
            return await db.CorrectVoucherAsync(entry.Id, new("Glemte mva", Guid.NewGuid()) { Lines = [part.UnderCode("1", entry.EntryDate, @case.Books.Rules), rest.OnAccount("6800", @case.Books.Rules), @case.Lines[1]], BookedOn = new(2026, 12, 1) });
        });
        Assert.Equal("6540 400.00 [1] base 400.00 vat 100.00\n6800 750.00\n1920 -1250.00\n2710 100.00 [1]", PostedInvoices.Lines(corrected.Replacement));
        Assert.Equal((new DateOnly(2026, 11, 5), new DateOnly(2026, 12, 1)), (corrected.Reversal.AccountingDate, corrected.Replacement.AccountingDate));
        // And back: what was reckoned under the code is no longer there.
        var again = await books.DoAsync(async db =>
        {
            var @case = (await db.CorrectionCaseAsync(corrected.Replacement.Id))!;
            return await db.CorrectVoucherAsync(corrected.Replacement.Id, new("Likevel ikke", Guid.NewGuid()) { Lines = [.. @case.Lines.Select(l => l.VatCode is "1" ? l.UnderCode(null, entry.EntryDate, @case.Books.Rules) : l)] });
        });
        Assert.Equal("6540 500.00\n6800 750.00\n1920 -1250.00", PostedInvoices.Lines(again.Replacement));
        var story = (await books.AskAsync(db => db.VoucherStoryAsync(entry.Id)))!;
        Assert.Equal(5, story.Chain.Count(s => s.EntryId is not null));
        Assert.Equal(2, story.Chain.Count(s => s.Kind == StepKind.Corrected));
        Assert.Equal([("1920", -1250m, -1250m), ("2710", 0m, 0m), ("6540", 1250m, 500m), ("6800", 0m, 750m)], story.Net.Select(n => (n.Account, n.Here, n.Net)));
        Assert.Equal(corrected.Replacement.VoucherName, story.ReplacedBy?.Name);
    }

    [Fact]
    public async Task It_belongs_to_another_vendor_whose_ledger_it_then_stands_in()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        var other = await PostedInvoices.PostAsync(books, books.Client, "F-2", 10m, seller: 701);
        var vendor = other.Postings.Single(p => p.VendorId is not null).VendorId!.Value;
        var corrected = await books.DoAsync(db => db.CorrectVoucherAsync(entry.Id, new("Feil leverandør", Guid.NewGuid()) { Vendor = vendor }));
        Assert.Equal(vendor, corrected.Replacement.Postings.Single(p => p.AccountNumber == "2400").VendorId);
        Assert.Equal(-1262.50m, await books.AskAsync(db => db.Postings.Where(p => p.VendorId == vendor).SumAsync(p => p.DebitAmount - p.CreditAmount)));
        Assert.Equal(vendor, await books.AskAsync(db => db.Invoices.Where(i => i.InvoiceNumber == "F-1").Select(i => i.VendorId).SingleAsync()));
    }

    [Fact]
    public async Task It_asks_why_and_for_a_change_and_is_done_once_however_often_it_is_pressed()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        await Assert.ThrowsAsync<BrokenRule>(() => CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800" })], reason: " "));
        Assert.Contains("Ingenting er endret", (await Assert.ThrowsAsync<BrokenRule>(() => CorrectAsync(books, entry, lines => lines))).Message, StringComparison.Ordinal);
        var key = Guid.NewGuid();
        var tries = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ => { try { return (await CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800" })], key)).Replacement.Id; } catch (DbUpdateException) { return Guid.Empty; } }));
        Assert.Single(tries.Where(t => t != Guid.Empty).Distinct());
        Assert.Equal(3, await books.AskAsync(db => db.Journal.CountAsync()));
        Assert.Contains("gjelder ikke for fakturaen lenger", (await Assert.ThrowsAsync<BrokenRule>(() => CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6860" })]))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_agent_may_correct_too_and_is_named_as_one()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        books.Actor = Actor.Agent(books.Firm, "bokfører");
        var corrected = await CorrectAsync(books, entry, lines => [.. lines.Select(l => l with { Account = "6800" })]);
        Assert.Equal((ActorKind.Agent, null), (corrected.Replacement.CreatedByType, await books.AskAsync(db => db.Corrections.Select(c => c.CorrectedBy).SingleAsync())));
    }

    [Fact]
    public async Task Whoever_does_not_have_the_client_is_told_as_of_a_voucher_that_is_not_there()
    {
        await using var books = await TestBooks.NewAsync(server);
        var entry = await PostedInvoices.PostAsync(books, books.Client, "F-1", 1000m);
        var stranger = await BookkeeperAsync(books);
        var refused = await Assert.ThrowsAsync<BrokenRule>(() => books.DoAsync(db => db.CorrectVoucherAsync(entry.Id, new("Feil konto", Guid.NewGuid()) { Coded = [] }), stranger));
        Assert.Equal("Bilaget finnes ikke.", refused.Message);
        Assert.Null(await books.AskAsync(db => db.CorrectionCaseAsync(entry.Id), stranger));
        await using var nextDoor = await books.NextDoorAsync();
        Assert.Null(await nextDoor.AskAsync(db => db.CorrectionCaseAsync(entry.Id)));
    }

    internal static async Task<Actor> BookkeeperAsync(TestBooks books, params Guid[] clients)
    {
        var user = new User { Id = Guid.CreateVersion7(), TenantId = books.Firm, Name = "Nils Ny", Email = $"{Guid.NewGuid():N}@example.no", Role = Role.Bookkeeper };
        (user.UserName, user.NormalizedEmail, user.NormalizedUserName) = (user.Email, user.Email.ToUpperInvariant(), user.Email.ToUpperInvariant());
        await books.DoAsync(async db =>
        {
            db.Users.Add(user);
            await db.SaveChangesAsync();
            db.ClientAccess.AddRange(clients.Select(c => new ClientAccess { TenantId = books.Firm, ClientId = c, UserId = user.Id }));
        }, Actor.Setup(books.Firm));
        return user.AsActor();
    }

    private static Task<Corrected> CorrectAsync(TestBooks books, JournalEntry entry, Func<IReadOnlyList<CodedLine>, IReadOnlyList<CodedLine>> change, Guid? key = null, string reason = "Feil konto") => books.DoAsync(async db =>
    {
        var @case = (await db.CorrectionCaseAsync(entry.Id))!;
        return await db.CorrectVoucherAsync(entry.Id, new(reason, key ?? Guid.NewGuid()) { Coded = change([.. @case.Invoice!.Item.AiSuggestion.Lines.Select(CodedLine.From)]) });
    });
}
