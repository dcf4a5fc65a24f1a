using Kontali.Data;
using Kontali.Data.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace Kontali.Web.Verbs;

/// <summary>Undoes migrations, with everything in the tables they made.</summary>
/// <param name="To">The last one to keep; null to keep none.</param>
/// <param name="Sure">Do not ask.</param>
internal sealed record RollbackVerb(string? To, bool Sure)
{
    /// <summary>Null when the arguments say neither how far nor all.</summary>
    public static RollbackVerb? Read(string[] args)
    {
        var sure = args.Contains("--yes");
        return args.Where(a => a != "--yes").ToArray() switch
        {
            ["--all"] => new(null, sure),
            ["--to", var name] when name is not ['-', ..] => new(name, sure),
            _ => null,
        };
    }

    public async Task<int> RunAsync(DatabaseConnections connections, TextReader input, TextWriter output)
    {
        await using var held = await connections.HoldAsync();
        await using var db = new KontaliContext(KontaliContext.Options(connections.Owner));
        var applied = await connections.ExistsAsync() ? (await db.Database.GetAppliedMigrationsAsync()).ToList() : [];
        var keep = Keep(applied);
        var undo = applied.Skip(keep).Reverse().ToList();
        if (undo.Count == 0 && To is not null) return await SayAsync(output, "Nothing to undo.", Verb.Done);
        if (!Sure && !await AskAsync(undo, input, output)) return await SayAsync(output, "Nothing was changed.", Verb.Failed);

        await db.GetService<IMigrator>().MigrateAsync(keep == 0 ? Migration.InitialDatabase : applied[keep - 1]);
        if (To is null) await EmptyAsync(db);
        return await SayAsync(output, $"Undone: {undo.Count}. {(To is null ? "The database is empty." : "")}".TrimEnd(), Verb.Done);
    }

    private int Keep(List<string> applied)
    {
        if (To is null) return 0;
        // By its whole id, or by its name without the moment in front.
        var last = applied.FindIndex(id => id == To || id.EndsWith("_" + To, StringComparison.OrdinalIgnoreCase));
        return last >= 0 ? last + 1 : throw new SetupProblem(
            $"No migration {To} is applied. Applied are: {string.Join(", ", applied.DefaultIfEmpty("none"))}.");
    }

    private static async Task<bool> AskAsync(List<string> undo, TextReader input, TextWriter output)
    {
        await output.WriteLineAsync("This undoes, newest first, with all data in the tables they made:");
        foreach (var name in undo) await output.WriteLineAsync("  " + name);
        await output.WriteAsync("Go on? [y/N] ");
        return (await input.ReadLineAsync())?.Trim() is "y" or "Y" or "yes";
    }

    // What EF leaves standing: its own history, and the schemas, which it creates but never drops.
    private static async Task EmptyAsync(KontaliContext db)
    {
        var history = new DropTableOperation { Name = HistoryRepository.DefaultTableName, Schema = "public" };
        var schemas = OurSchemas(db).Select(name => new DropSchemaOperation { Name = name });
        foreach (var drop in db.GetService<IMigrationsSqlGenerator>().Generate([history, .. schemas]))
            await db.Database.ExecuteSqlRawAsync(drop.CommandText);
    }

    private static IEnumerable<string> OurSchemas(KontaliContext db)
    {
        var migrations = db.GetService<IMigrationsAssembly>();
        return migrations.Migrations.Values
            .SelectMany(type => migrations.CreateMigration(type, db.Database.ProviderName!).UpOperations)
            .OfType<EnsureSchemaOperation>().Select(o => o.Name).Where(name => name != "public").Distinct();
    }

    private static async Task<int> SayAsync(TextWriter to, string text, int code)
    {
        await to.WriteLineAsync(text);
        return code;
    }
}
