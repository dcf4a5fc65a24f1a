using System.Security.Claims;
using Bunit;
using Kontali.Data.Documents;
using Kontali.Web;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.World;

/// <summary>A screen that asks a test's own books, signed in as whoever acts in them.</summary>
public abstract class LedgerScreenTest : ScreenTest
{
    private readonly FakeClock clock = new(FakeClock.Noon);
    private readonly SignedIn signedIn = new();

    protected override void Register(IServiceCollection services) => services
        .AddSingleton<TimeProvider>(clock).AddSingleton<Contexts>().AddSingleton<Teller>().AddSingleton<Bell>().AddScoped<Books>()
        .AddSingleton(new DocumentStore(Path.GetTempPath()))
        .AddSingleton<AuthenticationStateProvider>(signedIn);

    /// <summary>Opens the books for the screen.</summary>
    protected void Open(TestBooks books)
    {
        Services.GetRequiredService<Contexts>().Use(books.Ways);
        signedIn.User = new ClaimsPrincipal(new ClaimsIdentity(
            [new(CurrentUser.FirmClaim, books.Firm.ToString()), new(ClaimTypes.NameIdentifier, books.Actor.User.ToString()!), new(ClaimTypes.Name, books.Actor.Name)], "test"));
    }

    /// <summary>Presses a key as the page's own listeners hear it: the newest that knows it.</summary>
    protected static Task PressAsync<T>(IRenderedComponent<T> page, string key) where T : class, IComponent =>
        page.InvokeAsync(() => page.FindComponents<Hotkeys>().Last(h => h.Instance.Map.ContainsKey(key) && h.Instance.IsSeen()).Instance.PressAsync(key, moves: false));

    /// <summary>Where the page has gone.</summary>
    protected string Here => Navigation.ToBaseRelativePath(Navigation.Uri);

    /// <summary>Goes there before the page is drawn.</summary>
    protected void Go(string address) => Navigation.NavigateTo(address);

    private NavigationManager Navigation => Services.GetRequiredService<NavigationManager>();

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public ClaimsPrincipal User { get; set; } = new();

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(User));
    }
}
