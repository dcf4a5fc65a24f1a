using Kontali.Data.Documents;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Shell;

/// <summary>Is anything stuck, is anything lost?</summary>
public sealed partial class Home(Books books, TimeProvider clock)
{
    private HomeView? view;

    /// <summary>The sums go over all that ever came: they are asked at most once a second.</summary>
    protected override TimeSpan Gather => TimeSpan.FromSeconds(1);

    protected override async Task OnInitializedAsync()
    {
        await FollowAsync("inbox", "review", "learning");
        await RefreshAsync();
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync() => view = await books.AskAsync(db => HomeView.AskAsync(db, clock));

    private async Task RedoAsync(Guid task)
    {
        if (await books.DoAsync(db => db.RedoAsync(task))) await RefreshAsync();
    }

    private static string Term(VatDeadline vat) => $"{Shared.Figures.ShortDate(vat.From)}–{Shared.Figures.ShortDate(vat.To)}";
}
