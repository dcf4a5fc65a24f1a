using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using MimeKit;

namespace Kontali.Tests.World;

/// <summary>A mail server on this machine that takes what it is sent and keeps it: enough of SMTP (RFC 5321) to be delivered to.</summary>
public sealed class Mailbox : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();

    public Mailbox()
    {
        listener.Start();
        _ = TakeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What came, in order.</summary>
    public ConcurrentQueue<MimeMessage> Messages { get; } = [];

    /// <summary>True: it refuses every receiver, as a server does that does not know the address.</summary>
    public bool Refuses { get; set; }

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptTcpClientAsync(over.Token);
                await TalkAsync(caller.GetStream());
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        await using var writer = new StreamWriter(stream, Encoding.ASCII) { NewLine = "\r\n", AutoFlush = true };
        await writer.WriteLineAsync("220 postkasse");
        while (await reader.ReadLineAsync(over.Token) is { } said)
        {
            var verb = said.Split(' ', ':')[0].ToUpperInvariant();
            if (verb == "DATA")
            {
                await writer.WriteLineAsync("354 go on");
                var text = new StringBuilder();
                while (await reader.ReadLineAsync(over.Token) is { } line && line != ".") text.Append(line.StartsWith("..", StringComparison.Ordinal) ? line[1..] : line).Append("\r\n");
                Messages.Enqueue(await MimeMessage.LoadAsync(new MemoryStream(Encoding.Latin1.GetBytes(text.ToString())), over.Token));
            }
            await writer.WriteLineAsync(verb switch { "QUIT" => "221 bye", "RCPT" when Refuses => "550 nobody here by that name", _ => "250 ok" });
            if (verb == "QUIT") return;
        }
    }

    public void Dispose()
    {
        over.Cancel();
        listener.Dispose();
        over.Dispose();
    }
}
