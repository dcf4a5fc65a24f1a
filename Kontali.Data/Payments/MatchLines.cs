using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Payments;

/// <summary>Puts lines of a vendor's subledger together, and takes them apart again. What of an invoice is paid is reckoned by the database.</summary>
public static class MatchLines
{
    /// <summary>Puts together what surely belongs together: where nothing else comes into question. Says how many pairs.</summary>
    public static async Task<int> MatchSureAsync(this KontaliContext db, Guid client, Guid? vendor = null, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var pairs = (await db.VendorStatementsAsync(client, vendor: vendor, ct: ct)).Values.SelectMany(s => s.Guesses).Where(g => g.IsSure).ToList();
        foreach (var (pair, i) in pairs.Select((p, i) => (p, i))) db.AddMatch(client, pair.Debit, pair.Credit, pair.Amount, pair.Kind!.Value, i);
        return pairs.Count;
    }

    /// <summary>Puts together what a person has marked: debits and credits of one vendor, oldest first, as far as they reach.</summary>
    public static async Task MatchAsync(this KontaliContext db, Guid client, Guid vendor, IReadOnlyCollection<Guid> lines, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var marked = (await db.VendorStatementAsync(client, vendor, ct)).Lines.Where(l => l.Unmatched != 0 && lines.Contains(l.Id)).ToList();
        if (marked.Count < lines.Count) throw new BrokenRule($"Minst én av postene er allerede oppgjort. Se på listen en gang til.");
        if (db.AddMatches(client, [.. marked.Where(l => l.Amount > 0)], [.. marked.Where(l => l.Amount < 0)], MatchKind.ByHand) == 0)
            throw new BrokenRule($"Merk minst én post i debet og én i kredit: en betaling eller kreditnota, og det den gjør opp.");
    }

    /// <summary>Takes a line apart from all that a person or the reckoning has put it together with; says how many matches that was.</summary>
    public static async Task<int> UnmatchAsync(this KontaliContext db, Guid client, Guid line, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Post, ct);
        var matches = await db.Matches.Where(m => m.ClientId == client && (m.DebitLineId == line || m.CreditLineId == line)).ToListAsync(ct);
        if (matches.Exists(m => m.Kind == MatchKind.Reversal)) throw new BrokenRule($"Et bilag og tilbakeføringen av det hører sammen og kan ikke skilles.");
        if (matches.Exists(m => m.Kind == MatchKind.Payment)) throw new BrokenRule($"Banken har bekreftet denne betalingen. Tilbakefør betalingsbilaget hvis det er feil.");
        db.Matches.RemoveRange(matches);
        return matches.Count;
    }

    /// <summary>Lets debits settle credits, both in their order, as far as they reach; says how many pairs.</summary>
    internal static int AddMatches(this KontaliContext db, Guid client, IReadOnlyList<VendorLine> debits, IReadOnlyList<VendorLine> credits, MatchKind kind)
    {
        var (left, pairs, next) = (credits.Select(c => -c.Unmatched).ToArray(), 0, 0);
        foreach (var debit in debits)
            for (var rest = debit.Unmatched; rest > 0 && next < credits.Count;)
            {
                var amount = Math.Min(rest, left[next]);
                if (amount > 0) db.AddMatch(client, debit, credits[next], amount, kind, pairs++);
                (rest, left[next]) = (rest - amount, left[next] - amount);
                if (left[next] <= 0) next++;
            }
        return pairs;
    }

    private static void AddMatch(this KontaliContext db, Guid client, VendorLine debit, VendorLine credit, decimal amount, MatchKind kind, int place) => db.Matches.Add(new()
    {
        Id = Ids.New(db.Clock, place % 4096),
        TenantId = db.Actor.RequiredFirm,
        ClientId = client,
        VendorId = credit.VendorId,
        DebitLineId = debit.Id,
        CreditLineId = credit.Id,
        Amount = amount,
        MatchedOn = debit.Date > credit.Date ? debit.Date : credit.Date,
        Kind = kind,
        CreatedBy = db.Actor.User,
        CreatedAt = db.Clock.Now(),
    });
}
