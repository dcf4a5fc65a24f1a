namespace Kontali.Web.Shell;

/// <summary>What the browser may do with our pages: run our scripts only, talk to us only, be framed by us only.</summary>
public static class SafetyHeaders
{
    // Style attributes are MudBlazor's way of placing things, and its theme is a style element; script needs no such exception.
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; " +
        "connect-src 'self'{0}; frame-src 'self' blob:; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'";

    /// <summary>Adds the headers to every answer; the content policy to pages only, for a PDF carries its viewer's own.</summary>
    public static void UseSafetyHeaders(this WebApplication app)
    {
        // `dotnet watch` speaks to the page on another port of this machine.
        var policy = Policy.Replace("{0}", app.Environment.IsDevelopment() ? " ws://localhost:* http://localhost:*" : "", StringComparison.Ordinal);
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                var headers = context.Response.Headers;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=()";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                if (context.Response.ContentType?.StartsWith("text/html", StringComparison.OrdinalIgnoreCase) ?? false)
                    headers.ContentSecurityPolicy = policy;
                return Task.CompletedTask;
            });
            return next(context);
        });
    }
}
