using System.Text.RegularExpressions;
using Kontali.Tests.World;
using Kontali.Web.Shared;
using Kontali.Web.Shell;

namespace Kontali.Tests.Shared;

/// <summary>The one list of keys, and the pages that bind them.</summary>
public partial class KeyActionsTests
{
    [Fact]
    public void No_page_has_two_actions_under_one_key_but_where_its_own_goes_before_a_shared_one()
    {
        foreach (var page in KeyActions.Pages)
            foreach (var section in KeyActions.On(page))
                Assert.Equal(section.Actions.Count, section.Actions.Select(a => a.Default).Distinct().Count());
        Assert.Equal(KeyActions.All.Count, KeyActions.All.Select(a => a.Id).Distinct().Count());
    }

    [Fact]
    public void The_review_page_has_the_keys_of_its_work()
    {
        var keys = KeyActions.Sections[0].Actions.Where(a => !a.Fixed).Select(a => a.Default);
        Assert.Equal(["j", "k", "Enter", "1", "2", "3", "a", "m", "l", "i", "x", "X", "b", "t", "d", "s", "q", "g", "r", "w", "z", "c", "v", "o", "u"], keys);
    }

    [Theory]
    [InlineData("/", "")]
    [InlineData("til-kontroll?min=1", "til-kontroll")]
    [InlineData("bilag/0198d000-0000-7000-8000-0000000000c1", "bilag/*")]
    [InlineData("rapporter/kontoutskrift?konto=6300#x", "rapporter/kontoutskrift")]
    [InlineData("klienter/1001", "klienter/*")]
    public void An_address_is_one_kind_of_page(string address, string page) => Assert.Equal(page, KeyActions.PageOf(address));

    /// <summary>A key that no list knows could not be looked up under ?, nor changed, nor kept from being given to another.</summary>
    [Fact]
    public void Every_key_a_page_binds_is_in_the_list()
    {
        var known = KeyActions.All.Select(a => a.Default).ToHashSet();
        var strangers = from file in Repository.Read("Kontali.Web", "*.razor", "*.razor.cs")
                        where !file.Path.Contains("Dialog", StringComparison.Ordinal)
                        from Match hit in Bound().Matches(file.Text)
                        let key = KeyActions.Canonical(hit.Groups["key"].Value)
                        where IsKey(key) && !known.Contains(key) && key is not ("PageDown" or "PageUp")
                        select $"{file.Path}: {key}";
        Assert.Equal("", string.Join('\n', strangers.Distinct()));
    }

    [Fact]
    public void Every_screen_of_the_rail_is_a_page_of_the_list() =>
        Assert.All(Screens.All, screen => Assert.Contains(screen.Href.Trim('/'), KeyActions.Pages));

    private static bool IsKey(string key) => key.Length == 1 || key.StartsWith("Ctrl+", StringComparison.Ordinal) || key.StartsWith("Shift+", StringComparison.Ordinal) || key is "Enter" or "Escape" or "ArrowUp" or "ArrowDown" or "PageUp" or "PageDown";

    // Press="x" and ["x"] = …, as Hotkeys and buttons write them.
    [GeneratedRegex("""Press="(?<key>[^"@]+)"|\["(?<key>[^"]+)"\] = """)]
    private static partial Regex Bound();
}
