using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Data.Seed;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.World;

/// <summary>Every page of the program, and an address where the demo firm has something to show on it. A page without its line here fails a test.</summary>
public static class EveryPage
{
    /// <summary>Pages that are a card of their own, without the frame.</summary>
    public static readonly IReadOnlySet<string> Cards = new HashSet<string> { "/konto", "/logg-ut/bekreft", "/logg-inn", "/start", "/logg-inn/kode", "/feil", "/ikke-funnet", "/foto" };

    /// <summary>The routes, and what to open of each; {…} is looked up in the books.</summary>
    public static readonly IReadOnlyList<(string Route, string Address)> All =
    [
        ("/", "/"),
        ("/til-kontroll", "/til-kontroll"),
        ("/innboks", "/innboks"),
        ("/innboks", "/innboks?tilstand=uten-klient"),
        ("/innboks/{Id:guid}", "/innboks/{arrival}"),
        ("/foto", "/foto"),
        ("/bilag", "/bilag"),
        ("/bilag/ny", "/bilag/ny?klient=1001"),
        ("/bilag/planlagt", "/bilag/planlagt"),
        ("/bilag/{Id:guid}", "/bilag/{voucher}"),
        ("/bilag/{Id:guid}/rett", "/bilag/{voucher}/rett"),
        ("/rettinger", "/rettinger"),
        ("/rettinger/ny", "/rettinger/ny?konto=6540"),
        ("/rettinger/{Id:guid}", "/rettinger/{voucher}"),
        ("/leverandorer", "/leverandorer"),
        ("/leverandor/{Id:guid}", "/leverandor/{vendor}"),
        ("/leverandor/{Id:guid}/poster", "/leverandor/{vendor}/poster"),
        ("/faktura/{Id:guid}", "/faktura/{invoice}"),
        ("/betalinger", "/betalinger?klient=1001"),
        ("/betalinger/oppdrag", "/betalinger/oppdrag"),
        ("/betalinger/bank", "/betalinger/bank?klient=1001"),
        ("/betalinger/{Id:guid}", "/betalinger/{run}"),
        ("/rapporter", "/rapporter"),
        ("/rapporter/saldobalanse", "/rapporter/saldobalanse?klient=1001"),
        ("/rapporter/saldobalanse", "/rapporter/saldobalanse?klient=alle"),
        ("/rapporter/resultat", "/rapporter/resultat?klient=1001"),
        ("/rapporter/balanse", "/rapporter/balanse?klient=1001"),
        ("/rapporter/bokforingsspesifikasjon", "/rapporter/bokforingsspesifikasjon?klient=1001"),
        ("/rapporter/kontospesifikasjon", "/rapporter/kontospesifikasjon?klient=1001"),
        ("/rapporter/leverandorspesifikasjon", "/rapporter/leverandorspesifikasjon?klient=1001"),
        ("/rapporter/aldersfordelt", "/rapporter/aldersfordelt?klient=1001"),
        ("/rapporter/mva-spesifikasjon", "/rapporter/mva-spesifikasjon?klient=1001"),
        ("/rapporter/kontoplan", "/rapporter/kontoplan?klient=1001"),
        ("/rapporter/kontoutskrift", "/rapporter/kontoutskrift?klient=1001&konto=2400"),
        ("/rapporter/saf-t", "/rapporter/saf-t?klient=1001"),
        ("/rapporter/saf-t/les", "/rapporter/saf-t/les?klient=1001"),
        ("/etterproving", "/etterproving"),
        ("/perioder", "/perioder"),
        ("/mva", "/mva"),
        ("/mva/{Number}", "/mva/1001"),
        ("/mva/{Number}", "/mva/1001?termin=2026-07-01"),
        ("/mva/{Number}/linje", "/mva/1001/linje?termin=2026-07-01&linje=1f0"),
        ("/klienter", "/klienter"),
        ("/klienter/{Number}", "/klienter/1001"),
        ("/klienter/{Number}", "/klienter/1001?fane=kontoplan"),
        ("/klienter/{Number}", "/klienter/1001?fane=perioder"),
        ("/klienter/{Number}", "/klienter/1001?fane=terskler"),
        ("/klienter/{Number}", "/klienter/1001?fane=logg"),
        ("/laering", "/laering"),
        ("/monstre", "/monstre"),
        ("/beslutninger", "/beslutninger"),
        ("/beslutninger/{Id:guid}", "/beslutninger/{decision}"),
        ("/agenter", "/agenter"),
        ("/oppsett", "/oppsett"),
        ("/konto", "/konto"),
        ("/logg-ut/bekreft", "/logg-ut/bekreft"),
        ("/logg-inn", "/logg-inn"),
        ("/logg-inn/kode", "/logg-inn/kode"),
        ("/start", "/start"),
        ("/feil", "/feil"),
        ("/ikke-funnet", "/ikke-funnet"),
    ];

    /// <summary>The addresses in this program's books.</summary>
    public static async Task<IReadOnlyList<(string Route, string Address)>> AddressesAsync(RunningKontali program)
    {
        await using var db = new Kontali.Data.KontaliContext(Kontali.Data.KontaliContext.Options(program.Ways.App)) { Actor = Kontali.Data.Actor.Setup(DemoFirm.Id) };
        var decided = await db.Journal.Where(j => j.DecisionId != null && j.DocumentId != null).NewestFirst.FirstOrDefaultAsync();
        var voucher = decided ?? await db.Journal.NewestFirst.FirstAsync();
        var invoice = await db.Invoices.OrderByDescending(i => i.InvoiceDate).FirstAsync();
        Dictionary<string, Guid?> ids = new()
        {
            ["arrival"] = await db.Arrivals.OrderByDescending(a => a.ReceivedAt).Select(a => (Guid?)a.DocumentId).FirstOrDefaultAsync(),
            ["voucher"] = voucher.Id,
            ["vendor"] = invoice.VendorId,
            ["invoice"] = invoice.Id,
            ["run"] = await db.PaymentRuns.Select(r => (Guid?)r.Id).FirstOrDefaultAsync(),
            ["decision"] = decided?.DecisionId ?? await db.Decisions.Select(d => (Guid?)d.Id).FirstOrDefaultAsync(),
        };
        return [.. All.Select(page => (page.Route, ids.Aggregate(page.Address, (address, id) => address.Replace($"{{{id.Key}}}", $"{id.Value}", StringComparison.Ordinal))))];
    }

    /// <summary>Waits until this morning's invoices have been read, so that pages about one have one.</summary>
    public static async Task UntilReadAsync(RunningKontali program)
    {
        await using var db = new Kontali.Data.KontaliContext(Kontali.Data.KontaliContext.Options(program.Ways.App)) { Actor = Kontali.Data.Actor.Setup(DemoFirm.Id) };
        for (var tries = 0; tries < 900; tries++, await Task.Delay(100))
            if (await db.Documents.AnyAsync(d => d.Door == Kontali.Data.Documents.Door.Demo) && !await db.Tasks.AnyAsync(t => t.TaskType == Kontali.Data.Agents.InvoiceAgent.ReadDocument)) return;
    }
}
