using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Kroner are held back before a question is sent and settled after, so that many at once cannot spend the same ones.</summary>
public static class AdvisorBudget
{
    /// <summary>A question without an answer after this has lost the program that asked it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Holds back the most a question can cost, of what the firm allows for the month, and enters the call;
    /// where it would not reach, the call is entered as not sent. Null where the firm has not turned advice on.
    /// </summary>
    public static async Task<AdvisorCall?> ReserveAdviceAsync(this KontaliContext db, AdvisorQuestion question, string model, decimal most, CancellationToken ct = default)
    {
        var (firm, now) = (db.Actor.RequiredFirm, db.Clock.Now());
        var settings = (await db.Tenants.AsNoTracking().SingleAsync(ct)).Settings;
        if (!settings.AdvisorIsOn) return null;
        await db.CloseLostAsync(firm, now, ct);
        var month = new DateOnly(db.Clock.Today().Year, db.Clock.Today().Month, 1);
        await db.Database.ExecuteSqlAsync($"insert into advisor.months (tenant_id, month) values ({firm}, {month}) on conflict do nothing", ct);
        var reaches = await db.Database.ExecuteSqlAsync(
            $"update advisor.months set reserved = reserved + {most} where tenant_id = {firm} and month = {month} and reserved + spent + {most} <= {settings.AdvisorBudget}", ct) == 1;
        var call = new AdvisorCall
        {
            Id = Ids.New(db.Clock),
            TenantId = firm,
            ClientId = question.Client,
            DocumentId = question.Document,
            Month = month,
            Model = model,
            Reserved = reaches ? most : 0,
            AskedAt = now,
        };
        if (!reaches) call.Settle(AdviceOutcome.OverBudget, AdviceUsage.Nothing, now);
        db.AdvisorCalls.Add(call);
        return call;
    }

    /// <summary>Enters what came of it: what was held back is given free, what it cost is spent.</summary>
    public static async Task SettleAdviceAsync(this KontaliContext db, Guid callId, AdviceOutcome outcome, AdviceUsage usage, IReadOnlyList<AdvisedLine> lines, CancellationToken ct = default)
    {
        var call = (await db.AdvisorCalls.FromSql($"select * from advisor.calls where id = {callId} for update").ToListAsync(ct)).Single();
        if (call.FinishedAt is not null) return; // Given up as lost meanwhile, and counted as spent.
        call.Settle(outcome, usage, db.Clock.Now());
        await db.Database.ExecuteSqlAsync(
            $"update advisor.months set reserved = reserved - {call.Reserved}, spent = spent + {usage.Cost} where tenant_id = {call.TenantId} and month = {call.Month}", ct);
        db.AdvisorAnswers.AddRange(lines.Select(line => new AdvisorAnswer
        {
            Id = Ids.New(db.Clock),
            TenantId = call.TenantId,
            CallId = call.Id,
            ShareKey = line.Key,
            Account = line.Account,
            VatCode = line.VatCode,
            Reason = line.Reason,
        }));
    }

    /// <summary>What is used and held back this month.</summary>
    public static async Task<AdvisorMonth> AdvisorMonthAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var month = new DateOnly(db.Clock.Today().Year, db.Clock.Today().Month, 1);
        return await db.AdvisorMonths.AsNoTracking().SingleOrDefaultAsync(m => m.Month == month, ct) ?? new AdvisorMonth { TenantId = db.Actor.RequiredFirm, Month = month };
    }

    // Whether a lost question was paid for nobody knows: it counts as if it was.
    private static Task<int> CloseLostAsync(this KontaliContext db, Guid firm, DateTimeOffset now, CancellationToken ct) => db.Database.ExecuteSqlAsync($"""
        with lost as (
            update advisor.calls set outcome = 'lost', cost = reserved, finished_at = {now}
             where tenant_id = {firm} and outcome = 'asked' and asked_at < {now - Patience} returning month, reserved),
        sums as (select month, sum(reserved) as kroner from lost group by month)
        update advisor.months m set reserved = m.reserved - sums.kroner, spent = m.spent + sums.kroner
          from sums where m.tenant_id = {firm} and m.month = sums.month
        """, ct);
}
