using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>One account in a trial balance. Kroner, debit positive.</summary>
/// <param name="Account">Number; empty on the line for earlier years' result.</param>
/// <param name="Name">Name.</param>
/// <param name="Opening">Opening balance.</param>
/// <param name="Debit">Movement in the span.</param>
/// <param name="Credit"><inheritdoc cref="Debit" path="/node()"/></param>
public sealed record TrialBalanceLine(string Account, string Name, decimal Opening, decimal Debit, decimal Credit)
{
    /// <summary>Closing balance.</summary>
    public decimal Closing => Opening + Debit - Credit;
}

/// <summary>The accounts of one class, in the order of the chart.</summary>
public sealed record TrialBalanceGroup(char Class, IReadOnlyList<TrialBalanceLine> Lines)
{
    /// <summary>The class's sums.</summary>
    public TrialBalanceLine Sum => TrialBalance.SumOf(Lines);
}

/// <summary>
/// A client's trial balance (saldobalanse) over a span of months, from the kept sums. Income and expense accounts (classes 3–8) begin
/// at zero with the fiscal year the span ends in; what earlier years left and no voucher has carried to equity stands on a line of its own,
/// so that the whole is zero whatever the year end looks like.
/// </summary>
public sealed record TrialBalance(MonthSpan Span, IReadOnlyList<TrialBalanceGroup> Groups, TrialBalanceLine? EarlierResult)
{
    /// <summary>Balance sheet, classes 1–2 and earlier years' result.</summary>
    public TrialBalanceLine Balance => SumOf([.. Groups.Where(g => g.Class < '3').SelectMany(g => g.Lines), .. EarlierResult is { } earlier ? [earlier] : Array.Empty<TrialBalanceLine>()]);

    /// <summary>Result, classes 3–8: profit is negative.</summary>
    public TrialBalanceLine Result => SumOf([.. Groups.Where(g => g.Class >= '3').SelectMany(g => g.Lines)]);

    /// <summary>All of it; its opening and closing are zero, and its debit is its credit, or the books are wrong.</summary>
    public TrialBalanceLine Total => SumOf([Balance, Result]);

    /// <summary>Whether it is as it must be.</summary>
    public bool Balances => Total is { Opening: 0, Closing: 0 } total && total.Debit == total.Credit;

    /// <summary>What the kept sums say of one account: before the span, before the fiscal year the span ends in, in the span, and in that part of it which lies in that year.</summary>
    public sealed record Sums(string Account, string Name, decimal Before, decimal BeforeYear, decimal Debit, decimal Credit, decimal YearDebit, decimal YearCredit);

    /// <summary>The trial balance of these sums.</summary>
    public static TrialBalance Of(MonthSpan span, string yearStart, IReadOnlyList<Sums> sums)
    {
        var spansYearEnd = string.CompareOrdinal(span.From, yearStart) < 0;
        var lines = sums.Select(s => AccountNumber.IsBalanceSheet(s.Account)
            ? new TrialBalanceLine(s.Account, s.Name, s.Before, s.Debit, s.Credit)
            : new TrialBalanceLine(s.Account, s.Name, spansYearEnd ? 0 : s.Before - s.BeforeYear, s.YearDebit, s.YearCredit));
        var results = sums.Where(s => !AccountNumber.IsBalanceSheet(s.Account)).ToList();
        var earlier = new TrialBalanceLine("", "", results.Sum(s => spansYearEnd ? s.Before : s.BeforeYear), results.Sum(s => s.Debit - s.YearDebit), results.Sum(s => s.Credit - s.YearCredit));
        return new(span,
            [.. lines.Where(IsUsed).OrderBy(l => l.Account, StringComparer.Ordinal).GroupBy(l => l.Account[0]).Select(g => new TrialBalanceGroup(g.Key, [.. g]))],
            IsUsed(earlier) ? earlier : null);
    }

    internal static TrialBalanceLine SumOf(IReadOnlyList<TrialBalanceLine> lines) =>
        new("", "", lines.Sum(l => l.Opening), lines.Sum(l => l.Debit), lines.Sum(l => l.Credit));

    private static bool IsUsed(TrialBalanceLine line) => line is not { Opening: 0, Debit: 0, Credit: 0 };
}

/// <summary>Asks for one, or for many.</summary>
public static class TrialBalanceQuery
{
    /// <summary>The client's trial balance over the span.</summary>
    public static async Task<TrialBalance> TrialBalanceAsync(this KontaliContext db, ClientName client, MonthSpan span, CancellationToken ct = default) =>
        (await db.TrialBalancesAsync([client], span, ct))[client.Id];

    /// <summary>The trial balance of each of these clients over the span, one question for all that begin their year in the same month.</summary>
    public static async Task<IReadOnlyDictionary<Guid, TrialBalance>> TrialBalancesAsync(this KontaliContext db, IReadOnlyCollection<ClientName> clients, MonthSpan span, CancellationToken ct = default)
    {
        Dictionary<Guid, TrialBalance> found = [];
        foreach (var alike in clients.GroupBy(c => c.FiscalYearStart))
        {
            var ids = alike.Select(c => c.Id).ToArray();
            var year = MonthSpan.YearStart(span.To, alike.Key);
            var names = await NamesAsync(db, ids, ct);
            var byClient = (await SumsAsync(db, ids, span, year, ct)).ToLookup(s => s.ClientId, s => new TrialBalance.Sums(s.AccountNumber, names[(s.ClientId, s.AccountNumber)], Kroner(s.Before), Kroner(s.BeforeYear), Kroner(s.Debit), Kroner(s.Credit), Kroner(s.YearDebit), Kroner(s.YearCredit)));
            foreach (var id in ids) found[id] = TrialBalance.Of(span, year, [.. byClient[id]]);
        }
        return found;
    }

    private static Task<List<OreSums>> SumsAsync(KontaliContext db, Guid[] clients, MonthSpan span, string year, CancellationToken ct) =>
        db.Database.SqlQuery<OreSums>($"select * from ledger.trial_sums({clients}, {span.From}, {span.To}, {year})").ToListAsync(ct);

    // Charts are much alike, so a name comes once with all the clients that use it.
    private static async Task<Dictionary<(Guid, string), string>> NamesAsync(KontaliContext db, Guid[] clients, CancellationToken ct) =>
        (await db.Database.SqlQuery<AccountNames>($"select account_number, account_name, array_agg(client_id) as clients from chart_of_accounts where client_id = any ({clients}) group by account_number, account_name").ToListAsync(ct))
            .SelectMany(a => a.Clients, (a, client) => (client, a)).ToDictionary(x => (x.client, x.a.AccountNumber), x => x.a.AccountName);

    private sealed record OreSums(Guid ClientId, string AccountNumber, long Before, long BeforeYear, long Debit, long Credit, long YearDebit, long YearCredit);

    private sealed record AccountNames(string AccountNumber, string AccountName, Guid[] Clients);

    private static decimal Kroner(long ore) => ore / 100m;
}
