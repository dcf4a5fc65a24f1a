using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>The client's months: open, held, closed; newest first.</summary>
public sealed partial class ClientPeriods(Books books, IDialogService dialogs, ISnackbar snackbar, TimeProvider clock, Texts texts)
{
    private List<Row>? rows;

    [Parameter, EditorRequired] public Client Client { get; set; } = default!;

    private sealed record Excepted(string Period, string Name, DateTimeOffset Until, string Reason);
    private sealed record Row(string Name, PeriodState State, DateTimeOffset? ChangedAt, int Vouchers, IReadOnlyList<Excepted> Excepted);

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var now = clock.GetUtcNow();
        var (known, vouchers, excepted) = await books.AskAsync(async db => (
            await db.Periods.Where(p => p.ClientId == Client.Id).ToDictionaryAsync(p => p.Name),
            await db.Journal.Where(j => j.ClientId == Client.Id).GroupBy(j => j.Period).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count),
            (await db.PeriodExceptions.Where(e => e.ClientId == Client.Id && e.ExpiresAt > now).Select(e => new Excepted(e.Period, db.Users.Where(u => u.Id == e.UserId).Select(u => u.Name).FirstOrDefault() ?? "", e.ExpiresAt, e.Reason)).ToListAsync()).ToLookup(e => e.Period)));
        var today = clock.Today();
        var first = vouchers.Keys.Concat(known.Keys).DefaultIfEmpty(Period.Of(today.AddMonths(-11))).Min()!;
        rows = [];
        for (var month = new DateOnly(today.Year, today.Month, 1).AddMonths(1); ; month = month.AddMonths(-1))
        {
            var name = Period.Of(month);
            if (string.CompareOrdinal(name, first) < 0) break;
            var period = known.GetValueOrDefault(name);
            rows.Add(new(name, period?.State ?? PeriodState.Open, period?.ChangedAt, vouchers.GetValueOrDefault(name), [.. excepted[name]]));
        }
    }

    private async Task ExceptAsync(Row row)
    {
        var dialog = await dialogs.ShowAsync<ExceptDialog>(texts["Unntak for {0}", row.Name], new DialogParameters<ExceptDialog> { { d => d.ClientId, Client.Id }, { d => d.Period, row.Name } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if (await dialog.Result is { Canceled: false }) await LoadAsync();
    }

    private async Task YearEndAsync()
    {
        var dialog = await dialogs.ShowAsync<YearEndDialog>(texts["Overfør årsresultat"], new DialogParameters<YearEndDialog> { { d => d.Client, Client } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if ((await dialog.Result)?.Data is not string voucher) return;
        snackbar.Add(texts["Bilag {0} er bokført.", voucher], Severity.Success);
        await LoadAsync();
    }

    private async Task SetAsync(Row row, PeriodState state)
    {
        var title = state switch
        {
            PeriodState.Held => texts["Hold igjen {0}", row.Name],
            PeriodState.Closed => texts["Steng {0}", row.Name],
            _ => texts["Åpne {0} igjen", row.Name],
        };
        var dialog = await dialogs.ShowAsync<ReasonDialog>(title, new DialogParameters<ReasonDialog> { { d => d.Word, title }, { d => d.Required, row.State == PeriodState.Closed } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.ExtraSmall, FullWidth = true });
        if ((await dialog.Result)?.Data is not string reason) return;
        if (await books.DoAsync(db => db.SetPeriodAsync(Client.Id, row.Name, state), reason is "" ? null : reason)) await LoadAsync();
    }
}
