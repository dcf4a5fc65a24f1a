namespace Kontali.Data.Invoices.Pdf;

/// <summary>Where a supplier's value stands, as a person taught.</summary>
/// <param name="Mark">What the supplier's documents are known by.</param>
/// <param name="Field">The value's name.</param>
/// <param name="Label">The words beside it, letters alone; null where none.</param>
/// <param name="Page">The page: 1 for the first, −1 for the last.</param>
/// <param name="Box">Its place there.</param>
/// <param name="Value">The value itself, where it is always the same: the supplier's name and number.</param>
public sealed record LearnedPlace(string Mark, string Field, string? Label, int Page, Box? Box, string? Value = null)
{
    /// <summary>The words as they are compared: letters alone.</summary>
    internal static string? KeyOf(string? label) => label is null ? null : string.Concat(label.ToLowerInvariant().Where(char.IsLetter)) is { Length: >= 2 } key ? key : null;

    // Parts of the page: no further than a line away; and where the words that were taught are gone, on the very line.
    private const double Near = 0.02, SameLine = 0.008;

    /// <summary>What stands where this was taught, and how sure that is: beside the same words, else in the same place. Where the words that were
    /// taught are gone, the document is another than the one she saw, and a person looks.</summary>
    internal (T Is, double Sure)? Find<T>(IReadOnlyList<T> hits, Func<T, Hit> at, Cells cells, int pages) where T : class
    {
        var here = hits.Where(h => Page == 1 ? at(h).Page == 1 : Page != -1 || at(h).Page == pages).ToList();
        var labelled = Label is null ? [] : hits.Where(h => at(h).Labels(cells).Any(l => KeyOf(l.Label) == Label)).ToList();
        // The very words and the very place before either alone.
        if (labelled.Count > 0) return (labelled.MinBy(h => Far(at(h)) + (here.Contains(h) ? 0 : 0.5))!, 0.97);
        if (Label is not null && Box is null) return null;
        return here.Where(h => Far(at(h)) < (Label is null ? Near : SameLine)).MinBy(h => Far(at(h))) is { } placed ? (placed, Label is null ? 0.97 : 0.85) : null;
    }

    // Flush left or flush right: the nearer edge counts.
    private double Far(Hit hit)
    {
        if (Box is not { } taught) return 1;
        var box = hit.Box;
        return Math.Abs(box.Y - taught.Y) + Math.Min(Math.Abs(box.X - taught.X), Math.Abs(box.X + box.W - taught.X - taught.W));
    }
}

/// <summary>A client of the firm, as a buyer is known by.</summary>
public sealed record KnownClient(Guid Id, string Name, string OrgNumber);

/// <summary>A supplier the firm knows.</summary>
public sealed record KnownVendor(string Name, string? OrgNumber, IReadOnlyList<string> Accounts);

/// <summary>What the firm knows while a page is read.</summary>
public sealed record ReadingWorld
{
    /// <summary>The firm's clients: one of them is the buyer.</summary>
    public IReadOnlyList<KnownClient> Clients { get; init; } = [];

    /// <summary>The client it was given to, where it was.</summary>
    public Guid? Given { get; init; }

    /// <summary>Suppliers with one of the document's numbers or names.</summary>
    public IReadOnlyList<KnownVendor> Vendors { get; init; } = [];

    /// <summary>What was taught of documents with one of its marks.</summary>
    public IReadOnlyList<LearnedPlace> Places { get; init; } = [];

    /// <summary>Today: an invoice's date is not far from it.</summary>
    public required DateOnly Today { get; init; }

    /// <summary>What the document is called while its invoice number is not known.</summary>
    public string Stand { get; init; } = "ukjent";
}
