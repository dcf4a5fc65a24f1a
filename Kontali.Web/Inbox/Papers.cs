using System.Text;
using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Invoices.Pdf;
using Kontali.Web.Shared;

namespace Kontali.Web.Inbox;

/// <summary>What a screen needs of a kept document: its text, its PDF, what lies inside it.</summary>
public sealed class Papers(DocumentStore store, Texts texts, PageInvoices? pages = null)
{
    // A circuit carries the text; nobody reads more of it on a screen, and the file itself is a click away.
    private const int MostShown = 400_000;

    /// <summary>The XML as it came.</summary>
    public async Task<string> TextAsync(Document document)
    {
        try
        {
            using var reader = new StreamReader(new MemoryStream(await store.ReadAsync(document.StoreKey)), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
            var text = new char[MostShown];
            var length = await reader.ReadBlockAsync(text);
            return new string(text, 0, length) + (length == MostShown ? "\n…" : "");
        }
        catch (BrokenRule broken)
        {
            // Gone from the store, or changed there: that is told where the text would have been.
            return texts.Say(broken.Phrase);
        }
    }

    /// <summary>Reads an invoice that is not in the books: unassigned, refused, or a duplicate.</summary>
    public async Task<Reading> ReadAsync(KontaliContext db, Document document)
    {
        try
        {
            return document.DocumentType switch
            {
                FileKind.Ehf => EhfReader.Read(await store.ReadAsync(document.StoreKey)),
                FileKind.Pdf or FileKind.Image when pages is not null => await pages.ReadAsync(db, document, await store.ReadAsync(document.StoreKey)),
                _ => new(null, null, [], []),
            };
        }
        catch (ReaderDied)
        {
            return Reading.Refused($"Filen stanser leseren og er ikke lest. Den er trygt lagret og skader ingen.");
        }
        catch (BrokenRule broken)
        {
            return new(null, broken.Phrase, [], []);
        }
    }

    /// <summary>What an e-mail says; of what lay in one, what that one says.</summary>
    public async Task<MailText?> MailAsync(Document document, Document? parent)
    {
        if ((document.DocumentType == FileKind.Mail ? document : parent) is not { DocumentType: FileKind.Mail } mail) return null;
        try
        {
            return await MailText.OfAsync(store, mail);
        }
        catch (BrokenRule)
        {
            return null; // The page of the e-mail itself says that it is gone.
        }
    }

    /// <summary>Where its PDF or picture is: the document itself, or the first one inside it.</summary>
    public static string? PdfOf(Document document, IReadOnlyList<Document> inside) =>
        inside.Prepend(document).FirstOrDefault(d => d.DocumentType is FileKind.Pdf or FileKind.Image) is { } shown ? DocumentEndpoint.Href(shown) : null;

    /// <summary>The EHF among them; null where there is none.</summary>
    public static Document? EhfOf(Document document, IReadOnlyList<Document> inside) => inside.Prepend(document).FirstOrDefault(d => d.DocumentType == FileKind.Ehf);

    /// <summary>Where an attachment is.</summary>
    public static string? FileOf(IReadOnlyList<Document> inside, AttachmentFacts file) =>
        inside.FirstOrDefault(d => d.FileHash == file.Sha256) is { } kept ? DocumentEndpoint.Href(kept.Id) : null;
}
