namespace Kontali.Data.Booking.Learning;

/// <summary>Knows a vendor again by its name alone, where no organisation number tells: case, legal forms, branch and terminal numbers do not count.</summary>
public static class VendorKey
{
    /// <summary>The telling words of the name; the name itself where none is telling.</summary>
    public static string Of(string name) => NameWords.Of(name) is { Count: > 0 } words ? string.Join(' ', words) : name.Trim().ToLowerInvariant();
}
