using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>Of whom and of when a report is asked.</summary>
/// <param name="Clients">The clients, one or a group.</param>
/// <param name="Span">The months.</param>
/// <param name="Compares">Whether last year stands beside.</param>
/// <param name="Today">This day.</param>
/// <param name="VatCode">Only what has this tax code, where the report can be asked so.</param>
public sealed record ReportAsk(IReadOnlyList<ClientName> Clients, MonthSpan Span, bool Compares, DateOnly Today, string? VatCode = null)
{
    /// <summary>Whether it is of several.</summary>
    public bool IsGroup => Clients.Count != 1;
}

/// <summary>
/// A report: columns, and rows client by client, part by part, so that the longest is never held whole.
/// It is drawn by the screen and by three writers, none of which knows which report it is.
/// </summary>
public abstract class Report
{
    /// <summary>Its name; the key of its translation.</summary>
    public abstract string Name { get; }

    /// <summary>What it shows; the key of its translation.</summary>
    public abstract string Shows { get; }

    /// <summary>Its last word in the address.</summary>
    public abstract string Slug { get; }

    /// <summary>Whether it can stand beside last year.</summary>
    public virtual bool CanCompare => false;

    /// <summary>Whether months mean anything to it.</summary>
    public virtual bool HasSpan => true;

    /// <summary>Whether it shows a balance on a day, and not what moved.</summary>
    public virtual bool IsOnDay => false;

    /// <summary>The columns.</summary>
    public abstract IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L);

    /// <summary>A client's rows, from a place on that an earlier part named.</summary>
    public abstract Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct);

    /// <summary>The sums below everything, of all clients together.</summary>
    public virtual Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct) => Task.FromResult<IReadOnlyList<SheetRow>>([]);

    /// <summary>Fetches for all clients at once what their parts are made of, where that is cheaper than one by one.</summary>
    public virtual Task PrepareAsync(KontaliContext db, ReportAsk ask, CancellationToken ct) => Task.CompletedTask;

    /// <summary>Where it is.</summary>
    public string Href(string clients, MonthSpan? span = null, string? more = null) =>
        $"/rapporter/{Slug}?klient={clients}{(span is null ? "" : $"&fra={span.From}&til={span.To}")}{more}";

    /// <summary>At least so many rows from a place on, across clients.</summary>
    public async Task<SheetPart> PageAsync(KontaliContext db, ReportAsk ask, string? from, int atLeast, Texts L, CancellationToken ct = default)
    {
        List<SheetRow> rows = [];
        var (at, after) = PlaceOf(from);
        while (at < ask.Clients.Count && rows.Count < atLeast)
        {
            var client = ask.Clients[at];
            var part = await ReadAsync(db, ask, client, after, L, ct);
            if (ask.IsGroup && after is null && part.Rows.Count > 0) rows.Add(SheetRow.Heading(RowKind.Client, $"{client.Number}\u2002{client.Name}", Columns(ask, L).Count));
            rows.AddRange(part.Rows);
            (at, after) = part.Next is null ? (at + 1, null) : (at, part.Next);
        }
        return new(rows, at < ask.Clients.Count ? $"{at}|{after}" : null);
    }

    /// <summary>All rows, one after the other, without ever holding more than a page of them.</summary>
    public async IAsyncEnumerable<SheetRow> RowsAsync(KontaliContext db, ReportAsk ask, Texts L, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct = default)
    {
        await PrepareAsync(db, ask, ct);
        string? from = null;
        do
        {
            var page = await PageAsync(db, ask, from, 1_000, L, ct);
            foreach (var row in page.Rows) yield return row;
            from = page.Next;
        }
        while (from is not null);
        foreach (var total in await TotalsAsync(db, ask, L, ct)) yield return total;
    }

    private static (int At, string? After) PlaceOf(string? from) =>
        from?.Split('|', 2) is [var at, var after] ? (int.Parse(at, System.Globalization.CultureInfo.InvariantCulture), after.Length > 0 ? after : null) : (0, null);
}
