using System.Diagnostics;
using System.Text.Json;
using Kontali.Data.Booking;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Invoices.Pdf;
using Kontali.Data.Ledger;
using Kontali.Data.Review;
using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>
/// The one place that sees the whole way of an invoice: read, find the client, register, suggest, check, then post or put to review.
/// Reading happens outside any transaction; landing is one transaction, which the caller opens and commits together with the task.
/// Every step may be repeated: a document that has landed is left alone.
/// </summary>
public sealed partial class InvoiceAgent(DocumentStore store, ISuggester suggester, IAdvisor? advisor = null, PageInvoices? pages = null) : ITaskHandler
{
    /// <summary>The task type this agent takes; its payload names the document.</summary>
    public const string ReadDocument = "read_document";

    /// <summary>Name on tasks, decisions and vouchers.</summary>
    public const string Name = "bokfører";

    /// <summary>A document and what was read from it.</summary>
    public sealed record Reader(Document Document, Reading Reading, IReadOnlyList<StoredFile> Files)
    {
        /// <summary>What the advisor says, where it was asked.</summary>
        public Advice? Advice { get; init; }

        /// <summary>What the advisor read on the paper, where it was asked.</summary>
        public SecondOpinion? Second { get; init; }

        internal Used Used => new((Advice?.Tokens ?? 0) + (Second?.Tokens ?? 0), (Advice?.Cost ?? 0) + (Second?.Cost ?? 0));
    }

    // What the advisor took for a decision: tokens, and kroner.
    internal readonly record struct Used(int Tokens, decimal Kroner);

    string ITaskHandler.AgentName => Name;

    IReadOnlyCollection<string> ITaskHandler.TaskTypes { get; } = [ReadDocument];

    async Task<Landing> ITaskHandler.ThinkAsync(KontaliContext db, Claim claim, CancellationToken ct)
    {
        if (await ReadAsync(db, DocumentOf(claim), ct) is not { } read) return Landing.Nothing;
        read = await ConsultAsync(db, read, ct);
        return new((landing, stop) => LandAsync(landing, read, stop));
    }

    async Task ITaskHandler.GiveUpAsync(KontaliContext db, Claim claim, string what, CancellationToken ct)
    {
        var document = DocumentOf(claim);
        var arrival = await db.Arrivals.SingleOrDefaultAsync(a => a.DocumentId == document, ct);
        if (arrival is null || arrival.Status is not (ArrivalStatus.Received or ArrivalStatus.Reading)) return;
        arrival.Now(ArrivalStatus.Received, db.Clock.Now(), what == nameof(ReaderDied)
            ? Phrase.Of($"Filen er satt i karantene: den har stanset leseren {claim.RetryCount} ganger. Den er trygt lagret og skader ingen. Be leverandøren sende den på nytt.")
            : Phrase.Of($"Lesingen stanset etter flere forsøk ({what}). Filen er trygt lagret: prøv på nytt fra Agenter."));
    }

    private static Guid DocumentOf(Claim claim) => claim.Payload.GetProperty("document_id").GetGuid();

    /// <summary>Reads the document and keeps the files that lie inside it. Changes no row.</summary>
    public async Task<Reader?> ReadAsync(KontaliContext db, Guid documentId, CancellationToken ct = default)
    {
        var document = await db.Documents.AsNoTracking().SingleOrDefaultAsync(d => d.Id == documentId, ct);
        if (document is null) return null;
        var reading = await ReadAsync(db, document, ct);
        List<StoredFile> files = [];
        foreach (var file in reading.Files) files.Add(await store.KeepAsync(document.TenantId, new MemoryStream(file.Bytes), ct));
        return new(document, reading, files);
    }

    /// <summary>Lets the advisor read what we could not for certain, reads up on what was learned, and asks it where that leaves us unsure. Outside any transaction.</summary>
    public async Task<Reader> ConsultAsync(KontaliContext db, Reader read, CancellationToken ct = default)
    {
        if (read.Reading.Facts is null) return read;
        if (advisor is not null)
        {
            var (reading, second) = await db.LookAgainAsync(advisor, read.Document, read.Reading, ct);
            read = read with { Reading = reading, Second = second };
        }
        await suggester.WakeAsync(db, ct);
        return advisor is null ? read : read with { Advice = await db.SeekAdviceAsync(advisor, suggester, read.Document, read.Reading.Facts!, ct) };
    }

