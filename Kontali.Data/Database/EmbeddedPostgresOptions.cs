namespace Kontali.Data.Database;

/// <summary>How our own server is set up.</summary>
public sealed record EmbeddedPostgresOptions
{
    /// <summary>Holds the cluster, or a note saying where it lies.</summary>
    public string Folder { get; init; } = DataFolder.Find();

    /// <summary>The cluster's place when we are root and the server's account cannot enter <see cref="Folder"/>.</summary>
    public string Refuge { get; init; } = ClusterPlace.DefaultRefuge;

    /// <summary>
    /// On loopback with passwords instead of a Unix socket that only the user can reach. Windows knows no other way.
    /// </summary>
    public bool OverTcp { get; init; } = OperatingSystem.IsWindows();

    /// <summary>Gives up safety against a power cut for speed: for tests only.</summary>
    public bool Throwaway { get; init; }

    /// <summary>Attach to a running server, but start none.</summary>
    public bool OnlyAttach { get; init; }

    /// <summary>Lets a test say where to look for programs.</summary>
    internal Func<ClusterPlace, Task<PostgresBinaries>> Binaries { get; init; } =
        place => PostgresBinaries.FindAsync(place.Home, place.Version, place.Account.Name);

    /// <summary>The server's settings.</summary>
    internal IEnumerable<(string Name, string Value)> Settings =>
    [
        // A run of tests keeps many databases open at once, each with its own pools.
        ("max_connections", Throwaway ? "600" : "200"),
        ("shared_buffers", SharedMegabytes + "MB"),
        ("random_page_cost", "1.1"), // Books lie on solid disks and in memory: ten thousand rows by their keys cost less than a ledger read whole.
        ("autovacuum_naptime", Throwaway ? "1min" : "10s"), // What the queue finished lies where the next claim begins: swept a minute apart, busy agents would walk over it.
        ("log_min_duration_statement", "2s"), // Slow statements show in the log, their values do not.
        ("log_parameter_max_length", "0"),
        ("log_parameter_max_length_on_error", "0"),
        .. Throwaway
            ? (IEnumerable<(string, string)>)[("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")]
            : [("fsync", "on"), ("synchronous_commit", "on"), ("full_page_writes", "on")],
    ];

    // An eighth of the machine, between what PostgreSQL thinks small and what a firm's books can fill.
    private long SharedMegabytes => Throwaway ? 128
        : Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024 / 1024 / 8, 128, 1024);
}
