using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Pdf;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>Lets the language model read a paper that we are unsure of, where the firm wants it and a client is known. Outside any transaction.</summary>
internal static class LookAgain
{
    // An invoice says what it is on its first pages and its last; a question has a price.
    private const int MostText = 12_000;

    public static async Task<(Reading Reading, SecondOpinion? Opinion)> LookAgainAsync(this KontaliContext db, IAdvisor advisor, Document document, Reading first, CancellationToken ct)
    {
        if (advisor.Model.Length == 0 || !SecondReading.IsWanted(first) || !(await db.Tenants.AsNoTracking().SingleAsync(ct)).Settings.AdvisorReads) return (first, null);
        if (await db.AdvisedClientAsync(document, first.Facts!, ct) is not { AiAutomationLevel: not AutomationLevel.Off } client) return (first, null);
        var opinion = await advisor.ReadAsync(new() { Firm = client.TenantId, Client = client.Id, Document = document.Id, Text = TextOf(first.Text!) }, ct);
        return (opinion.Values.Count == 0 ? first : SecondReading.With(first, await PageInvoices.WorldAsync(db, document, first.Text!, ct), opinion.Values), opinion);
    }

    private static string TextOf(PageText text)
    {
        var all = string.Join('\n', text.Pages.SelectMany(p => p.Lines).Select(line => string.Join(' ', line.Select(w => w.Text))));
        return all.Length <= MostText ? all : $"{all[..(MostText * 2 / 3)]}\n…\n{all[^(MostText / 3)..]}";
    }
}
