using System.Security.Cryptography;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Documents;
using Kontali.Data.Review;
using Kontali.Data.Seed;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Agents;

/// <summary>The demo firm's fresh invoices through the real intake: each case lands where its word says.</summary>
public sealed class FreshInvoicesTests(TestServer server)
{
    [Fact]
    public async Task Every_fresh_invoice_lands_where_it_should()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await DemoFirm.SendFreshInvoicesAsync(books.Open, server.Store, books.Clock, TestContext.Current.CancellationToken);
        await books.WorkAsync();

        var landed = await books.AskAsync(LandingsAsync);
        var astray = string.Join('\n', from file in DemoFirm.FreshInvoices(books.Today)
                                       let place = landed[Convert.ToHexStringLower(SHA256.HashData(file.Bytes))]
                                       where !place.StartsWith(file.Lands, StringComparison.Ordinal)
                                       select $"{file.Case}: {file.FileName} should be {file.Lands}, but is {place}");
        Assert.True(astray.Length == 0, astray);
    }

    private static async Task<Dictionary<string, string>> LandingsAsync(KontaliContext db)
    {
        var rows = await (from d in db.Documents
                          where d.Door == Door.Demo
                          join a in db.Arrivals on d.Id equals a.DocumentId
                          join i in db.Invoices on d.Id equals i.DocumentId into invoices
                          from i in invoices.DefaultIfEmpty()
                          join r in db.ReviewQueue.Where(r => r.Status == ReviewStatus.Pending) on i.Id equals r.SourceId into reviews
                          from r in reviews.DefaultIfEmpty()
                          select new { d.FileHash, a.Status, a.Reason, Code = r == null ? "" : r.IssueCategory, Percent = r == null ? 0 : r.AiConfidence }).ToListAsync();
        return rows.ToDictionary(r => r.FileHash, r => $"{r.Status.ToString().ToLowerInvariant()} {r.Code}".Trim() + $" [{r.Percent} % {r.Reason}]");
    }
}
