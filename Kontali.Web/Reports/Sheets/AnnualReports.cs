using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>What the income statement and the balance sheet share: their columns, and parts with a sum.</summary>
public abstract class OfAnnualAccounts : OfTrialBalance
{
    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Konto"], CellKind.Code), new(L["Navn"], CellKind.Text, Grows: true), new(L["Beløp"], CellKind.Amount),
        .. ask.Compares ? [new SheetColumn(L["I fjor"], CellKind.Amount), new SheetColumn(L["Endring"], CellKind.Amount)] : Array.Empty<SheetColumn>(),
    ];

    /// <summary>A client's accounts of the year. They are all laid out from the trial balance, and a year before that is not asked for is empty.</summary>
    protected async Task<AnnualAccounts> AccountsAsync(KontaliContext db, ReportAsk ask, ClientName client, CancellationToken ct)
    {
        var (now, before) = await BooksAsync(db, ask, client, ct);
        return AnnualAccounts.Of(now, before ?? new(now.Span, [], null));
    }

    /// <summary>A part's accounts and their sum; nothing where it has none.</summary>
    protected static IEnumerable<SheetRow> Part(ReportAsk ask, ClientName client, Texts L, string name, IEnumerable<AccountFigure> figures, int sign)
    {
        var all = figures.ToList();
        if (all.Count == 0) yield break;
        yield return SheetRow.Heading(RowKind.Group, name, ask.Compares ? 5 : 3);
        foreach (var f in all) yield return new(RowKind.Line, Cells(ask, f.Number, f.Name, sign * f.Now, sign * f.Before), f.Number.Length > 0 ? StatementHref(ask, client, f.Number, wholeSpan: true) : null);
        yield return Sum(ask, L["Sum {0}", Lower(name)], sign * all.Sum(f => f.Now), sign * all.Sum(f => f.Before));
    }

    /// <summary>A sum.</summary>
    protected static SheetRow Sum(ReportAsk ask, string name, decimal now, decimal before, RowKind kind = RowKind.Sum) => new(kind, Cells(ask, "", name, now, before));

    private static object?[] Cells(ReportAsk ask, string number, string name, decimal now, decimal before) =>
        [number, name, now, .. ask.Compares ? [before, now - before] : Array.Empty<object?>()];

    private static string Lower(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}

/// <summary>Resultatregnskap: income and profit are positive.</summary>
public sealed class IncomeReport : OfAnnualAccounts
{
    private static readonly IncomePart[] Operating = [IncomePart.Revenue, IncomePart.Goods, IncomePart.Wages, IncomePart.Depreciation, IncomePart.OtherCosts];
    private static readonly IncomePart[] Financial = [IncomePart.FinancialIncome, IncomePart.FinancialCosts];

    /// <inheritdoc/>
    public override string Name => Texts.Of("Resultatregnskap");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Inntekter, kostnader og resultat, ved siden av fjoråret");

