using System.Globalization;
using Bunit;
using Kontali.Web.Shell;
using MudBlazor;

namespace Kontali.Tests.World;

/// <summary>A screen without a browser: our services, MudBlazor's, and Norwegian words unless the test says otherwise.</summary>
public abstract class ScreenTest : BunitContext
{
    protected ScreenTest()
    {
        Speak("nb-NO");
        Services.AddShell();
        JSInterop.Mode = JSRuntimeMode.Loose;
        Popovers = Render<MudPopoverProvider>();
    }

    /// <summary>Where menus and lists open.</summary>
    protected IRenderedComponent<MudPopoverProvider> Popovers { get; }

    /// <summary>Words follow; figures and dates are Norwegian in every language.</summary>
    protected static void Speak(string language)
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(Languages.Figures);
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
    }
}
