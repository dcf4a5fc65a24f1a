using System.Globalization;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>A month of a client's books is held, closed or opened again. The reason stands in the audit trail.</summary>
public static class ClosePeriod
{
    /// <summary>Moves the period to a state.</summary>
    /// <exception cref="BrokenRule">Its VAT return is filed, or it is opened again without a reason.</exception>
    public static async Task SetPeriodAsync(this KontaliContext db, Guid clientId, string period, PeriodState state, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.ClientAsync(clientId, ct);
        if (!DateOnly.TryParseExact(period + "-01", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _)) throw new BrokenRule($"«{period}» er ikke en periode.");
        // A month nobody has posted in has no row yet. It begins open, so that the audit trail sees it change.
        await db.Database.ExecuteSqlAsync($"insert into ledger.periods (tenant_id, client_id, name, state) values ({client.TenantId}, {clientId}, {period}, 'open') on conflict do nothing", ct);
        var row = await db.Periods.FromSql($"select * from ledger.periods where client_id = {clientId} and name = {period} for update").SingleAsync(ct);
        if (row.State == state) return;
        if (row.State == PeriodState.VatFiled) throw new BrokenRule($"Mva-meldingen for {period} er levert. Før rettelsen i en åpen periode.");
        if (state == PeriodState.VatFiled) throw new BrokenRule($"En periode blir levert når mva-meldingen leveres.");
        if (row.State == PeriodState.Closed && string.IsNullOrWhiteSpace(db.Reason)) throw new BrokenRule($"Skriv hvorfor perioden åpnes igjen. Det står i loggen.");
        // The trail keeps what changed, and the month's name does not: it goes with the reason.
        var reason = string.IsNullOrWhiteSpace(db.Reason) ? period : $"{period}: {db.Reason}";
        await db.Database.ExecuteSqlAsync($"select set_config('kontali.reason', {reason}, true)", ct);
        row.State = state;
        row.ChangedAt = db.Clock.Now();
    }
}
