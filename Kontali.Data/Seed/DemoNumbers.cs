using System.Globalization;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>Numbers whose check digits are right and that belong to nobody: real organisation numbers begin with 8 or 9, no bank is 9990.</summary>
internal static class DemoNumbers
{
    /// <summary>The n-th organisation number.</summary>
    public static OrgNumber Org(int n)
    {
        // Every eleventh beginning has no check digit, and is passed over.
        for (var stem = 40_010_000 + n * 137; ; stem++)
            if (OrgNumber.CheckDigit(Text(stem)) is < 10 and var check) return OrgNumber.Parse($"{stem}{check}");
    }

    /// <summary>The n-th Norwegian bank account.</summary>
    public static string Account(int n)
    {
        for (var stem = 9_990_050_000 + n * 211L; ; stem++)
            for (var check = 0; check < 10; check++)
                if (BankAccount.TryParse($"{stem}{check}", out var account)) return account.ToString();
    }

    /// <summary>An IBAN of a country, for the bank's own form of the account.</summary>
    public static string Iban(string country, string account)
    {
        for (var check = 2; check < 99; check++)
            if (BankAccount.TryParse($"{country}{check:00}{account}", out var iban)) return iban.ToString();
        throw new InvalidOperationException($"No check digits make an IBAN of {country} {account}.");
    }

    /// <summary>The n-th Swedish organisation number: ten digits, the last by Luhn.</summary>
    public static string Swedish(int n) => $"{556_900_000 + n * 31}" is var stem ? stem + Kid.Mod10(stem) : "";

    /// <summary>A payment reference over an invoice number's digits.</summary>
    public static string KidOf(string number, bool mod11)
    {
        var stem = string.Concat(number.Where(char.IsAsciiDigit)).PadLeft(9, '0');
        return stem + (mod11 ? Kid.Mod11(stem) : Kid.Mod10(stem));
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
