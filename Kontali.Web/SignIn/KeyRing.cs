using System.Security.Cryptography.X509Certificates;
using Kontali.Data;
using Kontali.Data.Database;
using Microsoft.AspNetCore.DataProtection;

namespace Kontali.Web.SignIn;

/// <summary>
/// The keys that seal cookies and forms lie in the database, so that every instance agrees. With <c>KeyRing:Certificate</c>
/// (a .pfx file, and <c>KeyRing:Password</c>) they lie there sealed; on an instance without it they cannot be opened.
/// </summary>
public static class KeyRing
{
    private const string Manager = "Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager";

    /// <summary>Keeps them in the database.</summary>
    public static void AddKeyRing(this IServiceCollection services) =>
        services.AddDataProtection().SetApplicationName("Kontali").PersistKeysToDbContext<KontaliContext>();

    /// <summary>Seals them, where a certificate is named.</summary>
    /// <exception cref="SetupProblem">The certificate cannot be opened.</exception>
    public static void ProtectKeyRing(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["KeyRing:Certificate"] is { Length: > 0 } file)
        {
            var certificate = Open(file, builder.Configuration["KeyRing:Password"]);
            builder.Services.AddDataProtection().ProtectKeysWithCertificate(certificate).UnprotectKeysWithAnyCertificate(certificate);
        }
        else
        {
            // Without one, whoever reads the database could forge a cookie; but whoever reads it has all that a cookie gives, and our own
            // embedded server lets in nobody but this account. So the warning at every start is not news, and errors still are.
            builder.Logging.AddFilter(Manager, LogLevel.Error);
        }
    }

    private static X509Certificate2 Open(string file, string? password)
    {
        try
        {
            var certificate = X509CertificateLoader.LoadPkcs12FromFile(file, password);
            return certificate.HasPrivateKey ? certificate : throw new SetupProblem($"KeyRing:Certificate has no private key: {file}");
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new SetupProblem($"KeyRing:Certificate cannot be opened: {file}: {e.Message}");
        }
    }
}
