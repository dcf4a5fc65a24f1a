using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Inbox;

/// <summary>One received document: what it is, where it stands and why, and what a person can do about it.</summary>
public sealed partial class ArrivalPage(Books books, Papers papers, ArrivalActions actions)
{
    private Shown? shown;
    private bool looked;

    [Parameter] public Guid Id { get; set; }

    private sealed record Shown(ArrivalRow Row, Document Document, IReadOnlyList<Document> Inside, InvoiceFacts? Facts, IReadOnlyList<Finding> Findings, Guid? ReviewItem, Guid? Voucher, string? VoucherName, Phrase? Unread);

    protected override Task OnInitializedAsync() => FollowAsync("inbox");

    protected override async Task OnParametersSetAsync()
    {
        if (shown?.Row.DocumentId == Id) return;
        shown = await books.AskAsync(LoadAsync);
        looked = true;
    }

    /// <inheritdoc/>
    protected override async Task RefreshAsync()
    {
        var stands = await books.AskAsync(db => db.Inbox.Where(a => a.DocumentId == Id).Select(a => (DateTimeOffset?)a.ChangedAt).SingleOrDefaultAsync());
        if (stands != shown?.Row.ChangedAt) shown = await books.AskAsync(LoadAsync);
    }

    private async Task<Shown?> LoadAsync(KontaliContext db)
    {
        if (await db.Inbox.Where(a => a.DocumentId == Id).AsRows(db).SingleOrDefaultAsync() is not { } row) return null;
        var document = await db.Documents.SingleAsync(d => d.Id == Id);
        var inside = await db.Documents.Where(d => d.ParentId == Id).OrderBy(d => d.UploadedAt).ToListAsync();
        var invoice = await db.Invoices.SingleOrDefaultAsync(i => i.DocumentId == Id);
        var item = invoice is null ? null : await db.ReviewQueue.Open.Where(r => r.SourceId == invoice.Id).Select(r => (Guid?)r.Id).SingleOrDefaultAsync();
        var voucher = invoice?.GeneralLedgerId is { } entry ? await db.Journal.Where(j => j.Id == entry).Select(j => JournalEntry.NameOf(j.Series, j.FiscalYear, j.VoucherNumber)).SingleOrDefaultAsync() : null;
        var reading = invoice is null ? await papers.ReadAsync(db, document) : null;
        return new(row, document, inside, invoice?.Facts ?? reading?.Facts, invoice?.Findings ?? reading?.Findings ?? [], item, invoice?.GeneralLedgerId, voucher, reading?.Refusal);
    }

    private async Task AssignAsync()
    {
        if (shown is { } here && await actions.AssignAsync(here.Row, await books.AskAsync(db => db.ActiveClientsAsync()))) await RefreshAsync();
    }

    private async Task RefuseAsync()
    {
        if (shown is { } here && await actions.RefuseAsync(here.Row)) await RefreshAsync();
    }
}
