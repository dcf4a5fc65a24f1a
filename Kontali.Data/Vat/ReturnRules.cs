using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;

namespace Kontali.Data.Vat;

/// <summary>What the authority answers when a rule is broken.</summary>
public enum RuleSeverity
{
    /// <summary>Avvikende: it may be sent.</summary>
    Deviating,

    /// <summary>Ugyldig: it may not.</summary>
    Invalid,
}

/// <summary>What the rules look at besides the return itself.</summary>
/// <param name="Today">The day.</param>
/// <param name="EarlierMissing">Earlier terms that are not filed.</param>
/// <param name="IsCorrection">The term was filed before.</param>
public sealed record ReturnSetting(DateOnly Today, IReadOnlyList<VatDeadline> EarlierMissing, bool IsCorrection = false);

/// <summary>A rule of the authority's service.</summary>
/// <param name="Id">Its published id.</param>
/// <param name="Severity">What a breach means.</param>
/// <param name="Says">What must hold, in a sentence.</param>
/// <param name="Breaks">The lines that break it, null for the return as a whole; null where only the authority's own registers can tell.</param>
public sealed record ReturnRule(string Id, RuleSeverity Severity, Phrase Says, Func<VatReturn, ReturnSetting, IEnumerable<ReturnLine?>>? Breaks)
{
    /// <summary>True where only the authority can tell.</summary>
    public bool NeedsRegister => Breaks is null;
}

/// <summary>A rule that is broken, and by which line.</summary>
public sealed record ReturnFinding(ReturnRule Rule, ReturnLine? Line);

/// <summary>
/// The 68 published rules for the VAT return (Skatteetaten/mva-meldingen, valideringsregler), in our own words, with our own predicates.
/// "Avvikende" may be sent, "ugyldig" may not.
/// </summary>
public static class ReturnRules
{
    private const RuleSeverity Invalid = RuleSeverity.Invalid, Deviating = RuleSeverity.Deviating;

    private static readonly string[] BothWays = ["81", "83", "86", "88", "91"], OnlyOwed = ["82", "84", "85", "87", "89", "92"], Deductions = ["1", "11", "12", "13", "14", "15"], Sales = ["3", "31", "32", "33", "5", "6", "51", "52"];
    private static readonly string[] General = [.. Deductions, .. Sales, .. BothWays, .. OnlyOwed], NeedNoteWhenNegative = [.. Sales.Except(["5"]), .. BothWays, .. OnlyOwed], Reverse = ["86", "87", "88", "89", "91", "92"];

    /// <summary>The rates of a code in a period; the codes of the published list.</summary>
    private static readonly Dictionary<string, RateClass> Classes = Seed.StandardVatCodes.All.ToDictionary(c => c.Code, c => c.RateClass);

