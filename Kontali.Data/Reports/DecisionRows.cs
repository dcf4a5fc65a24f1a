using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Reports;

/// <summary>A decision as a row.</summary>
public sealed record DecisionRow(Guid Id, DateTimeOffset CreatedAt, Guid ClientId, string Client, Guid InvoiceId, string Vendor, string InvoiceNumber, string Kind, int Confidence, string Model, Phrase Why, bool? Right, bool IsSettled)
{
    /// <summary>Its place in the list.</summary>
    public DecisionPlace Place => new(CreatedAt, Id);
}

/// <summary>A place among decisions, by time; as it stands in an address.</summary>
public sealed record DecisionPlace(DateTimeOffset At, Guid Id)
{
    /// <inheritdoc/>
    public override string ToString() => $"{At.UtcTicks}_{Id:N}";

    /// <summary>Reads one; null where it is none.</summary>
    public static DecisionPlace? Parse(string? text) =>
        text?.Split('_') is [var ticks, var id] && long.TryParse(ticks, out var at) && at is > 0 and < 3_155_378_975_999_999_999 && Guid.TryParse(id, out var guid) ? new(new DateTimeOffset(at, TimeSpan.Zero), guid) : null;
}

/// <summary>Which decisions to show.</summary>
/// <param name="Client">The client.</param>
/// <param name="Agent">The agent.</param>
/// <param name="Kind">post or review.</param>
/// <param name="Model">The model.</param>
/// <param name="AtLeast">Per cent of sureness, from and to.</param>
/// <param name="AtMost"><inheritdoc cref="AtLeast" path="/node()"/></param>
/// <param name="Outcome">right, wrong, unknown.</param>
/// <param name="From">Days, both ends inclusive.</param>
/// <param name="To"><inheritdoc cref="From" path="/node()"/></param>
public sealed record DecisionFilter(Guid? Client = null, string? Agent = null, string? Kind = null, string? Model = null, int? AtLeast = null, int? AtMost = null, string? Outcome = null, DateOnly? From = null, DateOnly? To = null);

/// <summary>Decisions looked up by people, page by page.</summary>
public static class DecisionRows
{
    /// <summary>How many rows a page has.</summary>
    public const int PageSize = 60;

    /// <summary>A page, newest first, from after a place on.</summary>
    public static async Task<IReadOnlyList<DecisionRow>> DecisionRowsAsync(this KontaliContext db, DecisionFilter filter, DecisionPlace? after = null, int take = PageSize, CancellationToken ct = default)
    {
        var decisions = db.Decisions.AsNoTracking().Where(d => filter.Client == null || d.ClientId == filter.Client);
        if (filter.Agent is { Length: > 0 } agent) decisions = decisions.Where(d => d.AgentType == agent);
        if (filter.Kind is { Length: > 0 } kind) decisions = decisions.Where(d => d.DecisionType == kind);
        if (filter.Model is { Length: > 0 } model) decisions = decisions.Where(d => d.ModelUsed == model);
        if (filter.AtLeast is { } least) decisions = decisions.Where(d => d.ConfidenceScore >= least);
        if (filter.AtMost is { } most) decisions = decisions.Where(d => d.ConfidenceScore <= most);
        if (filter.From is { } from) decisions = decisions.Where(d => d.CreatedAt >= Start(from));
        if (filter.To is { } to) decisions = decisions.Where(d => d.CreatedAt < Start(to.AddDays(1)));
        decisions = filter.Outcome switch
        {
            "right" => decisions.Where(d => db.Outcomes.Any(o => o.DecisionId == d.Id && o.Right == true)),
            "wrong" => decisions.Where(d => db.Outcomes.Any(o => o.DecisionId == d.Id && o.Right == false)),
            "unknown" => decisions.Where(d => !db.Outcomes.Any(o => o.DecisionId == d.Id && o.Right != null)),
            _ => decisions,
        };
        if (after is not null) decisions = decisions.Where(d => EF.Functions.LessThan(ValueTuple.Create(d.CreatedAt, d.Id), ValueTuple.Create(after.At, after.Id)));
        return await (from d in decisions.OrderByDescending(d => d.CreatedAt).ThenByDescending(d => d.Id).Take(take)
                      join c in db.Clients on d.ClientId equals c.Id
                      join i in db.Invoices on d.SourceId equals i.Id
                      join v in db.Vendors on i.VendorId equals v.Id
                      join o in db.Outcomes on (Guid?)d.Id equals o.DecisionId into outcomes
                      from o in outcomes.DefaultIfEmpty()
                      orderby d.CreatedAt descending, d.Id descending
                      select new DecisionRow(d.Id, d.CreatedAt, d.ClientId, c.Name, i.Id, v.Name, i.InvoiceNumber, d.DecisionType, d.ConfidenceScore, d.ModelUsed, d.Reasoning, o == null ? null : o.Right, i.ReviewStatus == InvoiceStatus.Posted || i.ReviewStatus == InvoiceStatus.Rejected)).ToListAsync(ct);
    }

    /// <summary>The models and agents that have decided something: a handful.</summary>
    public static async Task<(IReadOnlyList<string> Agents, IReadOnlyList<string> Models)> DecidersAsync(this KontaliContext db, CancellationToken ct = default) =>
        (await db.Decisions.Select(d => d.AgentType).Distinct().OrderBy(a => a).ToListAsync(ct), await db.Decisions.Select(d => d.ModelUsed).Distinct().OrderBy(m => m).ToListAsync(ct));

    private static DateTimeOffset Start(DateOnly day)
    {
        var noon = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(noon, TimeZoneInfo.FindSystemTimeZoneById("Europe/Oslo").GetUtcOffset(noon)).ToUniversalTime();
    }
}
