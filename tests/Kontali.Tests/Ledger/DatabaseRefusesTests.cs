using Kontali.Data;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Ledger;

/// <summary>What bookkeeping forbids, the database refuses by itself, with the state that says which law was broken.</summary>
public sealed class DatabaseRefusesTests(TestServer server)
{
    [Fact]
    public async Task A_voucher_that_is_right_is_taken()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Null(await books.SqlStateAsync(new RawVoucher(books).Sql));
        Assert.Equal("1920        -100.00\n6300         100.00\n", await books.TrialBalanceAsync());
    }

    [Theory]
    [InlineData("(1, '6300', 100, 0), (2, '1920', 0, 99.99)", "KT002")]
    [InlineData("(1, '6300', 100, 0), (3, '1920', 0, 100)", "KT001")]
    [InlineData("(1, '6300', 100, 0)", "KT002")]
    [InlineData("(1, '6300', 100, 0), (1, '1920', 0, 100)", "23505")]
    [InlineData("(1, '6300', 'NaN'::numeric, 0), (2, '1920', 0, 'NaN'::numeric)", "23514")]
    [InlineData("(1, '6300', -100, 0), (2, '1920', 0, -100)", "23514")]
    [InlineData("(1, '6300', 0, 0), (2, '1920', 0, 0)", "23514")]
    [InlineData("(1, '6300', 100, 100), (2, '1920', 0, 0)", "23514")]
    [InlineData("(1, '9999', 100, 0), (2, '1920', 0, 100)", "23503")]
    public async Task Lines_that_are_wrong_are_refused(string lines, string state)
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Equal(state, await books.SqlStateAsync(new RawVoucher(books) { Lines = lines }.Sql));
        Assert.Equal("", await books.TrialBalanceAsync());
    }

    [Fact]
    public async Task Three_lines_where_two_are_told_are_refused()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Equal("KT002", await books.SqlStateAsync(new RawVoucher(books) { LineCount = 3 }.Sql));
    }

    [Fact]
    public async Task A_line_is_not_added_to_an_old_voucher()
    {
        await using var books = await TestBooks.NewAsync(server);
        var voucher = new RawVoucher(books);
        Assert.Null(await books.SqlStateAsync(voucher.Sql));
        Assert.Equal("KT001", await books.SqlStateAsync((voucher with { Lines = "(3, '6300', 5, 0)" }).LinesOnly));
        Assert.Equal("23505", await books.SqlStateAsync((voucher with { Lines = "(2, '6300', 5, 0)" }).LinesOnly));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task A_number_that_is_not_the_next_is_refused(int off)
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.PostAsync("6300 100, 1920 -100");
        Assert.Equal("KT004", await books.SqlStateAsync(new RawVoucher(books) { NumberOff = off }.Sql));
    }

    [Fact]
    public async Task A_number_that_is_drawn_must_be_used()
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Equal("KT004", await books.SqlStateAsync($"select * from ledger.next_number('{books.Client}', 'A', 2026, sha256('first'))"));
    }

    [Fact]
    public async Task A_voucher_that_does_not_chain_on_the_one_before_is_refused()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.PostAsync("6300 100, 1920 -100");
        Assert.Equal("KT004", await books.SqlStateAsync(new RawVoucher(books) { PreviousHash = "sha256('forged')" }.Sql));
    }

    [Theory]
    [InlineData("held")]
    [InlineData("closed")]
    [InlineData("vat_filed")]
    public async Task A_period_that_is_not_open_takes_no_voucher(string state)
    {
        await using var books = await TestBooks.NewAsync(server);
        Assert.Null(await books.SqlStateAsync($"insert into ledger.periods (tenant_id, client_id, name, state) values ('{books.Firm}', '{books.Client}', '2026-11', '{state}')"));
        Assert.Equal("KT003", await books.SqlStateAsync(new RawVoucher(books).Sql));
        Assert.Null(await books.SqlStateAsync(new RawVoucher(books) { On = new(2026, 12, 1) }.Sql));
    }

    [Fact]
    public async Task A_closed_account_takes_no_line()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.DoAsync(db => db.Accounts.Where(a => a.ClientId == books.Client && a.AccountNumber == "6300").ExecuteUpdateAsync(a => a.SetProperty(x => x.IsActive, false)));
        Assert.Equal("KT005", await books.SqlStateAsync(new RawVoucher(books).Sql));
    }

    [Fact]
    public async Task A_line_does_not_point_at_another_firms_books()
    {
        await using var books = await TestBooks.NewAsync(server);
        await using var nextDoor = await books.NextDoorAsync();
        Assert.Equal("23503", await books.SqlStateAsync(new RawVoucher(books) { LineClient = nextDoor.Client }.Sql));
        Assert.Equal("42501", await books.SqlStateAsync(new RawVoucher(nextDoor).LinesOnly));
    }

    [Fact]
    public async Task An_invoice_has_one_open_review_item()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.LawFirm);
        const string copy = """
            insert into review_queue (tenant_id, client_id, source_type, source_id, issue_category, issue_description, decision_id, ai_suggestion, ai_confidence)
            select tenant_id, client_id, source_type, source_id, 'unsure', '{}', decision_id, ai_suggestion, 50 from (select * from review_queue order by created_at desc limit 1) r
            """;
        Assert.Null(await books.SqlStateAsync(copy));
        Assert.Equal("23505", await books.SqlStateAsync(copy));
    }

    public static TheoryData<string, string> WrittenOnce => new()
    {
        { "general_ledger", "description = 'noe annet'" }, { "general_ledger_lines", "line_description = 'noe annet'" }, { "audit_trail", "reason = 'noe annet'" },
        { "agent_decisions", "confidence_score = 1" }, { "corrections", "correction_reason = 'noe annet'" }, { "documents", "filename = 'annet.xml'" },
        { "agent_events", "event_type = 'noe annet'" },
    };

    [Theory]
    [MemberData(nameof(WrittenOnce))]
    public async Task What_is_written_once_is_never_changed_deleted_or_emptied(string table, string change)
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoAsync(db => { db.Tell(Happened.Posted, books.Client, books.Client); return Task.CompletedTask; });
        string[] attempts = [$"update {table} set {change}", $"delete from {table}", $"truncate {table} cascade"];
        foreach (var attempt in attempts)
        {
            // The app has no right to; the owner, who has, meets the triggers.
            Assert.Equal((attempt, "42501"), (attempt, await books.SqlStateAsync(attempt)));
            Assert.Equal((attempt, "42501"), (attempt, await books.SqlStateAsync(attempt, books.Ways.Worker)));
            Assert.Equal((attempt, "KT001"), (attempt, await books.SqlStateAsync(attempt, books.Ways.Owner)));
        }
    }

    [Fact]
    public async Task A_document_is_given_a_client_once()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        Assert.Equal("KT001", await books.SqlStateAsync($"update documents set client_id = '{DemoFirm.IdOf(DemoFirm.Farm)}' where client_id = '{books.Client}'"));
    }
}
