using System.Security.Claims;
using Kontali.Data;
using Kontali.Data.Firms;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;

namespace Kontali.Web.SignIn;

/// <summary>ASP.NET Core Identity over our users, with a cookie that names the firm; every page is behind it.</summary>
public static class SignInServices
{
    /// <summary>Registers it.</summary>
    public static void AddSignIn(this IServiceCollection services)
    {
        // Identity's own context: it begins for nobody, and is told the firm as soon as that is known.
        services.AddScoped(provider => provider.GetRequiredService<Contexts>().Open(Actor.Nobody));
        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies(cookies => cookies.ApplicationCookie!.Configure(cookie =>
        {
            cookie.LoginPath = "/logg-inn";
            cookie.AccessDeniedPath = "/logg-inn";
            cookie.ReturnUrlParameter = "til";
            cookie.Cookie.Name = "kontali";
            cookie.Cookie.HttpOnly = true;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = TimeSpan.FromHours(12);
            cookie.Events.OnValidatePrincipal = context =>
            {
                context.HttpContext.RequestServices.GetRequiredService<KontaliContext>().Actor = CurrentUser.ActorOf(context.Principal);
                return SecurityStampValidator.ValidatePrincipalAsync(context);
            };
            // A program that asks without a key wants to hear so, not to be shown a page.
            cookie.Events.OnRedirectToLogin = context =>
            {
                if (context.Request.Path.StartsWithSegments("/api")) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                else context.Response.Redirect(context.RedirectUri);
                return Task.CompletedTask;
            };
        }));
        services.AddIdentityCore<User>(identity =>
        {
            identity.Stores.SchemaVersion = IdentitySchemaVersions.Version3;
            identity.User.RequireUniqueEmail = true;
            identity.SignIn.RequireConfirmedAccount = false;
            identity.Password.RequiredLength = Passwords.Shortest;
            identity.Password.RequireDigit = identity.Password.RequireLowercase = identity.Password.RequireUppercase = identity.Password.RequireNonAlphanumeric = false;
            identity.Password.RequiredUniqueChars = Passwords.FewestDifferent;
            identity.Lockout.MaxFailedAccessAttempts = 5;
            identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
        }).AddEntityFrameworkStores<KontaliContext>().AddSignInManager().AddDefaultTokenProviders().AddClaimsPrincipalFactory<FirmClaims>();
        // A passkey stands for password and second step both: it lies on the device, and the device asks who holds it.
        services.Configure<IdentityPasskeyOptions>(passkey =>
        {
            passkey.ResidentKeyRequirement = "required";
            passkey.UserVerificationRequirement = "required";
        });
        services.AddAntiforgery(forms =>
        {
            forms.Cookie.Name = "kontali-skjema";
            forms.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.Configure<SecurityStampValidatorOptions>(o => o.ValidationInterval = TimeSpan.FromMinutes(1));
        services.AddKeyRing();
        services.AddAuthorizationBuilder().SetFallbackPolicy(new Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddScoped<CurrentUser>();
        services.AddScoped<SignInDoor>();
        services.AddScoped<PasskeyDoor>();
        services.AddScoped<FirstFirm>();
        services.AddScoped<OwnAccount>();
        services.AddScoped<AuthenticationStateProvider, StillHere>();
    }

    /// <summary>Puts firm and name into the cookie.</summary>
    private sealed class FirmClaims(UserManager<User> users, IOptions<IdentityOptions> options) : UserClaimsPrincipalFactory<User>(users, options)
    {
        protected override async Task<ClaimsIdentity> GenerateClaimsAsync(User user)
        {
            var identity = await base.GenerateClaimsAsync(user);
            if (identity.FindFirst(ClaimTypes.Name) is { } login) identity.RemoveClaim(login);
            identity.AddClaim(new Claim(ClaimTypes.Name, user.Name));
            identity.AddClaim(new Claim(CurrentUser.FirmClaim, user.TenantId.ToString()));
            return identity;
        }
    }
}
