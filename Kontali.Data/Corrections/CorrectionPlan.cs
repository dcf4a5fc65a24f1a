using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Kontali.Data.Booking;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Review;

namespace Kontali.Data.Corrections;

/// <summary>What planning needs of a client: its books, and its months that are not open.</summary>
public sealed record ClientBooks(BookingRules Rules, IReadOnlyDictionary<string, PeriodState> Shut)
{
    private readonly Dictionary<DateOnly, (VatDeadline Term, int Number)?> _terms = [];

    /// <summary>How open the month of a day is.</summary>
    public PeriodState StateOn(DateOnly day) => Shut.GetValueOrDefault(Period.Of(day), PeriodState.Open);

    /// <summary>The first day, from this one on, whose month is open.</summary>
    public DateOnly OpenFrom(DateOnly day)
    {
        while (StateOn(day) != PeriodState.Open) day = new DateOnly(day.Year, day.Month, 1).AddMonths(1);
        return day;
    }

    /// <summary>Whether the return of a document's term is filed: its months are, or one of them.</summary>
    public bool IsFiled(DateOnly day) => TermOf(day) is { } of && Shut.Any(p => p.Value == PeriodState.VatFiled && Months.FirstDay(p.Key) is { } month && month >= of.Term.From && month <= of.Term.To);

    /// <summary>The VAT term of a document's date; null where no return is filed.</summary>
    public (VatDeadline Term, int Number)? TermOf(DateOnly day)
    {
        if (!_terms.TryGetValue(day, out var term)) _terms[day] = term = VatOfTerm.TermOf(Rules.Client.VatTerm, day);
        return term;
    }
}

/// <summary>A posted voucher with the lines of it that are meant.</summary>
/// <param name="Entry">The voucher; its lines stand beside it.</param>
/// <param name="Postings"><inheritdoc cref="Entry" path="/node()"/></param>
/// <param name="Lines">The numbers of the lines that are meant.</param>
public sealed record Booked(JournalEntry Entry, IReadOnlyList<Posting> Postings, IReadOnlyList<int> Lines)
{
    /// <summary>The invoice it was made from and how that is coded, where the change must be made there: its amounts are the document's.</summary>
    public VendorInvoice? Invoice { get; init; }

    /// <inheritdoc cref="Invoice"/>
    public IReadOnlyList<CodedLine>? Coded { get; init; }

    /// <summary>Why it cannot be done at all, known before planning.</summary>
    public Phrase? Problem { get; init; }

    /// <summary>Its client's vendor of the identity that is wanted.</summary>
    public Guid? Vendor { get; init; }
}

/// <summary>A voucher before and after.</summary>
public sealed record PlannedVoucher
{
    /// <summary>The voucher.</summary>
    public required Guid EntryId { get; init; }

    /// <inheritdoc cref="EntryId"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="EntryId"/>
    public required string Description { get; init; }

    /// <summary>Its client.</summary>
    public required Guid ClientId { get; init; }

    /// <inheritdoc cref="JournalEntry.EntryDate"/>
    public required DateOnly DocumentDate { get; init; }

    /// <inheritdoc cref="JournalEntry.AccountingDate"/>
    public required DateOnly AccountingDate { get; init; }

    /// <summary>How open its month is.</summary>
    public required PeriodState State { get; init; }

    /// <summary>The date of the reversal and of the replacement.</summary>
    public required DateOnly On { get; init; }

    /// <summary>The lines that change.</summary>
    public required IReadOnlyList<int> Lines { get; init; }

    /// <summary>The postings as they stand, and as they will.</summary>
    public required IReadOnlyList<PostingLine> Before { get; init; }

    /// <inheritdoc cref="Before"/>
    public required IReadOnlyList<PostingLine> After { get; init; }

    /// <summary>Why it cannot be done; then there is no after.</summary>
    public Phrase? Problem { get; init; }

    /// <summary>Hash of what was read of it and what it becomes.</summary>
    public required string Fingerprint { get; init; }
}

