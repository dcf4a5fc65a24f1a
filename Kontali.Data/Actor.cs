namespace Kontali.Data;

/// <summary>Who acts.</summary>
public enum ActorKind
{
    /// <summary>A signed-in person.</summary>
    Person,

    /// <summary>An agent of ours.</summary>
    Agent,

    /// <summary>Set-up and seeding, from the command line.</summary>
    System,
}

/// <summary>
/// On whose behalf a context works. Every connection it opens tells PostgreSQL (<c>kontali.tenant</c>, <c>kontali.user</c> …),
/// which the tenant wall and the audit trail read.
/// </summary>
/// <param name="Firm">The firm; null before it is known, and then no tenant's row can be seen.</param>
/// <param name="User">The person, where it is one.</param>
/// <param name="Kind">Person, agent or set-up.</param>
/// <param name="Name">Name for the audit trail.</param>
/// <param name="SeesAllClients">False for a person who works only for the clients assigned to her.</param>
public sealed record Actor(Guid? Firm, Guid? User, ActorKind Kind, string Name, bool SeesAllClients = true)
{
    /// <summary>Nobody, in no firm: sees nothing.</summary>
    public static readonly Actor Nobody = new(null, null, ActorKind.System, "Kontali");

    /// <summary>An agent working for a firm.</summary>
    public static Actor Agent(Guid firm, string name) => new(firm, null, ActorKind.Agent, name);

    /// <summary>Set-up working for a firm.</summary>
    public static Actor Setup(Guid firm) => new(firm, null, ActorKind.System, "Oppsett");

    /// <summary>The firm, where one is needed.</summary>
    /// <exception cref="InvalidOperationException">The context was opened for nobody.</exception>
    public Guid RequiredFirm => Firm ?? throw new InvalidOperationException("This context was opened without a firm.");
}
