using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>What reports made of trial balances share: they are asked once for all clients, this year and last.</summary>
public abstract class OfTrialBalance : Report
{
    private IReadOnlyDictionary<Guid, TrialBalance>? now, before;

    /// <inheritdoc/>
    public override bool CanCompare => true;

    /// <inheritdoc/>
    public override async Task PrepareAsync(KontaliContext db, ReportAsk ask, CancellationToken ct)
    {
        now = await db.TrialBalancesAsync(ask.Clients, ask.Span, ct);
        before = ask.Compares ? await db.TrialBalancesAsync(ask.Clients, ask.Span.YearBefore, ct) : null;
    }

    /// <summary>A client's trial balance of the span, and of the year before, where that stands beside.</summary>
    protected async Task<(TrialBalance Now, TrialBalance? Before)> BooksAsync(KontaliContext db, ReportAsk ask, ClientName client, CancellationToken ct)
    {
        if (now is null) await PrepareAsync(db, ask, ct);
        return (now![client.Id], before?[client.Id]);
    }

    /// <summary>All clients' trial balances.</summary>
    protected async Task<IReadOnlyList<(TrialBalance Now, TrialBalance? Before)>> AllBooksAsync(KontaliContext db, ReportAsk ask, CancellationToken ct)
    {
        List<(TrialBalance, TrialBalance?)> all = [];
        foreach (var client in ask.Clients) all.Add(await BooksAsync(db, ask, client, ct));
        return all;
    }

    /// <summary>Where an account's statement is. Result accounts are shown from the year's beginning, so that the statement's figures are the ones she pressed.</summary>
    protected static string StatementHref(ReportAsk ask, ClientName client, string account, bool wholeSpan = false)
    {
        var year = MonthSpan.YearStart(ask.Span.To, client.FiscalYearStart);
        var from = !wholeSpan && !AccountNumber.IsBalanceSheet(account) && string.CompareOrdinal(ask.Span.From, year) < 0 ? year : ask.Span.From;
        return AccountStatementPage.Href(client.Number, account, from, ask.Span.To);
    }
}

/// <summary>Saldobalanse.</summary>
public sealed class TrialBalanceReport : OfTrialBalance
{
    private static readonly string[] ClassNames =
    [
        Texts.Of("Eiendeler"), Texts.Of("Egenkapital og gjeld"), Texts.Of("Salgs- og driftsinntekter"), Texts.Of("Varekostnad"), Texts.Of("Lønnskostnad"),
        Texts.Of("Avskrivning og annen driftskostnad"), Texts.Of("Annen driftskostnad"), Texts.Of("Finans, skatt og årsresultat"),
    ];

    /// <inheritdoc/>
    public override string Name => Texts.Of("Saldobalanse");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Inngående balanse, bevegelse og utgående balanse for hver konto");

    /// <inheritdoc/>
    public override string Slug => "saldobalanse";

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Konto"], CellKind.Code), new(L["Navn"], CellKind.Text, Grows: true), new(L["Inngående"], CellKind.Amount), new(L["Debet"], CellKind.Amount), new(L["Kredit"], CellKind.Amount), new(L["Utgående"], CellKind.Amount),
        .. ask.Compares ? [new SheetColumn(L["Utgående i fjor"], CellKind.Amount)] : Array.Empty<SheetColumn>(),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var (now, before) = await BooksAsync(db, ask, client, ct);
        var then = before?.Groups.SelectMany(g => g.Lines).ToDictionary(l => l.Account, l => l.Closing) ?? [];
        var columns = Columns(ask, L).Count;
        List<SheetRow> rows = [];
        foreach (var group in now.Groups)
        {
            rows.Add(SheetRow.Heading(RowKind.Group, $"{group.Class}\u2002{L[ClassNames[group.Class - '1']]}", columns));
            foreach (var line in group.Lines) rows.Add(new(RowKind.Line, Cells(ask, line, then.GetValueOrDefault(line.Account)), StatementHref(ask, client, line.Account)));
            if (group.Class == '2' && now.EarlierResult is { } earlier) rows.Add(new(RowKind.Line, Cells(ask, earlier with { Name = L["Tidligere års resultat, ikke overført"] }, before?.EarlierResult?.Closing ?? 0)));
            rows.Add(new(RowKind.Sum, Cells(ask, group.Sum with { Name = L["Sum klasse {0}", group.Class] }, before?.Groups.FirstOrDefault(g => g.Class == group.Class)?.Sum.Closing ?? 0)));
        }
        return new(rows);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        var all = await AllBooksAsync(db, ask, ct);
        if (all.All(b => b.Now.Groups.Count == 0)) return [];
        SheetRow Row(RowKind kind, string name, Func<TrialBalance, TrialBalanceLine> of)
        {
            var lines = all.Select(b => of(b.Now)).ToList();
            return new(kind, Cells(ask, new("", name, lines.Sum(l => l.Opening), lines.Sum(l => l.Debit), lines.Sum(l => l.Credit)), all.Sum(b => b.Before is { } then ? of(then).Closing : 0)));
        }
        var result = all.Sum(b => b.Now.Result.Closing);
        return
        [
            Row(RowKind.Sum, L["Balanse (klasse 1–2)"], b => b.Balance),
            Row(RowKind.Sum, result switch { < 0 => L["Resultat (klasse 3–8), overskudd"], > 0 => L["Resultat (klasse 3–8), underskudd"], _ => L["Resultat (klasse 3–8)"] }, b => b.Result),
            Row(RowKind.Total, all.All(b => b.Now.Balances) ? L["Kontroll – stemmer: debet er lik kredit, og alt summerer til null"] : L["Kontroll – stemmer ikke"], b => b.Total),
        ];
    }

    private static object?[] Cells(ReportAsk ask, TrialBalanceLine line, decimal before) =>
        [line.Account, line.Name, line.Opening, line.Debit, line.Credit, line.Closing, .. ask.Compares ? [before] : Array.Empty<object?>()];
}
