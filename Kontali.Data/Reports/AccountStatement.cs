using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>One line of an account's statement, with the balance after it.</summary>
public sealed record StatementLine
{
    /// <summary>The ledger line, and its voucher.</summary>
    public required Guid PostingId { get; init; }

    /// <inheritdoc cref="PostingId"/>
    public required Guid EntryId { get; init; }

    /// <summary>Accounting date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The voucher's name.</summary>
    public required string VoucherName { get; init; }

    /// <summary>The line's text, or the voucher's.</summary>
    public required string Text { get; init; }

    /// <summary>The vendor, on subledger lines.</summary>
    public string? Vendor { get; init; }

    /// <summary>Standard tax code.</summary>
    public string? VatCode { get; init; }

    /// <summary>Kroner.</summary>
    public required decimal Debit { get; init; }

    /// <inheritdoc cref="Debit"/>
    public required decimal Credit { get; init; }

    /// <summary>The account's balance after this line, debit positive.</summary>
    public required decimal Balance { get; init; }

    /// <summary>Where the next page begins.</summary>
    public StatementPlace Place => new(Date, PostingId, Balance);
}

/// <summary>A place in a statement, with the balance carried to it.</summary>
public sealed record StatementPlace(DateOnly Date, Guid PostingId, decimal Carried);

/// <summary>An account over a span of months (kontoutskrift): what its head and foot say, whatever page of lines is shown between.</summary>
/// <param name="Account">The account.</param>
/// <param name="Span">The months.</param>
/// <param name="Opening">Opening balance; zero at the fiscal year's start for classes 3–8.</param>
/// <param name="Debit">Sum of debits in the span.</param>
/// <param name="Credit">Sum of credits in the span.</param>
public sealed record AccountStatement(AccountName Account, MonthSpan Span, decimal Opening, decimal Debit, decimal Credit)
{
    /// <summary>Closing balance.</summary>
    public decimal Closing => Opening + Debit - Credit;
}

/// <summary>Asks for one.</summary>
public static class AccountStatementQuery
{
    /// <summary>Head and foot of an account's statement, from the kept sums; null where the client has no such account.</summary>
    public static async Task<AccountStatement?> AccountStatementAsync(this KontaliContext db, ClientName client, string account, MonthSpan span, CancellationToken ct = default) =>
        await db.Accounts.Where(a => a.ClientId == client.Id && a.AccountNumber == account).Select(a => new AccountName(a.AccountNumber, a.AccountName)).SingleOrDefaultAsync(ct) is not { } named ? null
            : (await db.HeadsAsync(client, span, account, ct)).SingleOrDefault() ?? new(named, span, 0, 0, 0);

    /// <summary>Heads and feet of all accounts that had a balance or moved in the span, by number.</summary>
    public static async Task<IReadOnlyList<AccountStatement>> AccountStatementsAsync(this KontaliContext db, ClientName client, MonthSpan span, CancellationToken ct = default) =>
        [.. (await db.HeadsAsync(client, span, null, ct)).Where(s => s is not { Opening: 0, Debit: 0, Credit: 0 }).OrderBy(s => s.Account.Number, StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<AccountStatement>> HeadsAsync(this KontaliContext db, ClientName client, MonthSpan span, string? account, CancellationToken ct)
    {
        // A result account begins its year at zero; a balance sheet account has always been there.
        var (from, to, start) = (span.From, span.To, MonthSpan.YearStart(span.From, client.FiscalYearStart));
        var balances = db.Balances.Where(b => b.ClientId == client.Id && string.Compare(b.Period, to) <= 0 && (string.Compare(b.AccountNumber, "3") < 0 || string.Compare(b.Period, start) >= 0));
        if (account is not null) balances = balances.Where(b => b.AccountNumber == account);
        var sums = await balances.Select(b => new { b.AccountNumber, b.Debit, b.Credit, Before = string.Compare(b.Period, from) < 0 })
            .GroupBy(b => b.AccountNumber)
            .Select(g => new
            {
                Number = g.Key,
                Name = db.Accounts.Where(a => a.ClientId == client.Id && a.AccountNumber == g.Key).Select(a => a.AccountName).First(),
                Opening = g.Sum(b => b.Before ? b.Debit - b.Credit : 0),
                Debit = g.Sum(b => b.Before ? 0 : b.Debit),
                Credit = g.Sum(b => b.Before ? 0 : b.Credit),
            }).ToListAsync(ct);
        return [.. sums.Select(s => new AccountStatement(new(s.Number, s.Name), span, s.Opening, s.Debit, s.Credit))];
    }

    /// <summary>The statement's lines, oldest first, from after a place on; the balance runs on from what is carried to it.</summary>
    public static async Task<IReadOnlyList<StatementLine>> StatementLinesAsync(this KontaliContext db, ClientName client, AccountStatement statement, StatementPlace? after = null, int take = 200, CancellationToken ct = default)
    {
        var postings = db.Postings.On(client.Id, statement.Account.Number).Between(statement.Span.FirstDay, statement.Span.LastDay);
        if (after is not null) postings = postings.Where(p => EF.Functions.GreaterThan(ValueTuple.Create(p.AccountingDate, p.Id), ValueTuple.Create(after.Date, after.PostingId)));
        var page = await (
            from p in postings.OrderBy(p => p.AccountingDate).ThenBy(p => p.Id).Take(take)
            join j in db.Journal on p.EntryId equals j.Id
            orderby p.AccountingDate, p.Id
            select new
            {
                Posting = new { p.Id, p.AccountingDate, p.LineDescription, p.VatCode, p.DebitAmount, p.CreditAmount },
                Entry = new { j.Id, j.Series, j.FiscalYear, j.VoucherNumber, j.Description },
                Vendor = p.VendorId == null ? null : db.Vendors.Where(v => v.Id == p.VendorId).Select(v => v.Name).FirstOrDefault(),
            }).ToListAsync(ct);
        var balance = after?.Carried ?? statement.Opening;
        return [.. page.Select(row => new StatementLine
        {
            PostingId = row.Posting.Id,
            EntryId = row.Entry.Id,
            Date = row.Posting.AccountingDate,
            VoucherName = JournalEntry.NameOf(row.Entry.Series, row.Entry.FiscalYear, row.Entry.VoucherNumber),
            Text = row.Posting.LineDescription ?? row.Entry.Description,
            Vendor = row.Vendor,
            VatCode = row.Posting.VatCode,
            Debit = row.Posting.DebitAmount,
            Credit = row.Posting.CreditAmount,
            Balance = balance += row.Posting.DebitAmount - row.Posting.CreditAmount,
        })];
    }
}
