namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>
/// The layouts: those the reader was made with (T, and J, K and L that judged it before it was mended for them; D, thrown by dice), and those it is
/// judged by (M), thrown by dice too, of which nobody has looked at more than how many were read right.
/// </summary>
public static class PaperLayouts
{
    private static readonly Words English = new()
    {
        Invoice = "INVOICE",
        Credit = "CREDIT NOTE",
        Number = "Invoice no.",
        CreditNumber = "Credit note no.",
        Issue = "Invoice date",
        Due = "Due date",
        Customer = "Customer no.",
        Reference = "Your ref.",
        Delivery = "Delivery date",
        To = "Bill to",
        From = "From",
        Kid = "Payment ref. (KID)",
        Account = "Account no.",
        Net = "Subtotal",
        Vat = "VAT",
        Gross = "Amount due",
        Base = "Taxable amount",
        Rate = "Rate",
        Credited = "Original invoice",
        OrgNumber = "Org. no.",
        Columns = ["Item", "Description", "Qty", "Unit", "Unit price", "VAT %", "Amount"],
        Page = "Page",
        Carried = "Carried forward",
    };

    /// <summary>Tuned on.</summary>
    public static readonly IReadOnlyList<PaperLayout> Tuned =
    [
        new("T1"),
        new("T2") { Head = Head.InfoRow, Goods = Goods.Seven, Totals = Totals.VatTable, Pay = Pay.Box, TwoRates = true, SellerId = SellerId.Both },
        new("T3") { Head = Head.FromTo, Goods = Goods.TextOnly, Totals = Totals.Row, Pay = Pay.Sentence, SellerId = SellerId.UnderName, Font = "serif", Number = ".,", Date = "d. MMMM yyyy" },
        new("T4") { Words = English, Head = Head.InfoLeft, Goods = Goods.LeftToRight, Totals = Totals.Stacked, Pay = Pay.Footer, Number = ",.", Date = "d MMMM yyyy", Iban = true, CurrencyBefore = true },
        new("T5") { Head = Head.OneLine, Goods = Goods.None, Totals = Totals.Sentence, Pay = Pay.Giro, Font = "odd", Size = 8.5, Words = new() { Number = "Faktura nr", Issue = "Dato", Due = "Forfall", Net = "Netto", Vat = "MVA", Gross = "Totalt å betale" } },
        new("T6") { Goods = Goods.Seven, Totals = Totals.StackedTotalFirst, TwoRates = true, MostLines = 60, Font = "dejavu", Size = 8 },
        new("T7") { Credits = true, Head = Head.InfoLeft, Totals = Totals.VatTable, Pay = Pay.Box },
        new("T8") { Words = English with { Number = "Invoice #", Gross = "Total", Issue = "Date" }, Head = Head.InfoRow, Goods = Goods.WithVat, Totals = Totals.Row, Pay = Pay.Sentence, Date = "yyyy-MM-dd", Number = ",.", HasKid = false, Iban = true, SellerId = SellerId.UnderName },
        new("J01") { Words = new() { Invoice = "Faktura", Number = "Fakturanummer", Due = "Betalingsfrist", Net = "Netto beløp", Vat = "Merverdiavgift", Gross = "Total inkl. mva", Account = "Bankkonto" }, Colon = false },
        new("J02") { Head = Head.InfoLeft, Goods = Goods.Seven, Totals = Totals.Stacked, Pay = Pay.Giro, Font = "narrow", Size = 10, Words = new() { Due = "Forfall", Issue = "Dato", Number = "Faktura nr.", Gross = "Beløp å betale", Account = "Til konto" } },
        new("J03") { Head = Head.InfoRow, Goods = Goods.Four, Totals = Totals.VatTable, Pay = Pay.Footer, TwoRates = true, Words = new() { Net = "Sum uten mva", Vat = "Mva-beløp", Gross = "Totalsum", Base = "Avgiftsgrunnlag" } },
        new("J04") { Head = Head.FromTo, Goods = Goods.Seven, Totals = Totals.StackedTotalFirst, Pay = Pay.Box, Date = "dd/MM/yyyy", Number = ".,", Font = "serif", SellerId = SellerId.Both, TwoRates = true },
        new("J05") { Words = English, Totals = Totals.VatTable, Pay = Pay.Box, Number = ",.", Date = "dd MMM yyyy", Iban = true, Goods = Goods.Seven },
        new("J06") { Words = English with { Invoice = "Tax Invoice", Number = "Invoice number", Due = "Payment due", Gross = "Total amount due", Net = "Total excl. VAT", Vat = "VAT amount", Account = "Bank account" }, Head = Head.FromTo, Goods = Goods.TextOnly, Totals = Totals.Stacked, Pay = Pay.Footer, Number = ",.", Date = "yyyy-MM-dd", Font = "dejavu", Size = 8.5, SellerId = SellerId.UnderName },
        new("J07") { Credits = true, Head = Head.InfoRight, Goods = Goods.LeftToRight, Totals = Totals.Stacked, Pay = Pay.Sentence, Words = new() { Net = "Sum netto", Gross = "Totalt inkl. mva" } },
        new("J08") { Credits = true, Words = English with { Gross = "Total", Net = "Net total" }, Head = Head.InfoLeft, Totals = Totals.Row, Pay = Pay.Footer, Number = ",.", Date = "d MMMM yyyy" },
        new("J09") { Head = Head.OneLine, Goods = Goods.Four, Totals = Totals.Row, Pay = Pay.Giro, Words = new() { Number = "Faktura", Issue = "Utstedt", Due = "Betales innen", Net = "Delsum", Vat = "MVA", Gross = "SUM NOK" }, Font = "odd", Size = 8 },
        new("J10") { Goods = Goods.Seven, Totals = Totals.VatTable, MostLines = 70, TwoRates = true, Pay = Pay.Box, Size = 8.5, Words = new() { Carried = "Transport", Gross = "Å betale NOK" } },
        new("J11") { Head = Head.InfoRow, Goods = Goods.None, Totals = Totals.Stacked, Pay = Pay.Box, Words = new() { Number = "Bilagsnr.", Issue = "Fakt.dato", Due = "Forf.dato", Gross = "Fakturabeløp" } },
        new("J12") { Head = Head.InfoLeft, Goods = Goods.WithVat, Totals = Totals.Row, Pay = Pay.Footer, HasKid = false, Number = "_,", Font = "condensed", SellerId = SellerId.Both },
        new("J13") { Head = Head.FromTo, Goods = Goods.None, Totals = Totals.Sentence, Pay = Pay.Sentence, Font = "serif", Size = 11, Date = "d. MMMM yyyy", Words = new() { Net = "Honorar eks. mva:", Vat = "Mva", Gross = "Til betaling:" } },
        new("J14") { Words = English with { Number = "No.", Issue = "Issued", Due = "Pay by", Gross = "Balance due", Invoice = "Invoice" }, Head = Head.InfoRight, Goods = Goods.LeftToRight, Totals = Totals.StackedTotalFirst, Pay = Pay.Giro, Number = " .", Date = "MMMM d, yyyy" },
        new("J15") { Goods = Goods.TextOnly, Totals = Totals.VatTable, Pay = Pay.Footer, MostLines = 45, Size = 10, Words = new() { Invoice = "FAKTURA / INVOICE", Number = "Fakturanr./Invoice no.", Issue = "Dato/Date", Due = "Forfall/Due date", Gross = "Sum å betale", Net = "Sum eks. mva", Vat = "Mva/VAT" } },
        new("J16") { Head = Head.InfoRow, Goods = Goods.Seven, Totals = Totals.Row, Pay = Pay.Giro, Date = "d.M.yyyy", TwoRates = true, Words = new() { Vat = "MVA", Net = "Mva-grunnlag", Gross = "Å betale" } },
        new("J17") { Head = Head.InfoLeft, Goods = Goods.Four, Totals = Totals.Sentence, Pay = Pay.Box, CurrencyBefore = true, Colon = false, Font = "dejavu", Words = new() { Number = "Faktura-ID", Due = "Siste betalingsdag", Net = "Beløp uten mva", Gross = "Totalbeløp" } },
        new("J18") { Words = English with { Number = "Document number", Issue = "Date of issue", Due = "Due by", Net = "Net amount", Vat = "Tax", Gross = "Grand total", Kid = "KID" }, Head = Head.OneLine, Goods = Goods.Seven, Totals = Totals.Stacked, Pay = Pay.Sentence, Number = ",.", Date = "dd-MM-yyyy", SellerId = SellerId.Both },
        new("J19") { Head = Head.InfoRight, Goods = Goods.LeftToRight, Totals = Totals.StackedTotalFirst, Pay = Pay.Footer, Iban = true, TwoRates = true, Size = 8, MostLines = 25, Date = "dd.MM.yy", Words = new() { Account = "IBAN", Due = "Forfaller", Gross = "Totalt" } },
        new("J20") { Head = Head.FromTo, Goods = Goods.Seven, Totals = Totals.VatTable, Pay = Pay.Giro, Credits = true, TwoRates = true, SellerId = SellerId.UnderName, Font = "condensed", Words = new() { To = "Fakturamottaker", From = "Leverandør", Number = "Faktura nummer", CreditNumber = "Kreditnota nummer", Issue = "Faktura dato", Due = "Forfalls dato" } },
        new("K01") { Head = Head.InfoLeft, Goods = Goods.Four, Totals = Totals.Stacked, Pay = Pay.Box, Words = new() { Number = "Nr.", Issue = "Dato for utstedelse", Due = "Senest betalt", Net = "Sum varer", Vat = "25% mva utgjør", Gross = "Totalt NOK", Account = "Vår bankkonto", Kid = "KID-nr." } },
        new("K02") { Head = Head.InfoRow, Goods = Goods.LeftToRight, Totals = Totals.VatTable, Pay = Pay.Giro, TwoRates = true, Font = "narrow", Size = 10, Words = new() { Invoice = "Faktura", Number = "Fakturanummer:", Due = "Forfall", Net = "Ordresum", Vat = "Avgift", Gross = "Fakturatotal", Base = "Beregningsgrunnlag", Rate = "%" } },
        new("K03") { Head = Head.OneLine, Goods = Goods.Seven, Totals = Totals.Row, Pay = Pay.Footer, SellerId = SellerId.Both, Date = "dd.MM.yy", Words = new() { Number = "Fakt.nr.", Issue = "Fakt.dato", Due = "Forfall", Net = "Netto", Vat = "Mva kr", Gross = "Sum å betale" } },
        new("K04") { Head = Head.FromTo, Goods = Goods.Four, Totals = Totals.Stacked, Pay = Pay.Sentence, SellerId = SellerId.UnderName, Font = "dejavu", Size = 8, Number = ".,", Words = new() { Issue = "Datert", Due = "Betales innen", Net = "Beløp eks. mva", Gross = "Beløp inkl. mva", To = "Mottaker", From = "Avsender" } },
        new("K05") { Head = Head.InfoRight, Goods = Goods.WithVat, Totals = Totals.StackedTotalFirst, Pay = Pay.Box, Iban = true, Font = "serif", Size = 10, Words = new() { Number = "Faktura nr", Due = "Betalingsdato", Gross = "Å betale i NOK", Base = "Avgiftspliktig beløp" } },
        new("K06") { Words = English with { Number = "Invoice ref.", Issue = "Dated", Due = "Terms: pay before", Net = "Net", Vat = "VAT", Gross = "Invoice total" }, Head = Head.InfoRight, Goods = Goods.Four, Totals = Totals.Stacked, Pay = Pay.Box, Number = ",.", Date = "dd MMM yyyy" },
        new("K07") { Words = English with { Invoice = "SALES INVOICE", Number = "Invoice id", Due = "Due", Net = "Total net", Gross = "Please pay", Account = "Beneficiary account" }, Head = Head.InfoRow, Goods = Goods.Seven, Totals = Totals.VatTable, Pay = Pay.Sentence, Number = " ,", Date = "yyyy-MM-dd", TwoRates = true },
        new("K08") { Words = English with { Number = "Bill number", Issue = "Bill date", Due = "Payable by", Net = "Amount before VAT", Vat = "VAT charged", Gross = "Total incl. VAT", Kid = "Payment reference" }, Head = Head.FromTo, Goods = Goods.TextOnly, Totals = Totals.Row, Pay = Pay.Giro, Number = ",.", Date = "MMMM d, yyyy", Font = "condensed" },
        new("K09") { Credits = true, Head = Head.InfoRow, Goods = Goods.Seven, Totals = Totals.VatTable, Pay = Pay.Footer, Words = new() { Credit = "Kreditnota", CreditNumber = "Nummer", Number = "Nummer", Issue = "Dato", Gross = "Totalt", Credited = "Krediterer faktura" } },
        new("K10") { Credits = true, Head = Head.OneLine, Goods = Goods.TextOnly, Totals = Totals.Stacked, Pay = Pay.Box, Font = "serif", Words = new() { Credit = "KREDITFAKTURA", CreditNumber = "Kreditfaktura nr.", Gross = "Sum inkl. mva" } },
        new("K11") { Head = Head.InfoLeft, Goods = Goods.None, Totals = Totals.VatTable, Pay = Pay.Sentence, Number = "_,", Words = new() { Number = "Fakturanr", Issue = "Fakturadato", Due = "Forfallsdag", Net = "Honorar", Gross = "Til betaling" } },
        new("K12") { Head = Head.InfoRight, Goods = Goods.Seven, Totals = Totals.Stacked, Pay = Pay.Giro, MostLines = 60, TwoRates = true, Size = 8, Font = "condensed", Words = new() { Carried = "Sum overført", Gross = "Beløp å betale" } },
        new("K13") { Head = Head.FromTo, Goods = Goods.WithVat, Totals = Totals.StackedTotalFirst, Pay = Pay.Footer, TwoRates = true, Date = "d.M.yyyy", Words = new() { Number = "Faktura", Issue = "Dato", Due = "Forfaller", Net = "Netto sum", Gross = "Total" } },
        new("K14") { Head = Head.InfoRow, Goods = Goods.TextOnly, Totals = Totals.Sentence, Pay = Pay.Box, CurrencyBefore = true, Colon = false, Date = "d. MMMM yyyy", Words = new() { Net = "Pris uten mva", Vat = "Mva", Gross = "Pris med mva" } },
        new("K15") { Head = Head.InfoLeft, Goods = Goods.LeftToRight, Totals = Totals.Row, Pay = Pay.Box, HasKid = false, SellerId = SellerId.Both, Number = ".,", Words = new() { Number = "Løpenr.", Issue = "Fakturert", Due = "Forfall", Gross = "Å innbetale" } },
        new("K16") { Words = English with { Number = "Invoice", Issue = "Date", Due = "Due date", Net = "Sub total", Vat = "MVA", Gross = "TOTAL NOK", OrgNumber = "VAT no." }, Head = Head.InfoLeft, Goods = Goods.LeftToRight, Totals = Totals.Stacked, Pay = Pay.Footer, Number = " .", Date = "dd.MM.yyyy", SellerId = SellerId.UnderName },
        new("K17") { Head = Head.OneLine, Goods = Goods.Four, Totals = Totals.VatTable, Pay = Pay.Giro, Font = "odd", Size = 8, TwoRates = true, Words = new() { Number = "FAKTURANR", Issue = "DATO", Due = "FORFALL", Net = "NETTO", Vat = "MVA", Gross = "Å BETALE", Base = "GRUNNLAG", Rate = "SATS" } },
        new("K18") { Head = Head.InfoRight, Goods = Goods.TextOnly, Totals = Totals.Row, Pay = Pay.Sentence, MostLines = 30, Size = 9.5, SellerId = SellerId.UnderName, Words = new() { Invoice = "Regning", Number = "Regningsnr.", Issue = "Regningsdato", Due = "Betalingsfrist", Net = "Sum", Vat = "Merverdiavgift 25 %", Gross = "Sum med mva" } },
        new("K19") { Words = English with { Invoice = "Faktura / Invoice", Number = "Fakturanr / Invoice no", Issue = "Fakturadato / Invoice date", Due = "Forfall / Due", Gross = "Å betale / Amount due" }, Head = Head.FromTo, Goods = Goods.Seven, Totals = Totals.Stacked, Pay = Pay.Footer, Iban = true, Number = " ,", Date = "dd.MM.yyyy" },
        new("K20") { Head = Head.InfoRow, Goods = Goods.Four, Totals = Totals.StackedTotalFirst, Pay = Pay.Giro, Date = "dd/MM/yyyy", Font = "dejavu", Size = 8.5, Words = new() { Number = "Fakturareferanse", Issue = "Utstedelsesdato", Due = "Siste frist", Gross = "Totalbeløp", Account = "Innbetales til konto" } },
        new("L01") { Head = Head.InfoLeft, Goods = Goods.Seven, Totals = Totals.Row, Pay = Pay.Giro, Words = new() { Number = "Faktura#", Issue = "Faktureringsdato", Due = "Betal før", Net = "Eks. mva", Vat = "Mva 25 %", Gross = "Inkl. mva", Account = "Kontonummer" } },
        new("L02") { Head = Head.InfoRow, Goods = Goods.TextOnly, Totals = Totals.VatTable, Pay = Pay.Sentence, Font = "condensed", Words = new() { Invoice = "Utgående faktura", Number = "Fakturanummer", Issue = "Fakturadato", Due = "Frist for betaling", Net = "Nettosum", Vat = "Merverdiavgift", Gross = "Bruttosum", Base = "Av" } },
        new("L03") { Head = Head.OneLine, Goods = Goods.LeftToRight, Totals = Totals.Stacked, Pay = Pay.Box, Date = "d. MMMM yyyy", Font = "serif", Words = new() { Number = "Nota nr.", Issue = "Dato", Due = "Forfall", Gross = "Sum til betaling" } },
        new("L04") { Head = Head.FromTo, Goods = Goods.Four, Totals = Totals.VatTable, Pay = Pay.Footer, TwoRates = true, SellerId = SellerId.Both, Words = new() { To = "Fakturamottaker", From = "Utsteder", Number = "Faktura nr.", Due = "Forfall dato", Net = "Totalt ekskl. mva", Gross = "Totalt inkl. mva" } },
        new("L05") { Head = Head.InfoRight, Goods = Goods.Four, Totals = Totals.StackedTotalFirst, Pay = Pay.Box, Number = ".,", Date = "dd.MM.yy", Words = new() { Number = "Vårt fakturanr.", Issue = "Vår dato", Due = "Forfall", Gross = "Å betale kr" } },
        new("L06") { Head = Head.InfoLeft, Goods = Goods.TextOnly, Totals = Totals.Sentence, Pay = Pay.Giro, Size = 10, Words = new() { Number = "Fakturanr", Issue = "Oslo, den", Due = "Betalingsfrist", Net = "Sum", Vat = "+ mva", Gross = "= Å betale" } },
        new("L07") { Words = English with { Number = "Inv. no.", Issue = "Inv. date", Due = "Due date", Net = "Net total", Vat = "Total VAT", Gross = "Gross total" }, Head = Head.InfoRow, Goods = Goods.WithVat, Totals = Totals.Stacked, Pay = Pay.Footer, Number = ",.", Date = "dd/MM/yyyy" },
        new("L08") { Words = English with { Invoice = "Commercial invoice", Number = "Reference number", Issue = "Document date", Due = "Payment date", Net = "Amount excl. tax", Vat = "Tax amount", Gross = "Amount incl. tax" }, Head = Head.InfoRight, Goods = Goods.Seven, Totals = Totals.VatTable, Pay = Pay.Box, Number = ",.", Date = "MMM d, yyyy", Font = "dejavu", Size = 8 },
        new("L09") { Words = English with { Number = "Invoice nr.", Issue = "Invoiced on", Due = "To be paid by", Gross = "Total to pay", Net = "Total without VAT" }, Head = Head.FromTo, Goods = Goods.LeftToRight, Totals = Totals.Row, Pay = Pay.Sentence, Iban = true, Date = "yyyy-MM-dd", Number = " ," },
        new("L10") { Credits = true, Head = Head.FromTo, Goods = Goods.Four, Totals = Totals.Row, Pay = Pay.Box, Words = new() { CreditNumber = "Kreditnota", Number = "Faktura", Issue = "Dato", Credited = "Opprinnelig faktura", Gross = "Sum" } },
        new("L11") { Credits = true, Words = English with { Credit = "Credit memo", CreditNumber = "Credit memo no.", Gross = "Total credit" }, Head = Head.InfoRight, Goods = Goods.Seven, Totals = Totals.Stacked, Pay = Pay.Footer, Number = ",.", Date = "d MMM yyyy" },
        new("L12") { Head = Head.InfoLeft, Goods = Goods.Seven, Totals = Totals.VatTable, Pay = Pay.Sentence, MostLines = 55, TwoRates = true, Font = "narrow", Words = new() { Carried = "Delsum til neste side", Gross = "Å betale" } },
        new("L13") { Head = Head.InfoRow, Goods = Goods.None, Totals = Totals.Row, Pay = Pay.Footer, Words = new() { Number = "Faktura nr", Issue = "Dato", Due = "Forfall", Net = "Avtalt pris", Vat = "Mva", Gross = "Totalpris" } },
        new("L14") { Head = Head.OneLine, Goods = Goods.Four, Totals = Totals.StackedTotalFirst, Pay = Pay.Sentence, HasKid = false, Font = "odd", Size = 10, Words = new() { Issue = "Fakturadato", Due = "Forfallsdato", Gross = "Beløp NOK" } },
        new("L15") { Head = Head.InfoRight, Goods = Goods.WithVat, Totals = Totals.VatTable, Pay = Pay.Giro, TwoRates = true, Number = "_,", Words = new() { Number = "Dokumentnr.", Issue = "Dokumentdato", Due = "Betalingsfrist", Net = "Grunnlag sum", Gross = "Sluttsum" } },
        new("L16") { Head = Head.InfoLeft, Goods = Goods.LeftToRight, Totals = Totals.StackedTotalFirst, Pay = Pay.Footer, TwoRates = true, Iban = true, Date = "dd-MM-yyyy", Words = new() { Account = "IBAN", Gross = "Utestående beløp" } },
        new("L17") { Head = Head.FromTo, Goods = Goods.TextOnly, Totals = Totals.Stacked, Pay = Pay.Giro, Colon = false, CurrencyBefore = true, SellerId = SellerId.UnderName, Words = new() { Number = "Faktura nr:", Due = "Forfaller til betaling", Net = "Sum ekskl mva", Gross = "Sum inkl mva" } },
        new("L18") { Head = Head.InfoRow, Goods = Goods.Four, Totals = Totals.Sentence, Pay = Pay.Box, Font = "dejavu", Size = 8.5, Words = new() { Number = "Fakturanr.", Issue = "Fakturadato", Due = "Forfall", Net = "Delsum", Vat = "MVA", Gross = "Total" } },
        new("L19") { Words = English with { Invoice = "INVOICE / FAKTURA", Number = "No.", Issue = "Date", Due = "Due", Net = "Excl. VAT", Vat = "VAT", Gross = "Incl. VAT", Account = "Bank" }, Head = Head.InfoLeft, Goods = Goods.Seven, Totals = Totals.Row, Pay = Pay.Giro, Number = " ,", Date = "dd.MM.yyyy" },
        new("L20") { Head = Head.InfoRight, Goods = Goods.TextOnly, Totals = Totals.VatTable, Pay = Pay.Footer, MostLines = 40, TwoRates = true, Size = 9.5, Words = new() { Number = "Faktura nummer", Issue = "Dato for faktura", Due = "Siste dag for betaling", Gross = "Total sum" } },
        .. Diced("D", 40, judged: false),
    ];

    /// <summary>Judged by.</summary>
    public static readonly IReadOnlyList<PaperLayout> Judged = [.. Diced("M", 20, judged: true)];

    private static IEnumerable<PaperLayout> Diced(string name, int many, bool judged) => Enumerable.Range(1, many).Select(n => new DicedLayout($"{name}{n:00}", judged));
}
