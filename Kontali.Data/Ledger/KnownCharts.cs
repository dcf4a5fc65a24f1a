using System.Collections.Concurrent;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>
/// A client's whole chart, for reading. It is hundreds of accounts, asked for with every item that is looked at, and changes a few times a year:
/// it is kept in memory, once for all who look, and the database is asked each time only whether it still stands.
/// </summary>
internal static class KnownCharts
{
    private const int Most = 500;

    private static readonly ConcurrentDictionary<(string, string, Guid), Known> charts = new();

    /// <summary>The chart as the database has it now; nobody changes what is in it.</summary>
    public static async Task<IReadOnlyDictionary<string, Account>> ChartAsync(this KontaliContext db, Client client, CancellationToken ct)
    {
        // Behind the wall. Each change of an account gives its row another xmin, and so the sum; the stamp is older than the chart or as old, never newer.
        var stamp = (await db.Database.SqlQuery<Stamp>($"select count(*) as accounts, coalesce(sum(xmin::text::bigint), 0)::bigint as changes from chart_of_accounts where client_id = {client.Id}").ToListAsync(ct))[0];
        var connection = db.Database.GetDbConnection();
        var place = (connection.DataSource, connection.Database, client.Id);
        if (charts.TryGetValue(place, out var known) && known.Stamp == stamp) return known.Chart;
        var chart = await db.Accounts.AsNoTracking().Where(a => a.TenantId == client.TenantId && a.ClientId == client.Id).ToDictionaryAsync(a => a.AccountNumber, ct);
        if (charts.Count >= Most) charts.Clear();
        charts[place] = new(stamp, chart);
        return chart;
    }

    internal sealed record Stamp(long Accounts, long Changes);

    private sealed record Known(Stamp Stamp, IReadOnlyDictionary<string, Account> Chart);
}
