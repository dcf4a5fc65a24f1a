namespace Kontali.Web.Shared;

/// <summary>Something a key does.</summary>
/// <param name="Id">Its name, under which a person's own key is kept.</param>
/// <param name="Default">The ordinary key.</param>
/// <param name="Word">What it does; the key of its translation.</param>
/// <param name="Fixed">True where the key cannot be another.</param>
public sealed record KeyAction(string Id, string Default, string Word, bool Fixed = false);

/// <summary>Actions that belong together, and the pages they are on.</summary>
/// <param name="Word">The heading; the key of its translation.</param>
/// <param name="Pages">The pages, as they stand in <see cref="KeyActions.PageOf"/>; none means every page.</param>
/// <param name="Actions">The actions.</param>
public sealed record KeySection(string Word, IReadOnlyList<string> Pages, IReadOnlyList<KeyAction> Actions)
{
    /// <summary>Whether its actions are on this page.</summary>
    public bool IsOn(string page) => Pages.Count == 0 || Pages.Contains(page);
}

/// <summary>
/// Every key of every page: what it does, what it is called, and where. Pages bind the ordinary keys; what a person has chosen instead is
/// put in their place by <see cref="OwnKeys"/>. A test reads the pages and fails on a key that is not here.
/// </summary>
public static class KeyActions
{
    private static readonly string[] Reports = [.. Web.Reports.Sheets.ReportList.All.Select(r => $"rapporter/{r.Slug}")];

    /// <summary>The kinds of pages: their first word, and "/*" for one of a kind.</summary>
    public static readonly IReadOnlyList<string> Pages =
    [
        "", "til-kontroll", "innboks", "innboks/*", "bilag", "bilag/ny", "bilag/planlagt", "bilag/*", "rapporter", "etterproving", "perioder", "rapporter/kontoutskrift", "klienter", "klienter/*",
        .. Reports, "leverandorer", "leverandor/*", "faktura/*", "betalinger", "betalinger/oppdrag", "betalinger/bank", "betalinger/*", "rettinger", "rettinger/ny", "rettinger/*", "laering", "monstre", "beslutninger", "beslutninger/*", "agenter", "oppsett", "mva", "mva/*", "rapporter/saf-t", "rapporter/saf-t/les",
    ];

    private static readonly string[] Lists = ["innboks", "bilag", "bilag/planlagt", "etterproving", "perioder", .. Reports, "rapporter/kontoutskrift", "klienter", "leverandorer", "leverandor/*", "monstre", "beslutninger", "agenter", "rettinger", "rettinger/ny", "betalinger", "betalinger/oppdrag", "betalinger/bank", "betalinger/*", "mva", "mva/*"];

