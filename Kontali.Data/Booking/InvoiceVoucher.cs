using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;

namespace Kontali.Data.Booking;

/// <summary>What booking needs to know of a client's books: its chart, the tax codes and their rates.</summary>
/// <param name="Client">The client.</param>
/// <param name="Accounts">The chart, by number.</param>
/// <param name="VatCodes">The tax codes, by code.</param>
/// <param name="Rates">The rates by class and date.</param>
public sealed record BookingRules(Client Client, IReadOnlyDictionary<string, Account> Accounts, IReadOnlyDictionary<string, VatCode> VatCodes, IReadOnlyList<VatRate> Rates)
{
    /// <summary>Per cent of a rate class on a day; null where the class had none.</summary>
    public decimal? PercentOn(RateClass rate, DateOnly day) =>
        Rates.PercentOn(rate, day);

    /// <summary>The ordinary code of a purchase with this rate on a day; null where no code has it.</summary>
    public VatCode? CodeFor(decimal? percent, DateOnly day) => VatCodes.Values
        .Where(c => c is { Side: VatSide.Purchase, Mechanism: VatMechanism.Invoiced } and not { Code: "14" or "15" }).OrderBy(c => c.SortOrder).FirstOrDefault(c => PercentOn(c.RateClass, day) == percent);

    /// <summary>Whether VAT on a purchase on this account may be deducted (mval 8-1, 8-3, 8-4).</summary>
    public bool Deducts(string account) => Client.DeductsVat && Accounts.TryGetValue(account, out var a) && a.VatDeductible;
}

/// <summary>
/// Turns a coded invoice into a voucher: cost net with input VAT on its own account, or gross where there is no deduction;
/// both legs where the buyer calculates; the vendor on 2400; a credit note as the mirror. Pure.
/// </summary>
public static class InvoiceVoucher
{
    /// <summary>The voucher of an invoice.</summary>
    /// <param name="invoice">The invoice.</param>
    /// <param name="lines">The coded lines; together they must be the invoice's parts, to the øre.</param>
    /// <param name="rules">The client's books.</param>
    /// <param name="on">Accounting date.</param>
    /// <param name="key">Posting key.</param>
    /// <param name="documentHash">The document's sha256.</param>
    /// <param name="decisionId">The agent's decision.</param>
    /// <exception cref="BrokenRule">The lines do not sum to the invoice, a rate is missing, or a code does not fit account, client or invoice.</exception>
    public static Voucher Of(VendorInvoice invoice, IReadOnlyList<CodedLine> lines, BookingRules rules, DateOnly on, Guid key, string? documentHash = null, Guid? decisionId = null)
    {
        CheckSums(invoice, lines);
        foreach (var line in lines) CheckCoding(line, invoice, rules);
        return new Voucher(invoice.TenantId, invoice.ClientId, Postings(invoice, lines, rules))
        {
            PostingKey = key,
            Series = "L",
            DocumentDate = invoice.InvoiceDate,
            AccountingDate = on,
            Description = $"{(invoice.Kind == InvoiceKind.CreditNote ? "Kreditnota" : "Faktura")} {invoice.InvoiceNumber}, {invoice.Facts.Seller.Name}",
            SourceType = EntrySource.VendorInvoice,
            SourceId = invoice.Id,
            DocumentId = invoice.DocumentId,
            DocumentHash = documentHash,
            DecisionId = decisionId,
        };
    }

    /// <summary>The lines it will post, debit positive: what the screen shows is what is posted.</summary>
    public static IReadOnlyList<PostingLine> Postings(VendorInvoice invoice, IReadOnlyList<CodedLine> lines, BookingRules rules)
    {
        var facts = invoice.Facts;
        var rate = invoice.ExchangeRate ?? throw new BrokenRule($"Fakturaen er i {invoice.Currency}, og kursen mangler. Skriv kursen i kroner for én {invoice.Currency}.");
        var parts = Calculated(InKroner(lines, facts, rate), invoice, rules);
        var coded = parts.SelectMany(p => Cost(p, invoice, rules)).ToList();
        var total = lines.Sum(l => l.Share.Net + l.Share.Vat) * facts.Direction;
        var rounding = Money.Round(facts.Rounding * facts.Direction * rate);
        if (rounding != 0) coded.Add(new PostingLine(AccountNumber.Rounding, rounding) { Text = "Øreavrunding" });
        var owed = -(parts.Sum(p => p.Gross) + rounding);
        var foreign = invoice.Currency == "NOK" ? null : invoice.Currency;
        coded.Add(new PostingLine(AccountNumber.Payables, owed)
        {
            VendorId = invoice.VendorId,
            Currency = foreign,
            CurrencyAmount = foreign is null ? null : -(total + facts.Rounding * facts.Direction),
            Text = $"{facts.Seller.Name} {invoice.InvoiceNumber}",
        });
        return Merged(coded);
    }

    private sealed record Part(CodedLine Line, decimal Gross, decimal Vat, decimal Calculated = 0);

