namespace Kontali.Data.Firms;

/// <summary>What clients live by: a hint for suggestions, so the words are few. Any other word may stand on a client, and hints nothing.</summary>
public static class Trades
{
    /// <summary>The words and what they are called on screen, in the order of the list.</summary>
    public static IReadOnlyList<(string Word, string Name)> All { get; } =
    [
        ("bakery", "Bakeri"), ("builder", "Byggmester"), ("cafe", "Kafé"), ("consultant", "Konsulent"), ("design", "Design"), ("dentist", "Tannlege"), ("electrician", "Elektriker"),
        ("farm", "Gårdsbruk"), ("grocery", "Dagligvare"), ("gym", "Treningssenter"), ("hairdresser", "Frisør"), ("law", "Advokat"), ("plumber", "Rørlegger"), ("restaurant", "Restaurant"),
        ("shop", "Butikk"), ("transport", "Transport"), ("workshop", "Verksted"), ("other", "Annet"),
    ];

    /// <summary>The word for what somebody wrote, in either language.</summary>
    /// <exception cref="BrokenRule">It is too long to be a trade.</exception>
    public static string Read(string? text)
    {
        var asked = text?.Trim() ?? "";
        if (asked.Length > 50) throw new BrokenRule($"Bransjen kan ha høyst 50 tegn.");
        return asked is "" ? "other" : All.FirstOrDefault(t => Same(t.Word, asked) || Same(t.Name, asked)).Word ?? asked.ToLowerInvariant();
    }

    /// <summary>What a word is called on screen.</summary>
    public static string NameOf(string word) => All.FirstOrDefault(t => t.Word == word).Name ?? word;

    private static bool Same(string a, string b) => a.Equals(b, StringComparison.OrdinalIgnoreCase);
}
