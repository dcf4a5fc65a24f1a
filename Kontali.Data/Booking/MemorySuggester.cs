using System.Collections.Concurrent;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>
/// Suggests from the firm's memory: account with a calibrated probability, the sources that speak for it, and the earlier lines behind them.
/// The tax code follows law and invoice (<see cref="VatChoice"/>). While a memory is young, and of what it has never met the like of,
/// rules of thumb speak instead.
/// </summary>
public sealed class MemorySuggester : ISuggester, IDisposable
{
    /// <summary>Lessons before a memory speaks.</summary>
    public const int Grown = 300;

    private readonly HistorySuggester _thumb = new();
    private readonly ConcurrentDictionary<Guid, FirmMemory> _memories = new();

    /// <inheritdoc/>
    public string Model => CodingMemory.Model;

    /// <inheritdoc/>
    public async Task WakeAsync(KontaliContext db, CancellationToken ct = default) => await MemoryOf(db).CatchUpAsync(db, ct);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SuggestedLine>> SuggestAsync(KontaliContext db, Question question, CancellationToken ct = default)
    {
        var memory = MemoryOf(db);
        var shares = InvoiceShares.Of(question.Invoice.Facts);
        var answers = await memory.AskAsync(db, question.Client.Id, m => shares.Select(s => m.Ask(Cases.Of(question.Invoice, question.Vendor, s), explain: true)).ToList(), ct);
        if (memory.Lessons < Grown) return await _thumb.SuggestAsync(db, question, ct);
        // Rules of thumb need more of the ledger, so it is recalled only where they are to speak.
        var thumbs = answers.Exists(a => a.Voices.Count == 0) ? await _thumb.SuggestAsync(db, question, ct) : [];
        var here = await db.RecallHereAsync(question, ct);
        return [.. answers.Select((answer, i) => answer.Voices.Count == 0 ? thumbs[i] : Line(shares[i], answer, question, here))];
    }

    /// <inheritdoc/>
    public async Task<double> SurenessAsync(KontaliContext db, Guid clientId, InvoiceFacts facts, CancellationToken ct = default)
    {
        var memory = MemoryOf(db);
        var vendor = VendorIdentity.Of(facts.Seller);
        var sure = await memory.AskAsync(db, clientId, m => InvoiceShares.Of(facts).Select(s => m.Ask(Cases.Of(clientId, vendor, facts.Seller.Name, facts, 1, s)).Probability).DefaultIfEmpty(0).Min(), ct);
        return memory.Lessons < Grown ? 0 : sure;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var memory in _memories.Values) memory.Dispose();
    }

    private FirmMemory MemoryOf(KontaliContext db) => _memories.GetOrAdd(db.Actor.RequiredFirm, _ => new());

    private static SuggestedLine Line(InvoiceShare share, CodingAnswer answer, Question q, IReadOnlyList<EarlierLine> here)
    {
        // A closed account may be remembered, but not suggested.
        var open = answer.Guesses.Where(g => q.Rules.Accounts.TryGetValue(g.Account, out var a) && a.IsActive).ToList();
        var best = open.FirstOrDefault();
        var account = best?.Account ?? "";
        var vat = VatChoice.For(share, account, q, here);
        return new()
        {
            Share = share,
            Account = account,
            VatCode = vat.Code,
            Text = share.Text,
            NeedsPerson = vat.NeedsPerson,
            Confidence = (best?.Probability ?? 0) * vat.Certainty,
            VatConfidence = vat.Certainty,
            Evidence = [.. best?.Account == answer.Account ? answer.Voices.Select(v => Says(v, account)) : [], vat.Why],
            Alternatives = [.. open.Skip(1).Select(g => new Alternative(g.Account, VatChoice.For(share, g.Account, q, here).Code, g.Probability, g.Cases))],
        };
    }

    private static Evidence Says(Voice v, string account) => new(v.Source, v.Source switch
    {
        "vendor_here" => Phrase.Of($"{v.Agreeing} av {v.Cases} tidligere linjer fra leverandøren er ført på {account} hos denne klienten"),
        "amount_here" => Phrase.Of($"{v.Agreeing} av {v.Cases} linjer fra leverandøren med omtrent samme beløp er ført på {account}"),
        "vendor_elsewhere" => Phrase.Of($"{v.Agreeing} av {v.Cases} linjer fra leverandøren er ført på {account} hos andre klienter"),
        "words_here" => Phrase.Of($"{v.Agreeing} av {v.Cases} linjer med lignende tekst er ført på {account} hos denne klienten"),
        "words_elsewhere" => Phrase.Of($"Teksten på linjen tyder på konto {account}"),
        _ => Phrase.Of($"Leverandørens navn tyder på konto {account}"),
    }, account, v.Cases, v.Agreeing, v.Postings);
}
