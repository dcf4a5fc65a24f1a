using System.Globalization;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Ledger;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Reports.Sheets;

/// <summary>Bokføringsspesifikasjon (bff 3-1 nr. 1): every voucher with its lines, in the order they count.</summary>
public sealed class VoucherJournalReport : Report
{
    private const int Vouchers = 100;

    /// <inheritdoc/>
    public override string Name => Texts.Of("Bokføringsspesifikasjon");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Alle bilag med linjene sine, i rekkefølge (bokføringsforskriften § 3-1)");

    /// <inheritdoc/>
    public override string Slug => "bokforingsspesifikasjon";

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Bilag"], CellKind.Code), new(L["Bokført på"], CellKind.Date), new(L["Bilagsdato"], CellKind.Date), new(L["Konto"], CellKind.Code), new(L["Kontonavn"], CellKind.Text, Grows: true),
        new(L["Tekst"], CellKind.Text, Grows: true), new(L["Mva"], CellKind.Code), new(L["Debet"], CellKind.Amount), new(L["Kredit"], CellKind.Amount),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var found = await db.VoucherJournalAsync(client, ask.Span, ask.VatCode, JournalPlace.Parse(after), Vouchers, ct);
        List<SheetRow> rows = [];
        foreach (var voucher in found)
            foreach (var line in voucher.Lines)
                rows.Add(SheetRow.Line(EntryPage.Href(voucher.Id), voucher.Name, voucher.Date, voucher.DocumentDate, line.Account, line.AccountName, TextOf(voucher, line), line.VatCode, Figure(line.Debit), Figure(line.Credit)));
        return new(rows, found.Count == Vouchers ? found[^1].Place.ToString() : null);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        if (ask.VatCode is not null) return [];
        var (debit, credit) = await db.MovementAsync([.. ask.Clients.Select(c => c.Id)], ask.Span, ct);
        return debit == 0 && credit == 0 ? [] : [new(RowKind.Total, [L["Sum"], null, null, null, null, debit == credit ? L["debet er lik kredit"] : L["debet er ikke lik kredit"], null, debit, credit])];
    }

    private static string TextOf(JournalVoucher voucher, JournalVoucherLine line) => line.Vendor is { } vendor && !(line.Text ?? voucher.Text).Contains(vendor, StringComparison.Ordinal) ? $"{vendor}, {line.Text ?? voucher.Text}" : line.Text ?? voucher.Text;

    /// <summary>A figure; nothing where it is zero, as in a ledger.</summary>
    internal static object? Figure(decimal amount) => amount == 0 ? null : amount;
}

/// <summary>Kontospesifikasjon (bff 3-1 nr. 2): each account with opening balance, lines and closing balance.</summary>
public sealed class GeneralLedgerReport : Report
{
    private const int Lines = 400;

    /// <inheritdoc/>
    public override string Name => Texts.Of("Kontospesifikasjon");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Hver konto med inngående saldo, alle linjer og utgående saldo (bokføringsforskriften § 3-1)");

    /// <inheritdoc/>
    public override string Slug => "kontospesifikasjon";

