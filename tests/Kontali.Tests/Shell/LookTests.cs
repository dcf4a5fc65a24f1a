using System.Text.RegularExpressions;
using Kontali.Tests.World;
using Kontali.Web.Shell;
using MudBlazor.Utilities;

namespace Kontali.Tests.Shell;

public partial class LookTests
{
    private static readonly Dictionary<string, (string Light, string Dark)> Tokens = Repository.Read("wwwroot-assets", "tokens.css")
        .SelectMany(sheet => Token().Matches(sheet.Text)).ToDictionary(t => t.Groups[1].Value, t => (t.Groups[2].Value, t.Groups[3].Value));

    // The colours that its dialogs and notices are drawn with.
    [Theory]
    [InlineData("background", "paper")]
    [InlineData("surface", "surface")]
    [InlineData("text-primary", "ink")]
    [InlineData("text-secondary", "second")]
    [InlineData("text-disabled", "second")]
    [InlineData("action-default", "second")]
    [InlineData("action-disabled", "second")]
    [InlineData("primary", "accent")]
    [InlineData("lines-default", "hairline")]
    [InlineData("divider", "hairline")]
    [InlineData("error", "red")]
    [InlineData("warning", "amber")]
    [InlineData("success", "green")]
    [InlineData("info", "accent")]
    public void MudBlazor_has_the_colours_of_the_style_sheet_light_and_dark(string its, string ours)
    {
        Assert.Contains(Repository.Read("wwwroot-assets", "mud.css"), sheet => sheet.Text.Contains($"--mud-palette-{its}: var(--{ours});", StringComparison.Ordinal));
        Assert.Contains(ours, Tokens.Keys);
    }

    [Theory]
    [InlineData("ink", "paper")]
    [InlineData("ink", "tint")]
    [InlineData("second", "paper")]
    [InlineData("second", "surface")]
    [InlineData("second", "sunk")]
    [InlineData("second", "tint")]
    [InlineData("accent", "paper")]
    [InlineData("accent", "surface")]
    [InlineData("accent", "tint")]
    [InlineData("on-accent", "accent")]
    [InlineData("amber-ink", "amber-tint")]
    [InlineData("amber-ink", "paper")]
    [InlineData("amber-ink", "tint")]
    [InlineData("red", "red-tint")]
    [InlineData("red", "paper")]
    [InlineData("green-ink", "green-tint")]
    public void Text_can_be_read_on_its_ground(string text, string ground)
    {
        Assert.InRange(Contrast(Tokens[text].Light, Tokens[ground].Light), 4.5, 21);
        Assert.InRange(Contrast(Tokens[text].Dark, Tokens[ground].Dark), 4.5, 21);
    }

    [Theory]
    [InlineData("edge", "surface")]
    [InlineData("amber", "surface")]
    [InlineData("accent", "surface")]
    public void Marks_and_edges_of_fields_can_be_seen(string mark, string ground)
    {
        Assert.InRange(Contrast(Tokens[mark].Light, Tokens[ground].Light), 3, 21);
        Assert.InRange(Contrast(Tokens[mark].Dark, Tokens[ground].Dark), 3, 21);
    }

    [Fact]
    public void No_link_in_the_rail_is_dead() => Assert.All(Screens.All, screen => Assert.True(Screens.Has(screen.Href)));

    // WCAG 2.2, relative luminance.
    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(new(a)), Luminance(new(b)));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(MudColor colour) => 0.2126 * Linear(colour.R) + 0.7152 * Linear(colour.G) + 0.0722 * Linear(colour.B);

    private static double Linear(byte channel) => channel / 255.0 is var c && c <= 0.04045 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4);

    [GeneratedRegex(@"--([\w-]+): light-dark\((#[0-9A-F]{6}), (#[0-9A-F]{6})\);")]
    private static partial Regex Token();
}
