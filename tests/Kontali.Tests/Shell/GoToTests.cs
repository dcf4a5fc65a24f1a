using Bunit;
using Kontali.Tests.World;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Kontali.Tests.Shell;

/// <summary>The search field: one place for everything that can be found or done.</summary>
public sealed class GoToTests(TestServer server) : BooksScreenTest(server)
{
    private IRenderedComponent<MudDialogProvider> dialogs = default!;

    protected override void Register(IServiceCollection services)
    {
        base.Register(services);
        services.AddGoToBooks();
    }

    private async Task<IReadOnlyList<string>> TypeAsync(string text)
    {
        if (dialogs is null)
        {
            dialogs = Render<MudDialogProvider>();
            await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ShowAsync<GoToDialog>("Søk", new DialogOptions { NoHeader = true }));
        }
        // Done when the search is: the handler goes on until what was found is drawn.
        await (await dialogs.WaitForElementAsync(".goto-input")).InputAsync(new ChangeEventArgs { Value = text });
        return [.. dialogs.FindAll("#goto-places li > span:first-child").Select(s => s.TextContent)];
    }

    private string Here => Services.GetRequiredService<NavigationManager>().ToBaseRelativePath(Services.GetRequiredService<NavigationManager>().Uri);

    [Fact]
    public async Task An_amount_finds_its_invoice_by_whatever_way_it_is_written()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F-77", 1261.54m));
        foreach (var written in new[] { "1 576,93", "1576.93", "1.576,93" })
            Assert.Contains("F-77", Assert.Single(await TypeAsync(written)), StringComparison.Ordinal);
        Assert.Empty(await TypeAsync("1 576,92"));
    }

    [Fact]
    public async Task What_fits_just_so_comes_first()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("1001", 100m));
        var found = await TypeAsync("1001");
        Assert.Equal("Prøvebakeriet AS", found[0]);
        Assert.Contains("1001", found[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("oppsett", "Oppsett")]
    [InlineData("agents", "Agenter")]
    [InlineData("vendors", "Leverandører")]
    [InlineData("laering", "Læring")]
    [InlineData("trial", "Saldobalanse")]
    public async Task A_page_is_found_by_its_name_in_either_language(string typed, string page) => Assert.Contains(page, await TypeAsync(typed));

    [Theory]
    [InlineData("bak", "Kringlebakst Bakeri AS", Fit.Begins)]
    [InlineData("kringlebakst bakeri as", "Kringlebakst Bakeri AS", Fit.Exact)]
    [InlineData("bak", "Nedre Solbakken Gård", Fit.Within)]
    [InlineData("gard", "Nedre Solbakken Gård", Fit.Begins)]
    [InlineData("kai", "Nedre Solbakken Gård", Fit.None)]
    public void A_name_fits_best_where_a_word_of_it_begins_so(string typed, string name, Fit fit) => Assert.Equal(fit, Fits.Of(typed, name));

    [Fact]
    public async Task A_command_does_what_it_says()
    {
        Look? look = null;
        Services.GetRequiredService<LookDoor>().Open(() => new("light"), wanted => { look = wanted; return Task.CompletedTask; });
        Assert.Equal("Mørkt utseende", (await TypeAsync("mørkt"))[0]);
        await dialogs.Find(".goto-input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        dialogs.WaitForAssertion(() => Assert.Equal("dark", look?.Theme));
    }

    [Fact]
    public async Task The_keyboard_alone_goes_there()
    {
        await TypeAsync("prøve");
        await dialogs.Find(".goto-input").KeyDownAsync(new KeyboardEventArgs { Key = "Enter" });
        dialogs.WaitForAssertion(() => Assert.Equal("klienter/1001", Here));
    }

    [Fact]
    public async Task Unasked_it_offers_the_pages_with_their_keys()
    {
        Assert.Equal("Hjem", (await TypeAsync(""))[0]);
        Assert.Equal("gh", dialogs.Find("#goto-places li .keys").TextContent);
    }
}
