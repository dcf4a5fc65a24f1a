using Kontali.Web.Shell;

var builder = WebApplication.CreateBuilder(Hosting.Options(args));
builder.AddTopLevelSettings();
builder.WebHost.UseStaticWebAssets(); // so that a build runs in Production too; a published folder needs nothing
builder.Services.AddKontaliWeb();

var app = builder.Build();
app.UseToldErrors();
app.UseSafetyHeaders();
app.UseLanguages();
// Who is asking (authentication, authorization) goes here.
app.UseAntiforgery();

app.MapStaticAssets();
app.MapLanguages();
app.MapScreens();
app.Run();

/// <summary>The whole program; named so that tests can host it.</summary>
public partial class Program;
