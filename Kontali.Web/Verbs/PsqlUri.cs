using Npgsql;

namespace Kontali.Web.Verbs;

/// <summary>A connection as psql and its relatives write it.</summary>
internal static class PsqlUri
{
    public static string Of(string connectionString)
    {
        var c = new NpgsqlConnectionStringBuilder(connectionString);
        // A socket's folder is no host name: it stands among the settings, and so do the others for evenness.
        var settings = new (string Name, string? Value)[]
        {
            ("host", c.Host), ("user", c.Username), ("password", c.Password),
            ("port", c.Port == NpgsqlConnection.DefaultPort ? null : $"{c.Port}"),
            ("sslmode", Ssl(c.SslMode)), ("sslrootcert", c.RootCertificate),
        };
        return $"postgresql:///{Uri.EscapeDataString(c.Database ?? "")}?" + string.Join('&', settings
            .Where(s => !string.IsNullOrEmpty(s.Value)).Select(s => $"{s.Name}={Escape(s.Value!)}"));
    }

    private static string? Ssl(SslMode mode) => mode switch
    {
        SslMode.Prefer => null, // psql's default too.
        SslMode.VerifyCA => "verify-ca",
        SslMode.VerifyFull => "verify-full",
        _ => mode.ToString().ToLowerInvariant(),
    };

    private static string Escape(string value) => Uri.EscapeDataString(value).Replace("%2F", "/", StringComparison.Ordinal);
}
