namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>
/// What suppliers call things. The usual words stand on both kinds of diced papers; of the seldom ones each stands either on those the reader
/// is made with or on those it is judged by, never on both.
/// </summary>
internal static class PaperWords
{
    private sealed record Choice(string[] Usual, string[] Seldom);

    private static readonly Dictionary<string, Choice> Norwegian = new()
    {
        ["title"] = new(["FAKTURA", "Faktura"], ["Salgsfaktura", "Regning", "Utgående faktura", "Fakturakopi", "Faktura til kunde"]),
        ["credit"] = new(["KREDITNOTA", "Kreditnota"], ["Kreditfaktura", "Kreditnota til kunde"]),
        ["number"] = new(["Fakturanr.", "Fakturanummer", "Faktura nr.", "Fakturanr"], ["Faktura nummer", "Fakt.nr.", "Bilagsnr.", "Faktura", "Fakturareferanse", "Nr.", "Dokumentnr.", "Faktura-ID", "Løpenummer", "Nota nr.", "Vårt fakturanr.", "Faktnr", "Salgsfaktura nr.", "Bilagsnummer", "Dokumentnummer"]),
        ["creditnumber"] = new(["Kreditnotanr.", "Kreditnota nr.", "Kreditnotanummer"], ["Nummer", "Kreditfaktura nr.", "Fakturanr.", "Dokumentnr.", "Bilagsnr."]),
        ["issue"] = new(["Fakturadato", "Dato", "Faktura dato", "Fakt.dato"], ["Utstedt", "Utstedelsesdato", "Dokumentdato", "Bilagsdato", "Faktureringsdato", "Fakturert", "Datert", "Dato utstedt", "Regningsdato", "Vår dato", "Fakturert dato", "Dato for utstedelse", "Utst.dato"]),
        ["due"] = new(["Forfallsdato", "Forfall", "Betalingsfrist", "Forfaller"], ["Betales innen", "Frist", "Siste betalingsfrist", "Forf.dato", "Betal innen", "Å betale innen", "Siste frist", "Innbetales innen", "Betalingsforfall", "Forfallsdag", "Betaling senest", "Må betales innen", "Betales senest", "Siste betalingsdag", "Betalingsdato", "Senest betalt"]),
        ["customer"] = new(["Kundenr.", "Kundenummer"], ["Kunde nr.", "Deres kundenr.", "Kunde-ID", "Avtalenr."]),
        ["order"] = new(["Ordrenr.", "Ordrenummer"], ["Vårt ordrenr.", "Deres ordre", "Bestillingsnr.", "Prosjektnr.", "Pakkseddel nr."]),
        ["reference"] = new(["Deres ref.", "Deres referanse"], ["Kontaktperson", "Bestiller", "Merket"]),
        ["delivery"] = new(["Leveringsdato", "Levert"], ["Leveransedato", "Levert dato", "Ordredato", "Utført dato"]),
        ["period"] = new(["Periode"], ["Faktureringsperiode", "For perioden", "Avregningsperiode"]),
        ["to"] = new(["Kunde", "Til", "Faktura til"], ["Fakturamottaker", "Mottaker", "Fakturaadresse", "Kjøper", "Faktureres"]),
        ["from"] = new(["Fra", "Leverandør"], ["Selger", "Avsender", "Utsteder"]),
        ["kid"] = new(["KID", "KID-nummer", "KID-nr."], ["KID nr.", "Betalingsreferanse", "Kundeidentifikasjon (KID)", "Merkes med KID", "KID-nummer ved betaling"]),
        ["account"] = new(["Kontonr.", "Kontonummer", "Bankkonto"], ["Konto", "Til konto", "Bankgiro", "Bankkontonr.", "Betales til konto", "Vår konto", "Mottakers konto", "Bank", "Betalingskonto"]),
        ["net"] = new(["Sum eks. mva", "Netto", "Sum ekskl. mva", "Nettobeløp"], ["Beløp eks. mva", "Totalt eks. mva", "Delsum", "Sum uten mva", "Sum før mva", "Avgiftspliktig beløp", "Ordresum", "Sum netto", "Varesum", "Eks. mva", "Subtotal", "Totalt netto", "Netto sum", "Sum eksklusiv merverdiavgift"]),
        ["vat"] = new(["Mva", "MVA", "Merverdiavgift", "Mva-beløp"], ["Moms", "Avgift", "Sum mva", "Beregnet mva", "Utg. mva", "Mva kr", "Merverdiavg.", "Pluss mva"]),
        ["gross"] = new(["Å betale", "Sum å betale", "Totalt", "Total", "Sum inkl. mva"], ["Beløp å betale", "Totalbeløp", "Til betaling", "Totalsum", "Sum", "Fakturabeløp", "Fakturasum", "Totalt inkl. mva", "Å innbetale", "Sluttsum", "Total å betale", "Sum til betaling", "Brutto", "Fakturatotal", "Beløp inkl. mva", "Bruttobeløp", "Totalt å betale", "Skyldig beløp"]),
        ["base"] = new(["Grunnlag", "Mva-grunnlag"], ["Avgiftsgrunnlag", "Netto", "Beregningsgrunnlag", "Beløp eks."]),
        ["rate"] = new(["Sats", "Mva %"], ["Mva-sats", "%", "Avgiftssats", "Prosent"]),
        ["org"] = new(["Org.nr.", "Org.nr:", "Foretaksregisteret"], ["Organisasjonsnr.", "Org nr", "Foretaksnr.", "Orgnr"]),
        ["credited"] = new(["Gjelder faktura", "Krediterer faktura"], ["Opprinnelig faktura", "Kreditering av faktura"]),
        ["carried"] = new(["Overføres", "Transport"], ["Sum overført", "Delsum til neste side"]),
        ["rounding"] = new(["Øreavrunding", "Avrunding"], ["Øresavrunding"]),
        ["page"] = new(["Side"], ["Ark"]),
        ["item"] = new(["Varenr.", "Art.nr."], ["Produktnr.", "Kode"]),
        ["text"] = new(["Beskrivelse", "Tekst", "Produkt"], ["Varetekst", "Spesifikasjon", "Vare/tjeneste", "Betegnelse"]),
        ["quantity"] = new(["Antall", "Ant."], ["Mengde", "Timer"]),
        ["price"] = new(["Pris", "Enhetspris"], ["Á pris", "Stk.pris", "Pris pr. enhet"]),
        ["amount"] = new(["Beløp", "Sum"], ["Linjesum", "Totalt", "Beløp eks. mva", "Netto"]),
        ["payto"] = new(["Beløpet betales til konto", "Vennligst betal til konto"], ["Innbetaling til vår konto", "Betaling bes overført til"]),
        ["terms"] = new(["Betalingsbetingelser"], ["Betingelser", "Netto pr."]),
    };