    /// <summary>All of them, by id.</summary>
    public static readonly IReadOnlyList<ReturnRule> All =
    [
        OfTime("R000", Invalid, $"Tjenesten tar imot meldinger for terminer fra og med 1. januar 2022.", (r, _) => r.Period.From.Year < 2022),
        OfReturn("R001", Invalid, $"Meldingen må følge skjemaet: organisasjonsnummer, termin og hele linjer.", (r, _) => r.OrgNumber.ToString().Length != 9 || r.Period.To < r.Period.From),
        OfLines("R002", Invalid, $"Hver linje har en kode fra den publiserte listen.", l => !Classes.ContainsKey(l.Code)),
        OfLine("R003", Invalid, $"Satsen på linjen er en som koden kan ha i terminen.", (r, l) => l.Percent is { } percent && !Allows(l.Code, percent, r.Period)),
        OfReturn("R018", Deviating, $"Summen av linjene er den fastsatte avgiften.", (r, _) => r.Lines.Sum(l => l.Vat) != r.Assessed),
        OfLine("R019", Deviating, $"Grunnlag ganger sats er avgiften på linjen, i hele kroner og innenfor toleransen.", (r, l) => l is { Base: { } b, Percent: { } p } && Math.Abs(decimal.Truncate(b * p / 100) - l.Vat) > Math.Max(10, r.Lines.Count)),
        OfLines("R020", Invalid, $"En linje med negativt grunnlag har en merknad.", l => NeedNoteWhenNegative.Contains(l.Code) && l.Base < 0 && !HasNote(l)),
        OfLines("R021", Invalid, $"En fradragslinje som skal betales, har en merknad.", l => l.IsDeduction && l.Vat > 0 && l.Specification == VatSpecification.None && !HasNote(l)),
        .. Pairs(23, Deviating, code => $"Fradraget med kode {code} er vanligvis ikke større enn den beregnede avgiften.", (owed, deducted) => owed.Count > 0 && -deducted.Sum(l => l.Vat) > owed.Sum(l => l.Vat)),
        .. Pairs(28, Invalid, code => $"Et fradrag med kode {code} følger av minst like mange linjer med beregnet avgift.", (owed, deducted) => deducted.Count > owed.Count),
        .. Pairs(33, Deviating, code => $"Beregnet avgift med kode {code} følges vanligvis av et fradrag.", (owed, deducted) => owed.Count > deducted.Count),
        OfSpecification("R038", VatSpecification.LossOnClaim, $"Tap på krav står bare på kode 1, 11, 12 og 13."),
        OfSpecification("R039", VatSpecification.Withdrawal, $"Uttak står bare på kode 3, 5, 31 og 33."),
        OfSpecification("R040", VatSpecification.Adjustment, $"Justering av kapitalvarer står bare på kode 1 og 81."),
        OfSpecification("R041", VatSpecification.Reversal, $"Tilbakeføring etter mval. §§ 9-6 og 9-7 står bare på kode 1 og 81."),
        OfRegister("R047", Invalid, $"Alminnelig melding stemmer med Merverdiavgiftsregisteret."),
        OfRegister("R048", Invalid, $"Melding for primærnæring stemmer med Merverdiavgiftsregisteret."),
        OfRegister("R049", Invalid, $"Terminlengden stemmer med Merverdiavgiftsregisteret (alminnelig)."),
        OfRegister("R050", Invalid, $"Terminlengden stemmer med Merverdiavgiftsregisteret (primærnæring)."),
        OfRegister("R051", Invalid, $"I en fellesregistrering leverer bare den som rapporterer for alle."),
        OfTime("R052", Deviating, $"Ved årstermin er omsetningen under en million kroner (kontrollen slipper gjennom 1,1 million).", (r, _) => r is { Term: VatTerm.Yearly } && r.Lines.Where(l => Sales.Contains(l.Code) && l.Code != "6").Sum(l => l.Base ?? 0) > 1_100_000),
        OfLines("R053", Invalid, $"Bare koder for alminnelig melding.", l => !General.Contains(l.Code), ReturnCategory.Ordinary),
        OfLines("R054", Invalid, $"Bare koder for melding for primærnæring.", l => !General.Contains(l.Code), ReturnCategory.Primary),
        OfTime("R059", Invalid, $"Meldingen leveres ikke før terminen er over (unntak: opphør, konkurs og dødsbo).", (r, s) => r.Category != ReturnCategory.Primary && s.Today <= r.Period.To),
        OfTime("R060", Invalid, $"Meldingen leveres ikke før terminen er over (unntak: opphør, konkurs, dødsbo og forlis).", (r, s) => r.Category == ReturnCategory.Primary && s.Today <= r.Period.To),
        OfTime("R061", Deviating, $"Med avgift å betale: meldingene for tidligere terminer er levert.", (r, s) => r.Assessed > 0 && s.EarlierMissing.Count > 0),
        OfTime("R062", Deviating, $"Med avgift til gode: når tidligere meldinger mangler, utbetales ingenting.", (r, s) => r.Assessed < 0 && s.EarlierMissing.Count > 0),
        OfLines("R065", Invalid, $"En fradragslinje har verken grunnlag eller sats.", l => Deductions.Contains(l.Code) && (l.Base is not null || l.Percent is not null)),
        OfLines("R066", Invalid, $"En linje med utgående eller beregnet avgift har grunnlag og sats.", l => (Sales.Contains(l.Code) || OnlyOwed.Contains(l.Code)) && (l.Base is null || l.Percent is null)),
        OfLines("R069", Invalid, $"Spesifikasjonen er en som finnes i meldingen.", l => !Enum.IsDefined(l.Specification), null),
        OfLine("R070", Invalid, $"Den valgte merknaden på linjen finnes i listen.", (r, l) => l.Note?.Chosen is { Length: > 0 } chosen && !ReturnNotes.Of(r.Category).Contains(chosen)),
        OfReturn("R071", Invalid, $"Den valgte merknaden på meldingen finnes i listen.", (r, _) => r.Note?.Chosen is { Length: > 0 } chosen && !ReturnNotes.OnReturn.Contains(chosen)),
        OfRegister("R072", Invalid, $"Terminen begynner innenfor registreringen (alminnelig)."),
        OfRegister("R073", Invalid, $"Terminen begynner innenfor registreringen (primærnæring)."),
        OfNote("R074", $"Den valgte merknaden passer til koden med vanlig fortegn.", l => l.Specification == VatSpecification.None && !l.IsOpposite),
        OfNote("R075", $"Den valgte merknaden passer til koden med motsatt fortegn.", l => l.Specification == VatSpecification.None && l.IsOpposite),
        OfNote("R076", $"Den valgte merknaden passer til koden med denne spesifikasjonen.", l => l.Specification != VatSpecification.None),
        OfTime("R077", Invalid, $"Terminer før 2022 leveres ikke i denne tjenesten.", (r, _) => r.Period.Year(r.Term) < 2022),
        OfLines("R078", Invalid, $"En tilbakeføring har en merknad.", l => l.Specification == VatSpecification.Reversal && !HasNote(l)),
        OfReturn("R079", Invalid, $"KID er 2–25 sifre med riktig kontrollsiffer (MOD10 eller MOD11).", (r, s) => r.Kid is { Length: > 0 } kid && !Kid.TryParse(kid, out _)),
        OfRegister("R080", Deviating, $"Den som kan få avgift til gode, har meldt kontonummer til Skatteetaten."),
        OfLines("R081", Invalid, $"En linje har både grunnlag og sats, eller ingen av dem.", l => BothWays.Contains(l.Code) && l.Base is null != l.Percent is null),
        OfLines("R082", Invalid, $"Alle beløp er hele kroner.", l => l.Vat != decimal.Truncate(l.Vat) || l.Base is { } b && b != decimal.Truncate(b)),
        OfRegister("R083", Deviating, $"Ved engangsregistrering er det vanligvis ikke fradrag."),
        OfReturn("R084", Invalid, $"Fastsatt avgift som ikke er null, har minst én linje.", (r, _) => r.Assessed != 0 && r.Lines.Count == 0),
        OfLines("R085", Invalid, $"Grunnlaget er under det høyeste tjenesten tar imot.", l => Math.Abs(l.Base ?? 0) >= Money.Max),
        OfReturn("R104", Invalid, $"Meldingen er alminnelig, for primærnæring, kompensasjon eller omvendt avgiftsplikt.", (r, _) => !Enum.IsDefined(r.Category)),
        OfLines("R114", Invalid, $"Kjøp med kompensasjonsrett står bare på kode 81, 83, 86, 88 og 91.", _ => false),
        OfLines("R115", Deviating, $"Samme avgift står ikke både med og uten kompensasjonsrett.", _ => false),
        OfLines("R116", Invalid, $"En linje med kompensasjonsrett har grunnlag og sats.", _ => false),
        OfLines("R122", Invalid, $"Er grunnlaget positivt, er avgiften mindre enn grunnlaget.", l => l.Base > 0 && l.Vat >= l.Base),
        OfRegister("R126", Invalid, $"Organisasjonsformen er ikke UDEF."),
        OfLines("R127", Invalid, $"En linje der grunnlag ganger sats er minst én krone, har avgift.", l => l is { IsOpposite: false, Base: { } b, Percent: { } p } && b * p >= 100 && l.Vat == 0),
        OfRegister("R131", Invalid, $"Virksomheten finnes i Enhetsregisteret."),
        OfTime("R132", Deviating, $"En endring mer enn tre år etter leveringsfristen behandles som en anmodning.", (r, s) => s.IsCorrection && s.Today > r.Period.Due.AddYears(3)),
        OfTime("R133", Deviating, $"En endring mer enn fem år etter terminen behandles som en anmodning etter skfvl. § 9-4 (2).", (r, s) => s.IsCorrection && s.Today > r.Period.To.AddYears(5)),
    ];

