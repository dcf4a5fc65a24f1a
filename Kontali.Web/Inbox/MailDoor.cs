using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Search;
using MailKit.Security;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace Kontali.Web.Inbox;

/// <summary>
/// The fourth door: mailboxes by IMAP. A message is kept as it came, entered, and only then moved to <c>Mottatt</c>; one that is refused goes to
/// <c>Avvist</c>. Dying in between takes it in a second time, which is harmless: the same bytes are known. A round every half minute.
/// </summary>
public sealed class MailDoor(MailBoxes boxes, Contexts contexts, Intake intake, ILogger<MailDoor> log) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(30);
    private const int Most = 100;

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(boxes.All.Select(box => KeepEmptyAsync(box, stoppingToken)));

    private async Task KeepEmptyAsync(MailBox box, CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                while (await EmptyAsync(box, stop) == Most)
                {
                    // There may be more.
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                // Its owner reads the log; the other doors go on.
                log.LogWarning("The mailbox {User} at {Host} could not be emptied, and will be tried again: {Why}", box.User, box.Host, e.Message);
            }
            await Task.Delay(Round, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Takes in what lies in it; returns how many messages were moved.</summary>
    internal async Task<int> EmptyAsync(MailBox box, CancellationToken ct)
    {
        if (await FirmAsync(box, ct) is not { } firm)
        {
            log.LogWarning("The mailbox {User} is no firm's: set Firm to an organisation number", box.User);
            return 0;
        }
        using var client = new ImapClient { Timeout = 60_000 };
        await client.ConnectAsync(box.Host, box.Port, box.Security, ct);
        await client.AuthenticateAsync(box.User, box.Password, ct);
        var folder = await client.GetFolderAsync(box.Folder, ct);
        await folder.OpenAsync(FolderAccess.ReadWrite, ct);
        var found = (await folder.SearchAsync(SearchQuery.NotDeleted, ct)).Take(Most).ToList();
        var moved = 0;
        if (found.Count > 0)
            foreach (var message in await folder.FetchAsync(found, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, ct))
                if (await TryTakeAsync(firm, box, folder, message, ct) is { } into)
                {
                    await folder.MoveToAsync(message.UniqueId, await FolderAsync(client, folder, into, ct), ct);
                    moved++;
                }
        await client.DisconnectAsync(quit: true, ct);
        return moved;
    }

    // Into which folder it is to go; null: it stays for the next round, and the others need not wait for it.
    private async Task<string?> TryTakeAsync(Guid firm, MailBox box, IMailFolder folder, IMessageSummary message, CancellationToken ct)
    {
        try
        {
            return await TakeAsync(firm, box, folder, message, ct) ? "Mottatt" : "Avvist";
        }
        catch (Exception e) when (folder.IsOpen && !ct.IsCancellationRequested)
        {
            log.LogWarning("A message to {Address} could not be taken in, and stays until the next round: {Why}", box.Address.Address, e.Message);
            return null;
        }
    }

    private async Task<bool> TakeAsync(Guid firm, MailBox box, IMailFolder folder, IMessageSummary message, CancellationToken ct)
    {
        if (message.Size > DocumentStore.MaxEnvelope)
        {
            log.LogWarning("A message of {Size} bytes to {Address} is larger than is taken, and was moved to Avvist", message.Size, box.Address.Address);
            return false;
        }
        using var bytes = new MemoryStream();
        await using (var stream = await folder.GetStreamAsync(message.UniqueId, ct)) await stream.CopyToAsync(bytes, ct);
        bytes.Position = 0;
        var headers = await HeaderList.LoadAsync(bytes, ct);
        bytes.Position = 0;
        await using var db = contexts.Open(Actor.Agent(firm, "e-post"));
        try
        {
            await intake.TakeAsync(db, bytes, $"{headers["Subject"]?.Replace('/', '-').Replace('\\', '-') ?? "e-post"}.eml", Door.Mail, await ClientAsync(db, box.TagsOf(headers), ct), ct);
            return true;
        }
        catch (BrokenRule broken)
        {
            log.LogWarning("A message to {Address} was refused and moved to Avvist: {Why}", box.Address.Address, broken.Phrase);
            return false;
        }
    }

    // Whom it is for by its address; nobody where that names none of them, or several: then the invoice itself says.
    private static async Task<Guid?> ClientAsync(KontaliContext db, IReadOnlyList<string> tags, CancellationToken ct)
    {
        if (tags.Count == 0) return null;
        var numbers = tags.Select(t => OrgNumber.TryParse(t, out var number) ? number : default(OrgNumber?)).OfType<OrgNumber>().ToList();
        var clients = await db.Clients.AsNoTracking().Where(c => c.IsActive && (tags.Contains(c.ClientNumber) || numbers.Contains(c.OrgNumber))).Select(c => c.Id).Take(2).ToListAsync(ct);
        return clients is [var one] ? one : null;
    }

    private async Task<Guid?> FirmAsync(MailBox box, CancellationToken ct)
    {
        await using var db = contexts.Open(Actor.Nobody);
        var firms = await db.EveryFirmAsync(ct);
        if (box.Firm is not { } wanted) return firms is [var only] ? only : null;
        foreach (var firm in firms)
        {
            await using var own = contexts.Open(Actor.Agent(firm, "e-post"));
            if ((await own.Tenants.AsNoTracking().SingleAsync(ct)).OrgNumber == wanted) return firm;
        }
        return null;
    }

    // Inside the folder, or beside it where the server keeps no folders in it.
    private static async Task<IMailFolder> FolderAsync(ImapClient client, IMailFolder inbox, string name, CancellationToken ct)
    {
        try
        {
            return await FolderAsync(inbox, name, ct);
        }
        catch (ImapCommandException)
        {
            return await FolderAsync(client.GetFolder(client.PersonalNamespaces[0]), name, ct);
        }
    }

    private static async Task<IMailFolder> FolderAsync(IMailFolder parent, string name, CancellationToken ct) =>
        (await parent.GetSubfoldersAsync(false, ct)).FirstOrDefault(f => f.Name == name) ?? await parent.CreateAsync(name, isMessageFolder: true, ct)
        ?? throw new IOException($"The folder {name} could not be made.");
}
