using System.Net;
using System.Net.Sockets;

namespace Kontali.Tests.World;

/// <summary>The line between a browser and the program, which a test can cut and mend: bytes in, bytes out, and nothing else.</summary>
public sealed class Wire : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly List<TcpClient> lines = [];
    private readonly Uri far;
    private volatile bool cut;

    public Wire(Uri far)
    {
        this.far = far;
        listener.Start();
        _ = AcceptAsync();
    }

    /// <summary>An address at this end.</summary>
    public Uri At(string path) => new($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}{path}");

    /// <summary>Everything that is open breaks, and nothing new gets through.</summary>
    public void Cut()
    {
        cut = true;
        lock (lines)
        {
            foreach (var line in lines) line.Dispose();
            lines.Clear();
        }
    }

    /// <summary>It carries again.</summary>
    public void Mend() => cut = false;

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var near = await listener.AcceptTcpClientAsync(over.Token);
                if (cut) near.Dispose();
                else _ = CarryAsync(near);
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task CarryAsync(TcpClient near)
    {
        using var there = new TcpClient { NoDelay = true };
        near.NoDelay = true;
        lock (lines) lines.AddRange([near, there]);
        try
        {
            await there.ConnectAsync(far.Host, far.Port, over.Token);
            await Task.WhenAny(near.GetStream().CopyToAsync(there.GetStream(), over.Token), there.GetStream().CopyToAsync(near.GetStream(), over.Token));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException or OperationCanceledException) { } // Cut.
        finally
        {
            lock (lines)
            {
                lines.Remove(near);
                lines.Remove(there);
            }
            near.Dispose();
        }
    }

    public void Dispose()
    {
        over.Cancel();
        Cut();
        listener.Dispose();
        over.Dispose();
    }
}