    /// <summary>What is broken, the invalid first.</summary>
    public static IReadOnlyList<ReturnFinding> Check(VatReturn vat, ReturnSetting setting) =>
        [.. All.Where(r => r.Breaks is not null).SelectMany(r => r.Breaks!(vat, setting).Select(line => new ReturnFinding(r, line))).OrderByDescending(f => f.Rule.Severity)];

    private static bool HasNote(ReturnLine line) => line.Note is { IsEmpty: false };

    // A rate that began or ended in the term, and late documents of the terms before it, are of it too.
    private static bool Allows(string code, decimal percent, VatDeadline period) => Classes.TryGetValue(code, out var of)
        && Seed.StandardVatCodes.Rates.Any(r => r.RateClass == of && r.Percent == percent && r.ValidFrom <= period.To && (r.ValidTo is null || r.ValidTo >= period.From.AddYears(-3)));

    private static ReturnRule OfReturn(string id, RuleSeverity severity, FormattableString says, Func<VatReturn, ReturnSetting, bool> breaks) => new(id, severity, Phrase.Of(says), (r, s) => breaks(r, s) ? [null] : []);

    // Whole returns judged by the calendar or by what else is filed here; the authority judges them by its registers too.
    private static ReturnRule OfTime(string id, RuleSeverity severity, FormattableString says, Func<VatReturn, ReturnSetting, bool> breaks) => OfReturn(id, severity, says, breaks);

