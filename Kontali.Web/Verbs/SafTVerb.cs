using Kontali.Data;
using Kontali.Data.Ledger;
using Kontali.Data.SafT;
using Kontali.Web.SafT;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.Verbs;

/// <summary>SAF-T from a script.</summary>
internal static class SafTVerb
{
    private const string Usage = """
        saft export --firm FIRM --client NUMBER --from YYYY-MM --to YYYY-MM --file FILE
                    [--version 1.20|1.30|1.40]            otherwise by the period: 1.30 from 2025, 1.40 from 2027
        Writes the client's books of those months. FIRM is its organisation number, or its name where only one bears it.
        """;

    public static Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error) => args switch
    {
        ["export", .. var rest] => ExportAsync(Arguments.Read(Usage, rest, "firm", "client", "from", "to", "file", "version"), configuration, output),
        _ => Verb.ExplainAsync(args, Usage, output, error),
    };

    private static async Task<int> ExportAsync(Arguments given, IConfiguration configuration, TextWriter output)
    {
        var (asked, number, path) = (given.Needed("firm"), given.Needed("client"), given.Needed("file"));
        var (from, to) = (Month(given.Needed("from")), Month(given.Needed("to")));
        if (string.CompareOrdinal(from, to) > 0) throw new Misunderstood($"--from {from} is after --to {to}.", Usage);
        var version = given.Or("version", (string?)null, ("1.20", "1.20"), ("1.30", "1.30"), ("1.40", "1.40"));
        await using var door = await SetUpDoor.OpenAsync(configuration);
        var firm = await door.FirmAsync(asked);
        var unfinished = $"{path}.{Guid.NewGuid():N}";
        try
        {
            SafTWritten written;
            await using (var file = File.Create(unfinished))
                written = await door.DoAsync(firm, async db =>
                {
                    var client = await db.Clients.SingleOrDefaultAsync(c => c.ClientNumber == number) ?? throw new Misunderstood($"The firm has no client {number}.", Usage);
                    return await db.WriteSafTAsync(new(client, new MonthSpan(from, to), version), file, SafTPage.Software);
                });
            File.Move(unfinished, path, overwrite: true);
            await output.WriteLineAsync($"{written.Vouchers} vouchers, {written.Lines} lines");
            return Verb.Done;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    // A day says its month: balances are kept by the month.
    private static string Month(string text) => Months.FirstDay(text.Length == 10 ? text[..7] : text) is not null ? text[..7] : throw new Misunderstood($"\"{text}\" is not a month, YYYY-MM.", Usage);
}
