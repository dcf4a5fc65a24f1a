using System.Text.Json;
using System.Text.RegularExpressions;
using Kontali.Data;
using Kontali.Data.Invoices.Ehf;
using Kontali.Tests.World;
using Kontali.Web.Shared;

namespace Kontali.Tests.Shared;

public partial class TextsTests
{
    private static readonly Lazy<string[]> Read = new(() =>
    {
        var books = Repository.Read("Kontali.Data", "*.cs").Concat(Repository.Read("Kontali.Web", "*.cs", "*.razor"))
            .Select(file => (file.Path, Text: SourceTexts.WithoutComments(file.Text))).ToList();
        var takers = books.SelectMany(file => SourceTexts.TakersOfSentences(file.Text)).Append("BrokenRule").Append("Of").ToHashSet();
        // The rules of e-invoices keep theirs in tables, some put together when the table is made, so the tables themselves are asked.
        return [.. books.SelectMany(file => SourceTexts.Keys(file.Text).Concat(SourceTexts.Sentences(file.Text, takers)))
            .Concat(EhfRules.All.Select(rule => rule.Sentence)).Distinct().Order(StringComparer.Ordinal)];
    });

    [Fact]
    public void Every_text_has_its_English()
    {
        var missing = Read.Value.Where(text => !Texts.HasEnglish(text)).ToList();
        Assert.True(missing.Count == 0, $"Legg disse til i Kontali.Web/Shared/Texts.en.resx:\n{string.Join('\n', missing)}");
    }

    [Fact]
    public void English_has_the_same_holes_as_Norwegian()
    {
        var off = Texts.Read("Texts.en.resx").Where(text => !Holes(text.Key).SetEquals(Holes(text.Value))).Select(text => text.Key);
        Assert.Empty(off);
    }

    [Fact]
    public void No_key_is_put_together_while_the_program_runs() =>
        Assert.Empty(Repository.Read("Kontali.Web", "*.cs", "*.razor").SelectMany(file => SourceTexts.Broken(file.Text).Select(key => $"{file.Path}: {key}")));

    /// <summary>A phrase made of a bare text, or a sentence kept in a variable or given back by a method, would need no English: only the tables of rules may.</summary>
    [Fact]
    public void No_sentence_is_made_where_the_scanner_cannot_see_it() =>
        Assert.Empty(Repository.Read("Kontali.Data", "*.cs").SelectMany(file => HiddenSentence().Matches(SourceTexts.WithoutComments(file.Text)).Select(hit => $"{file.Path}: {hit.Value}")));

    [Theory]
    [InlineData("throw new BrokenRule($\"Bilaget er {off:N2} kr i ubalanse.\");", "Bilaget er {0:N2} kr i ubalanse.")]
    [InlineData("Phrase.Of($\"«{text}» har {(a ? b : c)} og {Say(\"x:y\", 1),5:0.00} og {{krøll}}\")", "«{0}» har {1} og {2,5:0.00} og {{krøll}}")]
    [InlineData("Refused($\"\"\"En \"rå\" setning om {sak}.\"\"\")", "En \"rå\" setning om {0}.")]
    [InlineData("new Finding(\"BR-1\", Severity.Fatal, Phrase.Of($\"Linje {i + 1}: {line.Net:N2}\"))", "Linje {0}: {1:N2}")]
    public void The_scanner_reads_a_sentence_as_FormattableString_does(string source, string pattern) =>
        Assert.Equal([pattern], SourceTexts.Sentences(source, new HashSet<string> { "BrokenRule", "Of", "Refused" }).Distinct());

    [Fact]
    public void The_scanner_finds_those_who_take_sentences() =>
        Assert.Equal(["Refused", "Fatal"], SourceTexts.TakersOfSentences(
            "public static Reading Refused(FormattableString why) => x;\n void Add(string rule, int x) {} static Finding Fatal(string rule, FormattableString what)"));

    [Fact]
    public void The_scanner_reads_keys_in_razor() =>
        Assert.Equal(["Til kontroll", "{0} venter", "Hjem"], SourceTexts.Keys("<a title=\"@L[\"Til kontroll\"]\">@L[\"{0} venter\", n] @L[screen.Name]</a> Texts.Of(\"Hjem\")"));

    [Fact]
    public void A_sentence_from_the_books_is_said_in_the_language_of_the_reader()
    {
        var (texts, phrase) = (new Texts(), Phrase.Of($"{3} venter"));
        Assert.Equal("3 venter", texts.Say(phrase));
        Thread.CurrentThread.CurrentUICulture = new("en");
        Assert.Equal("3 waiting", texts.Say(phrase));
    }

    [Fact]
    public void A_phrase_within_a_sentence_is_said_in_the_same_language_also_when_it_has_been_stored()
    {
        var (texts, phrase) = (new Texts(), new Phrase("{0}: enheten «{1}» finnes ikke i kodelisten.", Phrase.Of($"Linje {"3"}"), "XYZ"));
        var stored = JsonSerializer.Deserialize<Phrase>(JsonSerializer.Serialize(phrase, Mapping.Json), Mapping.Json)!;
        Assert.All([phrase, stored], said => Assert.Equal("Linje 3: enheten «XYZ» finnes ikke i kodelisten.", texts.Say(said)));
        Thread.CurrentThread.CurrentUICulture = new("en");
        Assert.All([phrase, stored], said => Assert.Equal("Line 3: the unit “XYZ” is not in the code list.", texts.Say(said)));
    }

    [Fact]
    public void MudBlazor_speaks_Norwegian() => Assert.Equal("Rader per side:", new MudTexts()["MudDataGridPager_RowsPerPage"].Value);

    private static HashSet<string> Holes(string text) => [.. Hole().Matches(text).Select(hole => hole.Groups[1].Value)];

    [GeneratedRegex(@"(?<!\{)\{(\d+)")]
    private static partial Regex Hole();

    [GeneratedRegex(@"new Phrase\(|FormattableString\??\s+\w+\s*(=[^=>]|;|\{|=>|\([^)]*\)\s*(=>|\{))")]
    private static partial Regex HiddenSentence();
}
