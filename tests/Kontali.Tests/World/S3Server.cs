using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Kontali.Tests.World;

/// <summary>A real server that speaks S3 (s3rver, from npm), with a bucket; in a folder of its own.</summary>
public sealed class S3Server : IDisposable
{
    public const string Bucket = "kontali", Key = "S3RVER", Secret = "S3RVER";
    private readonly Process server;

    private S3Server(Process server, int port) => (this.server, Endpoint) = (server, new($"http://127.0.0.1:{port}"));

    public Uri Endpoint { get; }

    /// <summary>Starts one; null where there is no node, or the server cannot be had.</summary>
    public static async Task<S3Server?> StartAsync(string folder, CancellationToken ct)
    {
        var program = Path.Combine(folder, "node_modules", "s3rver", "bin", "s3rver.js");
        if (!File.Exists(program) && (await RunAsync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", "s3rver@3.7.1"], ct) != 0 || !File.Exists(program))) return null;
        var port = FreePort();
        if (Start("node", [program, "-d", Path.Combine(folder, "data"), "-a", "127.0.0.1", "-p", $"{port}", "--configure-bucket", Bucket, "--silent"]) is not { } process) return null;
        for (var tries = 0; tries < 600 && !process.HasExited; tries++, await Task.Delay(50, ct))
            try
            {
                using var door = new TcpClient();
                await door.ConnectAsync(IPAddress.Loopback, port, ct);
                return new(process, port);
            }
            catch (SocketException)
            {
                // Not open yet.
            }
        return null;
    }

    private static async Task<int> RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        using var process = Start(program, arguments);
        if (process is null) return -1;
        using var longest = CancellationTokenSource.CreateLinkedTokenSource(ct);
        longest.CancelAfter(TimeSpan.FromMinutes(2));
        try
        {
            await process.WaitForExitAsync(longest.Token);
            return process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            return -1;
        }
    }

    private static Process? Start(string program, string[] arguments)
    {
        try
        {
            return Process.Start(new ProcessStartInfo(program, arguments));
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null; // It is not installed.
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Ends it, as a server that is away.</summary>
    public void Stop()
    {
        if (server.HasExited) return;
        server.Kill(entireProcessTree: true);
        server.WaitForExit();
    }

    public void Dispose()
    {
        Stop();
        server.Dispose();
    }
}
