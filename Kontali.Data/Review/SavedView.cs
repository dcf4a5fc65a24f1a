using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Review;

/// <summary>A selection of the queue that somebody gave a name.</summary>
public sealed class SavedView : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid UserId { get; init; }

    /// <summary>Its name; one of each for a person.</summary>
    public required string Name { get; init; }

    /// <summary>The selection, as it stands in the address.</summary>
    public required string Query { get; set; }

    /// <summary>When it was saved, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Saves and forgets views.</summary>
public static class SaveView
{
    /// <summary>Saves under a name; the same name again is the same view.</summary>
    /// <exception cref="BrokenRule">No name.</exception>
    public static async Task SaveViewAsync(this KontaliContext db, string name, string query, CancellationToken ct = default)
    {
        if (name.Trim() is not { Length: > 0 and <= 60 } said) throw new BrokenRule($"Gi visningen et navn på 1 til 60 tegn.");
        if (query.Length > 1000) throw new BrokenRule($"Utvalget er for langt til å lagres. Ta bort noe av det.");
        var me = db.Actor.User ?? throw new BrokenRule($"Bare en person har visninger.");
        if (await db.SavedViews.SingleOrDefaultAsync(v => v.UserId == me && v.Name == said, ct) is { } kept) kept.Query = query;
        else db.SavedViews.Add(new() { Id = Ids.New(db.Clock), TenantId = db.Actor.RequiredFirm, UserId = me, Name = said, Query = query });
    }

    /// <summary>Forgets one of her own.</summary>
    public static Task ForgetViewAsync(this KontaliContext db, Guid id, CancellationToken ct = default) =>
        db.SavedViews.Where(v => v.Id == id && v.UserId == db.Actor.User).ExecuteDeleteAsync(ct);
}
