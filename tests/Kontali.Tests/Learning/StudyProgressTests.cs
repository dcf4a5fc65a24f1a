using Kontali.Data;
using Kontali.Data.Agents;
using Kontali.Data.Seed;
using Kontali.Data.Tasks;
using Kontali.Tests.Tasks;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Learning;

/// <summary>A long study says how far it is.</summary>
public sealed class StudyProgressTests(TestServer server)
{
    [Fact]
    public async Task The_study_of_the_books_tells_how_many_invoices_it_has_read()
    {
        await using var books = await TestBooks.OpenAsync(server, DemoFirm.Bakery);
        await books.DoAsync(db => Task.FromResult(db.Enqueue(HistoryStudent.Agent, HistoryStudent.StudyHistory, new { })), Actor.Setup(books.Firm));
        var claim = Assert.Single(await books.ClaimAsync(20), c => c.TaskType == HistoryStudent.StudyHistory);
        await using var db = books.Worker(Actor.Agent(books.Firm, HistoryStudent.Agent));
        List<int> told = [];
        await HistoryStudent.StudyAsync(db, (done, total) => { told.Add(done); Assert.InRange(done, 0, total); return Task.CompletedTask; }, TestContext.Current.CancellationToken);
        Assert.InRange(told.Count, 3, 203);
        Assert.Equal(told.Order(), told);

        await new HistoryStudent().ThinkAsync(db, claim, TestContext.Current.CancellationToken);
        var task = await books.AskAsync(ask => ask.Tasks.SingleAsync(t => t.Id == claim.Id));
        Assert.Equal((told[^1], told[^1]), (task.Done, task.Total));
    }
}
