using Kontali.Data.Invoices;

namespace Kontali.Data.Booking;

/// <summary>
/// A simple model that shows its reasons: what this client booked this vendor on before, what the firm's other clients did,
/// then the words. Each source speaks with the weight of its cases; what it leaves open the next one fills.
/// </summary>
public sealed class HistorySuggester : ISuggester
{
    /// <inheritdoc/>
    public string Model => "history-1";

    /// <inheritdoc/>
    public async Task<IReadOnlyList<SuggestedLine>> SuggestAsync(KontaliContext db, Question question, CancellationToken ct = default) =>
        Suggest(question, await db.RecallAsync(question, ct));

    /// <summary>The suggestion from what is remembered. Pure.</summary>
    public static IReadOnlyList<SuggestedLine> Suggest(Question question, Memory memory) =>
        [.. InvoiceShares.Of(question.Invoice.Facts).Select(share => SuggestLine(share, question, memory))];

    private static SuggestedLine SuggestLine(InvoiceShare share, Question q, Memory memory)
    {
        var words = Words.Of(share.Text);
        List<Voice> voices =
        [
            History("vendor_here", memory.Here, words, 0.5, q),
            History("vendor_elsewhere", memory.Elsewhere, words, 1.5, q),
            History("words_here", [.. memory.Habits.Where(h => Words.Alike(words, Words.Of(h.Text)) >= 0.5)], words, 3, q),
            FromLexicon(words, "words", 0.55, q),
            FromLexicon(Words.Of(q.Vendor.Name), "trade", 0.4, q),
        ];
        var odds = Blend(voices);
        var best = odds.OrderByDescending(o => o.Value).ThenBy(o => o.Key, StringComparer.Ordinal).Take(4).ToList();
        var account = best.Count > 0 ? best[0].Key : "";
        var choice = VatChoice.For(share, account, q, memory.Here);
        return new SuggestedLine
        {
            Share = share,
            Account = account,
            VatCode = choice.Code,
            Text = share.Text,
            NeedsPerson = choice.NeedsPerson,
            Confidence = best.Count > 0 ? best[0].Value * choice.Certainty : 0,
            VatConfidence = choice.Certainty,
            Evidence = [.. voices.Where(v => v.Speaks && v.For.ContainsKey(account)).Select(v => v.Says(account)), choice.Why],
            Alternatives = [.. best.Skip(1).Select(o => new Alternative(o.Key, VatChoice.For(share, o.Key, q, memory.Here).Code, o.Value, voices.Sum(v => v.CasesFor(o.Key))))],
        };
    }

    // Each voice takes its share of what the stronger ones before it have left open.
    private static Dictionary<string, double> Blend(List<Voice> voices)
    {
        Dictionary<string, double> odds = [];
        var open = 1.0;
        foreach (var voice in voices.Where(v => v.Speaks))
        {
            foreach (var (account, share) in voice.For) odds[account] = odds.GetValueOrDefault(account) + open * voice.Weight * share;
            open *= 1 - voice.Weight;
        }
        return odds;
    }

    private static Voice History(string source, IReadOnlyList<EarlierLine> lines, HashSet<string> words, double doubt, Question q)
    {
        Dictionary<string, double> weights = [];
        List<EarlierLine> usable = [.. lines.Where(l => q.Rules.Accounts.TryGetValue(l.Account, out var a) && a.IsActive)];
        foreach (var line in usable)
        {
            // A line with the same words counts five times one without; half a year halves it.
            var likeness = 0.2 + 0.8 * Words.Alike(words, Words.Of(line.Text));
            var age = Math.Max(0, q.Invoice.InvoiceDate.DayNumber - line.Date.DayNumber);
            weights[line.Account] = weights.GetValueOrDefault(line.Account) + likeness * Math.Pow(0.5, age / 182.0);
        }
        var sum = weights.Values.Sum();
        if (sum <= 0) return Voice.Silent;
        return new Voice(source, sum / (sum + doubt), weights.ToDictionary(w => w.Key, w => w.Value / sum), usable);
    }

    private static Voice FromLexicon(HashSet<string> words, string source, double weight, Question q)
    {
        var entries = Lexicon.Speaking(words, q.Client.Trade).Where(e => q.Rules.Accounts.TryGetValue(e.Account, out var a) && a.IsActive).ToList();
        if (entries.Count == 0) return Voice.Silent;
        // The client's trade decides before the general words do.
        var chosen = entries.Where(e => e.Trade == entries[0].Trade).Select(e => e.Account).Distinct().ToList();
        return new Voice(source, weight, chosen.ToDictionary(a => a, _ => 1.0 / chosen.Count), []);
    }

    private sealed record Voice(string Source, double Weight, Dictionary<string, double> For, IReadOnlyList<EarlierLine> Lines)
    {
        public static readonly Voice Silent = new("", 0, [], []);

        public bool Speaks => For.Count > 0;

        public int CasesFor(string account) => Lines.Count(l => l.Account == account);

        public Evidence Says(string account)
        {
            var agreeing = CasesFor(account);
            var sentence = Source switch
            {
                "vendor_here" => Phrase.Of($"{agreeing} av {Lines.Count} tidligere linjer fra leverandøren er ført på {account} hos denne klienten"),
                "vendor_elsewhere" => Phrase.Of($"{agreeing} av {Lines.Count} linjer fra leverandøren er ført på {account} hos andre klienter"),
                "words_here" => Phrase.Of($"{agreeing} av {Lines.Count} linjer med lignende tekst er ført på {account} hos denne klienten"),
                "trade" => Phrase.Of($"Leverandørens navn tyder på konto {account}"),
                _ => Phrase.Of($"Teksten på linjen tyder på konto {account}"),
            };
            return new Evidence(Source, sentence, account, Lines.Count, agreeing, [.. Lines.Where(l => l.Account == account).Take(5).Select(l => l.PostingId)]);
        }
    }
}
