using static Kontali.Data.Invoices.InvoiceChecks;

namespace Kontali.Data.Invoices;

/// <summary>Accounts and references that would send money astray.</summary>
internal static class PaymentChecks
{
    private const int MostMeans = 10;

    internal static IEnumerable<Finding> Check(InvoiceFacts f) =>
        f.Payment.Distinct().Take(MostMeans).SelectMany(p => Account(f, p).Concat(Reference(f, p)));

    private static IEnumerable<Finding> Account(InvoiceFacts f, PaymentMeans p)
    {
        if (p.Account is not { } written) return [];
        var isRight = BankAccount.TryParse(written, out var account);
        return
        [
            .. When(!isRight && BankAccount.HasForm(written), "KONTALI-KONTO", Severity.Warning, $"Kontonummeret «{written}» er feil: kontrollsifferet stemmer ikke."),
            .. When(!isRight && !BankAccount.HasForm(written) && SellerChecks.IsNorwegian(f.Seller), "KONTALI-KONTO", Severity.Warning, $"«{written}» er ikke et kontonummer. Et norsk kontonummer har elleve sifre."),
            .. When(isRight && !account.IsNorwegian && SellerChecks.IsNorwegian(f.Seller), "KONTALI-UTENLANDSK-KONTO", Severity.Warning, $"Selgeren er norsk, men vil ha betalt til en konto i utlandet ({account.Country}). Kontroller kontonummeret med leverandøren på en kjent telefon."),
        ];
    }

    /// <summary>Only a Norwegian account takes a KID; words such as "Faktura 17" are an ordinary message.</summary>
    private static IEnumerable<Finding> Reference(InvoiceFacts f, PaymentMeans p)
    {
        if (p.Reference is not { } reference || !PaysToNorway(f, p)) return [];
        var bare = reference.Replace(" ", "", StringComparison.Ordinal);
        return When(Kid.HasForm(bare) && !Kid.TryParse(bare, out _), "KONTALI-KID", Severity.Warning, $"KID «{reference}» er feil: kontrollsifferet stemmer ikke. Er det en vanlig melding, kan den brukes som det.");
    }

    private static bool PaysToNorway(InvoiceFacts f, PaymentMeans p) => BankAccount.TryParse(p.Account, out var account)
        ? account.IsNorwegian : p.Account is { } written && BankAccount.HasForm(written) && SellerChecks.IsNorwegian(f.Seller);
}
