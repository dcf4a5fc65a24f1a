using System.Text.RegularExpressions;
using Kontali.Tests.World;
using Kontali.Web;
using Kontali.Web.Shared;

namespace Kontali.Tests.Shared;

public partial class LawWordsTests
{
    [Fact]
    public void Every_sentence_of_the_law_is_a_phrase_with_English()
    {
        var raised = Directory.GetFiles(Path.Combine(Repository.Root, "Kontali.Data", "Migrations", "Sql"), "*.up.sql").SelectMany(file => Raise().Matches(File.ReadAllText(file)))
            .Select(m => m.Groups[1].Value.Replace("''", "'", StringComparison.Ordinal)).Distinct().ToList();
        Assert.NotEmpty(raised);
        Assert.All(raised, sentence =>
        {
            var said = sentence.Replace("%", "12-A", StringComparison.Ordinal);
            var phrase = LawWords.Read(said);
            Assert.NotEqual(said, phrase.Pattern.Contains('{', StringComparison.Ordinal) ? phrase.Pattern : "");
            Assert.True(Texts.HasEnglish(phrase.Pattern), sentence);
            Assert.Equal(said, phrase.ToString());
        });
    }

    [Fact]
    public void A_refusal_of_the_database_is_said_in_the_language_of_the_reader()
    {
        Thread.CurrentThread.CurrentUICulture = new("en");
        Assert.Equal("Voucher L-2026-14 is 0.01 kr out of balance.", new Texts().Say(LawWords.Read("Bilag L-2026-14 er 0.01 kr i ubalanse.")));
    }

    [Fact]
    public void What_nobody_has_listed_is_said_as_it_was_said() => Assert.Equal("Noe {helt} annet.", LawWords.Read("Noe {helt} annet.").ToString());

    [GeneratedRegex("""raise exception '((?:[^']|'')+)'""")]
    private static partial Regex Raise();
}
