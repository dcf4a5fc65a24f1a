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
        "", "til-kontroll", "innboks", "innboks/*", "bilag", "bilag/*", "rapporter", "rapporter/kontoutskrift", "klienter", "klienter/*",
        .. Reports, "leverandorer", "leverandor/*", "faktura/*", "betalinger", "betalinger/*", "rettinger", "rettinger/ny", "rettinger/*", "laering", "monstre", "beslutninger", "beslutninger/*", "agenter", "oppsett", "mva", "mva/*",
    ];

    private static readonly string[] Lists = ["innboks", "bilag", .. Reports, "rapporter/kontoutskrift", "klienter", "leverandorer", "leverandor/*", "monstre", "beslutninger", "agenter", "rettinger", "rettinger/ny", "betalinger", "betalinger/*", "mva", "mva/*"];

    /// <summary>The sections. A page's own come before those it shares.</summary>
    public static readonly IReadOnlyList<KeySection> Sections =
    [
        new(Texts.Of("Til kontroll"), ["til-kontroll"],
        [
            new("review.next", "j", Texts.Of("Neste sak")), new("review.previous", "k", Texts.Of("Forrige sak")), new("review.approve", "Enter", Texts.Of("Godkjenn, og gå til neste")),
            new("review.first", "1", Texts.Of("Første alternativ")), new("review.second", "2", Texts.Of("Andre alternativ")), new("review.third", "3", Texts.Of("Tredje alternativ")),
            new("review.account", "a", Texts.Of("Konto")), new("review.vat", "m", Texts.Of("Mva-kode")), new("review.lines", "l", Texts.Of("Linjer")),
            new("review.select", "x", Texts.Of("Merk saken")), new("review.range", "X", Texts.Of("Merk alle fram til hit")), new("review.batch", "b", Texts.Of("Gjør det samme med alle merkede")),
            new("review.duplicate", "d", Texts.Of("Duplikat")), new("review.snooze", "s", Texts.Of("Utsett")), new("review.question", "q", Texts.Of("Spør klienten")),
            new("review.assign", "g", Texts.Of("Gi til en kollega")), new("review.reject", "r", Texts.Of("Avvis")), new("review.why", "w", Texts.Of("Hvorfor")), new("review.undo", "z", Texts.Of("Angre")),
            new("review.note", "c", Texts.Of("Skriv merknad")), new("review.answer", "v", Texts.Of("Før inn svar")), new("review.take-over", "o", Texts.Of("Ta over")), new("review.wake", "u", Texts.Of("Ta den opp nå")),
            new("review.page-down", "PageDown", Texts.Of("Bla i dokumentet, ned"), Fixed: true), new("review.page-up", "PageUp", Texts.Of("Bla i dokumentet, opp"), Fixed: true),
        ]),
        new(Texts.Of("Dokument"), ["til-kontroll", "innboks/*"],
            [new("document.sheet", "f", Texts.Of("Fakturaen")), new("document.pdf", "p", Texts.Of("PDF-en")), new("document.xml", "e", Texts.Of("XML-en"))]),
        new(Texts.Of("Innboks"), ["innboks", "innboks/*"], [new("inbox.assign", "t", Texts.Of("Tildel klient")), new("inbox.reject", "r", Texts.Of("Avvis"))]),
        new(Texts.Of("Bilag"), ["bilag/*"], [new("entry.next", "j", Texts.Of("Neste bilag")), new("entry.previous", "k", Texts.Of("Forrige bilag")), new("entry.reverse", "t", Texts.Of("Tilbakefør")),
            new("entry.correct", "r", Texts.Of("Rett bilaget")), new("entry.account", "a", Texts.Of("Konto")), new("entry.vat", "m", Texts.Of("Mva-kode")), new("entry.lines", "l", Texts.Of("Linjer")), new("entry.why", "n", Texts.Of("Skriv hvorfor"))]),
        new(Texts.Of("Rettinger"), ["rettinger"], [new("corrections.batch", "b", Texts.Of("Rett flere"))]),
        new(Texts.Of("Rett flere"), ["rettinger/ny"],
        [
            new("batch.preview", "p", Texts.Of("Forhåndsvis")), new("batch.search", "e", Texts.Of("Endre søket")), new("batch.line", "x", Texts.Of("Ta linjen ut, eller inn igjen")),
            new("batch.account", "a", Texts.Of("Ny konto")), new("batch.why", "n", Texts.Of("Skriv hvorfor")),
        ]),
        new(Texts.Of("Bunke"), ["rettinger/*"], [new("batch.stop", "x", Texts.Of("Stopp")), new("batch.undo", "z", Texts.Of("Angre bunken"))]),
        new(Texts.Of("Faktura"), ["faktura/*"], [new("invoice.voucher", "b", Texts.Of("Åpne bilaget"))]),
        new(Texts.Of("Kontoutskrift"), ["rapporter/kontoutskrift"], [new("statement.account", "o", Texts.Of("Velg konto"))]),
        new(Texts.Of("Betalinger"), ["betalinger"],
        [
            new("payments.due", "1", Texts.Of("Å betale")), new("payments.runs", "2", Texts.Of("Oppdrag")), new("payments.bank", "3", Texts.Of("Banken")),
            new("payments.mark", "x", Texts.Of("Merk")), new("payments.late", "a", Texts.Of("Merk det som er forfalt")), new("payments.propose", "b", Texts.Of("Sett opp betaling")),
        ]),
        new(Texts.Of("Betalingsoppdrag"), ["betalinger/*"],
            [new("run.approve", "g", Texts.Of("Godkjenn")), new("run.file", "p", Texts.Of("Betalingsfil")), new("run.new-file", "v", Texts.Of("Betalingsfil, ny versjon")), new("run.cancel", "z", Texts.Of("Gi opp"))]),
        new(Texts.Of("Åpne poster"), ["leverandor/*"],
        [
            new("items.open", "p", Texts.Of("Åpne poster")), new("items.all", "o", Texts.Of("Bare åpne, eller alle")), new("items.mark", "x", Texts.Of("Merk")),
            new("items.match", "m", Texts.Of("Gjør opp de merkede")), new("items.sure", "s", Texts.Of("Gjør opp det sikre")), new("items.undo", "u", Texts.Of("Løs opp")),
        ]),
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
        new(Texts.Of("Mønstre"), ["monstre"], [new("pattern.promote", "p", Texts.Of("La det gjelde")), new("pattern.stop", "s", Texts.Of("Stopp, eller la det prøve igjen")), new("pattern.more", "e", Texts.Of("Vis flere"))]),
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
        new(Texts.Of("Klientvalg"), ["bilag", "leverandorer", "rapporter", .. Reports, "rapporter/kontoutskrift", "betalinger", "laering", "monstre", "beslutninger", "rettinger", "rettinger/ny", "mva"],
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