    /// <inheritdoc/>
    public override bool CanCompare => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Konto"], CellKind.Code), new(L["Dato"], CellKind.Date), new(L["Bilag"], CellKind.Code), new(L["Tekst"], CellKind.Text, Grows: true), new(L["Mva"], CellKind.Code),
        new(L["Debet"], CellKind.Amount), new(L["Kredit"], CellKind.Amount), new(L["Saldo"], CellKind.Amount), .. ask.Compares ? [new SheetColumn(L["Saldo i fjor"], CellKind.Amount)] : Array.Empty<SheetColumn>(),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var place = Place.Parse(after);
        var statements = await db.AccountStatementsAsync(client, ask.Span, ct);
        var before = ask.Compares ? (await db.AccountStatementsAsync(client, ask.Span.YearBefore, ct)).ToDictionary(s => s.Account.Number, s => s.Closing) : [];
        object?[] Beside(decimal? then) => ask.Compares ? [then] : [];
        List<SheetRow> rows = [];
        foreach (var statement in statements.Where(s => place is null || string.CompareOrdinal(s.Account.Number, place.Account) >= 0))
        {
            var account = statement.Account.Number;
            var from = place?.Account == account ? place.Line : null;
            if (rows.Count >= Lines) return new(rows, new Place(account, null).ToString());
            if (from is null)
            {
                rows.Add(SheetRow.Heading(RowKind.Group, $"{account}\u2002{statement.Account.Name}", ask.Compares ? 9 : 8));
                rows.Add(new(RowKind.Carried, [account, ask.Span.FirstDay, null, L["Inngående saldo"], null, null, null, statement.Opening, .. Beside(null)]));
            }
            var room = Math.Max(Lines - rows.Count, 1);
            var lines = statement is { Debit: 0, Credit: 0 } ? [] : await db.StatementLinesAsync(client, statement, from, room + 1, ct);
            rows.AddRange(lines.Take(room).Select(l => SheetRow.Line(EntryPage.Href(l.EntryId), [account, l.Date, l.VoucherName, l.Vendor is { } v && !l.Text.Contains(v, StringComparison.Ordinal) ? $"{v}, {l.Text}" : l.Text, l.VatCode, VoucherJournalReport.Figure(l.Debit), VoucherJournalReport.Figure(l.Credit), l.Balance, .. Beside(null)])));
            if (lines.Count > room) return new(rows, new Place(account, lines[room - 1].Place).ToString());
            rows.Add(new(RowKind.Sum, [account, ask.Span.LastDay, null, L["Utgående saldo"], null, statement.Debit, statement.Credit, statement.Closing, .. Beside(before.GetValueOrDefault(account))], AccountStatementPage.Href(client.Number, account, ask.Span.From, ask.Span.To)));
        }
        return new(rows);
    }

    /// <inheritdoc/>
    public override async Task<IReadOnlyList<SheetRow>> TotalsAsync(KontaliContext db, ReportAsk ask, Texts L, CancellationToken ct)
    {
        var (debit, credit) = await db.MovementAsync([.. ask.Clients.Select(c => c.Id)], ask.Span, ct);
        return debit == 0 && credit == 0 ? [] : [new(RowKind.Total, [L["Sum"], null, null, debit == credit ? L["debet er lik kredit"] : L["debet er ikke lik kredit"], null, debit, credit, debit - credit, .. ask.Compares ? new object?[] { null } : []])];
    }

    // An account, and a line of it with the balance carried to it.
    private sealed record Place(string Account, StatementPlace? Line)
    {
        public override string ToString() => Line is null ? Account : string.Create(CultureInfo.InvariantCulture, $"{Account};{Line.Date:yyyy-MM-dd};{Line.PostingId:N};{Line.Carried}");

        public static Place? Parse(string? text) => text?.Split(';') switch
        {
            [var account] => new(account, null),
            [var account, var day, var id, var carried] => new(account, new(DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture), Guid.ParseExact(id, "N"), decimal.Parse(carried, CultureInfo.InvariantCulture))),
            _ => null,
        };
    }
}

/// <summary>Kontoplan.</summary>
public sealed class ChartReport : Report
{
    /// <inheritdoc/>
    public override string Name => Texts.Of("Kontoplan");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Kontoene med mva-kode, standardkonto og næringskode");

    /// <inheritdoc/>
    public override string Slug => "kontoplan";

    /// <inheritdoc/>
    public override bool HasSpan => false;

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Konto"], CellKind.Code), new(L["Navn"], CellKind.Text, Grows: true), new(L["Mva-kode"], CellKind.Code), new(L["Standardkonto"], CellKind.Code), new(L["Næringskode"], CellKind.Code), new(L["Tilstand"], CellKind.Code),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct) =>
        new([.. (await db.Accounts.AsNoTracking().Where(a => a.ClientId == client.Id).OrderBy(a => a.AccountNumber).ToListAsync(ct)).Select(a => SheetRow.Line(AccountStatementPage.Href(client.Number, a.AccountNumber), a.AccountNumber, a.AccountName, a.DefaultVatCode, a.StandardAccount, a.GroupingCode, a.IsActive ? null : L["stengt"]))]);
}

/// <summary>Merverdiavgiftsspesifikasjon (bff 3-1 nr. 8): per term, code and rate, held against the VAT accounts.</summary>
public sealed class VatReport : Report
{
    /// <inheritdoc/>
    public override string Name => Texts.Of("Mva-spesifikasjon");

    /// <inheritdoc/>
    public override string Shows => Texts.Of("Grunnlag og mva per termin, kode og sats, avstemt mot mva-kontoene");

