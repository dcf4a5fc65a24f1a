using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Reports;
using Kontali.Web.Ledger;
using Kontali.Web.Payments;
using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>What reports of vendors share: a client's vendor ledger is asked once.</summary>
public abstract class OfVendors : Report
{
    private readonly Dictionary<Guid, VendorLedger> known = [];

    /// <summary>The client's vendors up to the end of the span.</summary>
    protected async Task<VendorLedger> LedgerAsync(KontaliContext db, ReportAsk ask, ClientName client, CancellationToken ct) =>
        known.TryGetValue(client.Id, out var ledger) ? ledger : known[client.Id] = await db.VendorLedgerAsync(client, ask.Span.To, ct);

    /// <summary>All clients' vendors.</summary>
    protected async Task<IReadOnlyList<VendorLedger>> AllAsync(KontaliContext db, ReportAsk ask, CancellationToken ct)
    {
        List<VendorLedger> all = [];
        foreach (var client in ask.Clients) all.Add(await LedgerAsync(db, ask, client, ct));
        return all;
    }
}

/// <summary>Leverandørspesifikasjon (bff 3-1 nr. 4): each vendor with opening balance, lines, what of them is open, and closing balance.</summary>
public sealed class VendorLedgerReport : OfVendors
{
    private const int Width = 9, Rows = 400;

    /// <inheritdoc/>
    public override string Name => Texts.Of("Leverandørspesifikasjon");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Hver leverandør med inngående saldo, poster, det som er åpent, og utgående saldo (bokføringsforskriften § 3-1)");

    /// <inheritdoc/>
    public override string Slug => "leverandorspesifikasjon";

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Leverandør"], CellKind.Code), new(L["Dato"], CellKind.Date), new(L["Bilag"], CellKind.Code), new(L["Tekst"], CellKind.Text, Grows: true), new(L["Forfall"], CellKind.Date),
        new(L["Debet"], CellKind.Amount), new(L["Kredit"], CellKind.Amount), new(L["Saldo"], CellKind.Amount), new(L["Åpent"], CellKind.Amount),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var vendors = (await LedgerAsync(db, ask, client, ct)).Vendors;
        var (first, last) = (ask.Span.FirstDay, ask.Span.LastDay);
        List<SheetRow> rows = [];
        foreach (var vendor in after is null ? vendors : vendors.SkipWhile(v => v.Id.ToString() != after))
        {
            var (opening, lines) = (vendor.Before(first), vendor.Lines.Where(l => l.Date >= first).ToList());
            if (opening == 0 && lines.Count == 0) continue;
            if (rows.Count >= Rows) return new(rows, vendor.Id.ToString());
            rows.Add(SheetRow.Heading(RowKind.Group, $"{vendor.Number}\u2002{vendor.Name}{(vendor.OrgNumber is null ? "" : $", {L["org.nr."]} {Figures.OrgNumber(vendor.OrgNumber)}")}", Width));
            rows.Add(new(RowKind.Carried, [vendor.Number, first, null, L["Inngående saldo"], null, null, null, opening, null]));
            var balance = opening;
            foreach (var line in lines)
                rows.Add(SheetRow.Line(EntryPage.Href(line.EntryId), vendor.Number, line.Date, line.VoucherName, line.Text, line.DueDate, line.Amount > 0 ? line.Amount : null, line.Amount < 0 ? -line.Amount : null, balance += line.Amount, VoucherJournalReport.Figure(line.Open)));
            rows.Add(new(RowKind.Sum, [vendor.Number, last, null, L["Utgående saldo"], null, lines.Where(l => l.Amount > 0).Sum(l => l.Amount), -lines.Where(l => l.Amount < 0).Sum(l => l.Amount), balance, vendor.Lines.Sum(l => l.Open)], OpenItemsPage.Href(vendor.Id)));
        }
        return new(rows);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        var all = await AllAsync(db, ask, ct);
        var lines = all.SelectMany(a => a.Vendors).SelectMany(v => v.Lines).Where(l => l.Date >= ask.Span.FirstDay).ToList();
        var closing = all.Sum(a => a.Vendors.Sum(v => v.Closing));
        if (lines.Count == 0 && closing == 0) return [];
        return [new(RowKind.Total, [L["Sum"], null, null, all.All(a => a.Off == 0) ? L["lik leverandørgjelden i hovedboken"] : L["ikke lik leverandørgjelden i hovedboken, {0}", Figures.Amount(all.Sum(a => a.OnAccounts))], null,
            lines.Where(l => l.Amount > 0).Sum(l => l.Amount), -lines.Where(l => l.Amount < 0).Sum(l => l.Amount), closing, all.Sum(a => a.Vendors.Sum(v => v.Lines.Sum(l => l.Open)))])];
    }
}

/// <summary>Aldersfordelt leverandørgjeld: what each vendor is owed, by how late it is, held against the ledger.</summary>
public sealed class AgeingReport : OfVendors
{
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
        new(L["Leverandør"], CellKind.Code), new(L["Navn"], CellKind.Text, Grows: true), new(L["Ikke forfalt"], CellKind.Amount), new(L["1–30 dager"], CellKind.Amount), new(L["31–60 dager"], CellKind.Amount),
        new(L["61–90 dager"], CellKind.Amount), new(L["Over 90 dager"], CellKind.Amount), new(L["Sum"], CellKind.Amount),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct) =>
        new([.. (await LedgerAsync(db, ask, client, ct)).Vendors.Where(v => v.Lines.Any(l => l.Open != 0)).Select(v => SheetRow.Line(OpenItemsPage.Href(v.Id), [v.Number, v.Name, .. Cells(Ageing.Of(v.Lines, ask.Span.LastDay))]))]);

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        var all = await AllAsync(db, ask, ct);
        var sum = all.SelectMany(a => a.Vendors).Aggregate(Ageing.None, (sum, v) => sum.And(Ageing.Of(v.Lines, ask.Span.LastDay)));
        var (owed, off) = (-all.Sum(a => a.OnAccounts), all.Sum(a => a.Off));
        if (sum == Ageing.None && owed == 0) return [];
        return
        [
            new(RowKind.Sum, [null, L["Sum åpne poster"], .. Cells(sum)]),
            new(RowKind.Line, [null, L["Leverandørgjeld i hovedboken"], null, null, null, null, null, owed]),
            new(RowKind.Total, [null, off == 0 ? L["Avvik – ingen"] : L["Avvik"], null, null, null, null, null, off]),
        ];
    }

    private static object?[] Cells(Ageing age) => [VoucherJournalReport.Figure(age.NotDue), VoucherJournalReport.Figure(age.To30), VoucherJournalReport.Figure(age.To60), VoucherJournalReport.Figure(age.To90), VoucherJournalReport.Figure(age.Older), age.Sum];
}
