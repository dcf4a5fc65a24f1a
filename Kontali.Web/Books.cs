using Kontali.Data;
using Kontali.Web.Shared;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Web;

/// <summary>
/// The screens' door. Asking reads; doing opens a transaction, runs the verb, saves and commits. Each opens a context of its own,
/// stamped with the signed-in firm and person, so no screen can forget the filter. What breaks a rule is told in a snackbar.
/// </summary>
public sealed class Books(Contexts contexts, CurrentUser who, Teller teller, ISnackbar snackbar, Texts L)
{
    /// <summary>Reads.</summary>
    public async Task<T> AskAsync<T>(Func<KontaliContext, Task<T>> question)
    {
        await using var db = await OpenAsync();
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await question(db);
    }

    /// <summary>Does. True when it is committed; false when a rule stopped it, and she has been told.</summary>
    /// <param name="verb">The verb; it does not save.</param>
    /// <param name="reason">Why, for the audit trail.</param>
    /// <param name="refused">Hears the sentence too, where it is to stand beside what she typed.</param>
    public async Task<bool> DoAsync(Func<KontaliContext, Task> verb, string? reason = null, Action<Phrase>? refused = null) =>
        (await DoAsync(async db => { await verb(db); return true; }, reason, refused)).Done;

    /// <summary>Does one of many: what stops it is heard by the caller alone, who tells her of all together.</summary>
    public async Task<bool> TryAsync(Func<KontaliContext, Task> verb, Action<Phrase> refused) =>
        (await DoAsync(async db => { await verb(db); return true; }, null, refused, aloud: false)).Done;

    /// <summary>Does, and brings something back. A stopped verb brings nothing.</summary>
    public Task<(bool Done, T? Result)> DoAsync<T>(Func<KontaliContext, Task<T>> verb, string? reason = null, Action<Phrase>? refused = null) => DoAsync(verb, reason, refused, aloud: true);

    private async Task<(bool Done, T? Result)> DoAsync<T>(Func<KontaliContext, Task<T>> verb, string? reason, Action<Phrase>? refused, bool aloud)
    {
        try
        {
            await using var db = await OpenAsync(reason);
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Database.AutoSavepointsEnabled = false; // What fails here fails as a whole.
            var result = await verb(db);
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
            return (true, result);
        }
        catch (Exception e) when (teller.Told(e) is { } says)
        {
            if (aloud) snackbar.Add(L.Say(says), Severity.Warning);
            refused?.Invoke(says);
            return (false, default);
        }
    }

    private async Task<KontaliContext> OpenAsync(string? reason = null) => await contexts.OpenAsync(await who.ActorAsync(), reason);
}