    /// <summary>The sections. A page's own come before those it shares.</summary>
    public static readonly IReadOnlyList<KeySection> Sections =
    [
        new(Texts.Of("Til kontroll"), ["til-kontroll"],
        [
            new("review.next", "j", Texts.Of("Neste sak")), new("review.previous", "k", Texts.Of("Forrige sak")), new("review.approve", "Enter", Texts.Of("Godkjenn, og gå til neste")),
            new("review.first", "1", Texts.Of("Første alternativ")), new("review.second", "2", Texts.Of("Andre alternativ")), new("review.third", "3", Texts.Of("Tredje alternativ")),
            new("review.account", "a", Texts.Of("Konto")), new("review.vat", "m", Texts.Of("Mva-kode")), new("review.lines", "l", Texts.Of("Linjer")), new("review.read", "i", Texts.Of("Rett det som er lest")),
            new("review.select", "x", Texts.Of("Merk saken")), new("review.range", "X", Texts.Of("Merk alle fram til hit")), new("review.batch", "b", Texts.Of("Gjør det samme med alle merkede")), new("review.alike", "t", Texts.Of("La rettingen gjelde andre også")),
            new("review.duplicate", "d", Texts.Of("Duplikat")), new("review.snooze", "s", Texts.Of("Utsett")), new("review.question", "q", Texts.Of("Spør klienten")),
            new("review.assign", "g", Texts.Of("Gi til en kollega")), new("review.reject", "r", Texts.Of("Avvis")), new("review.why", "w", Texts.Of("Hvorfor")), new("review.undo", "z", Texts.Of("Angre")),
            new("review.note", "c", Texts.Of("Skriv merknad")), new("review.answer", "v", Texts.Of("Før inn svar")), new("review.take-over", "o", Texts.Of("Ta over")), new("review.wake", "u", Texts.Of("Ta den opp nå")),
            new("review.page-down", "PageDown", Texts.Of("Bla i dokumentet, ned"), Fixed: true), new("review.page-up", "PageUp", Texts.Of("Bla i dokumentet, opp"), Fixed: true),
        ]),
        new(Texts.Of("Dokument"), ["til-kontroll", "innboks/*"],
            [new("document.sheet", "f", Texts.Of("Fakturaen")), new("document.pdf", "p", Texts.Of("PDF-en")), new("document.xml", "e", Texts.Of("XML-en"))]),
        new(Texts.Of("Innboks"), ["innboks", "innboks/*"], [new("inbox.assign", "t", Texts.Of("Tildel klient")), new("inbox.reject", "r", Texts.Of("Avvis"))]),
        new(Texts.Of("Bilag"), ["bilag"], [new("journal.new", "b", Texts.Of("Nytt bilag"))]),
        new(Texts.Of("Nytt bilag"), ["bilag/ny"],
        [
            new("voucher.account", "a", Texts.Of("Konto")), new("voucher.vat", "m", Texts.Of("Mva-kode")), new("voucher.line", "l", Texts.Of("Ny linje")), new("voucher.text", "n", Texts.Of("Hva bilaget gjelder")),
            new("voucher.template", "v", Texts.Of("Bruk mal")), new("voucher.repeat", "g", Texts.Of("Gjenta")),
        ]),
        new(Texts.Of("Planlagte bilag"), ["bilag/planlagt"], [new("planned.cancel", "x", Texts.Of("Avlys bilaget")), new("planned.cancel-plan", "b", Texts.Of("Avlys resten av planen"))]),
        new(Texts.Of("Etterprøving"), ["etterproving"], [new("proof.client", "e", Texts.Of("Etterprøv klienten")), new("proof.all", "n", Texts.Of("Etterprøv alt nå"))]),
        new(Texts.Of("Perioder"), ["perioder"],
        [
            new("periods.mark", "x", Texts.Of("Merk klienten")), new("periods.ready", "v", Texts.Of("Merk klare")), new("periods.hold", "h", Texts.Of("Hold igjen")), new("periods.close", "s", Texts.Of("Steng")), new("periods.open", "o", Texts.Of("Åpne")),
            new("periods.previous", "e", Texts.Of("Forrige måned")), new("periods.next", "n", Texts.Of("Neste måned")),
        ]),
        new(Texts.Of("Bilag"), ["bilag/*"], [new("entry.next", "j", Texts.Of("Neste bilag")), new("entry.previous", "k", Texts.Of("Forrige bilag")), new("entry.reverse", "t", Texts.Of("Tilbakefør")),
            new("entry.correct", "r", Texts.Of("Rett bilaget")), new("entry.account", "a", Texts.Of("Konto")), new("entry.vat", "m", Texts.Of("Mva-kode")), new("entry.lines", "l", Texts.Of("Linjer")), new("entry.why", "n", Texts.Of("Skriv hvorfor")), new("entry.copy", "o", Texts.Of("Kopier")), new("entry.accrue", "p", Texts.Of("Periodiser"))]),
        new(Texts.Of("Rettinger"), ["rettinger"], [new("corrections.batch", "b", Texts.Of("Rett flere"))]),
        new(Texts.Of("Rett flere"), ["rettinger/ny"],
        [
            new("batch.preview", "p", Texts.Of("Forhåndsvis")), new("batch.search", "e", Texts.Of("Endre søket")), new("batch.line", "x", Texts.Of("Ta linjen ut, eller inn igjen")),
            new("batch.account", "a", Texts.Of("Ny konto")), new("batch.why", "n", Texts.Of("Skriv hvorfor")),
        ]),
        new(Texts.Of("Bunke"), ["rettinger/*"], [new("batch.stop", "x", Texts.Of("Stopp")), new("batch.undo", "z", Texts.Of("Angre bunken"))]),
        new(Texts.Of("Faktura"), ["faktura/*"], [new("invoice.voucher", "b", Texts.Of("Åpne bilaget"))]),
        new(Texts.Of("Betalinger"), ["betalinger", "betalinger/oppdrag", "betalinger/bank"], [new("payments.due", "1", Texts.Of("Å betale")), new("payments.runs", "2", Texts.Of("Oppdrag")), new("payments.bank", "3", Texts.Of("Banken"))]),
        new(Texts.Of("Å betale"), ["betalinger"],
            [new("due.mark", "x", Texts.Of("Merk")), new("due.late", "a", Texts.Of("Merk det forfalte")), new("due.propose", "b", Texts.Of("Sett opp betaling")), new("due.account", "o", Texts.Of("Godkjenn kontonummeret"))]),
        new(Texts.Of("Fra banken"), ["betalinger/bank"],
            [new("bank.settle", "b", Texts.Of("Gjør opp")), new("bank.sure", "s", Texts.Of("Bokfør de sikre")), new("bank.leave", "l", Texts.Of("La stå")), new("bank.all", "o", Texts.Of("Bare det som venter, eller alt"))]),
        new(Texts.Of("Betalingsoppdrag"), ["betalinger/*"],
            [new("run.approve", "g", Texts.Of("Godkjenn")), new("run.file", "p", Texts.Of("Betalingsfil")), new("run.newer-file", "v", Texts.Of("Betalingsfil, nyere format")), new("run.refused", "r", Texts.Of("Ikke betalt av banken")), new("run.cancel", "z", Texts.Of("Gi opp"))]),
        new(Texts.Of("Åpne poster"), ["leverandor/*"],
        [
            new("items.open", "p", Texts.Of("Åpne poster")), new("items.all", "o", Texts.Of("Bare åpne, eller alle")), new("items.mark", "x", Texts.Of("Merk")),
            new("items.match", "m", Texts.Of("Gjør opp de merkede")), new("items.sure", "s", Texts.Of("Gjør opp det sikre")), new("items.undo", "u", Texts.Of("Løs opp")),
        ]),
        new(Texts.Of("Kontoutskrift"), ["rapporter/kontoutskrift"], [new("statement.account", "o", Texts.Of("Velg konto")), new("statement.correct", "r", Texts.Of("Rett linjene her"))]),
        new(Texts.Of("SAF-T Regnskap"), ["rapporter/saf-t", "rapporter/saf-t/les"], [new("saft.write", "s", Texts.Of("Skriv filen")), new("saft.read", "l", Texts.Of("Les inn alt"))]),
        new(Texts.Of("Mva-melding"), ["mva/*"],
        [
            new("vat.note", "n", Texts.Of("Merknad")), new("vat.whole", "m", Texts.Of("KID og merknad på meldingen")), new("vat.file", "v", Texts.Of("Merk levert")), new("vat.correct", "r", Texts.Of("Korriger")), new("vat.xml", "x", Texts.Of("Last ned XML")), new("vat.more", "e", Texts.Of("Vis flere")),
        ]),
        new(Texts.Of("Rapport"), Reports,
        [
            new("report.more", "f", Texts.Of("Flere klienter")), new("report.last-year", "y", Texts.Of("Med eller uten fjoråret")),
            new("report.pdf", "p", Texts.Of("Last ned som PDF")), new("report.excel", "x", Texts.Of("Last ned som Excel")), new("report.csv", "v", Texts.Of("Last ned som CSV")),
        ]),
        new(Texts.Of("Klienter"), ["klienter"], [new("clients.new", "n", Texts.Of("Ny klient"))]),
        new(Texts.Of("Klient"), ["klienter/*"],
        [
            new("client.facts", "1", Texts.Of("Opplysninger")), new("client.chart", "2", Texts.Of("Kontoplan")), new("client.periods", "3", Texts.Of("Perioder")),
            new("client.thresholds", "4", Texts.Of("Terskler")), new("client.trail", "5", Texts.Of("Logg")), new("client.account", "n", Texts.Of("Ny konto")),
        ]),
        new(Texts.Of("Læring"), ["laering"], [new("learning.patterns", "m", Texts.Of("Mønstre"))]),
        new(Texts.Of("Mønstre"), ["monstre"], [new("pattern.promote", "p", Texts.Of("La det gjelde")), new("pattern.stop", "s", Texts.Of("Stopp, eller la det prøve igjen")), new("pattern.more", "e", Texts.Of("Vis flere")), new("pattern.new", "n", Texts.Of("Ny regel")), new("pattern.rewrite", "r", Texts.Of("Skriv om regelen")), new("pattern.cap", "t", Texts.Of("Beløpsgrense"))]),
        new(Texts.Of("Beslutning"), ["beslutninger/*"], [new("decision.replay", "r", Texts.Of("Spill av på nytt")), new("decision.invoice", "f", Texts.Of("Fakturaen"))]),
        new(Texts.Of("Agenter"), ["agenter"], [new("task.redo", "r", Texts.Of("Prøv igjen")), new("task.cancel", "x", Texts.Of("Avbryt"))]),
        new(Texts.Of("Oppsett"), ["oppsett"], [new("user.new", "n", Texts.Of("Ny bruker"))]),
        new(Texts.Of("I lister"), Lists,
        [
            new("list.down", "j", Texts.Of("Ned")), new("list.up", "k", Texts.Of("Opp")), new("list.open", "Enter", Texts.Of("Åpne")),
            new("list.arrow-down", "ArrowDown", Texts.Of("Ned"), Fixed: true), new("list.arrow-up", "ArrowUp", Texts.Of("Opp"), Fixed: true),
        ]),
        new(Texts.Of("Søk i listen"), ["bilag", "leverandorer", "klienter", "klienter/*", "monstre", "rettinger", "rettinger/ny"], [new("list.search", "/", Texts.Of("Søk i listen"))]),
        new(Texts.Of("Bla"), ["bilag", "leverandorer", "leverandor/*", "rapporter/kontoutskrift", .. Reports, "beslutninger", "agenter", "rettinger"],
            [new("list.newer", "n", Texts.Of("Nyere, eller forrige side")), new("list.older", "e", Texts.Of("Eldre, eller neste side"))]),
        new(Texts.Of("Klientvalg"), ["bilag", "bilag/ny", "bilag/planlagt", "leverandorer", "rapporter", .. Reports, "rapporter/kontoutskrift", "laering", "monstre", "beslutninger", "rettinger", "rettinger/ny", "betalinger", "betalinger/oppdrag", "betalinger/bank", "mva", "rapporter/saf-t", "rapporter/saf-t/les"],
            [new("page.client", "c", Texts.Of("Velg klient"))]),
        new(Texts.Of("Overalt"), [],
        [
            new("frame.search", "Ctrl+k", Texts.Of("Søk eller gå til …")), new("frame.keys", "?", Texts.Of("Vis tastene på denne siden")), new("frame.back", "Escape", Texts.Of("Lukk, eller gå tilbake"), Fixed: true), new("frame.save", "Ctrl+Enter", Texts.Of("Lagre det du skriver"), Fixed: true),
        ]),
    ];

