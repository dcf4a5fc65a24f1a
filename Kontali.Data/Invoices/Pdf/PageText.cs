namespace Kontali.Data.Invoices.Pdf;

/// <summary>A place on a page, in fractions of its width and height from the upper left corner.</summary>
public sealed record Box(double X, double Y, double W, double H)
{
    /// <summary>The box that holds both.</summary>
    public Box With(Box other)
    {
        var (x, y) = (Math.Min(X, other.X), Math.Min(Y, other.Y));
        return new(x, y, Math.Max(X + W, other.X + other.W) - x, Math.Max(Y + H, other.Y + other.H) - y);
    }
}

/// <summary>A word and where it stands, in points from the page's upper left corner.</summary>
/// <param name="Text">The word.</param>
/// <param name="X">Left.</param>
/// <param name="Y">Top.</param>
/// <param name="W">Width.</param>
/// <param name="H">Height of its letters' line: the size of the font.</param>
/// <param name="Sureness">How sure the eye is of it, 0 to 1; text in the file is 1.</param>
public sealed record TextWord(string Text, double X, double Y, double W, double H, double Sureness = 1)
{
    /// <summary>Its right edge.</summary>
    public double Right => X + W;
}

/// <summary>A page's words in lines, top to bottom, each line from left to right.</summary>
/// <param name="Width">In points.</param>
/// <param name="Height">In points.</param>
/// <param name="Lines">The lines.</param>
public sealed record TextPage(double Width, double Height, IReadOnlyList<IReadOnlyList<TextWord>> Lines);

/// <summary>What stands on a document's pages.</summary>
/// <param name="Pages">The pages that were read.</param>
/// <param name="PageCount">How many there are.</param>
/// <param name="IsPicture">Whether the words were read from a picture.</param>
public sealed record PageText(IReadOnlyList<TextPage> Pages, int PageCount, bool IsPicture = false)
{
    /// <summary>The most pages that are read.</summary>
    public const int MaxPages = 200;

    /// <summary>The most words that are read.</summary>
    public const int MaxWords = 120_000;

    /// <summary>How many letters and digits there are.</summary>
    public int Letters => Pages.Sum(p => p.Lines.Sum(l => l.Sum(w => w.Text.Length)));

    /// <summary>Whether a person wrote with letters here, or it is a picture of a page.</summary>
    public bool HasText => Letters >= 40;
}

/// <summary>What came of looking at a file's pages: their text, or why there is none.</summary>
/// <param name="Text">The text; null where the file could not be opened.</param>
/// <param name="Trouble">Why.</param>
public sealed record PagesRead(PageText? Text, Phrase? Trouble)
{
    /// <summary>No text, and why.</summary>
    public static PagesRead Not(FormattableString why) => new(null, Phrase.Of(why));
}

/// <summary>
/// Turns a PDF or a picture into words with places. The work is done by other programs that may be killed: what a stranger sent
/// never runs in this one.
/// </summary>
public interface IPageReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="isPdf">True for a PDF, false for a photo.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="ReaderDied">The file stopped its reader.</exception>
    Task<PagesRead> ReadAsync(ReadOnlyMemory<byte> bytes, bool isPdf, CancellationToken ct = default);
}

/// <summary>The file stopped the program that read it: too long, too much memory, or its end.</summary>
public sealed class ReaderDied(string how) : Exception(how);