    private async Task<Reading> ReadAsync(KontaliContext db, Document document, CancellationToken ct) => document.DocumentType switch
    {
        FileKind.Ehf => EhfReader.Read(await store.ReadAsync(document.StoreKey, ct)),
        FileKind.Pdf or FileKind.Image when pages is not null => await pages.ReadAsync(db, document, await store.ReadAsync(document.StoreKey, ct), ct),
        FileKind.Pdf or FileKind.Image => Reading.Refused($"Denne maskinen leser bare EHF. Filen er trygt lagret: før bilaget for hånd."),
        _ when document.MimeType == "image/heic" => Reading.Refused($"Bildet er i formatet HEIC, som Kontali ikke leser. Send det som JPEG eller PDF: på en iPhone velges det under Innstillinger, Kamera, Formater, «Mest kompatibel»."),
        _ => Reading.Refused($"Filen er verken EHF (XML), PDF, JPEG eller PNG. Se om det er rett fil, eller be avsenderen om en EHF-faktura."),
    };

    /// <summary>Lands what was read. The caller saves and commits.</summary>
    public async Task LandAsync(KontaliContext db, Reader read, CancellationToken ct = default)
    {
        // Two hands on one document: the second waits here, and finds it landed.
        var arrival = (await db.Arrivals.FromSql($"select * from intake.arrivals where document_id = {read.Document.Id} for update").ToListAsync(ct)).Single();
        if (arrival.Status is not (ArrivalStatus.Received or ArrivalStatus.Reading or ArrivalStatus.Unassigned)) return;
        if (read.Reading.Facts is not { } facts)
        {
            Close(db, arrival, ArrivalStatus.Rejected, Happened.DocumentRefused, read.Reading.Refusal!);
            return;
        }
        Describe(arrival, facts);
        var receiver = await db.FindReceiverAsync(facts.Buyer, ct);
        var client = arrival.ClientId is { } given ? await db.Clients.SingleAsync(c => c.Id == given, ct) : receiver;
        if (client is null)
        {
            Close(db, arrival, ArrivalStatus.Unassigned, Happened.ReceiverUnknown, Phrase.Of($"Mottakeren {facts.Buyer.Name} er ingen av klientene. Velg klient, eller avvis dokumentet."));
            return;
        }
        await LandAsync(db, read, facts, arrival, client, addressee: receiver is null ? arrival.ClientId is null : receiver.Id == client.Id, ct);
    }

    private async Task LandAsync(KontaliContext db, Reader read, InvoiceFacts facts, Arrival arrival, Client client, bool addressee, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var document = await db.Documents.SingleAsync(d => d.Id == read.Document.Id, ct);
        document.BelongsTo(client.Id);
        arrival.ClientId = client.Id;
        if ((await HolderOfAsync(db, document, ct) ?? await EhfOfAsync(db, client, facts, ct)) is { } sent && sent.ClientId == client.Id && await JoinAsync(db, read, facts, arrival, document, sent, ct)) return;
        var registered = await db.RegisterInvoiceAsync(document, client, facts, read.Reading.Findings, read.Reading.MessageId, ct);
        if (registered.WasHereBefore)
        {
            if (await JoinAsync(db, read, facts, arrival, document, registered.Invoice, ct))
            {
                KeepFiles(db, read, document, client);
                return;
            }
            Close(db, arrival, ArrivalStatus.Duplicate, Happened.DocumentRefused, await SameAsAsync(db, registered.Invoice, ct));
            return;
        }
        KeepFiles(db, read, document, client);
        db.Tell(Happened.InvoiceRead, document.Id, client.Id, new { invoice = registered.Invoice.Id });

        var question = new Question(registered.Invoice, registered.Vendor, await db.BookingRulesAsync(client, ct));
        var (suggestion, earned, ruling) = await ThinkAsync(db, question, read.Advice, addressee, ct);
        var firm = await db.Tenants.AsNoTracking().SingleAsync(t => t.Id == client.TenantId, ct);
        var route = Routing.Of(new(client, firm.Settings, registered.Invoice, suggestion, earned, db.Clock.Today()) { Ruling = ruling });
        var decision = Decide(db, question, suggestion, earned, ruling, route, document, read.Used, watch.ElapsedMilliseconds);
        if (route.Posts) await PostAsync(db, question, decision, arrival, document, ct);
        else Review(db, registered.Invoice, decision, route, arrival);
    }

