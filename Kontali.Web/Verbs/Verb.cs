using System.Data.Common;
using System.Globalization;
using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Web.Shared;
using Kontali.Web.Shell;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Verbs;

/// <summary>Does a verb's work with the arguments that follow its name; the answer is the program's exit code.</summary>
public delegate Task<int> RunVerb(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error);

/// <summary>
/// What this program can do besides serving pages: <c>dotnet run --project Kontali.Web -- database status</c>.
/// Exit codes: 0 done, 1 could not (why is said on stderr), 2 not understood.
/// </summary>
public sealed record Verb(string Name, string Summary, RunVerb Work)
{
    public const int Done = 0, Failed = 1, NotUnderstood = 2;

    private static readonly Verb[] All =
    [
        new("database", "status, script, migrate, rollback, connection, stop", DatabaseVerbs.RunAsync),
        new("firm", "add, folder", FirmVerbs.RunAsync),
        new("client", "add", ClientVerbs.RunAsync),
        new("user", "add", UserVerbs.RunAsync),
        new("saft", "export", SafTVerb.RunAsync),
        new("verify", "proves the books: chains, numbers, balances, subledger, VAT, audit trail, documents, anchors", VerifyVerb.RunAsync),
        new("coding-stream", "answers a stream of purchases with the memory, to measure it", CodingStreamVerb.RunAsync),
        new("api-key", "a key for programs that deliver invoices", ApiKeyVerb.RunAsync),
    ];

    /// <summary>Do the arguments ask for a verb? Settings for the host (--urls=…, /key, key=value) do not.</summary>
    public static bool Knows(string[] args) =>
        args is ["--help" or "-h", ..] || (args is [var first, ..] && first is not ['-' or '/', ..] && !first.Contains('='));

    /// <summary>Runs the verb with the settings the pages would have.</summary>
    public static Task<int> RunAsync(string[] args)
    {
        var host = WebApplication.CreateBuilder(Hosting.Options([]));
        host.AddTopLevelSettings();
        return RunAsync(args, host.Configuration, Console.In, Console.Out, Console.Error);
    }

    public static async Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error)
    {
        if (Array.Find(All, v => v.Name == args[0]) is { } verb)
            return await SayErrorsAsync(error, () => verb.Work(args[1..], configuration, input, output, error));
        var asked = args[0] is "help" or "--help" or "-h";
        if (!asked) await error.WriteLineAsync($"There is no verb \"{args[0]}\".");
        await (asked ? output : error).WriteLineAsync(Usage);
        return asked ? Done : NotUnderstood;
    }

    /// <summary>What the world or the user got wrong is told in one line; only our own mistakes show where they happened.</summary>
    public static async Task<int> SayErrorsAsync(TextWriter error, Func<Task<int>> work)
    {
        try
        {
            return await work();
        }
        catch (Misunderstood e)
        {
            await error.WriteLineAsync($"{e.Message}\n{e.Usage}");
            return NotUnderstood;
        }
        catch (Exception e) when (Told(e) is { } sentence)
        {
            await error.WriteLineAsync(sentence);
            return Failed;
        }
    }

    /// <summary>Usage: on the output where it was asked for, else as an error.</summary>
    internal static async Task<int> ExplainAsync(string[] args, string usage, TextWriter output, TextWriter error)
    {
        var asked = args is ["help" or "--help" or "-h", ..];
        await (asked ? output : error).WriteLineAsync(usage);
        return asked ? Done : NotUnderstood;
    }

    private static string? Told(Exception e) => e switch
    {
        BrokenRule broken => InEnglish(broken.Phrase),
        DbUpdateException { InnerException: DbException inner } => inner.Message,
        SetupProblem or DbException or IOException or TimeoutException or UnauthorizedAccessException => e.Message,
        _ => null,
    };

    // The command line speaks English; the books' own sentences have their English where the screens have it.
    private static string InEnglish(Phrase phrase)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en");
        return new Texts().Say(phrase);
    }

    private static string Usage =>
        "Without a verb, Kontali serves its pages. Verbs:\n" + string.Join('\n', All.Select(v => $"  {v.Name,-10} {v.Summary}"));
}
