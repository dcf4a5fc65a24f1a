using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Payments;
using Kontali.Data.Reports;
using Kontali.Web.Ledger;
using Kontali.Web.Payments;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>Leverandørspesifikasjon (bff 3-1 nr. 4): each vendor with opening balance, lines, what of them is open, and closing balance.</summary>
public sealed class VendorLedgerReport : Report
{
    private const int Lines = 400;

    /// <inheritdoc/>
    public override string Name => Texts.Of("Leverandørspesifikasjon");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Hver leverandør med inngående saldo, poster, det som er åpent, og utgående saldo (bokføringsforskriften § 3-1)");

    /// <inheritdoc/>
    public override string Slug => "leverandorspesifikasjon";

    /// <inheritdoc/>
    public override bool CanCompare => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Leverandør"], CellKind.Code), new(L["Dato"], CellKind.Date), new(L["Bilag"], CellKind.Code), new(L["Tekst"], CellKind.Text, Grows: true), new(L["Forfall"], CellKind.Date),
        new(L["Debet"], CellKind.Amount), new(L["Kredit"], CellKind.Amount), new(L["Saldo"], CellKind.Amount), new(L["Åpent"], CellKind.Amount), .. ask.Compares ? [new SheetColumn(L["Saldo i fjor"], CellKind.Amount)] : Array.Empty<SheetColumn>(),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var vendors = await db.VendorSumsAsync(client, ask.Span, ct);
        var before = ask.Compares ? (await db.VendorSumsAsync(client, ask.Span.YearBefore, ct)).ToDictionary(v => v.Id, v => v.Closing) : [];
        object?[] Beside(decimal? then) => ask.Compares ? [then] : [];
        List<SheetRow> rows = [];
        foreach (var vendor in after is null ? vendors : vendors.SkipWhile(v => v.Id != Guid.Parse(after)))
        {
            if (rows.Count >= Lines) return new(rows, vendor.Id.ToString());
            rows.Add(SheetRow.Heading(RowKind.Group, $"{vendor.Number}\u2002{vendor.Name}{(vendor.OrgNumber is null ? "" : $", {L["org.nr."]} {Figures.OrgNumber(vendor.OrgNumber)}")}", ask.Compares ? 10 : 9));
            rows.Add(new(RowKind.Carried, [vendor.Number, ask.Span.FirstDay, null, L["Inngående saldo"], null, null, null, vendor.Opening, null, .. Beside(null)]));
            var balance = vendor.Opening;
            if (vendor is not { Debit: 0, Credit: 0 })
                foreach (var i in await db.SubledgerAsync(client.Id, ask.Span.LastDay, vendor.Id, onlyOpen: false, from: ask.Span.FirstDay, ct: ct))
                    rows.Add(SheetRow.Line(EntryPage.Href(i.EntryId), [vendor.Number, i.Date, i.VoucherName, i.Text, i.DueDate, i.Amount > 0 ? i.Amount : null, i.Amount < 0 ? -i.Amount : null, balance += i.Amount, VoucherJournalReport.Figure(i.Open), .. Beside(null)]));
            rows.Add(new(RowKind.Sum, [vendor.Number, ask.Span.LastDay, null, L["Utgående saldo"], null, vendor.Debit, vendor.Credit, vendor.Closing, null, .. Beside(before.GetValueOrDefault(vendor.Id))], OpenItemsPage.Href(vendor.Id)));
        }
        return new(rows);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        var (debit, credit, closing, before, accounts) = (0m, 0m, 0m, 0m, 0m);
        foreach (var client in ask.Clients)
        {
            var vendors = await db.VendorSumsAsync(client, ask.Span, ct);
            (debit, credit, closing) = (debit + vendors.Sum(v => v.Debit), credit + vendors.Sum(v => v.Credit), closing + vendors.Sum(v => v.Closing));
            if (ask.Compares) before += (await db.VendorSumsAsync(client, ask.Span.YearBefore, ct)).Sum(v => v.Closing);
            accounts -= (await db.SubledgerAgeAsync(client, ask.Span.LastDay, ct)).OnAccounts;
        }
        return [new(RowKind.Total, [L["Sum"], null, null, closing == accounts ? L["lik leverandørgjelden i hovedboken"] : L["ikke lik leverandørgjelden i hovedboken, {0}", Figures.Amount(accounts)], null, debit, credit, closing, null, .. ask.Compares ? new object?[] { before } : []])];
    }
}

/// <summary>Åpne poster etter alder: what each vendor is owed, by how late it is, held against the ledger.</summary>
public sealed class AgeingReport : Report
{
    private readonly Dictionary<Guid, SubledgerAge> ages = [];

    /// <inheritdoc/>
    public override string Name => Texts.Of("Aldersfordelt leverandørgjeld");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Åpne poster per leverandør etter hvor lenge siden de forfalt, avstemt mot hovedboken");

    /// <inheritdoc/>
    public override string Slug => "aldersfordelt";

    /// <inheritdoc/>
    public override bool IsOnDay => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Leverandør"], CellKind.Code), new(L["Navn"], CellKind.Text, Grows: true), new(L["Ikke forfalt"], CellKind.Amount), new(L["1–30 dager"], CellKind.Amount), new(L["31–60 dager"], CellKind.Amount), new(L["61–90 dager"], CellKind.Amount), new(L["Over 90 dager"], CellKind.Amount), new(L["Sum"], CellKind.Amount),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct) =>
        new([.. (await AgeAsync(db, ask, client, ct)).Vendors.Select(v => SheetRow.Line(OpenItemsPage.Href(v.Id), [v.Number, v.Name, .. Cells(v.Age)]))]);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        List<SubledgerAge> all = [];
        foreach (var client in ask.Clients) all.Add(await AgeAsync(db, ask, client, ct));
        if (all.All(a => a.Vendors.Count == 0)) return [];
        var off = all.Sum(a => a.Off);
        object?[] Only(string name, decimal sum) => [null, name, null, null, null, null, null, sum];
        return
        [
            new(RowKind.Sum, [null, L["Sum åpne poster"], .. Cells(all.Aggregate(new Ageing(0, 0, 0, 0, 0), (sum, a) => sum + a.Sum))]),
            new(RowKind.Line, Only(L["Leverandørgjeld i hovedboken"], all.Sum(a => a.OnAccounts))),
            new(RowKind.Total, Only(off == 0 ? L["Avvik – ingen"] : L["Avvik"], off)),
        ];
    }

    private async Task<SubledgerAge> AgeAsync(KontaliContext db, ReportAsk ask, ClientName client, CancellationToken ct) =>
        ages.TryGetValue(client.Id, out var known) ? known : ages[client.Id] = await db.SubledgerAgeAsync(client, ask.Span.LastDay, ct);

    private static object?[] Cells(Ageing age) => [.. new[] { age.NotDue, age.To30, age.To60, age.To90, age.Older }.Select(VoucherJournalReport.Figure), age.Sum];
}
