using System.Globalization;
using Microsoft.AspNetCore.Localization;

namespace Kontali.Web.Shell;

/// <summary>
/// The words follow the reader; figures and dates are Norwegian in every language, for a comma must never change its meaning
/// between two people looking at the same voucher.
/// </summary>
public static class Languages
{
    /// <summary>How figures and dates are written.</summary>
    public const string Figures = "nb-NO";

    /// <summary>The languages we speak, the first when nothing else is asked for.</summary>
    public static readonly string[] Words = [Figures, "en"];

    /// <summary>Cookie first, then what the browser asks for, then Norwegian.</summary>
    public static void UseLanguages(this WebApplication app) => app.UseRequestLocalization(options =>
    {
        options.SetDefaultCulture(Figures).AddSupportedCultures(Figures).AddSupportedUICultures(Words);
        options.RequestCultureProviders = [new CookieRequestCultureProvider(), new AcceptLanguageHeaderRequestCultureProvider()];
    });

    /// <summary>The address that changes the language and goes back to where the reader was.</summary>
    public static string SwitchTo(string language, string back) => $"/sprak/{language}?til={Uri.EscapeDataString(back)}";

    /// <summary>Remembers the language for a year.</summary>
    public static void MapLanguages(this IEndpointRouteBuilder app) => app.MapGet("/sprak/{language}", (string language, string? til, HttpContext context, TimeProvider clock) =>
    {
        if (!Words.Contains(language)) return Results.NotFound();
        context.Response.Cookies.Append(CookieRequestCultureProvider.DefaultCookieName,
            CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(Figures, language)),
            new CookieOptions { Expires = clock.GetUtcNow().AddYears(1), SameSite = SameSiteMode.Lax, HttpOnly = true, Secure = context.Request.IsHttps, IsEssential = true });
        return Results.LocalRedirect(Addresses.OursOrHome(til));
    }).AllowAnonymous();

    /// <summary>True when the words are English.</summary>
    public static bool IsEnglish => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "en";
}
