namespace Kontali.Data;

/// <summary>A row that belongs to a firm: the tenant wall in the database and the named filter in the context both hold it in.</summary>
public interface IOfFirm
{
    /// <summary>The accounting firm.</summary>
    Guid TenantId { get; }
}

/// <summary>A row that belongs to one client of a firm.</summary>
public interface IOfClient : IOfFirm
{
    /// <summary>The client.</summary>
    Guid ClientId { get; }
}
