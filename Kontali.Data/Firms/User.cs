using Microsoft.AspNetCore.Identity;

namespace Kontali.Data.Firms;

/// <summary>What a person may do in her firm.</summary>
public enum Role
{
    /// <summary>Everything, and the firm's own set-up.</summary>
    Administrator,

    /// <summary>All clients: posts, approves, corrects, closes.</summary>
    Accountant,

    /// <summary>The clients assigned to her: posts, approves, corrects.</summary>
    Bookkeeper,

    /// <summary>Reads all clients, changes nothing: an auditor.</summary>
    Reader,
}

/// <summary>A person who signs in. The row is ASP.NET Core Identity's user; she belongs to one firm.</summary>
public sealed class User : IdentityUser<Guid>, IOfFirm
{
    /// <inheritdoc/>
    public Guid TenantId { get; init; }

    /// <summary>Her name, as colleagues see it.</summary>
    public string Name { get; set; } = "";

    /// <summary>What she may do.</summary>
    public Role Role { get; set; } = Role.Reader;

    /// <summary>False when she has left: what she did stays hers.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When she was added, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Last sign-in, UTC.</summary>
    public DateTimeOffset? LastLogin { get; set; }

    /// <summary>The keys she has chosen instead of the ordinary ones, by action.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; set; } = NoKeys;

    /// <summary>The ordinary keys.</summary>
    internal static readonly IReadOnlyDictionary<string, string> NoKeys = new Dictionary<string, string>();

    /// <summary>Whether every client of the firm is hers to see.</summary>
    public bool SeesAllClients => AsSelf().SeesAllClients;

    /// <summary>The actor she is.</summary>
    public Actor AsActor() => AsSelf().AsActor();

    private Self AsSelf() => new(TenantId, Id, Name, Role, IsActive);
}

/// <summary>A client assigned to a person.</summary>
public sealed class ClientAccess : IOfClient
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The person.</summary>
    public required Guid UserId { get; init; }
}

/// <summary>A key with which a program delivers documents for a firm. Only its hash is kept.</summary>
public sealed class ApiKey : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>What it is for.</summary>
    public required string Name { get; init; }

    /// <summary>SHA-256 of the key, lower-case hex.</summary>
    public required string KeyHash { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was taken back, UTC; null while it works.</summary>
    public DateTimeOffset? RevokedAt { get; set; }
}
