using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Tests.World;
using Kontali.Web;
using Kontali.Web.SignIn;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Kontali.Tests.SignIn;

public sealed class KeyRingTests(TestServer server)
{
    [Fact]
    public async Task With_a_certificate_the_keys_lie_sealed_and_another_instance_opens_them()
    {
        using var folder = new TestFolder();
        var file = Path.Combine(folder.Path, "ring.pfx");
        using (var rsa = RSA.Create(2048))
        using (var made = new CertificateRequest("CN=Kontali", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new(2036, 1, 1, 0, 0, 0, TimeSpan.Zero)))
            await File.WriteAllBytesAsync(file, made.Export(X509ContentType.Pfx, "hemmelig"), TestContext.Current.CancellationToken);
        var books = await server.CreateDatabaseAsync();

        await using var first = Instance(books, file);
        await using var second = Instance(books, file);
        var secret = Protector(first).Protect("en informasjonskapsel");

        Assert.Equal("en informasjonskapsel", Protector(second).Unprotect(secret));
        await using var db = first.Services.CreateScope().ServiceProvider.GetRequiredService<KontaliContext>();
        var key = (await db.DataProtectionKeys.SingleAsync(TestContext.Current.CancellationToken)).Xml!;
        Assert.Contains("EncryptedData", key, StringComparison.Ordinal);
        Assert.DoesNotContain("<masterKey", key, StringComparison.Ordinal);
    }

    [Fact]
    public void A_certificate_that_cannot_be_opened_stops_the_program_with_its_name()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("KeyRing:Certificate", "/finnes/ikke.pfx")]);
        Assert.Contains("/finnes/ikke.pfx", Assert.Throws<SetupProblem>(builder.ProtectKeyRing).Message, StringComparison.Ordinal);
    }

    private static IDataProtector Protector(WebApplication app) => app.Services.GetRequiredService<IDataProtectionProvider>().CreateProtector("prøve");

    private static WebApplication Instance(DatabaseConnections books, string certificate)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection([new("KeyRing:Certificate", certificate), new("KeyRing:Password", "hemmelig")]);
        builder.Services.AddSingleton(TimeProvider.System).AddSingleton<Contexts>().AddScoped(provider => provider.GetRequiredService<Contexts>().Open(Actor.Nobody));
        builder.Services.AddKeyRing();
        builder.ProtectKeyRing();
        var app = builder.Build();
        app.Services.GetRequiredService<Contexts>().Use(books);
        return app;
    }
}
