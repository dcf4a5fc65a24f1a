namespace Kontali.Web.Shared;

/// <summary>Something to pick by its number or its name.</summary>
/// <param name="Value">What is picked.</param>
/// <param name="Code">Its number, as people know it.</param>
/// <param name="Name">Its name.</param>
/// <param name="More">Further words it may be found by, for example its English name.</param>
/// <param name="Offer">Why it is offered first, where it is.</param>
public sealed record PickerOption(string Value, string Code, string Name, string More = "", PickerOffer? Offer = null)
{
    /// <summary>As it stands in the field.</summary>
    public string Shown => Code.Length == 0 ? Name : Name.Length == 0 ? Code : $"{Code} {Name}";
}

/// <summary>Something that is likely to be meant.</summary>
/// <param name="Value">What.</param>
/// <param name="Why">Why, in a word or two.</param>
/// <param name="Words">Words it is found by: "forrige", "vanligst".</param>
public sealed record PickerOffer(string Value, string Why, params IReadOnlyList<string> Words);

/// <summary>Finds what she means by a few letters.</summary>
public static class Picking
{
    /// <summary>Those that match, best first: the number's beginning, a word's beginning, anywhere, then letters in order. Pure.</summary>
    public static IReadOnlyList<PickerOption> Find(IEnumerable<PickerOption> options, string text, int most = 8)
    {
        var asked = text.Trim();
        if (asked.Length == 0) return [.. options.Take(most)];
        return [.. options.Select(o => (Option: o, Rank: Rank(o, asked))).Where(o => o.Rank < int.MaxValue).OrderBy(o => o.Rank).Take(most).Select(o => o.Option)];
    }

    /// <summary>Those that are likely to be meant stand first, each once with its word, then all in their order. Pure.</summary>
    public static IReadOnlyList<PickerOption> Offering(IReadOnlyList<PickerOption> options, IReadOnlyList<PickerOffer> offers)
    {
        if (offers.Count == 0) return options;
        var first = offers.Select(o => options.FirstOrDefault(option => option.Value == o.Value) is { } option ? option with { Offer = o } : null).OfType<PickerOption>().DistinctBy(o => o.Value).ToList();
        return [.. first, .. options.Where(o => first.TrueForAll(f => f.Value != o.Value))];
    }

    private static int Rank(PickerOption option, string asked)
    {
        const StringComparison Any = StringComparison.CurrentCultureIgnoreCase;
        if (option.Code.Equals(asked, Any) || option.Shown.Equals(asked, Any)) return 0;
        if (option.Code.StartsWith(asked, Any) || (option.Offer is { } offer && offer.Words.Any(word => word.StartsWith(asked, Any)))) return 1;
        if (option.Name.StartsWith(asked, Any)) return 2;
        var words = asked.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var all = $"{option.Shown} {option.More}";
        if (words.All(w => all.Contains($" {w}", Any) || all.StartsWith(w, Any))) return 3;
        if (words.All(w => all.Contains(w, Any))) return 4;
        return asked.Length >= 3 && InOrder(option.Name, asked) ? 5 : int.MaxValue;
    }

    // Every letter, in its order: "trkm" finds Trykksaker, kontorrekvisita og materiell.
    private static bool InOrder(string name, string asked)
    {
        var at = 0;
        foreach (var letter in name)
            if (at < asked.Length && char.ToUpperInvariant(letter) == char.ToUpperInvariant(asked[at])) at++;
        return at == asked.Length;
    }
}
