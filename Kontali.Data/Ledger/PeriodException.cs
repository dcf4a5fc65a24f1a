using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Ledger;

/// <summary>One person may post into a month that is held or closed, for a reason and until a moment. A filed month takes no exception.</summary>
public sealed class PeriodException : IOfClient
{
    /// <summary>No exception lasts longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(14);

    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The month, yyyy-MM.</summary>
    public required string Period { get; init; }

    /// <summary>Who may.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>Until when, UTC.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Who said so.</summary>
    public required Guid GrantedBy { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A balance that a person has held against what documents it (bfl 11), as it was then.</summary>
public sealed class AccountReconciliation : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Account.</summary>
    public required string AccountNumber { get; init; }

    /// <summary>The month at whose end, yyyy-MM.</summary>
    public required string Period { get; init; }

    /// <summary>The balance that was agreed, debit positive.</summary>
    public required decimal Balance { get; init; }

    /// <summary>Who did it.</summary>
    public required Guid UserId { get; init; }

    /// <summary>When, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Exceptions and reconciliations: each is a row of its own, written once.</summary>
public static class PeriodExceptions
{
    /// <summary>Lets a person post into a held or closed month for a while.</summary>
    /// <exception cref="BrokenRule">She may not, the reason is missing, the time is too long, or the month is filed or open.</exception>
    public static async Task<PeriodException> ExceptAsync(this KontaliContext db, Guid clientId, string period, Guid userId, string reason, DateTimeOffset until, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.ClientAsync(clientId, ct);
        var now = db.Clock.Now();
        if (string.IsNullOrWhiteSpace(reason)) throw new BrokenRule($"Skriv hvorfor det skal føres i en lukket periode. Det står i loggen.");
        if (until <= now || until > now + PeriodException.Longest) throw new BrokenRule($"Et unntak varer fra nå og høyst {PeriodException.Longest.Days} dager.");
        var state = await db.Periods.Where(p => p.ClientId == clientId && p.Name == period).Select(p => (PeriodState?)p.State).SingleOrDefaultAsync(ct);
        if (state is null or PeriodState.Open) throw new BrokenRule($"Perioden {period} er åpen: den trenger ikke noe unntak.");
        if (state == PeriodState.VatFiled) throw new BrokenRule($"Mva-meldingen for {period} er levert. Før rettelsen i en åpen periode.");
        if (await db.Users.AsNoTracking().SingleOrDefaultAsync(u => u.Id == userId && u.IsActive, ct) is not { } user || !user.Role.Has(Right.Post)) throw new BrokenRule($"Personen kan ikke bokføre.");
        var exception = new PeriodException { Id = Ids.New(db.Clock), TenantId = client.TenantId, ClientId = clientId, Period = period, UserId = userId, Reason = reason.Trim(), ExpiresAt = until, GrantedBy = db.Actor.User ?? userId };
        db.PeriodExceptions.Add(exception);
        return exception;
    }

    /// <summary>Whether whoever acts may post into this month although it is held or closed.</summary>
    internal static Task<bool> IsExceptedAsync(this KontaliContext db, Guid clientId, string period, CancellationToken ct)
    {
        var (user, now) = (db.Actor.User, db.Clock.Now());
        return user is null ? Task.FromResult(false) : db.PeriodExceptions.AnyAsync(e => e.ClientId == clientId && e.Period == period && e.UserId == user && e.ExpiresAt > now, ct);
    }

    /// <summary>Says that an account's balance at the end of a month has been held against what documents it.</summary>
    /// <exception cref="BrokenRule">She may not, or the account does not exist.</exception>
    public static async Task ReconcileAccountAsync(this KontaliContext db, Guid clientId, string account, string period, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var client = await db.ClientAsync(clientId, ct);
        if (!await db.Accounts.AnyAsync(a => a.ClientId == clientId && a.AccountNumber == account, ct)) throw new BrokenRule($"Konto {account} finnes ikke i kontoplanen til klienten.");
        var balance = await db.Balances.Where(b => b.ClientId == clientId && b.AccountNumber == account && string.Compare(b.Period, period) <= 0).SumAsync(b => b.Debit - b.Credit, ct);
        db.AccountReconciliations.Add(new() { Id = Ids.New(db.Clock), TenantId = client.TenantId, ClientId = clientId, AccountNumber = account, Period = period, Balance = balance, UserId = db.Actor.User ?? throw new BrokenRule($"Bare en person kan avstemme en konto.") });
    }
}