    private static readonly Dictionary<string, Choice> English = new()
    {
        ["title"] = new(["INVOICE", "Invoice"], ["Tax invoice", "Sales invoice", "Commercial invoice", "Customer invoice"]),
        ["credit"] = new(["CREDIT NOTE", "Credit note"], ["Credit memo", "Credit invoice"]),
        ["number"] = new(["Invoice no.", "Invoice number", "Invoice #", "Invoice no"], ["Inv. no.", "Document number", "Bill number", "Invoice ID", "Number", "No.", "Invoice ref.", "Document no.", "Our invoice no.", "Reference number", "Invoice"]),
        ["creditnumber"] = new(["Credit note no.", "Credit note number"], ["Credit no.", "Document number", "Number"]),
        ["issue"] = new(["Invoice date", "Date", "Date of issue"], ["Issued", "Issue date", "Document date", "Dated", "Billing date", "Inv. date", "Invoiced on", "Date issued", "Bill date"]),
        ["due"] = new(["Due date", "Payment due", "Due"], ["Pay by", "Payable by", "Due by", "Payment deadline", "Date due", "To be paid by", "Please pay by", "Final due date", "Pay before", "Payment date", "Settle by"]),
        ["customer"] = new(["Customer no.", "Customer ID"], ["Account ref.", "Client no.", "Your account"]),
        ["order"] = new(["Order no.", "PO number"], ["Your order", "Sales order", "Job no."]),
        ["reference"] = new(["Your ref.", "Your reference"], ["Contact", "Attention"]),
        ["delivery"] = new(["Delivery date", "Delivered"], ["Ship date", "Order date", "Date of supply"]),
        ["period"] = new(["Period"], ["Billing period", "Service period"]),
        ["to"] = new(["Bill to", "Invoice to", "To"], ["Sold to", "Customer", "Billed to"]),
        ["from"] = new(["From", "Supplier"], ["Seller", "Vendor"]),
        ["kid"] = new(["KID", "Payment ref. (KID)"], ["Payment reference", "KID number", "Payment ref."]),
        ["account"] = new(["Account no.", "Bank account", "Account number"], ["Beneficiary account", "Account", "Bank", "Pay to account", "Bank details"]),
        ["net"] = new(["Subtotal", "Net amount", "Total excl. VAT"], ["Net total", "Sub total", "Amount excl. VAT", "Total before VAT", "Net", "Total net", "Excl. VAT", "Amount before tax", "Total without VAT"]),
        ["vat"] = new(["VAT", "VAT amount"], ["Tax", "Total VAT", "Sales tax", "VAT charged", "Tax amount", "MVA"]),
        ["gross"] = new(["Total", "Amount due", "Total incl. VAT", "Total due"], ["Grand total", "Balance due", "Invoice total", "Total amount", "Amount payable", "Total payable", "Please pay", "Total to pay", "Amount to pay", "Gross total", "Total amount due", "Gross amount"]),
        ["base"] = new(["Taxable amount", "Net"], ["Base", "VAT base", "Amount", "Goods"]),
        ["rate"] = new(["Rate", "VAT %"], ["VAT rate", "Tax rate", "%"]),
        ["org"] = new(["Org. no.", "VAT no."], ["Company no.", "Reg. no.", "VAT ID", "Company registration"]),
        ["credited"] = new(["Original invoice", "Credits invoice"], ["Original invoice no."]),
        ["carried"] = new(["Carried forward"], ["Brought forward"]),
        ["rounding"] = new(["Rounding"], ["Rounding off"]),
        ["page"] = new(["Page"], ["Sheet"]),
        ["item"] = new(["Item", "Item no."], ["SKU", "Code"]),
        ["text"] = new(["Description", "Product"], ["Details", "Service", "Particulars"]),
        ["quantity"] = new(["Qty", "Quantity"], ["Units", "Hours"]),
        ["price"] = new(["Unit price", "Price"], ["Rate each", "Price each"]),
        ["amount"] = new(["Amount", "Total"], ["Line total", "Net amount"]),
        ["payto"] = new(["Please pay to account", "Payment to account"], ["Kindly remit to account", "Bank transfer to"]),
        ["terms"] = new(["Payment terms"], ["Terms"]),
    };

    /// <summary>A word for this, from those that papers of this kind have.</summary>
    internal static string Of(string what, bool english, bool judged, PaperDice dice)
    {
        var choice = (english ? English : Norwegian)[what];
        var seldom = choice.Seldom.Where((_, i) => (i + what.Length) % 2 == (judged ? 1 : 0)).ToList();
        return seldom.Count > 0 && dice.Next(100) < 35 ? dice.Of(seldom) : dice.Of(choice.Usual);
    }
}
