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

    private sealed record Shown(ArrivalRow Row, Document Document, IReadOnlyList<Document> Inside, InvoiceFacts? Facts, IReadOnlyList<Finding> Findings, Guid? ReviewItem, Guid? Voucher, string? VoucherName, Phrase? Unread)
    {
        /// <summary>What lay in it, where it is an e-mail or ZIP.</summary>
        public IReadOnlyList<ArrivalRow>? Parts { get; init; }

        /// <summary>What it lay in.</summary>
        public Document? Parent { get; init; }

        /// <summary>What the e-mail says that it is, or that it lay in.</summary>
        public MailText? Mail { get; init; }

        /// <summary>What the law says of it, and the year from which it counts.</summary>
        public KeptAs Kept { get; init; }

        /// <inheritdoc cref="Kept"/>
        public int Year { get; init; }
    }

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
        // What lay in an e-mail or ZIP goes its own ways after it.
        if (shown?.Parts is not null || stands != shown?.Row.ChangedAt) shown = await books.AskAsync(LoadAsync);
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
        var isEnvelope = document.DocumentType is FileKind.Mail or FileKind.Archive;
        var parts = isEnvelope ? await db.Inbox.Where(a => db.Documents.Any(d => d.Id == a.DocumentId && d.ParentId == Id)).OrderBy(a => a.DocumentId).Take(UnpackLimits.Files).AsRows(db).ToListAsync() : null;
        var parent = document.ParentId is { } above ? await db.Documents.SingleOrDefaultAsync(d => d.Id == above) : null;
        return new(row, document, inside, invoice?.Facts ?? reading?.Facts, invoice?.Findings ?? reading?.Findings ?? [], item, invoice?.GeneralLedgerId, voucher, reading?.Refusal)
        {
            Parts = parts,
            Parent = parent,
            Mail = await papers.MailAsync(document, parent),
            Kept = invoice?.GeneralLedgerId is { } posted && await db.IsCapitalAsync(posted) ? KeptAs.CapitalGoods : Retention.Of(document.DocumentType),
            Year = (invoice?.InvoiceDate ?? DateOnly.FromDateTime(document.UploadedAt.UtcDateTime)).Year,
        };
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
