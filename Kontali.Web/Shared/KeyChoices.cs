using Kontali.Data;

namespace Kontali.Web.Shared;

/// <summary>A person's keys: what she has chosen, and else the ordinary ones. Never changed; a choice makes new ones.</summary>
public sealed class KeyChoices(IReadOnlyDictionary<string, string> chosen)
{
    /// <summary>The ordinary keys.</summary>
    public static readonly KeyChoices Ordinary = new(new Dictionary<string, string>());

    // What a Norwegian keyboard makes only with AltGr.
    private const string WithAltGr = "@£$€{[]}\\~|µ";

    // What browsers keep for themselves under Ctrl, whatever a page would like: they close, print and open, or change what is typed.
    private const string BrowsersCtrl = "abcdfghjlnopqrstuvwxyz0123456789+-=";

    private static readonly HashSet<string> Named = ["Enter", "Insert", "F2", "F4", "F8", "F9"];

    /// <summary>What she has chosen, to be kept.</summary>
    public IReadOnlyDictionary<string, string> Chosen { get; } = chosen.Where(c => KeyActions.All.Any(a => a.Id == c.Key && !a.Fixed && a.Default != c.Value)).ToDictionary(c => c.Key, c => c.Value);

    /// <summary>The key of an action.</summary>
    public string Of(KeyAction action) => Chosen.GetValueOrDefault(action.Id, action.Default);

    /// <summary>The key to press where a page binds this ordinary one; the key itself where it means nothing there.</summary>
    public string Of(string page, string key) => KeyActions.Meaning(page, key) is { } action ? Of(action) : KeyActions.Canonical(key);

    /// <summary>The same with another key for an action.</summary>
    /// <exception cref="BrokenRule">The key cannot be had, or does something else on a page where this action is.</exception>
    public KeyChoices With(KeyAction action, string key, bool altGr = false)
    {
        if (action.Fixed) throw new BrokenRule($"Denne tasten er den samme for alle og kan ikke byttes.");
        var name = KeyActions.Canonical(key);
        Check(name, altGr);
        if (Taken(action, name) is { } other) throw new BrokenRule($"«{name}» er alt i bruk på samme side. Velg en annen, eller bytt den først: {Phrase.Of(System.Runtime.CompilerServices.FormattableStringFactory.Create(other.Word))}.");
        return new(new Dictionary<string, string>(Chosen) { [action.Id] = name });
    }

    /// <summary>The same with an action's ordinary key again.</summary>
    /// <exception cref="BrokenRule">The ordinary key does something else by now.</exception>
    public KeyChoices Without(KeyAction action) => With(action, action.Default);

    /// <summary>The action that has this key on some page where the other is; null where there is none.</summary>
    private KeyAction? Taken(KeyAction action, string key) => (
        from page in KeyActions.Pages
        let there = KeyActions.On(page).SelectMany(s => s.Actions).ToList()
        where there.Contains(action)
        from other in there
        where other.Id != action.Id && Of(other) == key
        select other).FirstOrDefault();

    private static void Check(string key, bool altGr)
    {
        if (altGr || key.Any(c => WithAltGr.Contains(c, StringComparison.Ordinal))) throw new BrokenRule($"Taster som krever AltGr, kan ikke brukes: mange skriver dem som et tegn.");
        if (key == "Dead") throw new BrokenRule($"Denne tasten venter på en bokstav til og kan ikke brukes alene.");
        if (key.StartsWith("Alt+", StringComparison.Ordinal)) throw new BrokenRule($"Alt er nettleserens og maskinens. Velg en tast uten.");
        if (key.StartsWith("Ctrl+", StringComparison.Ordinal) && key.Length > 5)
        {
            if (key is ['C', 't', 'r', 'l', '+', var letter] && !BrowsersCtrl.Contains(letter, StringComparison.Ordinal) || key == "Ctrl+Enter") return;
            throw new BrokenRule($"«{key}» er nettleserens egen. Velg en annen.");
        }
        if (key is [var one] && !char.IsControl(one) && !char.IsWhiteSpace(one) || Named.Contains(key) || key == "Shift+Enter") return;
        throw new BrokenRule($"«{key}» flytter markøren eller styrer nettleseren og kan ikke brukes. Velg en bokstav, et siffer eller et tegn.");
    }
}
