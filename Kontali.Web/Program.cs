using Kontali.Web.Shell;
using Kontali.Web.Verbs;

if (Verb.Knows(args)) return await Verb.RunAsync(args);

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
return 0;

/// <summary>The whole program; named so that tests can host it.</summary>
public partial class Program;