    private static ReturnRule OfLines(string id, RuleSeverity severity, FormattableString says, Func<ReturnLine, bool> breaks, ReturnCategory? only = null) =>
        OfLine(id, severity, says, (r, l) => (only is null || r.Category == only) && breaks(l));

    private static ReturnRule OfLine(string id, RuleSeverity severity, FormattableString says, Func<VatReturn, ReturnLine, bool> breaks) => new(id, severity, Phrase.Of(says), (r, _) => r.Lines.Where(l => breaks(r, l)));

    private static ReturnRule OfSpecification(string id, VatSpecification specification, FormattableString says) => OfLines(id, Invalid, says, l => l.Specification == specification && !specification.Codes().Contains(l.Code));

    private static ReturnRule OfNote(string id, FormattableString says, Func<ReturnLine, bool> which) => OfLine(id, Deviating, says, (r, l) => l.Note?.Chosen is { Length: > 0 } chosen && which(l) && ReturnNotes.Of(r.Category).Contains(chosen) && !ReturnNotes.For(l, r.Category).Contains(chosen));

    private static ReturnRule OfRegister(string id, RuleSeverity severity, FormattableString says) => new(id, severity, Phrase.Of(says), null);

    // One rule a code, with ids that follow each other in the codes' order.
    private static IEnumerable<ReturnRule> Pairs(int first, RuleSeverity severity, Func<string, FormattableString> says, Func<IReadOnlyList<ReturnLine>, IReadOnlyList<ReturnLine>, bool> breaks) => BothWays.Select((code, i) => new ReturnRule($"R{first + i:000}", severity, Phrase.Of(says(code)), (r, _) =>
    {
        var its = r.Lines.Where(l => l.Code == code && l.Specification == VatSpecification.None).ToList();
        List<ReturnLine> owed = [.. its.Where(l => !l.IsDeduction)], deducted = [.. its.Where(l => l.IsDeduction)];
        return breaks(owed, deducted) ? [deducted.Count > 0 ? deducted[0] : owed[0]] : [];
    }));
}
