using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Kontali.Tests.Learning;

/// <summary>Auto-posting is earned, sampled, demoted, switched off; what is taken back is unlearned. On the demo firm's own books.</summary>
public sealed class EarnedPostingTests(TestServer server)
{
    [Fact]
    public async Task What_a_client_has_booked_alike_for_long_posts_itself_and_says_on_what_it_rests()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var arrival = await books.ReceiveAsync(Invoice("telefon"));
        Assert.Equal(ArrivalStatus.Posted, arrival.Status);
        var decision = await DecisionAsync(books, arrival);
        var pattern = await books.AskAsync(db => db.Patterns.SingleAsync(p => decision.PatternsUsed.Contains(p.Id)));
        Assert.Equal((PatternState.Active, books.Client), (pattern.State, pattern.ClientId));
        Assert.Contains(decision.Decision.Lines[0].Evidence, e => e.Pattern == pattern.Id);
        Assert.True(DecisionInput.Of(decision) is { LowerBound: > 0.85, Cases: > 8 });
    }

    [Fact]
    public async Task A_higher_threshold_than_the_record_bears_sends_it_to_a_person()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoAsync(db => db.SetEarningAsync(books.Client, new(93, 85, 25_000, true, null, null)));
        var arrival = await books.ReceiveAsync(Invoice("telefon"));
        Assert.Equal("not_earned", (await ItemAsync(books, arrival)).IssueCategory);
    }

    [Fact]
    public async Task A_client_whose_patterns_wait_for_a_person_posts_when_she_says_so()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoAsync(db => db.SetEarningAsync(books.Client, new(85, 85, 25_000, LearnsItself: false, null, null)));
        await RelearnAsync(books, "telefon");
        var pattern = await PatternAsync(books, "telefon");
        Assert.Equal((PatternState.Trial, true), (pattern.State, pattern.IsProposed));
        Assert.Equal("not_earned", (await ItemAsync(books, await books.ReceiveAsync(Invoice("telefon")))).IssueCategory);

        await books.DoAsync(db => db.PromotePatternAsync(pattern.Id));
        Assert.Equal(ArrivalStatus.Posted, (await books.ReceiveAsync(Invoice("telefon", 7))).Status);
    }

    [Fact]
    public async Task One_override_puts_the_pattern_on_trial_and_the_next_invoice_before_a_person()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var posted = await books.ReceiveAsync(Invoice("telefon"));
        await books.TellAsync();
        await SampleAllAsync(books);
        var item = await ItemAsync(books, posted);
        await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, Coded(books, item, "6800")));
        await books.TellAsync();

        var pattern = await PatternAsync(books, "telefon");
        Assert.Equal((PatternState.Trial, 0), (pattern.State, pattern.CasesSince));
        Assert.Equal(1, pattern.TimesIncorrect);
        Assert.Contains(await EventsAsync(books), e => e == Learned.Demoted);
        Assert.Equal("not_earned", (await ItemAsync(books, await books.ReceiveAsync(Invoice("telefon", 7)))).IssueCategory);
    }

    [Fact]
    public async Task A_sample_is_blind_and_found_right_it_counts_and_posts_nothing()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var posted = await books.ReceiveAsync(Invoice("telefon"));
        await books.TellAsync();
        var invoice = await InvoiceAsync(books, posted);
        Assert.Null((await OutcomeAsync(books, invoice)).Right);

        await SampleAllAsync(books);
        var item = await ItemAsync(books, posted);
        Assert.Equal("audit", item.IssueCategory);
        Assert.All(item.AiSuggestion.Lines, l => Assert.Equal(("", 0, 0.0), (l.Account, l.Evidence.Count, l.Confidence)));
        var before = await books.TrialBalanceAsync();
        await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, Coded(books, item, null)));
        await books.TellAsync();

        Assert.Equal(before, await books.TrialBalanceAsync());
        var outcome = await OutcomeAsync(books, invoice);
        Assert.Equal((true, true), (outcome.Right, outcome.Audited));
        var lessons = await books.AskAsync(db => db.Lessons.Where(l => l.InvoiceId == invoice.Id).Live.ToListAsync());
        Assert.All(lessons, l => Assert.Equal(Teacher.Audit, l.TaughtBy));
    }

    [Fact]
    public async Task A_sample_found_wrong_is_reversed_and_posted_anew_linked_in_one_transaction()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var posted = await books.ReceiveAsync(Invoice("telefon"));
        await books.TellAsync();
        var first = (await InvoiceAsync(books, posted)).GeneralLedgerId;
        await SampleAllAsync(books);
        var item = await ItemAsync(books, posted);
        var entry = await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, Coded(books, item, "6800")));
        await books.TellAsync();

        var correction = await books.AskAsync(db => db.Corrections.SingleAsync(c => c.ReviewQueueId == item.Id));
        Assert.Equal((first, entry.Id), (correction.JournalEntryId, correction.ReplacementEntryId));
        Assert.Equal(first, await books.AskAsync(db => db.Journal.Where(j => j.Id == correction.ReversalEntryId).Select(j => j.ReversalOfId).SingleAsync()));
        var outcome = await OutcomeAsync(books, await InvoiceAsync(books, posted));
        Assert.Equal((false, true), (outcome.Right, outcome.Audited));
        Assert.NotNull(outcome.RevisedAt);
    }

    [Fact]
    public async Task Samples_that_show_too_many_errors_switch_auto_posting_off_until_a_person_says_on()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await OutcomesAsync(books, right: 19, wrong: 0);
        await books.DoAsync(async db => await db.JudgeAutoPostAsync(await db.Clients.SingleAsync(c => c.Id == books.Client)));
        Assert.Null((await ClientAsync(books)).AutoPostStoppedAt); // without an error a wide interval is no verdict
        await OutcomesAsync(books, right: 19, wrong: 1);
        await books.DoAsync(async db => await db.JudgeAutoPostAsync(await db.Clients.SingleAsync(c => c.Id == books.Client)));

        Assert.NotNull((await ClientAsync(books)).AutoPostStopReason);
        Assert.Equal("switched_off", (await ItemAsync(books, await books.ReceiveAsync(Invoice("telefon")))).IssueCategory);
        books.Clock.Advance(TimeSpan.FromMinutes(1));
        await books.DoAsync(db => db.ResumeAutoPostAsync(books.Client));
        Assert.Equal(ArrivalStatus.Posted, (await books.ReceiveAsync(Invoice("telefon", 7))).Status);
    }

    [Fact]
    public async Task What_is_reversed_is_unlearned_exactly()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var before = await PatternTextAsync(books);
        var arrival = await books.ReceiveAsync(Invoice("trykk"));
        var item = await ItemAsync(books, arrival);
        var entry = await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, "7320", books)));
        await books.TellAsync();
        Assert.NotEqual(before, await PatternTextAsync(books));

        await books.DoAsync(db => db.ReverseInvoiceAsync(entry.Id, new(2026, 11, 30), "Feil konto", Ids.New(books.Clock)));
        await books.TellAsync();
        Assert.Equal(before, await PatternTextAsync(books));
        var invoice = await InvoiceAsync(books, arrival);
        Assert.Empty(await books.AskAsync(db => db.Lessons.Where(l => l.InvoiceId == invoice.Id).Live.ToListAsync()));
        Assert.Null((await OutcomeAsync(books, invoice)).Right);
    }

    [Fact]
    public async Task Being_told_twice_teaches_once()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var item = await ItemAsync(books, await books.ReceiveAsync(Invoice("trykk")));
        await books.DoAsync(db => db.ApproveAsync(item.Id, item.RowVersion, AsSuggested(item, "7320", books)));
        await books.TellAsync();
        var (text, lessons) = (await PatternTextAsync(books), await books.AskAsync(db => db.Lessons.CountAsync()));
        var told = await books.AskAsync(db => db.Events.SingleAsync(e => e.SubjectId == item.SourceId && e.EventType == "corrected"));
        await books.DoAsync(db => new Learner().HandleAsync(db, told, default), Actor.Agent(books.Firm, "lærer"));
        Assert.Equal((text, lessons), (await PatternTextAsync(books), await books.AskAsync(db => db.Lessons.CountAsync())));
    }

    [Fact]
    public async Task Lessons_are_never_changed()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        Assert.Equal("42501", await books.SqlStateAsync("update learning.lessons set account = '1920'"));
        Assert.Equal("KT001", await books.SqlStateAsync("update learning.lessons set account = '1920'", books.Ways.Owner));
    }

    [Fact]
    public async Task What_two_clients_agree_on_the_firm_knows()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var identity = $"NO:{DemoVendor.Of("telefon").Party.CompanyId}";
        var firm = await books.AskAsync(db => db.Patterns.SingleAsync(p => p.Scope == PatternScope.Firm && p.VendorIdentity == identity && p.State != PatternState.Retired));
        var clients = await books.AskAsync(db => db.Patterns.Where(p => p.Scope == PatternScope.Client && p.VendorIdentity == identity && p.State != PatternState.Retired).ToListAsync());
        Assert.True(clients.Count >= 2);
        Assert.Equal(clients.Sum(c => c.TimesCorrect), firm.TimesCorrect);
    }

    [Fact]
    public async Task Between_firms_go_a_number_an_account_and_counts_and_only_from_three_that_give_to_one_that_gives()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        var identity = $"NO:{DemoVendor.Of("telefon").Party.CompanyId}";
        Assert.Empty(await books.AskAsync(db => db.SharedHabitsAsync(identity)));
        var asker = await books.NextDoorAsync();
        await ShareAsync(asker);
        await ShareAsync(books);
        Assert.Empty(await asker.AskAsync(db => db.SharedHabitsAsync(identity))); // one firm is nobody's statistics
        await GiveAwayAsync(books, identity, firms: 3);

        var shared = Assert.Single(await asker.AskAsync(db => db.SharedHabitsAsync(identity)));
        Assert.Equal(("6900", 3), (shared.StandardAccount, shared.Firms));
        Assert.Empty(await asker.AskAsync(db => db.SharedHabitsAsync("NAME:NO:FJORDTELE")));
        await asker.DoAsync(db => db.SetFirmEarningAsync(5, 2, sharesStatistics: false));
        Assert.Empty(await asker.AskAsync(db => db.SharedHabitsAsync(identity)));
        Assert.Equal("standard_account, vat_code, firms, cases", await books.ListAsync("select unnest(proargnames[2:]) from pg_proc where proname = 'shared_habits'"));
    }

    private static Task ShareAsync(TestBooks books) => books.DoAsync(db => db.SetFirmEarningAsync(5, 2, sharesStatistics: true), Actor.Setup(books.Firm));

    // Firms that give, each with what the demo firm was taught of the vendor; made by the owner, with the keys left aside.
    private static async Task GiveAwayAsync(TestBooks books, string identity, int firms)
    {
        await using var owner = new NpgsqlConnection(books.Ways.To(new NpgsqlConnectionStringBuilder(books.Ways.App).Database!).Superuser);
        await owner.OpenAsync();
        await using var give = new NpgsqlCommand($$"""
            set session_replication_role = replica;
            insert into tenants (id, name, org_number, settings) select ('0198d000-0000-7000-8000-00000000ff0' || n)::uuid, 'Hemmelig Byrå ' || n, '99999999' || n, '{"shares_statistics": true}' from generate_series(1, {{firms - 1}}) n;
            insert into learning.lessons (tenant_id, client_id, invoice_id, share_key, vendor_identity, vendor_name, text, amount, date, account, account_name, standard_account, vat_code, taught_by)
            select ('0198d000-0000-7000-8000-00000000ff0' || n)::uuid, client_id, gen_random_uuid(), share_key, vendor_identity, vendor_name, text, amount, date, account, account_name, standard_account, vat_code, taught_by
              from learning.lessons, generate_series(1, {{firms - 1}}) n where vendor_identity = '{{identity}}' and vat_code = '1';
            """, owner);
        await give.ExecuteNonQueryAsync();
    }

    private static Settlement Coded(TestBooks books, ReviewItem item, string? account)
    {
        var posted = books.AskAsync(db => db.Decisions.SingleAsync(d => d.Id == item.DecisionId)).GetAwaiter().GetResult();
        return new([.. posted.Decision.Lines.Select(CodedLine.From).Select(l => account is null ? l : l with { Account = account })], books.Today);
    }

    private static Settlement AsSuggested(ReviewItem item, string account, TestBooks books) => new([.. item.AiSuggestion.Lines.Select(CodedLine.From).Select(l => l with { Account = account })], books.Today);

    internal static InvoiceFacts Invoice(string vendor, int which = 5) =>
        DemoHistory.Invoice(DemoClients.All.Single(c => c.Name == DemoFirm.Bakery), DemoVendor.Of(vendor), new(2026, 11, 18), which);

    private static async Task RelearnAsync(TestBooks books, string vendor) => await books.DoAsync(async db =>
        await db.KeepPatternsAsync(await db.Clients.SingleAsync(c => c.Id == books.Client), $"NO:{DemoVendor.Of(vendor).Party.CompanyId}"), Actor.Agent(books.Firm, "lærer"));

    // Every invoice is drawn: the share is all of them.
    private static async Task SampleAllAsync(TestBooks books)
    {
        await books.DoAsync(db => db.SetEarningAsync(books.Client, new(85, 85, 25_000, true, 100, null)));
        books.Clock.Advance(TimeSpan.FromMinutes(1));
        await books.DoTaskAsync(new Sampler());
    }

    // Outcomes of earlier invoices are made into samples by hand: what is tried is the verdict.
    private static Task OutcomesAsync(TestBooks books, int right, int wrong) => books.DoAsync(async db =>
    {
        Assert.Null(await books.SqlStateAsync($"delete from learning.outcomes where client_id = '{books.Client}'", books.Ways.Owner));
        var invoices = await db.Invoices.Where(i => i.ClientId == books.Client).OrderBy(i => i.Id).Take(right + wrong).ToListAsync();
        db.Outcomes.AddRange(invoices.Select((i, n) => new Outcome
        {
            InvoiceId = i.Id,
            TenantId = i.TenantId,
            ClientId = i.ClientId,
            VendorIdentity = "NAME:X",
            Model = "test",
            Probability = 99,
            Amount = 1,
            InvoiceDate = i.InvoiceDate,
            PostedByAgent = true,
            SettledAt = books.Clock.GetUtcNow(),
        }.As(1, n < right ? 1 : 0, known: true, audited: true)));
    }, Actor.Agent(books.Firm, "kontrollør"));

    private static Task<VendorInvoice> InvoiceAsync(TestBooks books, Arrival arrival) => books.AskAsync(db => db.Invoices.SingleAsync(i => i.DocumentId == arrival.DocumentId));
    private static Task<Client> ClientAsync(TestBooks books) => books.AskAsync(db => db.Clients.SingleAsync(c => c.Id == books.Client));
    private static Task<Outcome> OutcomeAsync(TestBooks books, VendorInvoice invoice) => books.AskAsync(db => db.Outcomes.SingleAsync(o => o.InvoiceId == invoice.Id));
    private static Task<List<string>> EventsAsync(TestBooks books) => books.AskAsync(db => db.Events.Select(e => e.EventType).ToListAsync());

    private static async Task<AgentDecision> DecisionAsync(TestBooks books, Arrival arrival)
    {
        var invoice = await InvoiceAsync(books, arrival);
        return await books.AskAsync(db => db.Decisions.SingleAsync(d => d.SourceId == invoice.Id));
    }

    private static async Task<ReviewItem> ItemAsync(TestBooks books, Arrival arrival)
    {
        var invoice = await InvoiceAsync(books, arrival);
        return await books.AskAsync(db => db.ReviewQueue.Open.SingleAsync(r => r.SourceId == invoice.Id));
    }

    private static Task<LearnedPattern> PatternAsync(TestBooks books, string vendor)
    {
        var identity = $"NO:{DemoVendor.Of(vendor).Party.CompanyId}";
        return books.AskAsync(db => db.Patterns.Where(p => p.ClientId == books.Client && p.VendorIdentity == identity && p.State != PatternState.Retired).OrderByDescending(p => p.TimesApplied).FirstAsync());
    }

    private static Task<string> PatternTextAsync(TestBooks books) => books.ListAsync("""
        select string_agg(concat_ws(' ', pattern_id, state, trigger, action, times_applied, times_correct, times_incorrect, cases_since, right_since, since, lower_bound), E'\n' order by pattern_id)
          from agent_learned_patterns where state <> 'retired'
        """);
}
