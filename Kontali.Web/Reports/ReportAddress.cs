using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Web.Reports.Sheets;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Reports;

/// <summary>Of whom and of when a report is asked, as it stands in an address.</summary>
/// <param name="Clients">Client numbers with commas between, or "alle".</param>
/// <param name="From">First month.</param>
/// <param name="To">Last month.</param>
/// <param name="LastYear">"nei" where last year does not stand beside.</param>
/// <param name="VatCode">Only what has this tax code.</param>
public sealed record ReportAddress(string? Clients, string? From, string? To, string? LastYear, string? VatCode)
{
    /// <summary>The word for all clients.</summary>
    public const string All = "alle";

    /// <summary>What it asks; no clients where it names one that does not exist, or that is somebody else's, and null where it names none.</summary>
    public async Task<ReportAsk?> ReadAsync(KontaliContext db, Report report, DateOnly today, CancellationToken ct = default)
    {
        if (string.IsNullOrWhiteSpace(Clients)) return null;
        var clients = await ClientsAsync(db, ct);
        var span = report.HasSpan || From is not null ? MonthSpan.Of(From, To, clients.FirstOrDefault()?.FiscalYearStart ?? 1, today) : new MonthSpan(Period.Of(today), Period.Of(today));
        return new(clients, span, report.CanCompare && LastYear != "nei", today, string.IsNullOrEmpty(VatCode) ? null : VatCode);
    }

    private async Task<IReadOnlyList<ClientName>> ClientsAsync(KontaliContext db, CancellationToken ct)
    {
        if (Clients == All) return await db.ActiveClientsAsync(ct);
        var numbers = Clients!.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().Take(1_000).ToList();
        var found = await db.Clients.Where(c => numbers.Contains(c.ClientNumber)).OrderBy(c => c.Name).AsNames.ToListAsync(ct);
        return found.Count == numbers.Count ? found : [];
    }

    /// <summary>As the end of an address.</summary>
    public override string ToString() => '?' + string.Join('&', new[] { ("klient", Clients), ("fra", From), ("til", To), ("fjor", LastYear), ("mva", VatCode) }
        .Where(word => !string.IsNullOrEmpty(word.Item2)).Select(word => $"{word.Item1}={Uri.EscapeDataString(word.Item2!)}"));
}
