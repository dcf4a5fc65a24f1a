using System.Text.RegularExpressions;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>What an amount is.</summary>
internal enum AmountOf { Net, Base, Vat, Gross, Payable, Rounding, Prepaid }

/// <summary>What a date is.</summary>
internal enum DateOf { Issue, Due, Other }

/// <summary>What the words beside a value say it is, in Norwegian and English, each with how plainly.</summary>
internal static partial class Labels
{
    internal static (AmountOf Of, double Weight)? Amount(string label)
    {
        var words = Words(label);
        if (words.Count == 0) return null;
        bool Has(params ReadOnlySpan<string> stems) => Any(words, stems);
        var vat = Has("mva", "merverdi", "moms", "vat", "tax") || words.Contains("avgift");
        var including = Has("inkl", "incl") || words.Contains("med") || words.Contains("with");
        var without = Has("eks", "excl", "exkl", "uten", "before", "without", "pretax") || words.Exists(w => w is "ex" or "før" or "pre");
        if (Has("rounding", "øreav", "oreav", "ørediff", "øreutjevn") || words.Exists(w => w.Contains("avrund", StringComparison.Ordinal))) return (AmountOf.Rounding, 0.95);
        if (Has("betalt", "prepaid", "forskudd", "innbetalt", "mottatt", "deposit", "akonto") || words.Contains("paid")) return (AmountOf.Prepaid, 0.9);
        if (vat && including && !without) return (AmountOf.Gross, 0.95);
        if (vat && without) return (AmountOf.Net, 0.95);
        if (Has("grunnlag", "taxable", "vatable", "avgiftspl", "mvapl")) return (AmountOf.Base, 0.85);
        if (Has("netto", "subtotal", "delsum", "varesum") || words.Contains("net") || (words.Contains("sub") && Has("total"))) return (AmountOf.Net, 0.9);
        if (words.Contains("base")) return (AmountOf.Base, 0.8);
        if (Has("betale", "innbetale", "betaling", "payable", "tilgode", "balance", "owing", "skyld", "innbetales", "remit") || words.Contains("due") || words.Contains("pay") || (words.Contains("til") && words.Contains("gode"))) return (AmountOf.Payable, 0.97);
        if (vat) return (AmountOf.Vat, 0.9);
        if (Has("fakturabel", "fakturasum", "fakturatotal", "grand", "totalbel", "totalsum", "kredittot", "kreditert", "sluttsum", "sluttbel", "brutto", "utest", "outstanding") || (Has("invoice", "faktura") && Has("amount", "value", "sum", "beløp")) || (Has("total") && Has("invoice", "amount", "faktura", "sum", "credit", "kredit"))) return (AmountOf.Gross, 0.9);
        if (Has("total")) return (AmountOf.Gross, 0.8);
        if (words.Contains("sum") || words.Contains("brutto") || words.Contains("gross")) return (AmountOf.Gross, 0.55);
        return null;
    }

    internal static (DateOf Of, double Weight)? Date(string label)
    {
        var words = Words(label);
        bool Has(params ReadOnlySpan<string> stems) => Any(words, stems);
        var pays = (Has("betal", "innbetal", "pay", "settle", "remit") && !words.Contains("betalt")) || (words.Contains("paid") && words.Contains("by"));
        if (Has("forf", "frist", "betalingsfrist", "deadline", "senest", "maturity", "latest") || words.Contains("due") || words.Contains("innen") || (pays && (words.Contains("by") || Has("dato", "date", "dag", "day", "before", "før", "within") || words.Any(w => w.EndsWith("dato", StringComparison.Ordinal) || w.EndsWith("dag", StringComparison.Ordinal)))) || Has("betales", "betalingsd")) return (DateOf.Due, 0.95);
        // Whom it is to says nothing of the day beside it.
        if (words is [{ } whom, "til" or "to"] && Any([whom], ["faktur", "invoice", "bill", "sold", "solgt", "send", "ship", "lever", "deliver"])) return null;
        var date = Has("dato", "date", "dated", "issued", "utstedt", "datert", "utsted", "utst", "fakturert", "invoiced") || words.Any(w => w.EndsWith("dato", StringComparison.Ordinal));
        // Who it is from or to may stand beside a day by chance.
        if (words is ["fra" or "til" or "from" or "to"]) return (DateOf.Other, 0.6);
        if (Has("lever", "ordre", "order", "bestill", "deliver", "utskrift", "print", "period", "ship", "start", "slutt", "avtale", "opprett", "besøk", "service", "supply", "utført", "avregn") || (date && Has("kunde", "customer")) || words.Exists(w => w is "fra" or "til" or "from" or "perioden")) return (DateOf.Other, 0.9);
        if (date && Has("faktur", "regning", "invoice", "kredit", "credit", "issue", "utsted", "utst", "bill", "inv", "fakt", "dokument", "document", "bilag")) return (DateOf.Issue, 0.95);
        if (date) return (DateOf.Issue, 0.8);
        if (Has("faktura", "invoice")) return (DateOf.Issue, 0.4);
        return null;
    }

