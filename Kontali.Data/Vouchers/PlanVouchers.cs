using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Firms;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Vouchers;

/// <summary>A share of a plan: the day, and what is posted.</summary>
public sealed record PlannedShare(DateOnly Due, VoucherDraft Draft);

/// <summary>Plans vouchers for days to come; the agents post each on its day.</summary>
public static class PlanVouchers
{
    /// <summary>The task.</summary>
    public const string PostPlanned = "post_planned";

    /// <summary>Name on tasks.</summary>
    public const string Agent = "planlegger";

    /// <summary>No plan is longer.</summary>
    public const int Most = 120;

    /// <summary>The same voucher again, on the same day of every so many months; a month without that day has its last.</summary>
    public static IReadOnlyList<PlannedShare> Recurring(VoucherDraft draft, DateOnly first, int everyMonths, int times)
    {
        if (times is < 1 or > Most) throw new BrokenRule($"Velg mellom 1 og {Most} ganger.");
        if (everyMonths is not (1 or 2 or 3 or 6 or 12)) throw new BrokenRule($"Velg hver måned, annenhver, hvert kvartal, halvår eller år.");
        return [.. Enumerable.Range(0, times).Select(i => first.AddMonths(i * everyMonths)).Select(day => new PlannedShare(day, draft with { DocumentDate = day, AccountingDate = day, DocumentId = draft.DocumentId }))];
    }

    /// <summary>
    /// Spreads a cost over months: taken off the cost account at once and laid on the balance account, and back a share at the end of each
    /// month. The shares together are the cost, to the øre.
    /// </summary>
    /// <param name="account">The cost account.</param>
    /// <param name="balance">The balance account it lies on meanwhile.</param>
    /// <param name="amount">Kroner without VAT, signed as it was posted.</param>
    /// <param name="on">The day it is taken off: the voucher's own accounting date.</param>
    /// <param name="first">A day in the first month that bears a share.</param>
    /// <param name="months">How many months.</param>
    /// <param name="text">What it is.</param>
    public static IReadOnlyList<PlannedShare> Accrual(string account, string balance, decimal amount, DateOnly on, DateOnly first, int months, string text)
    {
        if (months is < 2 or > Most) throw new BrokenRule($"Velg mellom 2 og {Most} måneder.");
        if (amount == 0) throw new BrokenRule($"Det er ikke noe beløp å fordele.");
        if (balance.Length == 0 || balance[0] is not ('1' or '2')) throw new BrokenRule($"Velg en balansekonto som kostnaden skal stå på i mellomtiden, for eksempel forskuddsbetalte kostnader.");
        var shares = Money.Divide(amount, [.. Enumerable.Repeat(1m, months)]);
        return
        [
            new(on, Draft(on, $"Periodisering av {text}", -amount)),
            .. shares.Select((share, i) =>
            {
                var month = new DateOnly(first.Year, first.Month, 1).AddMonths(i);
                var day = month.AddMonths(1).AddDays(-1);
                return new PlannedShare(day, Draft(day, $"Periodisert {i + 1} av {months}: {text}", share));
            }),
        ];

        VoucherDraft Draft(DateOnly day, string says, decimal cost) => new()
        {
            DocumentDate = day,
            AccountingDate = day,
            Description = says.Length > 300 ? says[..300] : says,
            Lines = [new(account, null, cost, text), new(balance, null, -cost, text)],
        };
    }

