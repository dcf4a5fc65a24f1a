using System.Diagnostics;
using System.Net.Sockets;
using Kontali.Data.Database;
using Kontali.Web;

namespace Kontali.Tests.World;

/// <summary>The whole program as a process of its own, to be killed without warning.</summary>
internal static class DoomedKontali
{
    public static async Task<Running> StartAsync(DatabaseConnections ways, TestFolder folder)
    {
        var port = FreePort();
        var program = new ProcessStartInfo("dotnet", [typeof(Books).Assembly.Location, "--urls", $"http://127.0.0.1:{port}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                [DataFolder.Variable] = folder.Path,
                ["ConnectionStrings__Kontali"] = ways.App,
                ["ConnectionStrings__KontaliOwner"] = ways.Owner,
                ["ConnectionStrings__KontaliWorker"] = ways.Worker,
            },
        };
        var running = new Running(Process.Start(program)!, new Uri($"http://127.0.0.1:{port}"));
        using var http = new HttpClient { BaseAddress = running.Address };
        await UntilAsync(async () =>
        {
            try
            {
                return (await http.GetAsync(new Uri("/health/ready", UriKind.Relative))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return running;
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Patient, for a busy machine; what is promised is that it happens at all.
    public static async Task UntilAsync(Func<Task<bool>> done)
    {
        for (var tries = 0; tries < 1200; tries++, await Task.Delay(100, TestContext.Current.CancellationToken))
            if (await done()) return;
        Assert.Fail("It did not happen within two minutes.");
    }

    public sealed record Running(Process Process, Uri Address) : IDisposable
    {
        public void Kill()
        {
            Process.Kill();
            Process.WaitForExit();
        }

        public void Dispose()
        {
            if (!Process.HasExited) Kill();
            Process.Dispose();
        }
    }
}
