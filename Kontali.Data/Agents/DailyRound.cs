using Kontali.Data.Tasks;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Agents;

/// <summary>What is done for a firm once a day, and once in its life.</summary>
public static class DailyRound
{
    /// <summary>Asks for what has not been done: the day's sample, comparison, trimming and proof, and the study of books that were there before. Asking again is harmless.</summary>
    public static async Task AskForDailyRoundAsync(this KontaliContext db, CancellationToken ct = default)
    {
        var dayAgo = db.Clock.Now().AddHours(-20);
        var waiting = await db.Tasks.Where(t => t.TaskType == Sampler.DrawSample || t.TaskType == Reconciler.ReconcileBooks || t.TaskType == Trimmer.TrimTasks || (t.TaskType == Verifier.VerifyBooks && t.ClientId == null) || t.TaskType == HistoryStudent.StudyHistory).Select(t => t.TaskType).ToListAsync(ct);
        var done = await db.FinishedTasks.Where(t => t.CompletedAt > dayAgo && (t.TaskType == Sampler.DrawSample || t.TaskType == Reconciler.ReconcileBooks || t.TaskType == Trimmer.TrimTasks || (t.TaskType == Verifier.VerifyBooks && t.ClientId == null))).Select(t => t.TaskType).Distinct().ToListAsync(ct);
        Ask(Sampler.Agent, Sampler.DrawSample);
        Ask(Reconciler.Agent, Reconciler.ReconcileBooks);
        Ask(Trimmer.Agent, Trimmer.TrimTasks);
        Ask(Verifier.Agent, Verifier.VerifyBooks);
        if (await db.Lessons.AnyAsync(l => l.TaughtBy == Booking.Learning.Teacher.History && !db.Outcomes.Any(o => o.InvoiceId == l.InvoiceId), ct)) Ask(HistoryStudent.Agent, HistoryStudent.StudyHistory);

        void Ask(string agent, string task)
        {
            if (!waiting.Contains(task) && !done.Contains(task)) db.Enqueue(agent, task, new { }, dedupeKey: task, priority: 8);
        }
    }
}