    /// <summary>What would be decided of an invoice that waits, as the books, the memory and the rules are now. Keeps nothing.</summary>
    internal async Task<Thought> ThinkAgainAsync(KontaliContext db, Question question, Document document, FirmSettings firm, bool addressee, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var (suggestion, earned, ruling) = await ThinkAsync(db, question, null, addressee, ct);
        var route = Routing.Of(new(question.Client, firm, question.Invoice, suggestion, earned, db.Clock.Today()) { Ruling = ruling });
        return new(DecisionOf(db, question, suggestion, earned, ruling, route with { Posts = false }, document, default, watch.ElapsedMilliseconds), route);
    }

    private async Task<(Suggestion, Earned, Ruling)> ThinkAsync(KontaliContext db, Question question, Advice? advice, bool addressee, CancellationToken ct)
    {
        var lines = question.Client.AiAutomationLevel == AutomationLevel.Off ? Blank(question) : await suggester.SuggestAsync(db, question, ct);
        if (advice is { Lines.Count: > 0 }) lines = lines.With(advice, await db.AdvisorRecordAsync(advisor!.Model, ct), question);
        // Where a client wants no suggestions, a rule that wants a look has nothing to add: everything is looked at.
        var ruling = Ruling.None;
        if (question.Client.AiAutomationLevel != AutomationLevel.Off) (lines, ruling) = await db.RuledAsync(question, lines, ct);
        var flags = Checks.Of(question, await db.CircumstancesAsync(question, ct), lines, addressee);
        var earned = await db.EarnedAsync(question, lines, ct);
        return (new Suggestion { Lines = earned.Cited(lines), Confidence = lines.Select(l => l.Confidence).DefaultIfEmpty(0).Min(), Flags = flags, Model = suggester.Model }, earned, ruling);
    }

    private static IReadOnlyList<SuggestedLine> Blank(Question question) =>
        [.. InvoiceShares.Of(question.Invoice.Facts).Select(s => new SuggestedLine { Share = s, Account = "", VatCode = "0", Text = s.Text, Confidence = 0, Evidence = [], Alternatives = [] })];

    private static AgentDecision Decide(KontaliContext db, Question q, Suggestion suggestion, Earned earned, Ruling ruling, Route route, Document document, Used used, long milliseconds)
    {
        var decision = db.Decisions.Add(DecisionOf(db, q, suggestion, earned, ruling, route, document, used, milliseconds)).Entity;
        db.Tell(Happened.SuggestionMade, q.Invoice.Id, q.Client.Id, new { decision = decision.Id, suggestion.ConfidencePercent });
        return decision;
    }

    private static AgentDecision DecisionOf(KontaliContext db, Question q, Suggestion suggestion, Earned earned, Ruling ruling, Route route, Document document, Used used, long milliseconds) =>
        new()
        {
            Id = Ids.New(db.Clock),
            TenantId = q.Client.TenantId,
            ClientId = q.Client.Id,
            AgentType = Name,
            DecisionType = route.Posts ? "post" : "review",
            SourceType = PutToReview.VendorInvoiceSource,
            SourceId = q.Invoice.Id,
            InputData = JsonSerializer.SerializeToElement(new DecisionInput(document.Id, document.FileHash, q.Client.AiConfidenceThreshold, q.Client.AiVatThreshold,
                q.Client.AiAutomationLevel.ToString(), q.Client.AiAmountCap, route.Code, Math.Round(earned.Bound, 4), earned.Cases, used.Kroner), Mapping.Json),
            Decision = suggestion,
            ConfidenceScore = suggestion.ConfidencePercent,
            Reasoning = route.Why,
            PatternsUsed = [.. suggestion.Lines.SelectMany(l => l.Evidence).Select(e => e.Pattern).OfType<Guid>().Concat(ruling.Versions).Distinct()],
            ModelUsed = suggestion.Model,
            TokensUsed = used.Tokens > 0 ? used.Tokens : null,
            ProcessingTimeMs = (int)Math.Min(int.MaxValue, milliseconds),
            CreatedAt = db.Clock.Now(),
        };

