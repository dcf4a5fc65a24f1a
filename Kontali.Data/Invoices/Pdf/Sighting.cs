namespace Kontali.Data.Invoices.Pdf;

/// <summary>How a value on a page was found.</summary>
public enum Found
{
    /// <summary>By the words beside it.</summary>
    Label,

    /// <summary>By its check digits.</summary>
    Digits,

    /// <summary>Where this supplier's value stood before, as a person taught.</summary>
    Learned,

    /// <summary>By what other figures on the page make it.</summary>
    Reckoned,

    /// <summary>Known from the firm's own registers.</summary>
    Known,

    /// <summary>By where on the page it stands.</summary>
    Place,

    /// <summary>A person wrote it.</summary>
    Person,

    /// <summary>A language model named it, and it stands in the text.</summary>
    Model,
}

/// <summary>A value that was read: which, where, how, and how sure.</summary>
/// <param name="Field">Its name on the document: number, dueDate, gross, seller.companyId, lines.0.net …</param>
/// <param name="Page">The page, from 1; 0 where it stands nowhere.</param>
/// <param name="Box">Its place there.</param>
/// <param name="How">How it was found.</param>
/// <param name="Confidence">0 to 1.</param>
/// <param name="Label">The words beside it.</param>
public sealed record Sighting(string Field, int Page, Box? Box, Found How, double Confidence, string? Label = null);

/// <summary>How facts were read from pages.</summary>
public sealed record PageReading
{
    /// <summary>Every value that was found, with its place.</summary>
    public required IReadOnlyList<Sighting> Seen { get; init; }

    /// <summary>Names of what an invoice must have and was not found: a person writes it before anything is booked.</summary>
    public IReadOnlyList<string> Missing { get; init; } = [];

    /// <summary>How sure of the whole: as sure as of the least sure value that money or VAT follows from.</summary>
    public required double Confidence { get; init; }

    /// <summary>Whether other figures on the page prove total and VAT.</summary>
    public bool SumsProve { get; init; }

    /// <summary>Whether the words were read from a picture.</summary>
    public bool IsPicture { get; init; }

    /// <summary>What the supplier's documents are known by: an organisation number, an account, an address on the net, or the heading.</summary>
    public IReadOnlyList<string> Marks { get; init; } = [];

    /// <summary>How many of its values stood where a person had taught.</summary>
    public int Learned => Seen.Count(s => s.How == Found.Learned);

    /// <summary>The sighting of a value; null where it was not seen.</summary>
    public Sighting? Of(string field) => Seen.FirstOrDefault(s => s.Field == field);
}
