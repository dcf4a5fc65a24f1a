using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf.Rules;

/// <summary>
/// One rule of a table: id, Norwegian sentence, and what breaks it. An element among the values is where it is broken: in the sentence
/// ({0}) it is the place in the bookkeeper's words, and the finding keeps its path for whoever mends the file. Sums have {0} as written
/// and {1} as it should be.
/// </summary>
/// <param name="Id">The official id.</param>
/// <param name="Sentence">What is wrong, as the pattern of a <see cref="Phrase"/>.</param>
/// <param name="Breaches">The values of the sentence, once for each breach; empty where the rule holds. Lazy: only the first few are asked for.</param>
/// <param name="Severity">Fatal unless said otherwise.</param>
internal sealed record EhfRule(string Id, string Sentence, Func<EhfDocument, IEnumerable<object?[]>> Breaches, Severity Severity = Severity.Fatal)
{
    /// <summary>A hundred broken lines are told of five times, then summed up.</summary>
    private const int MostPlaces = 5;

    internal EhfRule AsWarning => this with { Severity = Severity.Warning };

    internal IEnumerable<Finding> Check(EhfDocument document)
    {
        HashSet<string> told = [];
        foreach (var breach in Breaches(document))
        {
            var at = breach.OfType<XElement>().FirstOrDefault();
            object?[] values = at is null ? breach : [.. breach.Select(v => v is XElement e ? Place.Of(e) : v)];
            if (!told.Add(string.Join('|', values))) continue;
            if (told.Count > MostPlaces)
            {
                yield return new(Id, Severity, Phrase.Of($"Den samme feilen ({Id}) finnes også flere steder i fakturaen."));
                yield break;
            }
            yield return new(Id, Severity, new(Sentence, values)) { Path = at is null ? null : Place.PathOf(at) };
        }
    }
}

/// <summary>The words rules are written with.</summary>
internal static class RuleWords
{
    private static readonly object?[][] Once = [[]];

    /// <summary>Something that must hold of the whole document.</summary>
    internal static EhfRule Must(string id, string sentence, Func<EhfDocument, bool> holds) =>
        new(id, sentence, d => holds(d) ? [] : Once);

    /// <summary>Something that must hold of each of these elements.</summary>
    internal static EhfRule Each(string id, Func<EhfDocument, IEnumerable<XElement>> of, string sentence, Func<XElement, bool> holds) =>
        new(id, sentence, d => of(d).Where(e => !holds(e)).Select(e => new object?[] { e }));

    /// <summary>The same, of each element at a path from the root.</summary>
    internal static EhfRule Each(string id, string path, string sentence, Func<XElement, bool> holds) =>
        Each(id, d => d.Root.All(path), sentence, holds);

    /// <summary>The same, of each line, or each element at a path from it.</summary>
    internal static EhfRule EachLine(string id, string sentence, Func<XElement, bool> holds) => Each(id, d => d.Lines, sentence, holds);

    /// <inheritdoc cref="EachLine(string, string, Func{XElement, bool})"/>
    internal static EhfRule EachLine(string id, string path, string sentence, Func<XElement, bool> holds) =>
        Each(id, d => d.Lines.SelectMany(l => l.All(path)), sentence, holds);

    /// <summary>At most one element at a path from the root.</summary>
    internal static EhfRule One(string id, string path, string sentence) => Must(id, sentence, d => d.Root.All(path).Skip(1).FirstOrDefault() is null);

    /// <summary>A stated sum and what it should be: both must be the same, where the sum is stated and both can be known.</summary>
    internal static EhfRule Sum(string id, string sentence, Func<EhfDocument, decimal?> stated, Func<EhfDocument, decimal?> due) =>
        new(id, sentence, d => (stated(d), due(d)) is ({ } written, { } right) && written != right ? [[written, right]] : []);
}
