using System.Globalization;
using System.Text;
using Kontali.Data.Firms;

namespace Kontali.Data.Invoices;

/// <summary>Who a vendor is, told from what an invoice says of its seller: the same for every client.</summary>
public static class VendorIdentity
{
    /// <summary>A valid Norwegian organisation number where there is one, else the foreign registration with its country, else the name.</summary>
    public static string Of(Party seller)
    {
        if (OrgNumberOf(seller) is { } number) return $"NO:{number}";
        var id = seller.VatNumber ?? seller.CompanyId ?? seller.OtherIds.FirstOrDefault();
        var bare = id is null ? "" : string.Concat(id.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        var country = seller.Address?.Country is { Length: 2 } c ? c.ToUpperInvariant() : "ZZ";
        return Cut(bare.Length >= 4 ? $"{country}:{bare}" : $"NAME:{country}:{NameKey(seller.Name)}");
    }

    /// <summary>The organisation number a Norwegian party shows, wherever it stands.</summary>
    public static OrgNumber? OrgNumberOf(Party party)
    {
        string?[] places = [party.CompanyId, party.VatNumber, party.EndpointScheme is "0192" or "9908" ? party.Endpoint : null, .. party.OtherIds.Select(o => o[(o.IndexOf(':', StringComparison.Ordinal) + 1)..])];
        // Nine digits that happen to fit may be another country's number.
        var mayBeNorwegian = party.Address?.Country is null or "NO" || party.EndpointScheme is "0192" or "9908" || (party.VatNumber?.StartsWith("NO", StringComparison.OrdinalIgnoreCase) ?? false);
        if (!mayBeNorwegian) return null;
        foreach (var place in places)
            if (OrgNumber.TryParse(place, out var number)) return number;
        return null;
    }

    /// <summary>A name in the form look-alikes are found by: letters and digits, without accents and company forms.</summary>
    public static string NameKey(string name)
    {
        var words = name.ToUpperInvariant().Normalize(NormalizationForm.FormKD).Replace("Ø", "O", StringComparison.Ordinal).Replace("Æ", "AE", StringComparison.Ordinal)
            .Split([' ', '.', ',', '-', '/', '&'], StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w is not ("AS" or "ASA" or "ENK" or "AB" or "APS" or "GMBH" or "LTD" or "INC" or "BV" or "SA" or "NUF" or "DA" or "ANS"));
        return string.Concat(string.Concat(words).Where(c => char.IsLetterOrDigit(c) && char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark));
    }

    private static string Cut(string text) => text.Length <= 300 ? text : text[..300];
}
