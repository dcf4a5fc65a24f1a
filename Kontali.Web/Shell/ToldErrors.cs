namespace Kontali.Web.Shell;

/// <summary>Errors outside a circuit become a page that says what happened; addresses of nothing become our own page too.</summary>
public static class ToldErrors
{
    /// <summary>First in the pipeline, so that it hears of everything.</summary>
    public static void UseToldErrors(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment())
        {
            app.UseExceptionHandler("/feil", createScopeForErrors: true);
            app.UseHsts();
        }
        app.UseStatusCodePagesWithReExecute("/ikke-funnet", createScopeForStatusCodePages: true);
    }
}