    /// <summary>Every action.</summary>
    public static readonly IReadOnlyList<KeyAction> All = [.. Sections.SelectMany(s => s.Actions)];

    /// <summary>The kind of page an address is; an address of none of them is its own kind.</summary>
    public static string PageOf(string address)
    {
        var path = address.Split('?', '#')[0].Trim('/').ToLowerInvariant();
        return Pages.Contains(path) ? path : path.Split('/') is [var first, _, ..] && Pages.Contains($"{first}/*") ? $"{first}/*" : path;
    }

    /// <summary>The sections of a page, its own first.</summary>
    public static IEnumerable<KeySection> On(string page) => Sections.Where(s => s.IsOn(page));

    /// <summary>The action that an ordinary key means on a page; null where it means none.</summary>
    public static KeyAction? Meaning(string page, string key)
    {
        var name = Canonical(key);
        return On(page).SelectMany(s => s.Actions).FirstOrDefault(a => a.Default == name);
    }

    /// <summary>The one way to write a key: the character typed, so that "Shift+x" is "X".</summary>
    public static string Canonical(string key) => key switch
    {
        ['S', 'h', 'i', 'f', 't', '+', var letter] when char.IsLetter(letter) => char.ToUpperInvariant(letter).ToString(),
        ['C', 't', 'r', 'l', '+', var letter] => $"Ctrl+{char.ToLowerInvariant(letter)}",
        _ => key,
    };
}
