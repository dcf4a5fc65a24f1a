using Kontali.Data.Ledger;

namespace Kontali.Data.Booking;

/// <summary>
/// A line of a posted voucher as a person thinks of it: what is on the VAT accounts by itself is folded into the line it was reckoned of.
/// Unfolded again without a change it gives the same postings, to the øre.
/// </summary>
/// <param name="Number">The posting's line number; a part of a split line has its line's.</param>
/// <param name="Account">Account.</param>
/// <param name="VatCode">Standard tax code.</param>
/// <param name="Amount">Kroner on the account itself, debit positive.</param>
/// <param name="Text">Text.</param>
public sealed record PostedLine(int Number, string Account, string? VatCode, decimal Amount, string? Text)
{
    /// <inheritdoc cref="Posting.VatBaseAmount"/>
    public decimal? VatBase { get; init; }

    /// <inheritdoc cref="Posting.VatAmount"/>
    public decimal? Vat { get; init; }

    /// <inheritdoc cref="Posting.VendorId"/>
    public Guid? VendorId { get; init; }

    /// <inheritdoc cref="Posting.Currency"/>
    public string? Currency { get; init; }

    /// <inheritdoc cref="Posting.Currency"/>
    public decimal? CurrencyAmount { get; init; }

    /// <inheritdoc cref="Posting.AiConfidenceScore"/>
    public int? Confidence { get; init; }

    /// <inheritdoc cref="Posting.AiConfidenceScore"/>
    public string? Reasoning { get; init; }

    /// <summary>Whether a person may give it another account or code: a vendor's own account follows its vendor.</summary>
    public bool IsCoded => VendorId is null && Account != AccountNumber.Payables;

    /// <summary>The line in the words that corrections are kept in.</summary>
    public CodedLine AsCoded() => new(new($"P{Number}", VatBase ?? Amount, Vat ?? 0, null, null, Text ?? ""), Account, VatCode ?? "", Text ?? "");
}

/// <summary>Folds vouchers into lines, codes them otherwise, and unfolds them. Pure.</summary>
public static class PostedLines
{
    /// <summary>The lines of a voucher.</summary>
    public static IReadOnlyList<PostedLine> Of(IEnumerable<Posting> postings, BookingRules rules) =>
    [
        .. postings.OrderBy(p => p.LineNumber).Where(p => !IsLeg(p, rules)).Select(p => new PostedLine(p.LineNumber, p.AccountNumber, p.VatCode, p.Amount, p.LineDescription)
        {
            VatBase = p.VatBaseAmount, Vat = p.VatAmount, VendorId = p.VendorId, Currency = p.Currency, CurrencyAmount = p.CurrencyAmount, Confidence = p.AiConfidenceScore, Reasoning = p.AiReasoning,
        }),
    ];

    /// <summary>Whether a posting is what another line's code put on a VAT account.</summary>
    public static bool IsLeg(Posting p, BookingRules rules) => p is { VatBaseAmount: null, VatCode: { } code } && rules.VatCodes.TryGetValue(code, out var known)
        && HasLegs(known) && (p.AccountNumber == known.DeductionAccount || p.AccountNumber == known.OutputAccount);

    /// <summary>
    /// The postings of changed lines: each line as it is, and on the VAT accounts what stood there, changed by what the lines' VAT changed by.
    /// A leg nobody touched is as it was posted.
    /// </summary>
    public static IReadOnlyList<PostingLine> Postings(IReadOnlyList<Posting> posted, IReadOnlyList<PostedLine> lines, BookingRules rules)
    {
        List<PostingLine> all = [.. lines.Where(l => l.Amount != 0).Select(l => new PostingLine(l.Account, l.Amount)
        {
            VatCode = l.VatCode, VatBase = l.VatBase, VatAmount = l.Vat, VendorId = l.VendorId, Currency = l.Currency, CurrencyAmount = l.CurrencyAmount, Text = l.Text, Confidence = l.Confidence, Reasoning = l.Reasoning,
        })];
        var (legs, before) = (posted.Where(p => IsLeg(p, rules)).ToList(), Of(posted, rules));
        foreach (var code in before.Concat(lines).Select(l => l.VatCode).Concat(legs.Select(l => l.VatCode)).OfType<string>().Distinct())
        {
            if (!rules.VatCodes.TryGetValue(code, out var known) || !HasLegs(known)) continue;
            var more = VatOf(lines, code) - VatOf(before, code);
            foreach (var (account, sign) in new[] { (known.DeductionAccount, 1), (known.OutputAccount, known.Mechanism == VatMechanism.Calculated ? -1 : 1) })
            {
                if (account is null) continue;
                var stood = legs.Where(l => l.VatCode == code && l.AccountNumber == account).ToList();
                if (stood.Sum(l => l.Amount) + sign * more is not 0m and var amount) all.Add(new(account, amount) { VatCode = code, Text = stood.FirstOrDefault()?.LineDescription ?? known.Name });
            }
        }
        return all;

        static decimal VatOf(IEnumerable<PostedLine> of, string code) => of.Where(l => l.VatCode == code).Sum(l => l.Vat ?? 0);
    }

    /// <summary>The line on another account, under the same code.</summary>
    /// <exception cref="BrokenRule">The account is not there, is closed, posts itself, or gives no deduction while the code does.</exception>
    public static PostedLine OnAccount(this PostedLine line, string account, BookingRules rules)
    {
        if (account == line.Account) return line;
        line.CheckMayChange();
        if (line.VatCode is "14" or "15") throw new BrokenRule($"Innførselsmva med kode {line.VatCode} står på mva-kontoen sin og kan ikke flyttes.");
        Check(account, line.VatCode, rules);
        // It is not the agent's line any longer.
        return line with { Account = account, Confidence = null, Reasoning = null };
    }

