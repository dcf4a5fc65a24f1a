using System.Globalization;
using Bunit;
using Kontali.Web;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Kontali.Tests.World;

/// <summary>A screen without a browser: our services, MudBlazor's, Berit signed in, and Norwegian words unless the test says otherwise.</summary>
public abstract class ScreenTest : BunitContext
{
    protected ScreenTest()
    {
        Speak("nb-NO");
        Services.AddScoped<CurrentUser>().AddSingleton<IHttpContextAccessor, HttpContextAccessor>().AddSingleton<AuthenticationStateProvider, SignedIn>();
#pragma warning disable CA2214 // What a test's own services need is there before its constructor runs: fields, not parameters.
        Register(Services);
#pragma warning restore CA2214
        Services.AddShell();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Popovers = Render<MudPopoverProvider>();
    }

    /// <summary>Where menus and lists open.</summary>
    protected IRenderedComponent<MudPopoverProvider> Popovers { get; }

    /// <summary>Services of one's own; they hold before those of every screen.</summary>
    protected virtual void Register(IServiceCollection services) { }

    /// <summary>Words follow; figures and dates are Norwegian in every language.</summary>
    protected static void Speak(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(Languages.Figures);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    }

    private sealed class SignedIn : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(SmallFirm.Principal));
    }
}
