using Kontali.Web;
using Kontali.Web.Agents;
using Kontali.Web.Agents.Advisor;
using Kontali.Web.Corrections;
using Kontali.Web.Documents;
using Kontali.Web.Inbox;
using Kontali.Web.Learning;
using Kontali.Web.Payments;
using Kontali.Web.Reports;
using Kontali.Web.Review;
using Kontali.Web.SafT;
using Kontali.Web.Shell;
using Kontali.Web.SignIn;
using Kontali.Web.Vat;
using Kontali.Web.Verbs;

if (args is [ReaderChild.Verb]) return ReaderChild.Serve();
if (Verb.Knows(args)) return await Verb.RunAsync(args);
return await Verb.SayErrorsAsync(Console.Error, () => ServeAsync(args));

static async Task<int> ServeAsync(string[] args)
{
    var builder = WebApplication.CreateBuilder(Hosting.Options(args));
    builder.AddTopLevelSettings();
    builder.TellStartOnce();
    builder.WebHost.UseStaticWebAssets(); // so that a build runs in Production too; a published folder needs nothing
    builder.Services.AddKontaliWeb();
    builder.Services.AddSignIn();
    builder.ProtectKeyRing();
    builder.Services.AddLimits();
    builder.Services.AddSingleton<Contexts>().AddSingleton<Demo>().AddSingleton<Teller>().AddScoped<Books>();
    builder.Services.AddSingleton(OpenTheBooks.Store(builder.Configuration)).AddSingleton(OpenTheBooks.Anchors(builder.Configuration)).AddSingleton<Intake>().AddSingleton<Papers>().AddScoped<ArrivalActions>();
    builder.Services.AddPageReading();
    builder.Services.AddAgents();
    builder.Services.AddAdvisor();
    builder.Services.AddSingleton(MailBoxes.Of(builder.Configuration));
    builder.Services.AddSingleton(PostOffice.Of(builder.Configuration)).AddSingleton<QueueCounts>().AddSingleton<QueueHolders>();
    builder.Services.AddSingleton<SafTFiles>();
    builder.Services.AddGoToBooks();
    builder.Services.AddHosted<DatabaseWatch>().AddHosted<Bell>().AddHosted<AgentWorker>().AddHosted<EventMessenger>().AddHosted<WatchedFolder>().AddHosted<MailDoor>().AddHosted<DailyRounds>().AddHosted<Rehearsal>();

    var app = builder.Build();
    await using var books = await app.OpenTheBooksAsync();
    app.UseToldErrors();
    app.UseSafetyHeaders();
    app.UseLanguages();
    app.UseAuthentication();
    app.UseRateLimiter();
    app.UseAuthorization();
    app.UseAntiforgery();

    app.MapStaticAssets().AllowAnonymous();
    app.MapLanguages();
    app.MapSignOut();
    app.MapPasskeys();
    app.MapIntake();
    app.MapDocuments();
    app.MapQuestions();
    app.MapCorrections();
    app.MapVatXml();
    SafTFiles.Map(app);
    SafTImportPage.Map(app);
    app.MapReports();
    app.MapPayments();
    app.MapHealth();
    app.MapScreens();
    await app.RunAsync();
    return 0;
}

/// <summary>The whole program; named so that tests can host it.</summary>
public partial class Program;
