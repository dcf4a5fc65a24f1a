using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Tests.World;

namespace Kontali.Tests.Ledger;

public sealed class JournalRowsTests(TestServer server)
{
    [Fact]
    public async Task The_journal_is_turned_page_by_page_and_back_again_without_missing_a_voucher()
    {
        await using var books = await TestBooks.NewAsync(server);
        for (var day = 1; day <= 5; day++) await books.PostAsync("6300 100, 1920 -100", new(2026, 3, day));
        var first = await books.AskAsync(db => db.JournalSheetAsync(new(), take: 2));
        var second = await books.AskAsync(db => db.JournalSheetAsync(new(), after: first.Rows[^1].Place, take: 2));
        var third = await books.AskAsync(db => db.JournalSheetAsync(new(), after: second.Rows[^1].Place, take: 2));
        var back = await books.AskAsync(db => db.JournalSheetAsync(new(), before: second.Rows[0].Place, take: 2));
        Assert.Equal(["A-2026-5", "A-2026-4", "A-2026-3", "A-2026-2", "A-2026-1"], first.Rows.Concat(second.Rows).Concat(third.Rows).Select(r => r.VoucherName));
        Assert.Equal((false, true, true, true, true, false), (first.HasNewer, first.HasOlder, second.HasNewer, second.HasOlder, third.HasNewer, third.HasOlder));
        Assert.Equal(first.Rows.Select(r => r.Id), back.Rows.Select(r => r.Id));
        Assert.False(back.HasNewer);
    }

    [Fact]
    public async Task Vouchers_are_found_by_name_by_number_by_text_and_by_month()
    {
        await using var books = await TestBooks.NewAsync(server);
        await books.PostAsync("6300 100, 1920 -100", new(2026, 3, 1));
        await books.PostAsync("6300 200, 1920 -200", new(2026, 4, 1), series: "B");
        Task<string> Find(JournalFilter filter) => books.AskAsync(async db => string.Join(' ', (await db.JournalSheetAsync(filter)).Rows.Select(r => r.VoucherName)));
        Assert.Equal("B-2026-1", await Find(new() { Text = "b-2026-1" }));
        Assert.Equal("B-2026-1 A-2026-1", await Find(new() { Text = "1" }));
        Assert.Equal("B-2026-1 A-2026-1", await Find(new() { Text = "PRØVE" }));
        Assert.Equal("", await Find(new() { Text = "100%" }));
        Assert.Equal("A-2026-1", await Find(new() { To = "2026-03" }));
        Assert.Equal("B-2026-1", await Find(new() { From = "2026-04", Client = books.Client }));
    }

    [Fact]
    public async Task Another_firms_vouchers_are_nowhere()
    {
        await using var mine = await TestBooks.NewAsync(server);
        await using var theirs = await mine.NextDoorAsync();
        var voucher = await theirs.PostAsync("6300 100, 1920 -100");
        Assert.Empty((await mine.AskAsync(db => db.JournalSheetAsync(new()))).Rows);
        Assert.Empty(await mine.AskAsync(db => db.FindVouchersAsync("1")));
        Assert.Null(await mine.AskAsync(db => db.VoucherStoryAsync(voucher.Id)));
    }

    [Fact]
    public async Task A_reversed_voucher_and_its_reversal_point_at_each_other()
    {
        await using var books = await TestBooks.NewAsync(server);
        var rent = await books.PostAsync("6300 100, 1920 -100", new(2026, 3, 1));
        var back = await books.DoAsync(db => db.ReverseAsync(rent.Id, new(2026, 3, 2), "Feil måned", Guid.CreateVersion7(FakeClock.Noon)));
        var (story, taken) = await books.AskAsync(async db => ((await db.VoucherStoryAsync(rent.Id))!, (await db.VoucherStoryAsync(back.Id))!));
        Assert.Equal((back.Id, rent.Id), (story.ReversedBy!.Id, taken.ReversalOf!.Id));
        Assert.Equal(["Posted A-2026-1 ", "Reversed A-2026-2 Feil måned"], story.Chain.Select(s => $"{s.Kind} {s.EntryName} {s.Note}"));
        Assert.Equal(("A-2026-2", null), (story.Next?.Name, story.Previous?.Name));
        Assert.True((await books.AskAsync(db => db.JournalSheetAsync(new()))).Rows.Single(r => r.Id == rent.Id).IsReversed);
    }

    [Theory]
    [InlineData("L-2026-14", "L", 2026, 14)]
    [InlineData("l14", "L", null, 14)]
    [InlineData("2026-14", null, 2026, 14)]
    [InlineData(" 14 ", null, null, 14)]
    [InlineData("Nordlys", null, null, null)]
    [InlineData("L-2026-", null, null, null)]
    public void A_voucher_is_named_as_people_write_it(string text, string? series, int? year, int? number) =>
        Assert.Equal(number is { } n ? new VoucherWord(series, year, n) : null, VoucherWord.Read(text));

    [Theory]
    [InlineData(null, null, 1, "2026-01", "2026-11")]
    [InlineData("2026-03", null, 1, "2026-03", "2026-11")]
    [InlineData(null, "2025-06", 7, "2024-07", "2025-06")]
    [InlineData("2026-09", "2026-02", 1, "2026-02", "2026-02")]
    [InlineData("tull", "2026-13", 1, "2026-01", "2026-11")]
    public void A_span_is_what_the_address_says_or_the_fiscal_year_so_far(string? from, string? to, int yearStart, string first, string last) =>
        Assert.Equal(new MonthSpan(first, last), MonthSpan.Of(from, to, yearStart, new(2026, 11, 20)));
}
