using Kontali.Data;
using Kontali.Data.Firms;

namespace Kontali.Web.SignIn;

/// <summary>Makes the first firm and its administrator, once in a database's life: both land together, and of two who try at once, one is told.</summary>
public sealed class FirstFirm(KontaliContext db)
{
    /// <summary>True as long as nobody has made a firm.</summary>
    public Task<bool> IsMissingAsync() => db.HasNoFirmAsync();

    /// <summary>The administrator; null where somebody else was first.</summary>
    /// <exception cref="BrokenRule">Something that was written will not do.</exception>
    public async Task<User?> MakeAsync(string firm, string number, string name, string email, string password)
    {
        var org = OrgNumber.Parse(number);
        db.ChangeTracker.Clear();
        db.Actor = Actor.Setup(Ids.New(db.Clock));
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.AloneAsFirstAsync();
        if (!await db.HasNoFirmAsync()) return null;
        await db.AddFirmAsync(firm, org);
        var administrator = await db.AddUserAsync(email, name, Role.Administrator, password);
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return administrator;
    }
}