/// <summary>An account's movement.</summary>
public sealed record AccountTotal(string Account, string Name, decimal Before, decimal After);

/// <summary>What stands under a tax code in a term at a client, before and after; and whether that term's return is filed.</summary>
public sealed record VatTotal(Guid ClientId, string Client, int Year, int? Term, string Code, decimal BaseBefore, decimal BaseAfter, decimal VatBefore, decimal VatAfter, bool IsFiled);

/// <summary>A client's part.</summary>
public sealed record ClientTotal(Guid ClientId, string Client, int Vouchers, int Lines, int LeftOut);

/// <summary>Vouchers whose months are alike open, and the date their reversals get.</summary>
public sealed record DateTotal(PeriodState State, Guid ClientId, string Client, string Period, DateOnly On, int Vouchers);

/// <summary>
/// A batch before it happens: every voucher before and after, what it sums to, where it is dated and what cannot be done. Pure:
/// the same books give the same plan and the same hash.
/// </summary>
public sealed record CorrectionPlan(LineSearch Search, LineChange Change, DateOnly? ChosenDate, IReadOnlyList<PlannedVoucher> Vouchers, IReadOnlyDictionary<Guid, ClientBooks> Books)
{
    /// <summary>The batch it takes back, where it is an undoing.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>What can be done.</summary>
    public IReadOnlyList<PlannedVoucher> Doable { get; } = [.. Vouchers.Where(v => v.Problem is null)];

    /// <summary>What cannot, with the reason.</summary>
    public IReadOnlyList<PlannedVoucher> LeftOut { get; } = [.. Vouchers.Where(v => v.Problem is not null)];

    /// <summary>Hash over all that was read and all that is to be done.</summary>
    public string Hash { get; } = HashOf(Search, Change, ChosenDate, Vouchers);

    /// <summary>A client's name.</summary>
    public string NameOf(Guid client) => Books[client].Rules.Client.Name;

