using System.Globalization;
using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Corrections;
using Kontali.Data.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Corrections;

/// <summary>The program is killed in the middle of a batch, again and again.</summary>
public sealed class KilledBatchTests(TestServer server) : IDisposable
{
    // KONTALI_KILLS=20 dotnet … -class "*KilledBatchTests" is the long shape: five hundred vouchers, twenty kills.
    private static readonly int Kills = int.TryParse(Environment.GetEnvironmentVariable("KONTALI_KILLS"), CultureInfo.InvariantCulture, out var kills) ? kills : 3;
    private static readonly int Vouchers = Kills < 10 ? 150 : 500;
    private readonly TestFolder folder = new();

    [Fact]
    public async Task Killed_in_the_middle_of_a_batch_and_started_again_each_voucher_is_whole_and_none_is_corrected_twice()
    {
        await using var books = await TestBooks.NewAsync(server);
        Guid[] clients = [books.Client, await PostedInvoices.ClientAsync(books, "1002", "Andre AS"), await PostedInvoices.ClientAsync(books, "1003", "Tredje AS")];
        for (var i = 0; i < Vouchers; i++) await PostedInvoices.PostAsync(books, clients[i % 3], $"F-{i}", 100m + i);
        var batch = await BatchTests.OrderAsync(books, new() { Account = "6540" }, new(Account: "6800"));
        Assert.Equal(Vouchers, batch.Vouchers);

        // The dice are the same each time; what the kill meets is not.
        var (dice, seen) = (new Random(20), new List<int>());
        for (var kill = 0; kill < Kills; kill++)
        {
            using var doomed = await DoomedKontali.StartAsync(books.Ways, folder);
            // Once its share of the batch is done, and then somewhere: while a part is corrected, as it lands, or in the next.
            var share = Vouchers * kill / (Kills + 1);
            for (var tries = 0; tries < 500 && await DoneAsync(books) < share; tries++) await Task.Delay(20, TestContext.Current.CancellationToken);
            for (var tries = 0; tries < 500 && !await books.AskAsync(db => db.Tasks.AnyAsync(t => t.TaskType == OrderBatch.Part && t.Status == TaskState.Running && t.LeaseUntil > DateTimeOffset.UtcNow.AddSeconds(40))); tries++) await Task.Delay(20, TestContext.Current.CancellationToken);
            await Task.Delay(dice.Next(0, 300), TestContext.Current.CancellationToken);
            doomed.Kill();
            seen.Add(await DoneAsync(books));
            await AssertWholeAsync(books, batch);
        }
        // A part that died with ten workers is laid aside for a person, who lets it be tried again.
        var dead = await books.AskAsync(db => db.Tasks.Where(t => t.Status == TaskState.Dead).Select(t => t.Id).ToListAsync());
        foreach (var task in dead) await books.DoAsync(db => db.RedoAsync(task));
        using var last = await DoomedKontali.StartAsync(books.Ways, folder);
        await DoomedKontali.UntilAsync(async () => await books.AskAsync(db => db.BatchVouchers.CountAsync(v => v.State == BatchState.Waiting)) == 0);
        await DoomedKontali.UntilAsync(async () => !await books.AskAsync(db => db.Tasks.AnyAsync(t => t.Id == batch.TaskId)));
        last.Kill();

        Assert.Equal(Vouchers, await DoneAsync(books));
        await AssertWholeAsync(books, batch);
        Assert.Equal(3 * Vouchers, await books.AskAsync(db => db.Journal.CountAsync()));
        Assert.Equal(0m, await books.AskAsync(db => db.Postings.Where(p => p.AccountNumber == "6540").SumAsync(p => p.DebitAmount - p.CreditAmount)));
        Assert.Empty((await books.DoAsync(db => db.ReconcileAsync(), Actor.Setup(books.Firm))).Found);
        TestContext.Current.TestOutputHelper?.WriteLine($"{Kills} kills over {Vouchers} vouchers; done at each: {string.Join(' ', seen)}; {dead.Count} parts had died ten times");
    }

    public void Dispose() => folder.Dispose();

    private static Task<int> DoneAsync(TestBooks books) => books.AskAsync(db => db.BatchVouchers.CountAsync(v => v.State == BatchState.Done));

    // What is done has a reversal, a replacement, a correction and its invoice; what is not has none of them; none has two.
    // One statement sees it all: what the killed program had sent may still be committed by the server after its death.
    private static async Task AssertWholeAsync(TestBooks books, CorrectionBatch batch)
    {
        var rows = await books.AskAsync(db => db.BatchVouchers.Select(v => new
        {
            v.State,
            Reversals = db.Journal.Count(j => j.ReversalOfId == v.EntryId),
            Corrections = db.Corrections.Count(c => c.BatchId == batch.Id && c.JournalEntryId == v.EntryId && c.ReversalEntryId == v.ReversalEntryId && c.ReplacementEntryId == v.ReplacementEntryId),
            Stands = db.Invoices.Count(i => i.GeneralLedgerId == (v.ReplacementEntryId ?? v.EntryId)),
            All = db.Journal.Count(),
        }).ToListAsync());
        Assert.All(rows, r => Assert.Equal(r.State == BatchState.Done ? (1, 1, 1) : (0, 0, 1), (r.Reversals, r.Corrections, r.Stands)));
        Assert.Equal(Vouchers + 2 * rows.Count(r => r.State == BatchState.Done), rows[0].All);
    }
}
