using System.Globalization;
using Bunit;
using Kontali.Web.Shell;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;

namespace Kontali.Tests.World;

/// <summary>A screen without a browser: our services, MudBlazor's, and Norwegian words unless the test says otherwise.</summary>
public abstract class ScreenTest : BunitContext
{
    protected ScreenTest()
    {
        Speak("nb-NO");
#pragma warning disable CA2214 // What a test's own services need is there before its constructor runs: fields, not parameters.
        Register(Services);
#pragma warning restore CA2214
        Services.AddShell();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Popovers = Render<MudPopoverProvider>();
    }

    /// <summary>Where menus and lists open.</summary>
    protected IRenderedComponent<MudPopoverProvider> Popovers { get; }

    /// <summary>Services of one's own; the first of a kind holds.</summary>
    protected virtual void Register(IServiceCollection services) { }

    /// <summary>Words follow; figures and dates are Norwegian in every language.</summary>
    protected static void Speak(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(Languages.Figures);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    }
}
