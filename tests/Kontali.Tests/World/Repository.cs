namespace Kontali.Tests.World;

/// <summary>The source itself, for tests that read it.</summary>
public static class Repository
{
    /// <summary>The folder of the solution.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>Our files of a kind beneath a project, as path and text; not what a build made.</summary>
    public static IEnumerable<(string Path, string Text)> Read(string project, params string[] patterns) =>
        from pattern in patterns
        from file in Directory.EnumerateFiles(Path.Combine(Root, project), pattern, SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace('\\', '/')
        where !path.Split('/').Any(part => part is "obj" or "bin" or "Migrations")
        orderby path
        select (path, File.ReadAllText(file));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Kontali.Web.sln"))) return folder.FullName;
        throw new InvalidOperationException("Testene leser kildekoden og må kjøres fra et utsjekket depot.");
    }
}
