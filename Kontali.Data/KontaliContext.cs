using Microsoft.EntityFrameworkCore;

namespace Kontali.Data;

/// <summary>A stand-in until the real one is on main.</summary>
public sealed class KontaliContext(DbContextOptions<KontaliContext> options) : DbContext(options)
{
    /// <summary>Options for a connection.</summary>
    public static DbContextOptions<KontaliContext> Options(string connectionString) =>
        new DbContextOptionsBuilder<KontaliContext>().UseNpgsql(connectionString, n => n.SetPostgresVersion(15, 0))
            .UseSnakeCaseNamingConvention().Options;
}
