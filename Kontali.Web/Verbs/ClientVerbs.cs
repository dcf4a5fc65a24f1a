using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Web.Verbs;

/// <summary>Clients, from a script.</summary>
internal static class ClientVerbs
{
    private const string Usage = """
        client add --firm FIRM --org 9DIGITS --name NAME --trade TRADE --vat yes|no|exempt
                   --term bimonthly|yearly|yearly-primary|monthly|half-monthly|weekly|quarterly|none
                   [--endpoint SCHEME:VALUE]              where its e-invoices go, if not to its organisation number
                   [--number NUMBER]                      the firm's number for it; otherwise the next free one
                   [--automation off|suggest|assisted|full]
                   [--threshold 0-100]                    per cent of confidence from which an agent may post by itself
        Prints the client's number. FIRM is its organisation number, or its name where only one bears it.
        """;

    public static Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error) => args switch
    {
        ["add", .. var rest] => AddAsync(Arguments.Read(Usage, rest, "firm", "org", "name", "trade", "vat", "term", "endpoint", "number", "automation", "threshold"), configuration, output),
        _ => Verb.ExplainAsync(args, Usage, output, error),
    };

    private static async Task<int> AddAsync(Arguments given, IConfiguration configuration, TextWriter output)
    {
        var (asked, name, number, trade) = (given.Needed("firm"), given.Needed("name").Trim(), OrgNumber.Parse(given.Needed("org")), Trades.Read(given.Needed("trade")));
        var vat = given.Needed("vat", ("yes", VatStatus.Registered), ("no", VatStatus.NotRegistered), ("exempt", VatStatus.Exempt));
        var term = given.Needed("term", ("bimonthly", VatTerm.Bimonthly), ("yearly", VatTerm.Yearly), ("yearly-primary", VatTerm.YearlyPrimary),
            ("monthly", VatTerm.Monthly), ("half-monthly", VatTerm.HalfMonthly), ("weekly", VatTerm.Weekly), ("quarterly", VatTerm.Quarterly), ("none", VatTerm.None));
        var automation = given.Or("automation", AutomationLevel.Assisted,
            ("off", AutomationLevel.Off), ("suggest", AutomationLevel.Suggest), ("assisted", AutomationLevel.Assisted), ("full", AutomationLevel.Full));
        var threshold = given.Number("threshold", 0, 100) ?? 85;

        await using var door = await SetUpDoor.OpenAsync(configuration);
        var firm = await door.FirmAsync(asked);
        var client = await door.DoAsync(firm, async db => await db.OpenBooksAsync(new Client
        {
            Id = Ids.New(db.Clock),
            TenantId = firm,
            ClientNumber = given["number"]?.Trim() ?? await db.NextClientNumberAsync(),
            Name = name,
            OrgNumber = number,
            Trade = trade,
            VatStatus = vat,
            VatTerm = term,
            EhfEndpoint = given["endpoint"]?.Trim(),
            AiAutomationLevel = automation,
            AiConfidenceThreshold = threshold,
        }));
        await output.WriteLineAsync(client.ClientNumber);
        return Verb.Done;
    }
}