    // The whole is converted once and divided, so that kroner sum as the currency did. VAT in kroner is the seller's own figure
    // where it is stated (bff 4-2: VAT is fixed in NOK at the invoice date's rate).
    private static List<Part> InKroner(IReadOnlyList<CodedLine> lines, InvoiceFacts facts, decimal rate)
    {
        var gross = lines.Select(l => (l.Share.Net + l.Share.Vat) * facts.Direction).ToList();
        var vat = lines.Select(l => l.Share.Vat * facts.Direction).ToList();
        var statedVat = facts is { VatCurrency: "NOK", VatInAccountingCurrency: { } nok } && facts.Currency != "NOK" ? nok * facts.Direction : Money.Round(vat.Sum() * rate);
        var grossNok = rate == 1 ? [.. gross] : Money.Divide(Money.Round(gross.Sum() * rate), gross);
        var vatNok = rate == 1 ? [.. vat] : vat.All(v => v == 0) ? [.. vat] : Money.Divide(statedVat, vat);
        return [.. lines.Select((line, i) => new Part(line, grossNok[i], vatNok[i]))];
    }

    // VAT that the buyer calculates is reckoned of all he bought under the code, and divided, so that base times rate is the VAT.
    private static List<Part> Calculated(List<Part> parts, VendorInvoice invoice, BookingRules rules)
    {
        foreach (var group in parts.GroupBy(p => p.Line.VatCode).ToList())
        {
            var code = rules.VatCodes[group.Key];
            if (code.Mechanism != VatMechanism.Calculated) continue;
            var vat = Money.Divide(Money.Round(group.Sum(p => p.Gross) * (rules.PercentOn(code.RateClass, invoice.InvoiceDate) ?? 0) / 100), [.. group.Select(p => p.Gross)]);
            foreach (var (part, calculated) in group.Zip(vat)) parts[parts.IndexOf(part)] = part with { Calculated = calculated };
        }
        return parts;
    }

    private static IEnumerable<PostingLine> Cost(Part part, VendorInvoice invoice, BookingRules rules)
    {
        var line = part.Line;
        var code = rules.VatCodes[line.VatCode];
        var foreign = invoice.Currency == "NOK" ? null : invoice.Currency;
        var cost = new PostingLine(line.Account, part.Gross)
        {
            VatCode = code.Code,
            Currency = foreign,
            CurrencyAmount = foreign is null ? null : (line.Share.Net + line.Share.Vat) * invoice.Facts.Direction,
            Text = line.Text,
            Confidence = line.Confidence,
            Reasoning = line.Reasoning,
        };
        switch (code.Mechanism)
        {
            case VatMechanism.Invoiced when code.Code is "14" or "15":
                // Customs' own VAT: the amount is the VAT.
                yield return cost with { Account = code.DeductionAccount! };
                break;
            case VatMechanism.Invoiced:
                yield return cost with
                {
                    Amount = part.Gross - part.Vat,
                    VatBase = part.Gross - part.Vat,
                    VatAmount = part.Vat,
                    CurrencyAmount = foreign is null ? null : line.Share.Net * invoice.Facts.Direction,
                };
                yield return new PostingLine(code.DeductionAccount!, part.Vat) { VatCode = code.Code, Text = code.Name };
                break;
            case VatMechanism.Calculated:
                var calculated = part.Calculated;
                var deducted = code.DeductionAccount is not null;
                yield return cost with { Amount = deducted ? part.Gross : part.Gross + calculated, VatBase = part.Gross, VatAmount = calculated };
                if (deducted) yield return new PostingLine(code.DeductionAccount!, calculated) { VatCode = code.Code, Text = code.Name };
                yield return new PostingLine(code.OutputAccount!, -calculated) { VatCode = code.Code, Text = code.Name };
                break;
            default:
                yield return code.ReturnsBase ? cost with { VatBase = part.Gross, VatAmount = 0m } : cost;
                break;
        }
    }

    // Lines with the same coding are one posting; a posting of nothing is none. Calculated VAT has two legs on accounts of their own.
    private static List<PostingLine> Merged(List<PostingLine> lines) =>
    [
        .. lines.GroupBy(l => (l.Account, l.VatCode, l.VendorId, Reckoned: l.VatBase is null)).Select(g => g.First() with
        {
            Amount = g.Sum(l => l.Amount),
            VatAmount = g.Key.Reckoned ? null : g.Sum(l => l.VatAmount),
            VatBase = g.Key.Reckoned ? null : g.Sum(l => l.VatBase),
            CurrencyAmount = g.First().Currency is null ? null : g.Sum(l => l.CurrencyAmount),
            Confidence = g.Min(l => l.Confidence),
            Text = Joined(g.Select(l => l.Text)),
        }).Where(l => l.Amount != 0),
    ];

    private static string? Joined(IEnumerable<string?> texts)
    {
        var all = string.Join(", ", texts.Where(t => !string.IsNullOrWhiteSpace(t)).Distinct());
        return all.Length switch { 0 => null, > 200 => all[..199] + "…", _ => all };
    }

