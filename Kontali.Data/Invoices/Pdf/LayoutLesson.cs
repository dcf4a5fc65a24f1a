using Kontali.Data.Documents;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>Where one value of a supplier stands on its papers, as a person taught by correcting one. Taken back when the correction is.</summary>
public sealed class LayoutLesson : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The document that was corrected.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>What the supplier's papers are known by.</summary>
    public required string Mark { get; init; }

    /// <summary>The value's name.</summary>
    public required string Field { get; init; }

    /// <summary>The words beside it, letters alone.</summary>
    public string? Label { get; init; }

    /// <summary>The page: 1 for the first, −1 for the last.</summary>
    public required int Page { get; init; }

    /// <summary>Its place there.</summary>
    public Box? Box { get; init; }

    /// <summary>The value itself, where it is always the same.</summary>
    public string? Value { get; init; }

    /// <summary>Who taught it, and when, UTC.</summary>
    public Guid? TaughtBy { get; init; }

    /// <inheritdoc cref="TaughtBy"/>
    public required DateTimeOffset TaughtAt { get; init; }

    /// <summary>When it was taken back, UTC.</summary>
    public DateTimeOffset? RetractedAt { get; set; }
}

/// <summary>Teaches and recalls layouts.</summary>
public static class Layouts
{
    /// <summary>Keeps what a corrected document teaches.</summary>
    internal static void Teach(this KontaliContext db, Document document, IReadOnlyList<LearnedPlace> places)
    {
        foreach (var p in places)
            db.LayoutLessons.Add(new()
            {
                Id = Ids.New(db.Clock),
                TenantId = document.TenantId,
                DocumentId = document.Id,
                Mark = p.Mark,
                Field = p.Field,
                Label = p.Label is { Length: > 200 } label ? label[..200] : p.Label,
                Page = p.Page,
                Box = p.Box,
                Value = p.Value is { Length: > 255 } value ? value[..255] : p.Value,
                TaughtBy = db.Actor.User,
                TaughtAt = db.Clock.Now(),
            });
    }

    /// <summary>What was taught of papers with any of these marks, the newest of each value.</summary>
    public static async Task<IReadOnlyList<LearnedPlace>> PlacesAsync(this KontaliContext db, IReadOnlyList<string> marks, CancellationToken ct = default)
    {
        if (marks.Count == 0) return [];
        var lessons = await db.LayoutLessons.AsNoTracking().Where(l => marks.Contains(l.Mark) && l.RetractedAt == null).OrderByDescending(l => l.TaughtAt).ThenByDescending(l => l.Id).Take(500).ToListAsync(ct);
        // The plainest mark that anything was taught of speaks alone.
        var mark = marks.FirstOrDefault(m => lessons.Exists(l => l.Mark == m));
        return [.. lessons.Where(l => l.Mark == mark).DistinctBy(l => l.Field).Select(l => new LearnedPlace(l.Mark, l.Field, l.Label, l.Page, l.Box, l.Value))];
    }

    /// <summary>The correction was undone: what it taught is taken back.</summary>
    internal static async Task UnteachAsync(this KontaliContext db, Guid documentId, DateTimeOffset since, CancellationToken ct)
    {
        foreach (var lesson in await db.LayoutLessons.Where(l => l.DocumentId == documentId && l.RetractedAt == null && l.TaughtAt >= since).ToListAsync(ct)) lesson.RetractedAt = db.Clock.Now();
    }
}
