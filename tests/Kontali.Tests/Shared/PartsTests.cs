using Bunit;
using Kontali.Tests.World;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Tests.Shared;

public class PartsTests : ScreenTest
{
    [Theory]
    [InlineData(12345.6, "12\u00a0345,60")]
    [InlineData(-1576.93, "\u22121\u00a0576,93")]
    [InlineData(0, "0,00")]
    public void An_amount_is_written_as_in_a_Norwegian_ledger(decimal amount, string written) =>
        Assert.Equal(written, Render<Amount>(p => p.Add(a => a.Value, amount)).Find("data").TextContent);

    [Fact]
    public void An_amount_keeps_the_form_a_machine_reads() =>
        Assert.Equal("-1576.93", Render<Amount>(p => p.Add(a => a.Value, -1576.93m)).Find("data").GetAttribute("value"));

    [Fact]
    public void A_foreign_amount_says_its_currency_and_kroner_say_nothing()
    {
        Assert.EndsWith("EUR", Render<Amount>(p => p.Add(a => a.Value, 1m).Add(a => a.Currency, "EUR")).Find("data").TextContent, StringComparison.Ordinal);
        Assert.Equal("1,00", Render<Amount>(p => p.Add(a => a.Value, 1m).Add(a => a.Currency, "NOK")).Find("data").TextContent);
    }

    [Fact]
    public void An_amount_not_known_is_nothing() => Assert.Empty(Render<Amount>(p => p.Add(a => a.Value, null)).Markup.Trim());

    [Fact]
    public void Confidence_says_its_number_what_it_rests_on_and_when_it_is_too_little()
    {
        var chip = Render<ConfidenceChip>(p => p.Add(c => c.Percent, 72).Add(c => c.N, 38).Add(c => c.Enough, false)).Find(".confidence");
        Assert.Contains("72", chip.TextContent, StringComparison.Ordinal);
        Assert.Contains("n=38", chip.TextContent, StringComparison.Ordinal);
        Assert.Equal("72 prosent sikker, under grensen, bygger på 38 tidligere", chip.GetAttribute("aria-label"));
    }

    [Fact]
    public void Words_follow_the_reader_and_figures_stay_Norwegian()
    {
        Speak("en");
        Assert.Equal("72 per cent sure", Render<ConfidenceChip>(p => p.Add(c => c.Percent, 72)).Find(".confidence").GetAttribute("aria-label"));
        Assert.Equal("12\u00a0345,60", Render<Amount>(p => p.Add(a => a.Value, 12345.6m)).Find("data").TextContent);
    }

    [Fact]
    public void A_key_is_shown_as_a_small_cap() => Assert.Equal("↵", Render<Web.Shared.Key>(p => p.Add(k => k.Press, "Enter")).Find("kbd").TextContent);

    [Fact]
    public async Task What_she_writes_at_length_is_heard_letter_by_letter_and_never_written_over_by_a_page_drawn_late()
    {
        List<string> heard = [];
        var text = Render<LongText>(p => p.Add(t => t.Longest, 100).Add(t => t.Value, "Hei").Add(t => t.ValueChanged, heard.Add));
        foreach (var letters in new[] { "Hei d", "Hei du" }) await text.Find("textarea").InputAsync(letters);
        Assert.Equal(["Hei d", "Hei du"], heard);

        text.Render(p => p.Add(t => t.Value, "Hei d"));
        Assert.Equal("Hei", text.Find("textarea").GetAttribute("value"));
        Assert.Equal(2, text.RenderCount); // At first, and with the page: never for a letter.
    }

    [Fact]
    public void An_error_says_what_was_kept_and_gives_a_number()
    {
        var state = Render<ErrorState>(p => p.Add(s => s.Reference, "7F3A-09C2"));
        Assert.Contains("Det som er bokført, er trygt", state.Markup, StringComparison.Ordinal);
        Assert.Contains("Referanse 7F3A-09C2", state.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_action_pressed_twice_while_it_works_is_done_once()
    {
        var (done, gate) = (0, new TaskCompletionSource());
        var button = Render<ActionButton>(p => p.Add(b => b.Word, "Godkjenn").Add(b => b.Press, "Enter")
            .Add(b => b.Do, EventCallback.Factory.Create(this, async () => { done++; await gate.Task; })));
        var hotkeys = button.FindComponent<Hotkeys>().Instance;
        var first = button.InvokeAsync(() => hotkeys.PressAsync("Enter", moves: false));
        await button.InvokeAsync(() => hotkeys.PressAsync("Enter", moves: false));
        Assert.True(button.Find("button").HasAttribute("disabled"));
        gate.SetResult();
        await first;
        Assert.Equal(1, done);
        Assert.False(button.Find("button").HasAttribute("disabled"));
    }
}