    /// <summary>Totals by account, in the chart's order: only accounts that change.</summary>
    public IReadOnlyList<AccountTotal> Accounts =>
    [
        .. Doable.SelectMany(v => v.Before.Select(l => (v.ClientId, l.Account, Before: l.Amount, After: 0m)).Concat(v.After.Select(l => (v.ClientId, l.Account, Before: 0m, After: l.Amount))))
            .GroupBy(l => l.Account).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new AccountTotal(g.Key, Books[g.First().ClientId].Rules.Accounts.GetValueOrDefault(g.Key)?.AccountName ?? "", g.Sum(l => l.Before), g.Sum(l => l.After))).Where(t => t.Before != t.After),
    ];

    /// <summary>Totals by client, VAT term and code: only those that change.</summary>
    public IReadOnlyList<VatTotal> Vat =>
    [
        .. Doable.SelectMany(v => v.Before.Where(l => l.VatCode is not null).Select(l => (Voucher: v, Line: l, After: false)).Concat(v.After.Where(l => l.VatCode is not null).Select(l => (Voucher: v, Line: l, After: true))))
            .GroupBy(l => (l.Voucher.ClientId, l.Voucher.DocumentDate.Year, Books[l.Voucher.ClientId].TermOf(l.Voucher.DocumentDate)?.Number, l.Line.VatCode))
            .Select(g => new VatTotal(g.Key.ClientId, NameOf(g.Key.ClientId), g.Key.Year, g.Key.Number, g.Key.VatCode!,
                g.Where(l => !l.After).Sum(l => l.Line.VatBase ?? 0), g.Where(l => l.After).Sum(l => l.Line.VatBase ?? 0), g.Where(l => !l.After).Sum(l => l.Line.VatAmount ?? 0), g.Where(l => l.After).Sum(l => l.Line.VatAmount ?? 0),
                Books[g.Key.ClientId].IsFiled(g.First().Voucher.DocumentDate)))
            .Where(t => t.BaseBefore != t.BaseAfter || t.VatBefore != t.VatAfter)
            .OrderBy(t => t.Client, StringComparer.Ordinal).ThenBy(t => t.Year).ThenBy(t => t.Term).ThenBy(t => t.Code, StringComparer.Ordinal),
    ];

    /// <summary>Totals by client.</summary>
    public IReadOnlyList<ClientTotal> Clients =>
        [.. Vouchers.GroupBy(v => v.ClientId).Select(g => new ClientTotal(g.Key, NameOf(g.Key), g.Count(v => v.Problem is null), g.Where(v => v.Problem is null).Sum(v => v.Lines.Count), g.Count(v => v.Problem is not null))).OrderBy(c => c.Client, StringComparer.Ordinal)];

    /// <summary>Where the reversals are dated, by how open the vouchers' months are.</summary>
    public IReadOnlyList<DateTotal> Dates =>
    [
        .. Doable.GroupBy(v => (v.State, v.ClientId, Period: Period.Of(v.AccountingDate), On: v.On == v.AccountingDate ? default : v.On)).OrderBy(g => g.Key.State).ThenBy(g => NameOf(g.Key.ClientId), StringComparer.Ordinal).ThenBy(g => g.Key.Period, StringComparer.Ordinal)
            .Select(g => new DateTotal(g.Key.State, g.Key.ClientId, NameOf(g.Key.ClientId), g.Key.Period, g.Key.On, g.Count())),
    ];

    /// <summary>Plans a change of these vouchers' lines.</summary>
    public static CorrectionPlan Of(LineSearch search, LineChange change, DateOnly? chosen, IReadOnlyList<Booked> vouchers, IReadOnlyDictionary<Guid, ClientBooks> books) =>
        new(search, change, chosen, [.. vouchers.Select(v => Plan(v, change, chosen, books[v.Entry.ClientId]))], books);

    /// <summary>One voucher as planned.</summary>
    public static PlannedVoucher Plan(Booked voucher, LineChange change, DateOnly? chosen, ClientBooks books) =>
        Planned(voucher, chosen, books, () => Recoded(voucher, change, books.Rules));

    /// <summary>One voucher with these postings instead.</summary>
    public static PlannedVoucher Planned(Booked voucher, DateOnly? chosen, ClientBooks books, Func<IReadOnlyList<PostingLine>> after)
    {
        var entry = voucher.Entry;
        var on = books.OpenFrom(chosen is { } day && day > entry.AccountingDate ? day : entry.AccountingDate);
        IReadOnlyList<PostingLine> before = [.. voucher.Postings.OrderBy(p => p.LineNumber).Select(p => p.AsLine())], will = [];
        var problem = voucher.Problem ?? Shut(voucher, books.Rules);
        if (problem is null)
        {
            try
            {
                will = after();
                if (Same(before, will)) problem = Phrase.Of($"Bilaget står slik allerede.");
            }
            catch (BrokenRule broken)
            {
                problem = broken.Phrase;
            }
        }
        if (problem is not null) will = [];
        var planned = new PlannedVoucher
        {
            EntryId = entry.Id,
            Name = entry.VoucherName,
            Description = entry.Description,
            ClientId = entry.ClientId,
            DocumentDate = entry.EntryDate,
            AccountingDate = entry.AccountingDate,
            State = books.StateOn(entry.AccountingDate),
            On = on,
            Lines = voucher.Lines,
            Before = before,
            After = will,
            Problem = problem,
            Fingerprint = "",
        };
        return planned with { Fingerprint = FingerprintOf(entry, planned) };
    }

    // An invoice's code decides how its own VAT is booked, so another code goes the way it was booked the first time. Another account leaves every amount as it is.
    private static IReadOnlyList<PostingLine> Recoded(Booked voucher, LineChange change, BookingRules rules)
    {
        if (voucher is { Invoice: { } invoice, Coded: { } coded })
            return InvoiceVoucher.Of(invoice, Recoded(voucher, coded, change), rules, voucher.Entry.AccountingDate, voucher.Entry.PostingKey).Lines is var lines && voucher.Vendor is { } to
                ? [.. lines.Select(l => l.VendorId is null ? l : l with { VendorId = to })] : lines;
        var folded = PostedLines.Of(voucher.Postings, rules);
        if (voucher.Lines.FirstOrDefault(n => !folded.Any(l => l.Number == n)) is > 0 and var leg)
            throw new BrokenRule($"Konto {voucher.Postings.First(p => p.LineNumber == leg).AccountNumber} er mva-en av en annen linje og kan ikke konteres om.");
        return PostedLines.Postings(voucher.Postings, [.. folded.Select(l => voucher.Lines.Contains(l.Number) ? Changed(l) : l).Select(l => voucher.Vendor is { } to && l.VendorId is not null ? l with { VendorId = to } : l)], rules);

        PostedLine Changed(PostedLine line)
        {
            // Both at once: the new code is held against the new account.
            if (change.VatCode is { } code && code != line.VatCode) line = (line.IsCoded ? line with { Account = change.Account ?? line.Account } : line).UnderCode(code, voucher.Entry.EntryDate, rules);
            if (change.Account is { } account) line = line.OnAccount(account, rules);
            return line with { Text = change.Text ?? line.Text };
        }
    }

    /// <summary>How an invoice is coded when the lines that are meant are changed: those that stand on the same account under the same code.</summary>
    public static IReadOnlyList<CodedLine> Recoded(Booked voucher, IReadOnlyList<CodedLine> coded, LineChange change)
    {
        var meant = voucher.Postings.Where(p => voucher.Lines.Contains(p.LineNumber)).Select(p => (p.AccountNumber, p.VatCode)).ToHashSet();
        return [.. coded.Select(l => !meant.Contains((l.Account, l.VatCode)) ? l
            : l with { Account = change.Account ?? l.Account, VatCode = change.VatCode ?? l.VatCode, Text = change.Text ?? l.Text, Confidence = change.Account is null && change.VatCode is null ? l.Confidence : null, Reasoning = change.Account is null && change.VatCode is null ? l.Reasoning : null })];
    }

    private static Phrase? Shut(Booked voucher, BookingRules rules) =>
        voucher.Postings.FirstOrDefault(p => rules.Accounts.TryGetValue(p.AccountNumber, out var account) && !account.IsActive) is { } closed
            ? Phrase.Of($"Konto {closed.AccountNumber} er stengt for bokføring. Åpne den igjen, så bilaget kan tilbakeføres.") : null;

    private static bool Same(IReadOnlyList<PostingLine> a, IReadOnlyList<PostingLine> b) =>
        a.Count == b.Count && a.Select(Key).Order(StringComparer.Ordinal).SequenceEqual(b.Select(Key).Order(StringComparer.Ordinal));

    private static string Key(PostingLine l) => string.Create(CultureInfo.InvariantCulture, $"{l.Account}|{l.Amount:0.00}|{l.VatCode}|{l.VatBase:0.00}|{l.VatAmount:0.00}|{l.VendorId}|{l.Currency}|{l.CurrencyAmount:0.00}|{l.Text}");

    // The voucher's own seal holds all of it; beside that, what the month lets be done and what it becomes.
    private static string FingerprintOf(JournalEntry entry, PlannedVoucher planned)
    {
        var text = new StringBuilder(256);
        text.Append(CultureInfo.InvariantCulture, $"{entry.Id}{planned.State}{planned.On:yyyyMMdd}{planned.Problem?.Pattern}");
        foreach (var line in planned.After) text.Append('\n').Append(Key(line));
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(entry.Hash);
        hash.AppendData(Encoding.UTF8.GetBytes(text.ToString()));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static string HashOf(LineSearch search, LineChange change, DateOnly? chosen, IReadOnlyList<PlannedVoucher> vouchers)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new { search, change, chosen }, Mapping.Json)));
        foreach (var voucher in vouchers) hash.AppendData(Encoding.ASCII.GetBytes(voucher.Fingerprint));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
