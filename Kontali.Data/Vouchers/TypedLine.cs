using Kontali.Data.Booking;
using Kontali.Data.Ledger;

namespace Kontali.Data.Vouchers;

/// <summary>A line of a voucher as a person writes it: what it cost or gave in all, under a code; VAT is reckoned of it.</summary>
/// <param name="Account">Account.</param>
/// <param name="VatCode">Standard tax code; null or empty where there is none.</param>
/// <param name="Amount">Kroner with all VAT that was charged, debit positive.</param>
/// <param name="Text">Text.</param>
/// <param name="VendorId">The vendor, on subledger lines.</param>
public sealed record TypedLine(string Account, string? VatCode, decimal Amount, string? Text = null, Guid? VendorId = null);

/// <summary>What kind of voucher it is: its series and its source.</summary>
public enum VoucherKind
{
    /// <summary>Anything: series A.</summary>
    General,

    /// <summary>Bank and cash: series B.</summary>
    Bank,

    /// <summary>Sales: series S.</summary>
    Sales,

    /// <summary>Somebody paid for the client, and is to have it back: series U.</summary>
    Expense,

    /// <summary>Balances brought over from before Kontali: series I.</summary>
    Opening,
}

/// <summary>A voucher written by hand, before it is posted.</summary>
public sealed record VoucherDraft
{
    /// <summary>What kind.</summary>
    public VoucherKind Kind { get; init; }

    /// <summary>The document's date: VAT follows it.</summary>
    public required DateOnly DocumentDate { get; init; }

    /// <summary>When it counts in the books.</summary>
    public required DateOnly AccountingDate { get; init; }

    /// <summary>What it is.</summary>
    public required string Description { get; init; }

    /// <summary>The lines in order.</summary>
    public required IReadOnlyList<TypedLine> Lines { get; init; }

    /// <summary>The document that shows why (bfl 10).</summary>
    public Guid? DocumentId { get; init; }

    /// <summary>The series of its kind.</summary>
    public string Series => Kind switch { VoucherKind.Bank => "B", VoucherKind.Sales => "S", VoucherKind.Expense => "U", VoucherKind.Opening => "I", _ => "A" };

    /// <summary>The source of its kind.</summary>
    public EntrySource Source => Kind switch { VoucherKind.Bank => EntrySource.Bank, VoucherKind.Sales => EntrySource.Sales, VoucherKind.Opening => EntrySource.Opening, _ => EntrySource.Manual };
}

/// <summary>Turns typed lines into postings, and posted ones back. Pure.</summary>
public static class TypedLines
{
    /// <summary>The postings: each line, and on the VAT accounts what its code puts there.</summary>
    /// <exception cref="BrokenRule">An account is missing or closed, or a code does not fit account and client.</exception>
    public static IReadOnlyList<PostingLine> Postings(VoucherDraft draft, BookingRules rules)
    {
        foreach (var line in draft.Lines) Check(line, draft.Kind, rules);
        return PostedLines.Postings([], [.. draft.Lines.Select((l, i) => Folded(l, i + 1, draft.DocumentDate, rules))], rules);
    }

    /// <summary>The lines of a posted voucher, as they would be typed.</summary>
    public static IReadOnlyList<TypedLine> Of(IEnumerable<Posting> postings, BookingRules rules) =>
        [.. PostedLines.Of(postings, rules).Select(l => new TypedLine(l.Account, l.VatCode, Gross(l, rules), l.Text, l.VendorId))];

    /// <summary>What the lines lack to balance: the amount the next one would have.</summary>
    public static decimal Rest(IEnumerable<TypedLine> lines) => -lines.Sum(l => l.Amount);

    private static PostedLine Folded(TypedLine line, int number, DateOnly day, BookingRules rules) =>
        new PostedLine(number, line.Account, null, line.Amount, line.Text) { VendorId = line.VendorId }.UnderCode(string.IsNullOrEmpty(line.VatCode) ? null : line.VatCode, day, rules);

    private static decimal Gross(PostedLine line, BookingRules rules) => line.VatCode is { } code && rules.VatCodes.TryGetValue(code, out var known) ? known.Mechanism switch
    {
        VatMechanism.Invoiced => line.Amount + (line.Vat ?? 0),
        VatMechanism.Calculated => line.VatBase ?? line.Amount,
        _ => line.Amount,
    } : line.Amount;

    private static void Check(TypedLine line, VoucherKind kind, BookingRules rules)
    {
        if (line.Account.Length == 0) throw new BrokenRule($"Velg konto på linjen med {line.Amount:N2}.");
        if (!rules.Accounts.TryGetValue(line.Account, out var account)) throw new BrokenRule($"Konto {line.Account} finnes ikke i kontoplanen til {rules.Client.Name}. Velg en annen konto, eller opprett den i kontoplanen.");
        if (!account.IsActive) throw new BrokenRule($"Konto {line.Account} er stengt for bokføring. Velg en annen konto.");
        if (line.Account == AccountNumber.Payables && line.VendorId is null) throw new BrokenRule($"En linje på konto {AccountNumber.Payables} må ha en leverandør.");
        if (line.VendorId is not null && line.Account != AccountNumber.Payables) throw new BrokenRule($"Bare en linje på konto {AccountNumber.Payables} kan ha en leverandør. Ta leverandøren bort fra linjen på {line.Account}.");
        if (line.VendorId is not null && !string.IsNullOrEmpty(line.VatCode)) throw new BrokenRule($"Linjen på konto {line.Account} følger leverandøren og har ingen mva-kode.");
        if (kind == VoucherKind.Opening && line.Account[0] is not ('1' or '2')) throw new BrokenRule($"En åpningsbalanse har bare balansekontoer (1000–2999), ikke {line.Account}.");
        if (kind == VoucherKind.Opening && !string.IsNullOrEmpty(line.VatCode)) throw new BrokenRule($"En åpningsbalanse har ingen mva-koder. Ta bort koden på {line.Account}.");
    }
}
