namespace Kontali.Data.Payments;

/// <summary>A line of a vendor's account. Kroner, debit positive: what is owed is negative.</summary>
public sealed record VendorLine
{
    /// <summary>The line, its voucher and its vendor.</summary>
    public required Guid Id { get; init; }

    /// <inheritdoc cref="Id"/>
    public required Guid EntryId { get; init; }

    /// <inheritdoc cref="Id"/>
    public required Guid VendorId { get; init; }

    /// <summary>Accounting date.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The voucher's name.</summary>
    public required string VoucherName { get; init; }

    /// <summary>The line's text, or the voucher's.</summary>
    public required string Text { get; init; }

    /// <summary>The voucher that this one takes back.</summary>
    public Guid? ReversalOf { get; init; }

    /// <summary>The invoice it was made from, where it was one, its number, KID and due date.</summary>
    public Guid? InvoiceId { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public string? InvoiceNumber { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public string? Kid { get; init; }

    /// <inheritdoc cref="InvoiceId"/>
    public DateOnly? DueDate { get; init; }

    /// <summary>What it is.</summary>
    public required decimal Amount { get; init; }

    /// <summary>What of it no kept match has taken.</summary>
    public required decimal Unmatched { get; init; }

    /// <summary>What of it neither a kept match nor the reckoning settles.</summary>
    public decimal Open { get; init; }

    /// <summary>From when it is late: its due date, or its own.</summary>
    public DateOnly Due => DueDate ?? Date;
}

/// <summary>Two lines that settle each other by reckoning.</summary>
/// <param name="Debit">The payment or credit note.</param>
/// <param name="Credit">What it settles.</param>
/// <param name="Amount">Kroner, positive.</param>
/// <param name="Kind">Why; null where it is only the oldest.</param>
/// <param name="IsSure">Whether nothing else comes into question, so that it may be kept without a person's choosing.</param>
public sealed record Reckoned(VendorLine Debit, VendorLine Credit, decimal Amount, MatchKind? Kind, bool IsSure);

/// <summary>A vendor's lines up to a day, oldest first, with what of each was open then, and why the rest was not.</summary>
/// <param name="Lines">The lines.</param>
/// <param name="Kept">Matches that are kept.</param>
/// <param name="Guesses">What the reckoning puts together besides.</param>
public sealed record VendorStatement(IReadOnlyList<VendorLine> Lines, IReadOnlyList<LineMatch> Kept, IReadOnlyList<Reckoned> Guesses)
{
    /// <summary>The balance, debit positive.</summary>
    public decimal Balance => Lines.Sum(l => l.Amount);

    /// <summary>
    /// Kept matches come first. What they leave is reckoned: a voucher and the one that takes it back settle each other; then a line the invoice
    /// whose number or KID stands in its text; then lines of the same amount; and what is left, the oldest first. What is open always sums to the
    /// balance, whatever settles what. Pure.
    /// </summary>
    /// <param name="lines">One vendor's, oldest first.</param>
    /// <param name="kept">What is kept of them.</param>
    public static VendorStatement Of(IReadOnlyList<VendorLine> lines, IReadOnlyList<LineMatch> kept)
    {
        var open = lines.Select(l => l.Unmatched).ToArray();
        var debits = Enumerable.Range(0, lines.Count).Where(i => open[i] > 0).ToList();
        var credits = Enumerable.Range(0, lines.Count).Where(i => open[i] < 0).ToList();
        List<Reckoned> guesses = [];
        void Take(int debit, int credit, MatchKind? kind, bool isSure)
        {
            if (Math.Min(open[debit], -open[credit]) is not (> 0 and var amount)) return;
            (open[debit], open[credit]) = (open[debit] - amount, open[credit] + amount);
            guesses.Add(new(lines[debit], lines[credit], amount, kind, isSure));
        }
        var creditsOf = credits.ToLookup(c => lines[c].EntryId);
        var debitsOf = debits.ToLookup(d => lines[d].EntryId);
        foreach (var debit in debits)
            if (lines[debit].ReversalOf is { } original)
                foreach (var credit in creditsOf[original]) Take(debit, credit, MatchKind.Reversal, isSure: true);
        foreach (var credit in credits)
            if (lines[credit].ReversalOf is { } original)
                foreach (var debit in debitsOf[original]) Take(debit, credit, MatchKind.Reversal, isSure: true);

        // A number of three signs may be a street's; it is believed, but not surely.
        var named = credits.SelectMany(c => new[] { lines[c].InvoiceNumber, lines[c].Kid }.OfType<string>().Where(word => word.Length >= 3).Distinct(StringComparer.OrdinalIgnoreCase).Select(word => (word, c)))
            .ToLookup(n => n.word, n => n.c, StringComparer.OrdinalIgnoreCase);
        foreach (var debit in debits)
        {
            var said = lines[debit].Text.Split(' ', ',', ';', ':').Where(named.Contains).ToList();
            var meant = said.SelectMany(word => named[word]).Distinct().Where(c => open[c] < 0).ToList();
            var isSure = meant is [var only] && open[debit] <= -open[only] && said.Exists(word => word.Length >= 4);
            foreach (var credit in meant) Take(debit, credit, MatchKind.Reference, isSure);
        }

        var alike = credits.Where(c => open[c] < 0).GroupBy(c => -open[c]).ToDictionary(g => g.Key, g => new Queue<int>(g));
        var times = debits.Where(d => open[d] > 0).CountBy(d => open[d]).ToDictionary();
        var sure = alike.Where(a => a.Value.Count == 1 && times.GetValueOrDefault(a.Key) == 1).Select(a => a.Key).ToHashSet();
        foreach (var debit in debits)
            if (open[debit] > 0 && alike.TryGetValue(open[debit], out var waiting) && waiting.TryDequeue(out var credit)) Take(debit, credit, MatchKind.Amount, sure.Contains(open[debit]));

        var next = 0;
        foreach (var debit in debits)
            for (; open[debit] > 0 && next < credits.Count; next++)
            {
                Take(debit, credits[next], null, isSure: false);
                if (open[credits[next]] < 0) break;
            }
        return new([.. lines.Select((line, i) => line with { Open = open[i] })], kept, guesses);
    }
}
