using Kontali.Data.Database;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Kontali.Web.Agents;

/// <summary>
/// The mail server: <c>Mail:Host</c>, <c>Mail:Port</c>, <c>Mail:User</c>, <c>Mail:Password</c>, <c>Mail:From</c>, <c>Mail:Tls</c>. By configuration alone;
/// without it nothing is sent, and people send what they wrote themselves.
/// </summary>
public sealed class PostOffice
{
    private readonly string? host, user, password;
    private readonly int port;
    private readonly SecureSocketOptions security;

    private PostOffice(string? host, int port, string? user, string? password, MailboxAddress from, SecureSocketOptions security) =>
        (this.host, this.port, this.user, this.password, From, this.security) = (host, port, user, password, from, security);

    /// <summary>Whether there is one.</summary>
    public bool IsSetUp => host is not null;

    /// <summary>Whom messages are from.</summary>
    public MailboxAddress From { get; }

    /// <summary>As configured.</summary>
    /// <exception cref="SetupProblem">It is half configured, or a password would travel in the open.</exception>
    public static PostOffice Of(IConfiguration configuration) => Read(configuration.GetSection("Mail"));

    private static PostOffice Read(IConfigurationSection mail)
    {
        if (mail["Host"] is not { Length: > 0 } host) return new(null, 0, null, null, new("Kontali", "kontali@localhost"), SecureSocketOptions.Auto);
        if (!MailboxAddress.TryParse(mail["From"], out var from)) throw new SetupProblem("Mail:Host is set, but Mail:From is not an address.");
        var open = string.Equals(mail["Tls"], "none", StringComparison.OrdinalIgnoreCase);
        if (open && host is not ("localhost" or "127.0.0.1" or "::1")) throw new SetupProblem("Mail:Tls may be none for a server on this machine only: invoices are not sent in the open.");
        return new(host, int.TryParse(mail["Port"], out var port) ? port : 587, mail["User"] is { Length: > 0 } user ? user : null, mail["Password"], from, open ? SecureSocketOptions.None : port == 465 ? SecureSocketOptions.SslOnConnect : SecureSocketOptions.StartTls);
    }

    /// <summary>Sends one message.</summary>
    public async Task SendAsync(MimeMessage message, CancellationToken ct)
    {
        if (host is null) throw new InvalidOperationException("No mail server is set up.");
        using var client = new SmtpClient { Timeout = 30_000 };
        await client.ConnectAsync(host, port, security, ct);
        if (user is not null) await client.AuthenticateAsync(user, password ?? "", ct);
        await client.SendAsync(message, ct);
        try
        {
            await client.DisconnectAsync(quit: true, ct);
        }
        catch (Exception e) when (e is IOException or ProtocolException) { } // It is sent; that the farewell failed is no reason to send it again.
    }
}
