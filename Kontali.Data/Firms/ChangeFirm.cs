using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>The firm's own choices are changed.</summary>
public static class ChangeFirm
{
    /// <summary>Renames the firm.</summary>
    public static async Task RenameFirmAsync(this KontaliContext db, string name, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        if (string.IsNullOrWhiteSpace(name)) throw new BrokenRule($"Byrået må ha et navn.");
        if (name.Trim().Length > 255) throw new BrokenRule($"Navnet kan ha høyst 255 tegn.");
        (await db.Tenants.SingleAsync(ct)).Name = name.Trim();
    }

    /// <summary>Says whether anything may be posted before a person has seen it.</summary>
    public static async Task CheckEverythingAsync(this KontaliContext db, bool nothingPostedUnchecked, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        var firm = await db.Tenants.SingleAsync(ct);
        firm.Settings = firm.Settings with { NothingPostedUnchecked = nothingPostedUnchecked };
    }

    /// <summary>The most that a firm can allow for advice in a month, in kroner.</summary>
    public const decimal MostForAdvice = 100_000;

    /// <summary>Says whether a language model may be asked, what it may cost in a month, and whether it may read papers.</summary>
    public static async Task AskAdvisorAsync(this KontaliContext db, bool isOn, decimal kronerAMonth, bool reads = false, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        if (kronerAMonth is < 0 or > MostForAdvice) throw new BrokenRule($"Beløpet for råd må være mellom 0 og {MostForAdvice:N0} kr i måneden.");
        var firm = await db.Tenants.SingleAsync(ct);
        firm.Settings = firm.Settings with { AdvisorIsOn = isOn, AdvisorBudget = kronerAMonth, AdvisorReads = isOn && reads };
    }

    /// <summary>Names the folder whose files are taken in; empty to watch none.</summary>
    /// <exception cref="BrokenRule">The path is not a whole one, or there is no such folder on the machine that serves the pages.</exception>
    public static async Task WatchFolderAsync(this KontaliContext db, string? path, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        var folder = path?.Trim() is { Length: > 0 } named ? named : null;
        if (folder is not null && !Path.IsPathFullyQualified(folder)) throw new BrokenRule($"Skriv hele stien til mappen, fra roten av disken.");
        if (folder is not null && !Directory.Exists(folder)) throw new BrokenRule($"Det finnes ingen mappe {folder} på maskinen som Kontali kjører på.");
        var firm = await db.Tenants.SingleAsync(ct);
        firm.Settings = firm.Settings with { WatchedFolder = folder };
    }
}
