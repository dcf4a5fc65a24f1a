using Bunit;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Tests.World;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.Shared;

/// <summary>Keys of one's own, from the books to the page.</summary>
public sealed class OwnKeysTests(TestServer server) : BooksScreenTest(server)
{
    private OwnKeys Keys => Services.GetRequiredService<OwnKeys>();

    private static KeyChoices Chosen(string id, string key) => KeyChoices.Ordinary.With(KeyActions.All.Single(a => a.Id == id), key);

    [Fact]
    public void A_cap_shows_her_own_key_as_soon_as_it_is_known()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/til-kontroll");
        var cap = Render<Web.Shared.Key>(p => p.Add(k => k.Press, "Enter"));
        Assert.Equal("↵", cap.Find("kbd").TextContent);
        Keys.Use(Chosen("review.approve", "y"));
        cap.WaitForAssertion(() => Assert.Equal("y", cap.Find("kbd").TextContent));
    }

    [Fact]
    public void What_is_pressed_is_hers_and_what_the_page_hears_is_its_own()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/til-kontroll");
        var module = JSInterop.SetupModule("./js/keys.js");
        module.Mode = JSRuntimeMode.Loose;
        Keys.Use(Chosen("review.approve", "y"));
        Render<Hotkeys>(p => p.Add(h => h.Map, new() { ["Enter"] = () => Task.CompletedTask, ["Shift+x"] = () => Task.CompletedTask }));
        var bound = Assert.IsType<Dictionary<string, string>>(module.Invocations["listen"].Single().Arguments[1]);
        Assert.Equal(["Enter", "Shift+x"], new[] { bound["y"], bound["X"] });
    }

    [Fact]
    public void Keys_that_become_known_while_the_ordinary_ones_are_on_their_way_are_heard_all_the_same()
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo("/til-kontroll");
        var module = JSInterop.SetupModule("./js/keys.js");
        // Hers are read from the books at the very moment when the page begins to listen.
        var listening = module.SetupModule("listen", _ => { Keys.Use(Chosen("review.approve", "y")); return true; });
        listening.Mode = JSRuntimeMode.Loose;
        Render<Hotkeys>(p => p.Add(h => h.Map, new() { ["Enter"] = () => Task.CompletedTask }));
        var bound = Assert.IsType<Dictionary<string, string>>(listening.Invocations["hear"].Single().Arguments[0]);
        Assert.Equal("Enter", bound["y"]);
    }

    [Fact]
    public async Task They_are_kept_for_her_alone_and_the_frame_takes_them_along()
    {
        await Firm.DoAsync(SmallFirm.Me, db => db.KeepOwnKeysAsync(Chosen("review.undo", "n").Chosen));
        await using (var hers = Firm.Open(SmallFirm.Me)) Assert.Equal("n", (await hers.OwnKeysAsync(Stop))["review.undo"]);
        await using (var others = Firm.Open(SmallFirm.Other)) Assert.Empty(await others.OwnKeysAsync(Stop));
        Render<FrameNews>();
        for (var tries = 0; tries < 100 && Keys.Choices.Chosen.Count == 0; tries++) await Task.Delay(50, Stop);
        Assert.Equal("n", Keys.Choices.Of("til-kontroll", "z"));
    }

    [Fact]
    public async Task Nonsense_is_not_kept() =>
        await Assert.ThrowsAsync<BrokenRule>(() => Firm.DoAsync(SmallFirm.Me, db => db.KeepOwnKeysAsync(new Dictionary<string, string> { [new string('x', 100)] = "n" })));

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;
}