    /// <summary>Plans them, and asks the agents for each on its day.</summary>
    /// <exception cref="BrokenRule">She may not, or what is planned could not be posted.</exception>
    public static async Task<Guid> PlanAsync(this KontaliContext db, Guid clientId, IReadOnlyList<PlannedShare> shares, Guid planId, Guid? spreads = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var client = await db.ClientAsync(clientId, ct);
        // The plan's id is made before the click: pressed twice it is planned once.
        if (await db.ScheduledVouchers.AnyAsync(p => p.PlanId == planId, ct)) return planId;
        var rules = await db.BookingRulesAsync(client, ct);
        if (spreads is { } entry && await db.ScheduledVouchers.AnyAsync(p => p.SpreadsEntryId == entry && p.State != PlanState.Cancelled, ct)) throw new BrokenRule($"Bilaget er allerede periodisert. Se planlagte bilag.");
        foreach (var (share, i) in shares.Select((s, i) => (s, i)))
        {
            var document = share.Draft.DocumentId is { } id ? await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == id && d.ClientId == clientId, ct) : null;
            WriteVoucher.Of(client, share.Draft, rules, planId, document); // What cannot be posted is not planned.
            var planned = new ScheduledVoucher
            {
                Id = Ids.New(db.Clock, i),
                TenantId = client.TenantId,
                ClientId = clientId,
                PlanId = planId,
                Place = i + 1,
                Due = share.Due,
                Draft = share.Draft,
                SpreadsEntryId = spreads,
                PlannedBy = db.Actor.User ?? throw new BrokenRule($"Bare en person kan planlegge bilag."),
            };
            db.ScheduledVouchers.Add(planned);
            db.Enqueue(Agent, PostPlanned, new { planned = planned.Id }, clientId, $"{PostPlanned} {planned.Id}", 6, share.Due > db.Clock.Today() ? new DateTimeOffset(share.Due.ToDateTime(new(4, 0)), TimeSpan.Zero) : null);
        }
        return planId;
    }

    /// <summary>Takes back what of a plan is not posted yet; says how many.</summary>
    public static async Task<int> CancelPlanAsync(this KontaliContext db, Guid planId, Guid? only = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var waiting = await db.ScheduledVouchers.Where(p => p.PlanId == planId && p.State == PlanState.Waiting && (only == null || p.Id == only)).ToListAsync(ct);
        foreach (var planned in waiting) planned.State = PlanState.Cancelled;
        return waiting.Count;
    }

    /// <summary>Posts a planned voucher in the name of whoever planned it; one that cannot be posted says why, and is tried again the next night.</summary>
    public static async Task PostPlannedAsync(this KontaliContext db, Guid id, CancellationToken ct = default)
    {
        if (await db.ScheduledVouchers.FromSql($"select * from vouchers.scheduled_vouchers where id = {id} for update").SingleOrDefaultAsync(ct) is not { State: PlanState.Waiting } planned) return;
        if (planned.Due > db.Clock.Today()) return;
        var worker = db.Actor;
        Phrase? problem = null;
        try
        {
            if (await db.ActForAsync(planned.PlannedBy, planned.Draft.Description, ct))
            {
                var entry = await db.WriteVoucherAsync(planned.ClientId, planned.Draft, planned.Id, ct);
                (planned.State, planned.EntryId, planned.Problem) = (PlanState.Posted, entry.Id, null);
                return;
            }
            problem = Phrase.Of($"Den som planla bilaget, kan ikke bokføre lenger.");
        }
        catch (BrokenRule broken)
        {
            problem = broken.Phrase;
        }
        db.Actor = worker;
        planned.Problem = problem;
        db.Enqueue(Agent, PostPlanned, new { planned = planned.Id }, planned.ClientId, $"{PostPlanned} {planned.Id} {db.Clock.Today():yyyyMMdd}", 6, db.Clock.Now().AddHours(20));
    }
}

/// <summary>Keeps vouchers to begin from.</summary>
public static class KeepTemplate
{
    /// <summary>Keeps it under a name; the same name is written over.</summary>
    public static async Task KeepTemplateAsync(this KontaliContext db, Guid clientId, string name, VoucherDraft draft, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var client = await db.ClientAsync(clientId, ct);
        var called = name.Trim();
        if (called.Length is 0 or > 100) throw new BrokenRule($"Gi malen et navn på høyst 100 tegn.");
        var bare = draft with { DocumentId = null };
        if (await db.VoucherTemplates.SingleOrDefaultAsync(t => t.ClientId == clientId && t.Name == called, ct) is { } before) before.Draft = bare;
        else db.VoucherTemplates.Add(new() { Id = Ids.New(db.Clock), TenantId = client.TenantId, ClientId = clientId, Name = called, Draft = bare });
    }
}
