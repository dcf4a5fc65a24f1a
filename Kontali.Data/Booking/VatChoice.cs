using Kontali.Data.Ledger;

namespace Kontali.Data.Booking;

/// <summary>
/// The tax code of a purchase, from the invoice's VAT category, the account and the client: the EHF guide's meaning of the categories,
/// with SAF-T's standard codes. Where seller country and kind of goods decide, it says so and is not sure.
/// </summary>
/// <param name="Code">Standard tax code.</param>
/// <param name="Certainty">Probability that it is right, given the account, 0–1.</param>
/// <param name="Why">The reason.</param>
/// <param name="NeedsPerson">Set where a person must look, whatever the probability.</param>
public sealed record VatChoice(string Code, double Certainty, Evidence Why, Phrase? NeedsPerson = null)
{
    /// <summary>Chooses.</summary>
    /// <param name="share">The part of the invoice.</param>
    /// <param name="account">The account it goes to.</param>
    /// <param name="q">The invoice, its client and the rules.</param>
    /// <param name="here">This client's lines with this vendor, newest first.</param>
    public static VatChoice For(InvoiceShare share, string account, Question q, IReadOnlyList<EarlierLine> here)
    {
        var habit = here.Where(l => l.Account == account).Take(5).Select(l => l.VatCode).ToList();
        var settled = habit.Count >= 3 && habit.Distinct().Count() == 1 ? habit[0] : null;
        var choice = q.Vendor.Country is "NO" ? Domestic(share, account, q) : FromAbroad(share, account, q);
        if (choice.NeedsPerson is null) return choice;
        // What people settled three times running for this vendor and account is settled.
        return settled is not null && Fits(settled, share, q) ? Sure(settled, 0.97, Phrase.Of($"Kode {settled} de {habit.Count} siste gangene på konto {account}")) : choice;
    }

    private static VatChoice Domestic(InvoiceShare share, string account, Question q) => share.Category switch
    {
        "S" when share.Vat == 0 => Sure("0", 0.9, Phrase.Of($"Linjen har ingen mva")),
        "S" => Standard(share, account, q),
        "Z" => Sure("0", 0.99, Phrase.Of($"Fritatt med nullsats: ingen mva å trekke fra")),
        "E" => Sure("0", 0.99, Phrase.Of($"Unntatt fra mva-loven: ingen mva å trekke fra")),
        "O" or null => Sure("0", 0.97, Phrase.Of($"Selger utenfor mva-loven: ingen mva å trekke fra")),
        "AE" or "K" => Ask(q.Rules.Deducts(account) ? "91" : "92", 0.4, Phrase.Of($"Kjøper skal beregne mva-en: gjelder bare klimakvoter og gull (mval. § 11-1). Se hva som er kjøpt.")),
        _ => Ask("0", 0.2, Phrase.Of($"Mva-kategori {share.Category} er uvanlig fra en norsk selger. Se hva som er kjøpt.")),
    };

    private static VatChoice Standard(InvoiceShare share, string account, Question q)
    {
        var code = CodeFor(share.Percent, q);
        if (code is null) return Ask("0", 0.1, Phrase.Of($"{share.Percent:0.##} % er ingen norsk sats den {q.Invoice.InvoiceDate:dd.MM.yyyy}."));
        if (!q.Client.DeductsVat) return Sure("0", 0.99, Phrase.Of($"Klienten har ikke fradragsrett: kostnaden føres med mva"));
        if (!q.Rules.Deducts(account)) return Sure("0", 0.98, Phrase.Of($"Konto {account} har ikke fradrag for mva (mval. §§ 8-3 og 8-4)"));
        if (q.Rules.Accounts[account].VatNeedsJudgement) return Ask(q.Rules.Accounts[account].DefaultVatCode is "0" ? "0" : code, 0.5, Phrase.Of($"Fradraget på konto {account} kommer an på hva som er kjøpt og hva det brukes til."));
        return Sure(code, 0.995, Phrase.Of($"{share.Percent:0.##} % norsk mva på fakturaen"));
    }

    private static VatChoice FromAbroad(InvoiceShare share, string account, Question q)
    {
        var goods = account.StartsWith("43", StringComparison.Ordinal) || account.StartsWith("12", StringComparison.Ordinal) || account.StartsWith("40", StringComparison.Ordinal);
        if (goods) return Ask(q.Client.DeductsVat ? "21" : "20", 0.6, Phrase.Of($"Varer fra utlandet: grunnlaget føres etter tolldeklarasjonen (bokføringsforskriften § 5-5-2)."));
        var code = q.Rules.Deducts(account) ? "86" : "87";
        return Ask(code, 0.6, Phrase.Of($"Tjeneste fra utlandet: klienten beregner mva selv (mval. §§ 3-30 og 11-3)."));
    }

    private static string? CodeFor(decimal? percent, Question q) => new[] { RateClass.Standard, RateClass.Middle, RateClass.Low, RateClass.RawFish }
        .Where(rate => q.Rules.PercentOn(rate, q.Invoice.InvoiceDate) == percent)
        .Select(rate => q.Rules.VatCodes.Values.First(c => c.Mechanism == VatMechanism.Invoiced && c.Side == VatSide.Purchase && c.RateClass == rate).Code)
        .FirstOrDefault();

    /// <summary>Whether a code can stand on this part of this invoice at all.</summary>
    internal static bool Fits(string code, InvoiceShare share, Question q) =>
        q.Rules.VatCodes.TryGetValue(code, out var c)
        // That the buyer calculates is said by this invoice; no habit unsays it.
        && (share.Category is not ("AE" or "K") || q.Vendor.Country is not "NO" || c.Mechanism == VatMechanism.Calculated)
        && (c.Mechanism != VatMechanism.Invoiced || share.Vat != 0) && (c.DeductionAccount is null || q.Client.DeductsVat);

    private static VatChoice Sure(string code, double certainty, Phrase why) => new(code, certainty, new Evidence("vat", why, null, 0, 0, []));

    private static VatChoice Ask(string code, double certainty, Phrase why) => new(code, certainty, new Evidence("vat", why, null, 0, 0, []), why);
}
