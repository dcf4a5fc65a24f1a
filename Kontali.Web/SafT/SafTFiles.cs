using System.Collections.Concurrent;
using Kontali.Web.Shared;

namespace Kontali.Web.SafT;

/// <summary>Files that have been written for somebody, until she has fetched them or an hour has gone. They lie outside the web root, under our own names.</summary>
public sealed class SafTFiles(TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(1);
    private readonly ConcurrentDictionary<Guid, Ready> ready = [];

    private sealed record Ready(string Path, string Name, Guid User, DateTimeOffset Since);

    /// <summary>A new place to write to.</summary>
    public static string NewPath() => Path.Combine(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "kontali-saft")).FullName, $"{Guid.NewGuid():N}.xml");

    /// <summary>It is written: where she fetches it.</summary>
    public string Offer(string path, string name, Guid user)
    {
        foreach (var (old, file) in ready.Where(r => clock.GetUtcNow() - r.Value.Since > Kept).ToList())
            if (ready.TryRemove(old, out _)) File.Delete(file.Path);
        var token = Guid.NewGuid();
        ready[token] = new(path, name, user, clock.GetUtcNow());
        return $"/rapporter/saf-t/{token}.xml";
    }

    /// <summary>Maps the door where it is fetched, once and again, by whom it was written for.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapGet("/rapporter/saf-t/{token:guid}.xml", async (Guid token, SafTFiles files, CurrentUser who) =>
        files.ready.TryGetValue(token, out var file) && (await who.ActorAsync()).User == file.User && File.Exists(file.Path)
            ? Results.File(File.OpenRead(file.Path), "application/xml", file.Name) : Results.NotFound());
}
