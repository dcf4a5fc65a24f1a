using Microsoft.EntityFrameworkCore.Design;

namespace Kontali.Data;

/// <summary>For the migration tools: the model needs no server.</summary>
public sealed class DesignTimeContext : IDesignTimeDbContextFactory<KontaliContext>
{
    /// <inheritdoc/>
    public KontaliContext CreateDbContext(string[] args) => new(KontaliContext.Options("Host=design.invalid;Database=kontali"));
}
