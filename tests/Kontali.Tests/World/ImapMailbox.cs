using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace Kontali.Tests.World;

/// <summary>A mailbox on this machine that lets itself be emptied: enough of IMAP (RFC 3501, and MOVE of RFC 6851) for that.</summary>
public sealed partial class ImapMailbox : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource over = new();
    private readonly List<(int Uid, byte[] Bytes)> inbox = [];
    private int last;

    public ImapMailbox()
    {
        listener.Start();
        _ = TakeAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>What was moved out of it, to which folder.</summary>
    public List<(string Folder, byte[] Bytes)> Moved { get; } = [];

    /// <summary>What still lies in it.</summary>
    public int Count => inbox.Count;

    /// <summary>True: it breaks the line where a message is to be moved, as if the taker had died there.</summary>
    public bool BreaksAtMove { get; set; }

    public void Lay(byte[] message) => inbox.Add((++last, message));

    private async Task TakeAsync()
    {
        try
        {
            while (true)
            {
                using var caller = await listener.AcceptTcpClientAsync(over.Token);
                try
                {
                    await TalkAsync(caller.GetStream());
                }
                catch (IOException)
                {
                    // The caller has gone.
                }
            }
        }
        catch (OperationCanceledException) { }
    }

    private async Task TalkAsync(NetworkStream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1);
        List<string> folders = [];
        await SayAsync("* OK [CAPABILITY IMAP4rev1 MOVE UIDPLUS NAMESPACE] postkasse");
        while (await reader.ReadLineAsync(over.Token) is { } line)
        {
            var (tag, said) = (line.Split(' ')[0], line[(line.IndexOf(' ') + 1)..]);
            var verb = said.StartsWith("UID ", StringComparison.OrdinalIgnoreCase) ? $"UID {said.Split(' ')[1]}" : said.Split(' ')[0];
            switch (verb.ToUpperInvariant())
            {
                case "CAPABILITY": await SayAsync("* CAPABILITY IMAP4rev1 MOVE UIDPLUS NAMESPACE"); break;
                case "NAMESPACE": await SayAsync("* NAMESPACE ((\"\" \"/\")) NIL NIL"); break;
                case "LIST" or "LSUB":
                    foreach (var folder in folders.Append("INBOX").Where(f => said.EndsWith(f, StringComparison.Ordinal) || said.EndsWith($"{f}\"", StringComparison.Ordinal) || (said.Contains("INBOX/%", StringComparison.Ordinal) && f != "INBOX")))
                        await SayAsync($"* LIST () \"/\" {folder}");
                    break;
                case "CREATE": folders.Add(said.Split(' ')[1].Trim('"')); break;
                case "SELECT":
                    await SayAsync($"* {inbox.Count} EXISTS\r\n* 0 RECENT\r\n* FLAGS (\\Deleted \\Seen)\r\n* OK [UIDVALIDITY 1] ok\r\n* OK [UIDNEXT {last + 1}] ok");
                    break;
                case "UID SEARCH": await SayAsync($"* SEARCH {string.Join(' ', inbox.Select(m => m.Uid))}".TrimEnd()); break;
                case "UID FETCH":
                    foreach (var uid in Uids(said.Split(' ')[2]))
                        if (said.Contains("BODY", StringComparison.Ordinal)) await SendAsync(uid);
                        else await SayAsync($"* {PlaceOf(uid)} FETCH (UID {uid} RFC822.SIZE {inbox[PlaceOf(uid) - 1].Bytes.Length})");
                    break;
                case "UID MOVE":
                    if (BreaksAtMove) return;
                    foreach (var uid in Uids(said.Split(' ')[2]))
                    {
                        var place = PlaceOf(uid);
                        Moved.Add((said.Split(' ')[3].Trim('"'), inbox[place - 1].Bytes));
                        inbox.RemoveAt(place - 1);
                        await SayAsync($"* {place} EXPUNGE");
                    }
                    break;
                case "LOGOUT": await SayAsync("* BYE"); break;
                default: break;
            }
            await SayAsync($"{tag} OK {(verb.Equals("SELECT", StringComparison.OrdinalIgnoreCase) ? "[READ-WRITE] " : "")}done");
            if (verb.Equals("LOGOUT", StringComparison.OrdinalIgnoreCase)) return;
        }

        async Task SayAsync(string text) => await stream.WriteAsync(Encoding.Latin1.GetBytes(text + "\r\n"), over.Token);

        async Task SendAsync(int uid)
        {
            var bytes = inbox[PlaceOf(uid) - 1].Bytes;
            await stream.WriteAsync(Encoding.Latin1.GetBytes($"* {PlaceOf(uid)} FETCH (UID {uid} BODY[] {{{bytes.Length}}}\r\n"), over.Token);
            await stream.WriteAsync(bytes, over.Token);
            await SayAsync(")");
        }
    }

    private int PlaceOf(int uid) => inbox.FindIndex(m => m.Uid == uid) + 1;

    // 4, 2:4, 1,3
    private List<int> Uids(string set) =>
        [.. from part in set.Split(',')
            let ends = Number().Matches(part).Select(m => int.Parse(m.Value, System.Globalization.CultureInfo.InvariantCulture)).ToList()
            from uid in Enumerable.Range(ends[0], ends[^1] - ends[0] + 1)
            where inbox.Exists(m => m.Uid == uid)
            select uid];

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();

    public void Dispose()
    {
        over.Cancel();
        listener.Dispose();
        over.Dispose();
    }
}
