using Kontali.Web.Shared;

namespace Kontali.Web.Review;

/// <summary>The short word for why something waits; the sentence stands with it in the item.</summary>
public static class Reasons
{
    private static readonly Dictionary<string, string> Words = new()
    {
        ["rule"] = Texts.Of("Feil på fakturaen"),
        ["totals"] = Texts.Of("Summer stemmer ikke"),
        ["receiver"] = Texts.Of("Annen mottaker"),
        ["date"] = Texts.Of("Uvanlig dato"),
        ["duplicate"] = Texts.Of("Mulig duplikat"),
        ["changed_account"] = Texts.Of("Nytt kontonummer"),
        ["look_alike"] = Texts.Of("Ligner en annen"),
        ["new_vendor"] = Texts.Of("Ny leverandør"),
        ["currency"] = Texts.Of("Kurs mangler"),
        ["prepaid"] = Texts.Of("Forhåndsbetalt"),
        ["negative"] = Texts.Of("Negativ faktura"),
        ["credit_note"] = Texts.Of("Kreditnota"),
        ["period_closed"] = Texts.Of("Lukket periode"),
        ["amount"] = Texts.Of("Uvanlig beløp"),
        ["no_account"] = Texts.Of("Uten konto"),
        ["vat"] = Texts.Of("Se på mva-en"),
        ["warning"] = Texts.Of("Merknad"),
        ["automation"] = Texts.Of("Alt kontrolleres"),
        ["firm"] = Texts.Of("Alt kontrolleres"),
        ["unsure"] = Texts.Of("Usikker"),
        ["rule_look"] = Texts.Of("Regel: se alltid"),
        ["rule_range"] = Texts.Of("Utenfor regelen"),
        ["pattern_cap"] = Texts.Of("Over mønsterets grense"),
        ["amount_cap"] = Texts.Of("Over beløpsgrensen"),
        ["unsure_vat"] = Texts.Of("Usikker mva"),
        ["not_earned"] = Texts.Of("Ikke opptjent"),
        ["switched_off"] = Texts.Of("Slått av"),
        ["audit"] = Texts.Of("Stikkprøve"),
        ["due_passed"] = Texts.Of("Forfalt"),
        ["reversed"] = Texts.Of("Tilbakeført"),
    };

    /// <summary>The word; the code itself where it is one we do not know.</summary>
    public static string Reason(this Texts L, string code) => Words.TryGetValue(code, out var word) ? L[word] : code;
}