    /// <inheritdoc/>
    public override string Slug => "mva-spesifikasjon";

    /// <inheritdoc/>
    public override IReadOnlyList<SheetColumn> Columns(ReportAsk ask, Texts L) =>
    [
        new(L["Kode"], CellKind.Code), new(L["Navn"], CellKind.Text, Grows: true), new(L["Sats"], CellKind.Percent), new(L["Grunnlag"], CellKind.Amount), new(L["Utgående mva"], CellKind.Amount), new(L["Inngående mva"], CellKind.Amount), new(L["Å betale"], CellKind.Amount),
    ];

    /// <inheritdoc/>
    public override async Task<SheetPart> ReadAsync(KontaliContext db, ReportAsk ask, ClientName client, string? after, Texts L, CancellationToken ct)
    {
        var sums = await db.VatByCodeAsync(client, ask.Span, ct);
        List<SheetRow> rows = [];
        foreach (var term in sums.GroupBy(s => s.Term))
        {
            // What falls outside the span is not in it: the figures of such a term say so.
            var (from, to) = (term.Key?.From ?? ask.Span.FirstDay, term.Key?.To ?? ask.Span.LastDay);
            var whole = from >= ask.Span.FirstDay && to <= ask.Span.LastDay;
            rows.Add(SheetRow.Heading(RowKind.Group, term.Key is null ? L["Uten mva-melding"] : whole ? L["Termin {0} – {1}", Figures.Date(from), Figures.Date(to)] : L["Termin {0} – {1}, bare det som ligger i tidsrommet", Figures.Date(from), Figures.Date(to)], 7));
            var span = new MonthSpan(Period.Of(from < ask.Span.FirstDay ? ask.Span.FirstDay : from), Period.Of(to > ask.Span.LastDay ? ask.Span.LastDay : to));
            rows.AddRange(term.Select(s => SheetRow.Line(ReportList.Journal().Href(client.Number, span, $"&mva={s.Code}"), s.Code, s.Name, s.Percent, s.IsSale ? -s.Base : s.Base, VoucherJournalReport.Figure(-s.Owed), VoucherJournalReport.Figure(s.Deducted), VoucherJournalReport.Figure(-s.Owed - s.Deducted))));
            rows.Add(new(RowKind.Sum, [null, L["Sum terminen"], null, null, -term.Sum(s => s.Owed), term.Sum(s => s.Deducted), -term.Sum(s => s.Owed + s.Deducted)]));
        }
        if (rows.Count == 0) return new([]);
        var accounts = await db.VatAccountsAsync(client, ask.Span, ct);
        rows.Add(SheetRow.Heading(RowKind.Group, L["Mva-kontoene, bevegelse i tidsrommet"], 7));
        rows.AddRange(accounts.Select(a => SheetRow.Line(AccountStatementPage.Href(client.Number, a.Account.Number, ask.Span.From, ask.Span.To), a.Account.Number, a.Account.Name, null, null, a.IsOwed ? -a.Moved : null, a.IsOwed ? null : a.Moved, -a.Moved)));
        SheetRow Sum(RowKind kind, string name, decimal owed, decimal deducted) => new(kind, [null, name, null, null, owed, deducted, owed - deducted]);
        rows.Add(Sum(RowKind.Sum, L["Sum mva-kontoene"], -accounts.Where(a => a.IsOwed).Sum(a => a.Moved), accounts.Where(a => !a.IsOwed).Sum(a => a.Moved)));
        rows.Add(Sum(RowKind.Line, L["Herav uten mva-kode: oppgjør og ført for hånd"], -accounts.Where(a => a.IsOwed).Sum(a => a.Uncoded), accounts.Where(a => !a.IsOwed).Sum(a => a.Uncoded)));
        var (offOwed, offDeducted) = (sums.Sum(s => s.Owed) - accounts.Where(a => a.IsOwed).Sum(a => a.Moved - a.Uncoded), accounts.Where(a => !a.IsOwed).Sum(a => a.Moved - a.Uncoded) - sums.Sum(s => s.Deducted));
        rows.Add(Sum(RowKind.Total, (offOwed, offDeducted) == (0, 0) ? L["Avvik – ingen: kodene og kontoene er like"] : L["Avvik: bilagsdato og bokføringsdato ligger i hver sin periode"], offOwed, offDeducted));
        return new(rows);
    }
}
