using Microsoft.EntityFrameworkCore.Migrations;

namespace Kontali.Data.Migrations;

/// <summary>Raw SQL of a migration, from the .sql file that lies beside it: roles, policies and triggers are read best as SQL.</summary>
internal static class SqlFile
{
    public static void Run(this MigrationBuilder migration, string name)
    {
        var assembly = typeof(SqlFile).Assembly;
        using var stream = assembly.GetManifestResourceStream($"Kontali.Data.Migrations.Sql.{name}.sql")!;
        using var reader = new StreamReader(stream);
        migration.Sql(reader.ReadToEnd());
    }
}