    private static void CheckSums(VendorInvoice invoice, IReadOnlyList<CodedLine> lines)
    {
        if (invoice.Facts.Pages is { Missing: [var lacking, ..] }) throw new BrokenRule($"{Invoices.Pdf.PageReader.Word(lacking)} er ikke lest. Skriv det under «Lest fra dokumentet» før fakturaen bokføres.");
        var stated = InvoiceShares.Of(invoice.Facts);
        if (!stated.SumTo(invoice.TotalAmount) || invoice.TotalAmount != invoice.AmountExclVat + invoice.VatAmount)
            throw new BrokenRule($"Fakturaens egne summer stemmer ikke: linjene og mva-en gir {stated.Sum(s => s.Net + s.Vat):N2}, mens fakturaen sier {invoice.TotalAmount:N2}. Avvis den og be leverandøren om en ny (bokføringsforskriften § 5-5-1).");
        var off = lines.Sum(l => l.Share.Net + l.Share.Vat) - invoice.TotalAmount;
        if (off != 0) throw new BrokenRule($"Linjene avviker {off:N2} fra fakturaens sum {invoice.TotalAmount:N2}. Rett beløpene på linjene.");
        var vatOff = lines.Sum(l => l.Share.Vat) - invoice.VatAmount;
        if (vatOff != 0) throw new BrokenRule($"Mva-en på linjene avviker {vatOff:N2} fra fakturaens mva {invoice.VatAmount:N2}. Samle linjene igjen, og del dem på nytt.");
        if (invoice.TotalAmount == 0 && invoice.RoundingAmount == 0) throw new BrokenRule($"Fakturaen er på 0,00 og skal ikke bokføres. Avvis den med en merknad.");
    }

    private static void CheckCoding(CodedLine line, VendorInvoice invoice, BookingRules rules)
    {
        if (line.Account is "") throw new BrokenRule($"Velg konto for «{line.Text}».");
        if (!rules.Accounts.TryGetValue(line.Account, out var account)) throw new BrokenRule($"Konto {line.Account} finnes ikke i kontoplanen til {rules.Client.Name}. Velg en annen konto, eller opprett den i kontoplanen.");
        if (!account.IsActive) throw new BrokenRule($"Konto {line.Account} er stengt for bokføring. Velg en annen konto.");
        if (line.Account == AccountNumber.Payables) throw new BrokenRule($"Konto {AccountNumber.Payables} føres av seg selv. Velg en kostnads- eller balansekonto.");
        if (!rules.VatCodes.TryGetValue(line.VatCode, out var code)) throw new BrokenRule($"Mva-kode {line.VatCode} finnes ikke. Velg en kode fra listen.");
        if (code.Side == VatSide.Sale) throw new BrokenRule($"Mva-kode {code.Code} gjelder salg. Velg en kode for kjøp.");
        if (code.DeductionAccount is not null && !rules.Client.DeductsVat)
            throw new BrokenRule($"{rules.Client.Name} har ikke fradragsrett for mva. Bruk kode {WithoutDeduction(code)} på konto {line.Account}.");
        if (code.DeductionAccount is not null && !account.VatDeductible)
            throw new BrokenRule($"Konto {line.Account} {account.AccountName} har ikke fradrag for mva (mval. §§ 8-3 og 8-4). Bruk kode {WithoutDeduction(code)}.");
        if (code is { Mechanism: VatMechanism.Invoiced, Code: not ("14" or "15") }) CheckStatedVat(line, code, invoice, rules);
        if (code.Mechanism == VatMechanism.Calculated && line.Share.Vat != 0 && rules.Client.DeductsVat && invoice.Facts.Seller.Address?.Country is "NO")
        {
            var ordinary = rules.CodeFor(line.Share.Percent, invoice.InvoiceDate)?.Code ?? "0";
            throw new BrokenRule($"Selgeren har beregnet mva på «{line.Text}». Kode {code.Code} gjelder der kjøper beregner den. Bruk kode {ordinary}.");
        }
    }

    private static void CheckStatedVat(CodedLine line, VatCode code, VendorInvoice invoice, BookingRules rules)
    {
        if (line.Share.Vat == 0 && line.Share.Net != 0)
            throw new BrokenRule($"Fakturaen har ingen mva på «{line.Text}», så kode {code.Code} gir ingenting å trekke fra. Bruk kode 0.");
        var due = rules.PercentOn(code.RateClass, invoice.InvoiceDate);
        if (line.Share.Percent is not { } percent || percent == due) return;
        if (rules.CodeFor(percent, invoice.InvoiceDate) is { } fits)
            throw new BrokenRule($"«{line.Text}» har {percent:0.##} % mva, men kode {code.Code} er {due:0.##} % den {invoice.InvoiceDate:dd.MM.yyyy}. Bruk kode {fits.Code}.");
        throw new BrokenRule($"«{line.Text}» har {percent:0.##} % mva, som ingen kode har den {invoice.InvoiceDate:dd.MM.yyyy}. Avvis fakturaen og be om en ny, eller før uten fradrag med kode 0.");
    }

    internal static string WithoutDeduction(VatCode code) => code.Code switch { "81" => "82", "83" => "84", "86" => "87", "88" => "89", "91" => "92", _ => "0" };
}