    /// <inheritdoc/>
    public override string Slug => "resultat";

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var books = await AccountsAsync(db, ask, client, ct);
        if (books.Income.Count == 0) return new([]);
        SheetRow Result(string name, params IncomePart[] parts) => books.Result(parts) is var (now, before) ? Sum(ask, name, now, before) : default!;
        return new(
        [
            .. Part(ask, client, L, L["Driftsinntekter"], books.Income[IncomePart.Revenue], -1),
            .. Part(ask, client, L, L["Varekostnad"], books.Income[IncomePart.Goods], 1),
            .. Part(ask, client, L, L["Lønnskostnad"], books.Income[IncomePart.Wages], 1),
            .. Part(ask, client, L, L["Avskrivninger"], books.Income[IncomePart.Depreciation], 1),
            .. Part(ask, client, L, L["Andre driftskostnader"], books.Income[IncomePart.OtherCosts], 1),
            Result(L["Driftsresultat"], Operating),
            .. Part(ask, client, L, L["Finansinntekter"], books.Income[IncomePart.FinancialIncome], -1),
            .. Part(ask, client, L, L["Finanskostnader"], books.Income[IncomePart.FinancialCosts], 1),
            Result(L["Resultat før skatt"], [.. Operating, .. Financial]),
            .. Part(ask, client, L, L["Skatt"], books.Income[IncomePart.Tax], 1),
            Result(L["Årsresultat"], [.. Operating, .. Financial, IncomePart.Tax]) with { Kind = ask.IsGroup ? RowKind.Sum : RowKind.Total },
            .. Part(ask, client, L, L["Overføringer og disponeringer"], books.Income[IncomePart.Disposal], 1),
        ]);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        if (!ask.IsGroup) return [];
        var (now, before) = (0m, 0m);
        foreach (var client in ask.Clients)
        {
            var its = (await AccountsAsync(db, ask, client, ct)).Result([.. Operating, .. Financial, IncomePart.Tax]);
            (now, before) = (now + its.Now, before + its.Before);
        }
        return [Sum(ask, L["Årsresultat, alle klientene"], now, before, RowKind.Total)];
    }
}

/// <summary>Balanse: assets, equity and debt are positive.</summary>
public sealed class BalanceSheetReport : OfAnnualAccounts
{
    /// <inheritdoc/>
    public override string Name => Texts.Of("Balanse");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Eiendeler, egenkapital og gjeld, med årets resultat i egenkapitalen");

    /// <inheritdoc/>
    public override string Slug => "balanse";

    /// <inheritdoc/>
    public override bool IsOnDay => true;

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var books = await AccountsAsync(db, ask, client, ct);
        var (assets, owed) = SidesOf(books);
        if (assets is (0, 0) && owed is (0, 0) && books.Balance.Count == 0) return new([]);
        return new(
        [
            .. Part(ask, client, L, L["Anleggsmidler"], books.Balance[BalancePart.FixedAssets], 1),
            .. Part(ask, client, L, L["Omløpsmidler"], books.Balance[BalancePart.CurrentAssets], 1),
            Sum(ask, L["Sum eiendeler"], assets.Now, assets.Before, RowKind.Total),
            .. Part(ask, client, L, L["Egenkapital"],
            [
                .. books.Balance[BalancePart.Equity],
                .. Own(books.EarlierResult with { Name = L["Tidligere års resultat, ikke overført"] }),
                .. Own(books.OwnResult with { Name = L["Årets resultat, ikke overført"] }),
            ], -1),
            .. Part(ask, client, L, L["Langsiktig gjeld"], books.Balance[BalancePart.LongDebt], -1),
            .. Part(ask, client, L, L["Kortsiktig gjeld"], books.Balance[BalancePart.ShortDebt], -1),
            Sum(ask, assets == owed ? L["Sum egenkapital og gjeld"] : L["Sum egenkapital og gjeld – stemmer ikke med eiendelene"], owed.Now, owed.Before, RowKind.Total),
        ]);
    }

    /// <summary>Assets, and equity and debt: the same, or the books are wrong.</summary>
    internal static ((decimal Now, decimal Before) Assets, (decimal Now, decimal Before) Owed) SidesOf(AnnualAccounts books)
    {
        decimal Sum(Func<AccountFigure, decimal> of, params BalancePart[] parts) => parts.Sum(p => books.Balance[p].Sum(of));
        BalancePart[] assets = [BalancePart.FixedAssets, BalancePart.CurrentAssets], owed = [BalancePart.Equity, BalancePart.LongDebt, BalancePart.ShortDebt];
        return ((Sum(f => f.Now, assets), Sum(f => f.Before, assets)),
            (-Sum(f => f.Now, owed) - books.OwnResult.Now - books.EarlierResult.Now, -Sum(f => f.Before, owed) - books.OwnResult.Before - books.EarlierResult.Before));
    }

    private static IEnumerable<AccountFigure> Own(AccountFigure result) => result is { Now: 0, Before: 0 } ? [] : [result];
}
