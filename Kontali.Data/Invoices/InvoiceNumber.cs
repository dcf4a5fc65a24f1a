using System.Globalization;
using System.Text;

namespace Kontali.Data.Invoices;

/// <summary>The form of an invoice number by which the same invoice is known again, however it was typed.</summary>
public static class InvoiceNumber
{
    /// <summary>
    /// NFKC, upper case, without blanks, dashes, invisible characters and leading zeros.
    /// A number that is nothing but such characters keeps its own text, so that it never equals another by being empty.
    /// </summary>
    public static string Normalize(string number)
    {
        var kept = new StringBuilder(number.Length);
        foreach (var rune in Clean(number).Normalize(NormalizationForm.FormKC).EnumerateRunes())
            if (Counts(rune)) kept.Append(Rune.ToUpperInvariant(rune).ToString());
        var bare = kept.ToString().TrimStart('0');
        return bare.Length > 0 ? bare : kept.Length > 0 ? "0" : number.Trim();
    }

    private static bool Counts(Rune rune) => Rune.GetUnicodeCategory(rune) is not
        (UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.Format or UnicodeCategory.Control
        or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.ConnectorPunctuation) && rune.Value != 0x2212;

    // A lone surrogate cannot be normalised; the reader has cleaned it away already, people's typing has not.
    private static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));
}