    /// <summary>Days of credit, as in "netto 14 dager".</summary>
    internal static IEnumerable<int> Terms(string text) => Days().Matches(text).Select(m => int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Where(d => d is > 0 and <= 120);

    internal static double Number(string label)
    {
        var words = Words(label);
        bool Has(params ReadOnlySpan<string> stems) => Any(words, stems);
        var number = words.Any(w => w is "nr" or "no" or "nummer" or "number" or "num" or "id" or "#") || label.Contains('#', StringComparison.Ordinal)
            || words.Any(w => NumberWord().IsMatch(w) || w.EndsWith("nr", StringComparison.Ordinal) || w.EndsWith("nummer", StringComparison.Ordinal));
        var invoice = Has("faktura", "regning", "bill", "kreditfaktura", "invoice", "kreditnota", "fakt", "inv", "creditnote", "bilag", "dokument", "document", "nota", "salgsfaktura") || (Has("credit", "kredit") && Has("note", "nota", "memo"));
        if (IsCreditedLabel(words)) return 0;
        // The invoice's amount, day or address is not its number.
        if (words.Exists(w => NotNumberWord().IsMatch(w)) && !words.Exists(w => NumberWord().IsMatch(w))) return 0;
        if (Has("kunde", "customer", "client", "klient", "ordre", "order", "prosjekt", "project", "avtale", "contract", "konto", "account", "ref", "side", "page", "tlf", "telefon", "phone", "beløp", "amount", "sum", "total", "kid", "betal", "adresse", "address", "postboks", "måler", "meter", "vat", "mva", "org", "foretak", "antall", "varenr", "artikkel", "item", "dato", "date", "forfall", "due", "bank", "post", "fax", "mobil", "bestill", "pakkseddel", "job", "kontakt", "contact"))
            return !invoice || Has("kunde", "customer", "ordre", "order", "adresse", "address", "beløp", "amount", "sum", "your", "deres", "kontakt") ? 0
                : number && (words.Any(w => NumberWord().IsMatch(w)) || Follows(words)) ? 0.85 : words is ["fakturareferanse" or "fakturaref"] or ["invoice" or "faktura", "ref" or "reference"] ? 0.7 : 0;
        return invoice && number ? 0.96 : invoice ? 0.72 : words is ["nr" or "no" or "nummer" or "number" or "løpenr" or "løpenummer"] ? 0.5 : number && words.Count <= 2 ? 0.4 : 0;
    }

    /// <summary>Words beside a number that is somebody else's, or another paper's.</summary>
    internal static bool IsOtherNumber(string label)
    {
        var words = Words(label);
        return IsCreditedLabel(words) || Any(words, ["kunde", "customer", "client", "klient", "ordre", "order", "prosjekt", "project", "avtale", "contract", "konto", "account", "side", "page", "tlf", "telefon", "phone", "mobil", "org", "foretak", "antall", "vare", "artikkel", "item", "bank", "postboks", "bestill", "pakkseddel", "job", "måler", "meter", "deres", "your", "mva", "vat", "foretaksreg"]);
    }

    /// <summary>Words beside the number of the invoice that is credited.</summary>
    internal static bool IsCredited(string label) => IsCreditedLabel(Words(label));

    private static bool IsCreditedLabel(List<string> words) => Any(words, ["opprinnelig", "original", "gjelder", "vedr", "krediterer", "kreditering", "krediteres", "credits", "crediting", "opphavlig"]);

    // "faktura nr" in this order, with nothing between.
    private static bool Follows(List<string> words)
    {
        for (var i = 1; i < words.Count; i++)
            if (words[i] is "nr" or "no" or "nummer" or "number" && words[i - 1] is "faktura" or "invoice" or "kreditnota" or "note" or "fakt") return true;
        return false;
    }

    internal static double Kid(string label)
    {
        var words = Words(label);
        return words.Contains("kid") || words.Any(w => w.StartsWith("kidn", StringComparison.Ordinal)) ? 0.97
            : Any(words, ["betalingsref", "betalingsid", "kundeident"]) || (words.Contains("payment") && Any(words, ["ref", "id"])) ? 0.92
            : Any(words, ["oppgi", "merk", "quote"]) && Any(words, ["betal", "innbetal", "pay"]) ? 0.75
            : words.Contains("ocr") ? 0.7 : 0;
    }

    internal static double Account(string label)
    {
        var words = Words(label);
        return words.Contains("iban") || Any(words, ["kontonr", "kontonum", "bankkonto", "bankgiro", "bankaccount"]) ? 0.96
            : words.Exists(w => w is "kto" or "acct" or "giro" || (w.EndsWith("konto", StringComparison.Ordinal) && !w.StartsWith("kunde", StringComparison.Ordinal))) || (words.Contains("account") && !Any(words, ["customer"])) || words.Contains("bank") ? 0.9
            : Any(words, ["betales"]) ? 0.6 : 0;
    }

    /// <summary>Whether VAT is spoken of, other than that there is none.</summary>
    internal static bool SaysVat(string text)
    {
        var words = Words(text);
        return Any(words, ["mva", "merverdi", "moms", "vat"]) && !Any(words, ["fri", "fritatt", "unntatt", "uten", "ikke", "exempt", "zero", "omvendt", "reverse"]) && !FigureReader.Rates(text).Contains(0);
    }

    /// <summary>A heading that says which other paper this is; null for an invoice or one that says nothing.</summary>
    internal static Phrase? OtherPaper(string title)
    {
        var words = Words(title);
        bool Starts(params ReadOnlySpan<string> stems) => words.Count is > 0 and <= 5 && Any(words[..Math.Min(2, words.Count)], stems);
        if (Starts("purring", "betalingspåm", "inkasso", "reminder", "dunning") || (words.Count <= 4 && words.Contains("reminder")) || (words.Count <= 4 && words.Contains("overdue"))) return Phrase.Of($"purring");
        if (Starts("kontoutskrift", "kontoutdrag", "statement", "reskontro", "saldooppg")) return Phrase.Of($"kontoutskrift");
        if (Starts("ordrebekreft") || (words.Count <= 4 && words.Contains("order") && Any(words, ["confirm"]))) return Phrase.Of($"ordrebekreftelse");
        if (Starts("pakkseddel", "følgeseddel", "pakkeseddel") || (words.Count <= 4 && ((Any(words, ["packing"]) && Any(words, ["slip", "list"])) || (Any(words, ["deliver"]) && words.Contains("note"))))) return Phrase.Of($"følgeseddel");
        if (Starts("tilbud", "quote", "quotation", "pristilbud")) return Phrase.Of($"pristilbud");
        if (Starts("proforma") || (words.Count <= 4 && words.Contains("pro") && words.Contains("forma"))) return Phrase.Of($"proformafaktura");
        return null;
    }

    internal static bool IsInvoiceTitle(string title) => Words(title) is { Count: > 0 and <= 5 } words && (Any(words, ["faktura", "invoice", "rekning"]) || IsCredit(title));

    internal static bool IsCredit(string title) => Words(title) is { Count: > 0 and <= 6 } words && (Any(words, ["kreditnota", "kreditfaktura", "creditnote"]) || (Any(words, ["credit"]) && Any(words, ["note", "memo", "invoice"])));

    /// <summary>Whether a label speaks of a credit note's own number or total, as an invoice's does not.</summary>
    internal static bool SaysCredit(string text) => Words(text) is { Count: > 0 and <= 4 } words && Any(words, ["kreditnotanr", "kreditnotanum", "kreditert", "krediterer", "krediteres", "tilgode"]);

    internal static List<string> Words(string text)
    {
        var plain = text.ToLowerInvariant();
        foreach (var (written, means) in Spellings) plain = plain.Replace(written, means, StringComparison.Ordinal);
        List<string> words = [.. Split().Split(plain).Where(w => w.Length > 0)];
        // K R E D I T N O T A is one word.
        return words.Count >= 5 && words.TrueForAll(w => w.Length == 1 && char.IsLetter(w[0])) ? [string.Concat(words)] : words;
    }

    // A customer invoice is an invoice, and nobody's customer number.
    private static readonly (string Written, string Means)[] Spellings =
        [("m.v.a", "mva"), ("v.a.t", "vat"), ("m/mva", "med mva"), ("u/mva", "uten mva"), ("customer invoice", "invoice"), ("kundefaktura", "faktura")];

    private static bool Any(List<string> words, params ReadOnlySpan<string> stems)
    {
        foreach (var word in words)
            foreach (var stem in stems)
                if (word.StartsWith(stem, StringComparison.Ordinal)) return true;
        return false;
    }

    [GeneratedRegex(@"(?<!\d)(\d{1,3})\s?(?:dager|dagar|dg|days)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Days();

    [GeneratedRegex(@"[^\p{L}\p{N}#%]+")]
    private static partial Regex Split();

    [GeneratedRegex("^(faktura|regnings?|kreditnota).*(beløp|sum|total|dato|adresse|mottaker|gebyr|linje)$")]
    private static partial Regex NotNumberWord();

    [GeneratedRegex(@"^(faktura|fakt|invoice|inv|kreditnota|creditnote|bilags?|dokument)(nr|nummer|no|number|num|id)")]
    private static partial Regex NumberWord();
}