    private static async Task PostAsync(KontaliContext db, Question q, AgentDecision decision, Arrival arrival, Document document, CancellationToken ct)
    {
        var lines = decision.Decision.Lines.Select(CodedLine.From).ToList();
        try
        {
            var voucher = InvoiceVoucher.Of(q.Invoice, lines, q.Rules, q.Invoice.InvoiceDate, q.Invoice.Id, document.FileHash, decision.Id);
            var entry = await db.PostAsync(voucher, ct: ct);
            q.Invoice.Posted(entry.Id, entry.CreatedAt, null);
            arrival.Now(ArrivalStatus.Posted, entry.CreatedAt);
            db.Tell(Happened.Posted, q.Invoice.Id, q.Client.Id, new { entry.VoucherName });
        }
        catch (BrokenRule broken)
        {
            // What the agent was sure of breaks a rule: nothing was posted, and a person reads which.
            Review(db, q.Invoice, decision, new Route(false, "rule", broken.Phrase), arrival);
        }
    }

    private static void Review(KontaliContext db, VendorInvoice invoice, AgentDecision decision, Route route, Arrival arrival)
    {
        var item = db.PutToReviewItem(invoice, decision, route);
        arrival.Now(ArrivalStatus.Review, db.Clock.Now(), route.Why);
        db.Tell(Happened.PutToReview, invoice.Id, invoice.ClientId, new { item = item.Id, route.Code });
    }

    private static void Close(KontaliContext db, Arrival arrival, ArrivalStatus status, string what, Phrase why)
    {
        arrival.Now(status, db.Clock.Now(), why);
        db.Tell(what, arrival.DocumentId, arrival.ClientId, new { why = why.ToString() });
    }

    private static void Describe(Arrival arrival, InvoiceFacts facts)
    {
        (arrival.SellerName, arrival.InvoiceNumber) = (Cut(facts.Seller.Name, 255), Cut(facts.Number, 100));
        (arrival.Total, arrival.Net, arrival.Vat, arrival.Currency) = (facts.Gross, facts.Net, facts.VatTotal, facts.Currency);
        (arrival.InvoiceDate, arrival.DueDate) = (facts.IssueDate, facts.DueDate);
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length];

    private static void KeepFiles(KontaliContext db, Reader read, Document parent, Client client)
    {
        foreach (var (file, kept) in read.Reading.Files.Zip(read.Files).DistinctBy(f => f.Second.Sha256))
        {
            var (kind, mime) = ContentType.Of(file.Bytes);
            var inside = new Document
            {
                Id = Ids.New(db.Clock),
                TenantId = parent.TenantId,
                ParentId = parent.Id,
                StoreKey = kept.Key,
                FileHash = kept.Sha256,
                FileSize = kept.Size,
                Filename = ReceiveFile.DisplayName(file.FileName),
                MimeType = mime,
                DocumentType = kind,
                Door = Door.Inside,
                UploadedAt = db.Clock.Now(),
            };
            inside.BelongsTo(client.Id);
            db.Documents.Add(inside);
        }
    }

    private static async Task<Phrase> SameAsAsync(KontaliContext db, VendorInvoice earlier, CancellationToken ct)
    {
        var voucher = await db.Journal.AsNoTracking().Where(j => j.Id == earlier.GeneralLedgerId).SingleOrDefaultAsync(ct);
        return voucher is null
            ? Phrase.Of($"Faktura {earlier.InvoiceNumber} fra {earlier.Facts.Seller.Name} kom inn også tidligere, og ligger i Kontali.")
            : Phrase.Of($"Faktura {earlier.InvoiceNumber} fra {earlier.Facts.Seller.Name} er allerede bokført som bilag {voucher.VoucherName}.");
    }
}
