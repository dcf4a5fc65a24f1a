using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Data.Tasks;
using Kontali.Web.Shared;

namespace Kontali.Web.Shell;

/// <summary>Is anything stuck, is anything lost?</summary>
public sealed partial class Home(Books books, TimeProvider clock, Texts texts)
{
    private HomeView? view;

    /// <summary>The sums go over all that ever came: they are asked at most once a second.</summary>
    protected override TimeSpan Gather => TimeSpan.FromSeconds(1);

    protected override async Task OnInitializedAsync()
    {
        await FollowAsync("inbox", "review", "learning", "tasks");
        await RefreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync() => view = await books.AskAsync(db => HomeView.AskAsync(db, clock));

    private async Task RedoAsync(Guid task)
    {
        if (await books.DoAsync(db => db.RedoAsync(task))) await RefreshAsync();
    }

    private string? Minutes(int waiting) => view?.Pace is { } pace && waiting > 0 ? Figures.Count(pace.MinutesFor(waiting)) : null;

    private string PaceTitle(Pace pace) => texts["Din egen fart: halvparten av de siste {0} sakene tok under {1} sekunder.", Figures.Count(pace.Cases), Figures.Count((int)Math.Ceiling(pace.Seconds))];

    private string Term(VatDeadline vat) => texts["Termin {0}–{1}", Figures.ShortDate(vat.From), Figures.ShortDate(vat.To)];

    private string When(VatDeadline vat, ClientStanding client) =>
        client.Urgency == Urgency.Overdue ? "late" : client.Waiting > 0 && vat.Due.DayNumber - view!.Today.DayNumber <= 10 ? "soon" : "second";

    private static string Inbox(string chosen, string? group) =>
        (chosen, group) switch { ("", null) => "/innboks", ("", _) => $"/innboks?tilstand={group}", (_, null) => $"/innboks?{chosen}", _ => $"/innboks?{chosen}&tilstand={group}" };

    private static string ToneOf(Lamp lamp) => lamp switch { Lamp.Trouble => "trouble", Lamp.Waits => "waits", _ => "fine" };

    // The colour is not alone: whoever does not see it is told.
    private static string Word(Lamp lamp) => lamp switch { Lamp.Trouble => Texts.Of("stanset"), Lamp.Waits => Texts.Of("venter på deg"), _ => Texts.Of("i orden") };
}
