using System.Security.Cryptography;
using System.Text;

namespace Kontali.Data.Database;

/// <summary>Where the server is reached over loopback, any user of the machine could knock: so every role has a password, made from one secret.</summary>
internal sealed class ServerSecret
{
    private readonly string _secret;

    private ServerSecret(string secret) => _secret = secret;

    /// <summary>The secret kept beside the cluster; made if there is none.</summary>
    public static async Task<ServerSecret> OfAsync(ClusterPlace place)
    {
        if (!File.Exists(place.PasswordFile))
        {
            var access = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) access.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            await using (var file = new StreamWriter(place.PasswordFile, access))
                await file.WriteAsync(RandomNumberGenerator.GetHexString(64, lowercase: true));
            if (place.Account.Name is { } account) await Command.RunAsync("chown", [account, place.PasswordFile]);
        }
        return new((await File.ReadAllTextAsync(place.PasswordFile)).Trim());
    }

    /// <summary>The superuser's is the secret itself, which initdb reads; the others follow from it and tell nothing about it.</summary>
    public string PasswordOf(string role) => role == PgCtl.Superuser ? _secret
        : Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(_secret), Encoding.UTF8.GetBytes(role)));
}
