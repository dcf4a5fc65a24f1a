namespace Kontali.Data.Database;

/// <summary>
/// The account the server runs under: our own, except that PostgreSQL refuses to run as root.
/// Then it is whoever owns the data already, else <c>postgres</c>.
/// </summary>
/// <param name="Name">Null when it is our own.</param>
internal sealed record ServerAccount(string? Name)
{
    public static bool WeAreRoot => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    public static async Task<ServerAccount> ForAsync(string cluster)
    {
        if (!WeAreRoot) return new((string?)null);
        if (Directory.Exists(cluster) && await OwnerAsync(cluster) is { } owner and not "root") return new(owner);
        if ((await Command.RunAsync("id", ["-u", "postgres"])).Succeeded) return new("postgres");
        throw new SetupProblem(
            "PostgreSQL refuses to run as root, and there is no account for it. Type: useradd --system --no-create-home postgres");
    }

    /// <summary>Can the account walk all the way into this folder?</summary>
    public async Task<bool> CanEnterAsync(string folder) =>
        Name is null || (await Command.RunAsync("test", ["-x", folder], Name)).Succeeded;

    /// <summary>Makes the folder, the account's alone.</summary>
    public async Task<bool> OwnAsync(string folder)
    {
        if (OperatingSystem.IsWindows()) return Directory.CreateDirectory(folder).Exists;
        Directory.CreateDirectory(folder, Private);
        // In a folder that all may write to, somebody could have laid a link that leads elsewhere.
        if (new DirectoryInfo(folder).LinkTarget is not null) return false;
        if (Name is not null && !(await Command.RunAsync("chown", [Name, folder])).Succeeded) return false;
        File.SetUnixFileMode(folder, Private); // Also proves that it is ours.
        return await CanEnterAsync(folder);
    }

    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private static async Task<string?> OwnerAsync(string folder)
    {
        string[] arguments = OperatingSystem.IsMacOS() ? ["-f", "%Su", folder] : ["-c", "%U", folder];
        return await Command.RunAsync("stat", arguments) is { Succeeded: true } said ? said.Output : null;
    }
}
