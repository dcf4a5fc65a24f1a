using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Ledger;

/// <summary>A voucher with its document and the chain of how it came to be. Nothing here changes it: it is taken back by another.</summary>
public sealed partial class EntryPage(Books books, NavigationManager navigation, IDialogService dialogs, Trail trail)
{
    private VoucherStory? story;
    private bool missing;

    [Parameter] public Guid Id { get; set; }

    /// <summary>Where a voucher is.</summary>
    public static string Href(Guid id) => $"/bilag/{id}";

    private JournalEntry Entry => story!.Entry;
    private bool HasDocument => story is { Document: not null } or { Invoice: not null };
    private bool CanReverse => story is { ReversedBy: null, ReversalOf: null };

    private string? WhyNot => story switch
    {
        { ReversedBy: { } by } => L["Bilaget er allerede tilbakeført med {0}.", by.Name],
        { ReversalOf: not null } => L["Dette er selv en tilbakeføring. Før et nytt bilag i stedet."],
        _ => null,
    };

    protected override Task OnInitializedAsync() => FollowAsync("ledger");

    protected override async Task OnParametersSetAsync()
    {
        if (story?.Entry.Id != Id) await RefreshAsync();
    }

    protected override async Task RefreshAsync()
    {
        story = await books.AskAsync(db => db.VoucherStoryAsync(Id));
        missing = story is null;
    }

    // The next voucher takes this one's place, so that Escape still goes to the list.
    private void Turn(VoucherLink? to)
    {
        if (to is not null) navigation.NavigateTo(Href(to.Id), replace: true);
    }

    private void Back() => trail.Back($"/bilag?klient={story?.Client.Number}");

    private void Correct()
    {
        if (CanReverse) navigation.NavigateTo(Corrections.CorrectPage.Href(Id));
    }

    private void Copy() => navigation.NavigateTo(Vouchers.NewVoucherPage.Href(story!.Client.Number, Id));

    private async Task AccrueAsync()
    {
        var dialog = await dialogs.ShowAsync<Vouchers.AccrueDialog>(L["Periodiser {0}", Entry.VoucherName],
            new DialogParameters<Vouchers.AccrueDialog> { { d => d.Story, story! } }, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false }) navigation.NavigateTo(Vouchers.PlannedPage.Href(story!.Client.Number));
    }

    private async Task ReverseAsync()
    {
        if (story is null || !CanReverse) return;
        var dialog = await dialogs.ShowAsync<ReverseDialog>(L["Tilbakefør bilag {0}", Entry.VoucherName],
            new DialogParameters<ReverseDialog> { { d => d.Story, story } }, new DialogOptions { CloseOnEscapeKey = true, MaxWidth = MaxWidth.Small, FullWidth = true });
        if (await dialog.Result is { Canceled: false }) await RefreshAsync();
    }
}
