namespace Kontali.Data.Firms;

/// <summary>Who acts, as the database knows her at this moment.</summary>
/// <param name="TenantId">Her firm.</param>
/// <param name="Id">Her id.</param>
/// <param name="Name">Her name.</param>
/// <param name="Role">What she may do.</param>
/// <param name="IsActive">False when she has left.</param>
public sealed record Self(Guid TenantId, Guid Id, string Name, Role Role, bool IsActive)
{
    /// <summary>Whether every client of the firm is hers to see.</summary>
    public bool SeesAllClients => Role != Role.Bookkeeper;

    /// <summary>The actor she is.</summary>
    public Actor AsActor() => new(TenantId, Id, ActorKind.Person, Name, SeesAllClients);
}
