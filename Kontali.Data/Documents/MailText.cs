using System.Text.Json;

namespace Kontali.Data.Documents;

/// <summary>What an e-mail says itself: kept beside it, for people to read. It steers nothing.</summary>
/// <param name="From">From whom, as written.</param>
/// <param name="To">To whom.</param>
/// <param name="Subject">Subject.</param>
/// <param name="Sent">When, as the sender says.</param>
/// <param name="Text">The text, without its markup.</param>
public sealed record MailText(string From, string To, string Subject, DateTimeOffset? Sent, string Text)
{
    /// <summary>What it is called beside the e-mail.</summary>
    public const string Beside = "mail";

    /// <summary>More than this nobody reads, and a circuit should not carry.</summary>
    public const int MaxLength = 100_000;

    /// <summary>As bytes to keep.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Mapping.Json);

    /// <summary>The text of a kept e-mail: as it was kept beside it, or, where that is gone, read anew.</summary>
    public static async Task<MailText?> OfAsync(DocumentStore store, Document mail, CancellationToken ct = default)
    {
        if (await store.FindBesideAsync(mail.StoreKey, Beside, ct) is { } kept)
            try
            {
                return JsonSerializer.Deserialize<MailText>(kept, Mapping.Json);
            }
            catch (JsonException)
            {
                // Of an older form: read anew.
            }
        return MailUnpacker.TextOf(await store.ReadAsync(mail.StoreKey, ct));
    }
}
