using Kontali.Data.Database;
using Npgsql;
using Xunit;

namespace Kontali.Tests.Database;

/// <summary>What tests ask a server.</summary>
internal static class ServerQuestions
{
    public static Task<string?> AskAsync(this EmbeddedPostgres server, string question) => server.Connections("postgres").Superuser!.AskAsync(question);

    public static async Task<string?> AskAsync(this string connectionString, string question)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var ask = new NpgsqlCommand(question, connection);
        return (await ask.ExecuteScalarAsync())?.ToString();
    }

    public static Task RememberAsync(this EmbeddedPostgres server, string what) =>
        server.AskAsync($"create table memory as select '{what}' as what");

    public static Task<string?> RecallAsync(this EmbeddedPostgres server) => server.AskAsync("select what from memory");

    public static int ProcessId(this EmbeddedPostgres server) => PostmasterFile.Read(server.Place.Cluster)!.ProcessId;
}
