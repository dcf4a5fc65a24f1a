using Kontali.Data;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Firms;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Ledger;

/// <summary>A month over all clients. Each client's month is moved in a transaction of its own, so that one that may not be does not hold the others.</summary>
public sealed partial class PeriodsPage(Books books, NavigationManager navigation, TimeProvider clock, IDialogService dialogs, ISnackbar snackbar)
{
    private readonly HashSet<Guid> chosen = [];
    private IReadOnlyList<CloseRow>? rows;
    private string? shown;
    private int at;

    [SupplyParameterFromQuery(Name = "maned")] private string? Asked { get; set; }

    /// <summary>Where they are.</summary>
    public const string Address = "/perioder";

    // The month before this one is the one that is closed.
    private string Month => Months.FirstDay(Asked) is null ? Period.Of(clock.Today().AddMonths(-1)) : Asked!;
    private IReadOnlyList<CloseRow> Chosen => [.. (rows ?? []).Where(r => chosen.Contains(r.ClientId))];

    protected override Task OnInitializedAsync() => FollowAsync("ledger", "review", "inbox");

    protected override async Task OnParametersSetAsync()
    {
        if (shown == Month) return;
        shown = Month;
        chosen.Clear();
        await RefreshAsync();
    }

    protected override async Task RefreshAsync() => rows = await books.AskAsync(db => db.CloseRowsAsync(Month));

    private void Go(string? month)
    {
        if (Months.FirstDay(month) is not null) navigation.NavigateTo($"{Address}?maned={month}");
    }

    private void Turn(int by) => Go(Months.Plus(Month, by));

    private void Mark(Guid client)
    {
        if (!chosen.Remove(client)) chosen.Add(client);
    }

    private void MarkReady()
    {
        foreach (var row in (rows ?? []).Where(r => r.IsReady && r.State < PeriodState.Closed)) chosen.Add(row.ClientId);
    }

    private string Whose(IReadOnlyList<CloseRow> many) => many is [var one] ? one.Name : L["{0} klienter", Figures.Count(many.Count)];

    private Task Open()
    {
        if (rows is { Count: > 0 }) navigation.NavigateTo($"/klienter/{Uri.EscapeDataString(rows[at].Number)}?fane=perioder");
        return Task.CompletedTask;
    }

    private async Task AgreeAsync(CloseRow row, string account)
    {
        if (await books.DoAsync(db => db.ReconcileAccountAsync(row.ClientId, account, Month))) await RefreshAsync();
    }

    private Task MoveAsync(KontaliContext db, Guid client, PeriodState state, string reason)
    {
        db.Reason = reason.Length == 0 ? null : reason;
        return db.SetPeriodAsync(client, Month, state);
    }

    private async Task SetAsync(PeriodState state)
    {
        var many = Chosen;
        var title = state switch
        {
            PeriodState.Held => L["Hold igjen {0} for {1}", Month, Whose(many)],
            PeriodState.Closed => L["Steng {0} for {1}", Month, Whose(many)],
            _ => L["Åpne {0} igjen for {1}", Month, Whose(many)],
        };
        // What is not ready is closed only with a reason, as is opening again.
        var dialog = await dialogs.ShowAsync<ReasonDialog>(title, new DialogParameters<ReasonDialog> { { d => d.Word, title }, { d => d.Required, many.Any(r => r.State == PeriodState.Closed || (state == PeriodState.Closed && !r.IsReady)) } },
            new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if ((await dialog.Result)?.Data is not string reason) return;
        List<string> left = [];
        var done = 0;
        foreach (var row in many)
        {
            Phrase? why = null;
            if (await books.TryAsync(db => MoveAsync(db, row.ClientId, state, reason), says => why = says)) done++;
            else if (why is not null) left.Add($"{row.Name}: {L.Say(why)}");
        }
        var changed = done == 1 ? L["1 klient er endret."] : L["{0} klienter er endret.", Figures.Count(done)];
        snackbar.Add(left.Count == 0 ? changed : string.Join(' ', left.Take(5).Prepend(changed)), left.Count == 0 ? MudBlazor.Severity.Success : MudBlazor.Severity.Warning);
        chosen.Clear();
        await RefreshAsync();
    }
}
