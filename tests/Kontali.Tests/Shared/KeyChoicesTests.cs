using Kontali.Data;
using Kontali.Web.Shared;

namespace Kontali.Tests.Shared;

/// <summary>A person's own keys: which she can have, and which she cannot.</summary>
public class KeyChoicesTests
{
    private static KeyAction Action(string id) => KeyActions.All.Single(a => a.Id == id);

    private static string Refused(string id, string key, bool altGr = false) =>
        Assert.Throws<BrokenRule>(() => KeyChoices.Ordinary.With(Action(id), key, altGr)).Message;

    [Fact]
    public void A_chosen_key_is_heard_where_the_page_binds_the_ordinary_one()
    {
        var keys = KeyChoices.Ordinary.With(Action("review.approve"), "y");
        Assert.Equal("y", keys.Of("til-kontroll", "Enter"));
        // Enter opens a row in a list as before: that is another action.
        Assert.Equal("Enter", keys.Of("bilag", "Enter"));
    }

    [Fact]
    public void A_key_that_does_something_else_on_the_same_page_is_refused_and_on_another_page_taken()
    {
        Assert.Contains("Avvis", Refused("review.approve", "r"), StringComparison.Ordinal);
        Assert.Contains("Vis tastene", Refused("review.approve", "?"), StringComparison.Ordinal);
        Assert.Equal("n", KeyChoices.Ordinary.With(Action("review.approve"), "n").Of("til-kontroll", "Enter"));
    }

    [Fact]
    public void A_key_that_was_given_away_may_be_taken_by_another()
    {
        var keys = KeyChoices.Ordinary.With(Action("review.next"), "n").With(Action("review.undo"), "j");
        Assert.Equal(("n", "j"), (keys.Of("til-kontroll", "j"), keys.Of("til-kontroll", "z")));
        Assert.Contains("Angre", Assert.Throws<BrokenRule>(() => keys.Without(Action("review.next"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("@")]
    [InlineData("{")]
    [InlineData("|")]
    public void What_needs_AltGr_on_a_Norwegian_keyboard_is_refused(string key) => Assert.Contains("AltGr", Refused("review.undo", key), StringComparison.Ordinal);

    [Fact]
    public void So_is_a_letter_that_was_typed_with_it() => Assert.Contains("AltGr", Refused("review.undo", "µ", altGr: true), StringComparison.Ordinal);

    [Theory]
    [InlineData("Ctrl+w")]
    [InlineData("Ctrl+T")]
    [InlineData("Ctrl+p")]
    [InlineData("Ctrl+5")]
    [InlineData("Ctrl+Tab")]
    [InlineData("Ctrl+F5")]
    public void What_the_browser_owns_is_refused(string key) => Assert.Contains("nettleserens", Refused("review.undo", key), StringComparison.Ordinal);

    [Theory]
    [InlineData("Tab")]
    [InlineData(" ")]
    [InlineData("ArrowLeft")]
    [InlineData("Backspace")]
    [InlineData("F5")]
    [InlineData("Dead")]
    [InlineData("Alt+x")]
    [InlineData("Escape")]
    public void So_is_what_moves_the_cursor_or_waits_for_more(string key) => Assert.NotEmpty(Refused("review.undo", key));

    [Fact]
    public void Escape_is_the_same_for_all() => Assert.Contains("samme for alle", Refused("frame.back", "n"), StringComparison.Ordinal);

    [Fact]
    public void The_ordinary_key_again_is_no_choice() => Assert.Empty(KeyChoices.Ordinary.With(Action("review.undo"), "n").Without(Action("review.undo")).Chosen);

    [Fact]
    public void What_is_kept_of_an_action_that_is_no_more_does_nothing() =>
        Assert.Empty(new KeyChoices(new Dictionary<string, string> { ["gone.action"] = "n", ["frame.back"] = "n" }).Chosen);

    [Theory]
    [InlineData("Shift+x", "X")]
    [InlineData("Ctrl+K", "Ctrl+k")]
    [InlineData("?", "?")]
    public void A_key_has_one_name(string written, string name) => Assert.Equal(name, KeyActions.Canonical(written));
}
