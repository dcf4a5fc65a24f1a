using Kontali.Data.Firms;

namespace Kontali.Web.Verbs;

/// <summary>A key for a program that delivers invoices.</summary>
internal static class ApiKeyVerb
{
    private const string Usage = """
        api-key --firm FIRM [--name NAME]        a new key for POST /api/intake, printed alone and this once
        FIRM is its organisation number, or its name where only one bears it.
        """;

    public static async Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error)
    {
        if (args is [] or [not ['-', '-', ..], ..] or ["--help"]) return await Verb.ExplainAsync(args, Usage, output, error);
        var given = Arguments.Read(Usage, args, "firm", "name");
        var (asked, name) = (given.Needed("firm"), given["name"] ?? "api-key");
        await using var door = await SetUpDoor.OpenAsync(configuration);
        var firm = await door.FirmAsync(asked);
        await output.WriteLineAsync(await door.DoAsync(firm, db => db.MakeApiKeyAsync(name)));
        return Verb.Done;
    }
}
