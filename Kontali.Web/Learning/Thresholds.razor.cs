using System.Globalization;
using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Learning;

/// <summary>A client's thresholds, with what they would have meant last quarter.</summary>
public sealed partial class Thresholds(Books books, ISnackbar snackbar, TimeProvider clock)
{
    private int threshold, vat;
    private decimal cap;
    private decimal? share, errors;
    private bool learns;
    private FirmSettings? firm;
    private (DateOnly From, DateOnly To) quarter;
    private Simulated? simulated;
    private IReadOnlyList<Mistake> mistakes = [];
    private List<(int Threshold, decimal Share)> curve = [];
    private int asked;

    [Parameter, EditorRequired] public Client Client { get; set; } = default!;
    [Parameter] public EventCallback Changed { get; set; }

    private string Cap => cap.ToString("0.##", CultureInfo.InvariantCulture);
    private decimal? Limit => Client.AiAutomationLevel == AutomationLevel.Full ? null : cap;
    private string Points => string.Join(' ', curve.Select(c => $"{D(X(c.Threshold))},{D(120 - (double)c.Share)}"));

    protected override async Task OnInitializedAsync()
    {
        (threshold, vat, cap) = (Client.AiConfidenceThreshold, Client.AiVatThreshold, Client.AiAmountCap);
        (share, errors, learns) = (Bare(Client.AiSampleShare), Bare(Client.AiErrorLimit), Client.AiLearnsItself);
        quarter = LastQuarter(clock.Today());
        firm = await books.AskAsync(async db => (await db.Tenants.SingleAsync()).Settings);
        await SimulateAsync();
    }

    /// <summary>The whole quarter before the one a day is in.</summary>
    public static (DateOnly From, DateOnly To) LastQuarter(DateOnly today)
    {
        var first = new DateOnly(today.Year, (today.Month - 1) / 3 * 3 + 1, 1);
        return (first.AddMonths(-3), first.AddDays(-1));
    }

    private async Task TryAsync(string? threshold = null, string? limit = null)
    {
        if (int.TryParse(threshold, CultureInfo.InvariantCulture, out var percent)) this.threshold = Math.Clamp(percent, 0, 100);
        var newCap = Figuring.Number(limit) is { } kroner and >= 0 ? kroner : cap;
        if (newCap != cap) (cap, curve) = (newCap, []);
        await SimulateAsync();
    }

    // A moved slider asks often; only the answer to the latest question is shown.
    private async Task SimulateAsync()
    {
        var mine = ++asked;
        var (at, limit) = (threshold, Limit);
        var found = await books.AskAsync(async db => (
            await db.SimulateAsync(Client.Id, quarter.From, quarter.To, at, limit),
            await db.MistakesAsync(Client.Id, quarter.From, quarter.To, at, limit, take: 12),
            curve.Count > 0 ? curve : await CurveAsync(db, limit)));
        if (mine != asked) return;
        (simulated, mistakes, curve) = found;
        StateHasChanged();
    }

    private async Task<List<(int, decimal)>> CurveAsync(KontaliContext db, decimal? limit)
    {
        List<(int, decimal)> points = [];
        foreach (var at in (int[])[50, 60, 70, 75, 80, 85, 88, 90, 92, 94, 96, 98, 99, 100])
            points.Add((at, (await db.SimulateAsync(Client.Id, quarter.From, quarter.To, at, limit)).Share));
        return points;
    }

    private async Task SaveAsync()
    {
        if (!await books.DoAsync(db => db.SetEarningAsync(Client.Id, new(threshold, vat, cap, learns, share, errors)))) return;
        snackbar.Add(L["Lagret."], Severity.Success);
        await Changed.InvokeAsync();
    }

    private async Task ResumeAsync()
    {
        if (!await books.DoAsync(db => db.ResumeAutoPostAsync(Client.Id))) return;
        snackbar.Add(L["Automatisk bokføring er på igjen."], Severity.Success);
        await Changed.InvokeAsync();
    }

    // Without the zeros that the column keeps.
    private static decimal? Bare(decimal? percent) => percent / 1.0000000000m;

    private static double X(int at) => 30 + Math.Clamp(at - 50, 0, 50) * 9.6;
    private static string D(double value) => value.ToString("0.#", System.Globalization.CultureInfo.InvariantCulture);
}