    /// <summary>The line under another code: what it cost in all is the same, and the VAT is reckoned of that.</summary>
    /// <exception cref="BrokenRule">The code is not there, is for the other side, or does not fit account and client.</exception>
    public static PostedLine UnderCode(this PostedLine line, string? vatCode, DateOnly documentDate, BookingRules rules)
    {
        if (vatCode == line.VatCode) return line;
        line.CheckMayChange();
        var former = line.VatCode is { } was && rules.VatCodes.TryGetValue(was, out var known) ? known : null;
        if (former?.Code is "14" or "15" || vatCode is "14" or "15") throw new BrokenRule($"Innførselsmva (kode 14 og 15) føres fra tolldeklarasjonen. Tilbakefør bilaget og før et nytt.");
        if (vatCode is null) return line with { VatCode = null, Amount = Gross(line, former), VatBase = null, Vat = null, Confidence = null, Reasoning = null };
        if (!rules.VatCodes.TryGetValue(vatCode, out var code)) throw new BrokenRule($"Mva-kode {vatCode} finnes ikke. Velg en kode fra listen.");
        if (former is not null && former.Side != code.Side) throw new BrokenRule($"Mva-kode {vatCode} gjelder {(code.Side == VatSide.Sale ? Phrase.Of($"salg") : Phrase.Of($"kjøp"))}, men linjen er et {(former.Side == VatSide.Sale ? Phrase.Of($"salg") : Phrase.Of($"kjøp"))}.");
        Check(line.Account, vatCode, rules);
        var (gross, percent) = (Gross(line, former), rules.PercentOn(code.RateClass, documentDate) ?? 0);
        var coded = line with { VatCode = vatCode, Confidence = null, Reasoning = null };
        switch (code.Mechanism)
        {
            case VatMechanism.Invoiced:
                var included = Money.Round(gross * percent / (100 + percent));
                return coded with { Amount = gross - included, VatBase = gross - included, Vat = included };
            case VatMechanism.Calculated:
                var calculated = Money.Round(gross * percent / 100);
                return coded with { Amount = code.DeductionAccount is null ? gross + calculated : gross, VatBase = gross, Vat = calculated };
            default:
                return code.ReturnsBase ? coded with { Amount = gross, VatBase = gross, Vat = 0m } : coded with { Amount = gross, VatBase = null, Vat = null };
        }
    }

    /// <summary>The line cut in two: an amount of it, and what that leaves.</summary>
    /// <exception cref="BrokenRule">The amount is nothing, or all of it and more.</exception>
    public static (PostedLine Part, PostedLine Remainder) Split(this PostedLine line, decimal amount)
    {
        line.CheckMayChange();
        if (amount == 0 || !Money.IsBookable(amount) || Math.Sign(amount) != Math.Sign(line.Amount) || Math.Abs(amount) >= Math.Abs(line.Amount))
            throw new BrokenRule($"Skriv et beløp mellom 0 og {line.Amount:N2} for å dele linjen.");
        decimal[] weights = [amount, line.Amount - amount];
        var (bases, vats, currency) = (Parts(line.VatBase), Parts(line.Vat), Parts(line.CurrencyAmount));
        // Where the base is the amount itself, it stays so in both parts.
        if (line.VatBase == line.Amount) bases = [amount, line.Amount - amount];
        return (line with { Amount = amount, VatBase = bases?[0], Vat = vats?[0], CurrencyAmount = currency?[0] },
            line with { Amount = line.Amount - amount, VatBase = bases?[1], Vat = vats?[1], CurrencyAmount = currency?[1] });

        decimal[]? Parts(decimal? whole) => whole is { } w ? Money.Divide(w, weights) : null;
    }

    // What it cost with all VAT that a seller charged; VAT the buyer calculates is no part of it.
    private static decimal Gross(PostedLine line, VatCode? code) => code?.Mechanism switch
    {
        VatMechanism.Invoiced => line.Amount + (line.Vat ?? 0),
        VatMechanism.Calculated => line.VatBase ?? line.Amount,
        _ => line.Amount,
    };

    private static bool HasLegs(VatCode code) => code.Mechanism != VatMechanism.None && code.Code is not ("14" or "15");

    private static void CheckMayChange(this PostedLine line)
    {
        if (!line.IsCoded) throw new BrokenRule($"Linjen på konto {line.Account} følger leverandøren og kan ikke konteres om.");
    }

    private static void Check(string number, string? vatCode, BookingRules rules)
    {
        if (number.Length == 0) throw new BrokenRule($"Velg konto.");
        if (!rules.Accounts.TryGetValue(number, out var account)) throw new BrokenRule($"Konto {number} finnes ikke i kontoplanen til {rules.Client.Name}. Velg en annen konto, eller opprett den i kontoplanen.");
        if (!account.IsActive) throw new BrokenRule($"Konto {number} er stengt for bokføring. Velg en annen konto.");
        if (number == AccountNumber.Payables) throw new BrokenRule($"Konto {AccountNumber.Payables} føres av seg selv. Velg en kostnads- eller balansekonto.");
        if (vatCode is null || !rules.VatCodes.TryGetValue(vatCode, out var code) || code.DeductionAccount is null) return;
        if (!rules.Client.DeductsVat) throw new BrokenRule($"{rules.Client.Name} har ikke fradragsrett for mva. Bruk kode {InvoiceVoucher.WithoutDeduction(code)} på konto {number}.");
        if (!account.VatDeductible) throw new BrokenRule($"Konto {number} {account.AccountName} har ikke fradrag for mva (mval. §§ 8-3 og 8-4). Bruk kode {InvoiceVoucher.WithoutDeduction(code)}.");
    }
}
