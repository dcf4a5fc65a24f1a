using Kontali.Data;
using Kontali.Data.Firms;

namespace Kontali.Web.Verbs;

/// <summary>Firms, from a script.</summary>
internal static class FirmVerbs
{
    private const string Usage = """
        firm add --name NAME --org 9DIGITS       a new accounting firm; its first user comes by: user add
        firm folder --firm FIRM --path PATH      files put into this folder are taken in; an empty PATH watches none
        FIRM is its organisation number, or its name where only one bears it.
        """;

    public static Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error) => args switch
    {
        ["add", .. var rest] => AddAsync(Arguments.Read(Usage, rest, "name", "org"), configuration, output),
        ["folder", .. var rest] => FolderAsync(Arguments.Read(Usage, rest, "firm", "path"), configuration, output),
        _ => Verb.ExplainAsync(args, Usage, output, error),
    };

    private static async Task<int> AddAsync(Arguments given, IConfiguration configuration, TextWriter output)
    {
        var (name, number) = (given.Needed("name"), OrgNumber.Parse(given.Needed("org")));
        await using var door = await SetUpDoor.OpenAsync(configuration);
        var firm = await door.DoAsync(Ids.New(TimeProvider.System), db => db.AddFirmAsync(name, number));
        await output.WriteLineAsync($"Added {firm.Name}, {firm.OrgNumber.Spaced}.");
        return Verb.Done;
    }

    private static async Task<int> FolderAsync(Arguments given, IConfiguration configuration, TextWriter output)
    {
        var (asked, path) = (given.Needed("firm"), given["path"] ?? given.Needed("path"));
        var full = string.IsNullOrWhiteSpace(path) ? null : Path.GetFullPath(path);
        await using var door = await SetUpDoor.OpenAsync(configuration);
        var firm = await door.FirmAsync(asked);
        await door.DoAsync(firm, async db => { await db.WatchFolderAsync(full); return true; });
        await output.WriteLineAsync(full is null ? "No folder is watched." : $"Watched from now on: {full}");
        return Verb.Done;
    }
}
