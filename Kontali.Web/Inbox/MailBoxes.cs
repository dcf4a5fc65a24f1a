using Kontali.Data.Database;
using Kontali.Data.Firms;
using MailKit.Security;
using MimeKit;

namespace Kontali.Web.Inbox;

/// <summary>A mailbox that invoices are sent to.</summary>
/// <param name="Firm">Whose it is; null: of the one firm there is.</param>
/// <param name="Host">The server.</param>
/// <param name="Port">Its port.</param>
/// <param name="Security">How the line is kept secret.</param>
/// <param name="User">Whose mailbox.</param>
/// <param name="Password">Her password.</param>
/// <param name="Folder">The folder that is emptied.</param>
/// <param name="Address">Its address: <c>post+1001@byra.no</c> is then for the client with the number 1001, or with that organisation number.</param>
public sealed record MailBox(OrgNumber? Firm, string Host, int Port, SecureSocketOptions Security, string User, string Password, string Folder, MailboxAddress Address)
{
    /// <summary>What stands after the plus in the addresses a message was sent to, where they are ours: whom it is for.</summary>
    public IReadOnlyList<string> TagsOf(HeaderList headers)
    {
        var to = headers.Where(h => Receivers.Contains(h.Field)).SelectMany(h => InternetAddressList.TryParse(h.Value, out var list) ? list.Mailboxes : []).Select(m => m.Address);
        var (name, host) = (Address.LocalPart + "+", "@" + Address.Domain);
        return [.. to.Where(a => a.StartsWith(name, StringComparison.OrdinalIgnoreCase) && a.EndsWith(host, StringComparison.OrdinalIgnoreCase) && a.Length > name.Length + host.Length)
            .Select(a => a[name.Length..^host.Length]).Distinct(StringComparer.OrdinalIgnoreCase).Take(20)];
    }

    /// <summary>The address for a client.</summary>
    public string AddressFor(string clientNumber) => $"{Address.LocalPart}+{clientNumber}@{Address.Domain}";

    // Where a server writes down whom it delivered to, and whom the sender wrote.
    private static readonly HashSet<string> Receivers = new(StringComparer.OrdinalIgnoreCase) { "Delivered-To", "X-Original-To", "X-Delivered-To", "Envelope-To", "To", "Cc" };
}

/// <summary>The mailboxes, by configuration alone: <c>Mail:In</c>, or <c>Mail:In:0</c>, <c>Mail:In:1</c> … where there are several.</summary>
public sealed record MailBoxes(IReadOnlyList<MailBox> All)
{
    /// <summary>As configured.</summary>
    /// <exception cref="SetupProblem">One is half configured, or a password would travel in the open.</exception>
    public static MailBoxes Of(IConfiguration configuration)
    {
        var section = configuration.GetSection("Mail:In");
        return new([.. (section["Host"] is { Length: > 0 } ? [section] : section.GetChildren()).Select(Read)]);
    }

    private static MailBox Read(IConfigurationSection box)
    {
        string Must(string key) => box[key] is { Length: > 0 } value ? value : throw new SetupProblem($"{box.Path}:{key} is missing: a mailbox needs Host, User, Password and Address.");
        var host = Must("Host");
        if (!MailboxAddress.TryParse(Must("Address"), out var address)) throw new SetupProblem($"{box.Path}:Address is not an address.");
        OrgNumber? firm = box["Firm"] is not { Length: > 0 } number ? null : OrgNumber.TryParse(number, out var known) ? known : throw new SetupProblem($"{box.Path}:Firm is not an organisation number.");
        var open = string.Equals(box["Tls"], "none", StringComparison.OrdinalIgnoreCase);
        if (open && host is not ("localhost" or "127.0.0.1" or "::1")) throw new SetupProblem($"{box.Path}:Tls may be none for a server on this machine only: invoices are not fetched in the open.");
        var port = int.TryParse(box["Port"], out var given) ? given : 993;
        return new(firm, host, port, open ? SecureSocketOptions.None : port == 993 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls, Must("User"), Must("Password"), box["Folder"] is { Length: > 0 } folder ? folder : "INBOX", address);
    }
}
