namespace Kontali.Data.Invoices;

/// <summary>
/// A bank account whose check digits are right: a Norwegian one of eleven digits (MOD11, weights 5 4 3 2 7 6 5 4 3 2; NS 9405)
/// or an IBAN (mod 97; ISO 13616). A Norwegian IBAN is the same account as its eleven digits, so two ways of writing compare equal.
/// </summary>
public readonly record struct BankAccount
{
    private static ReadOnlySpan<byte> Weights => [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    private readonly string? _number;

    private BankAccount(string number) => _number = number;

    /// <summary>Eleven digits, or a foreign IBAN without blanks.</summary>
    public override string ToString() => _number ?? "";

    /// <summary>True for an account in a Norwegian bank.</summary>
    public bool IsNorwegian => _number is { Length: 11 };

    /// <summary>The country of its bank, ISO 3166 alpha-2.</summary>
    public string Country => IsNorwegian ? "NO" : _number is { } iban ? iban[..2] : "";

    /// <summary>As people write it: 9990 06 45038, or an IBAN in groups of four.</summary>
    public string Spaced => _number is not { } n ? "" : IsNorwegian ? $"{n[..4]} {n[4..6]} {n[6..]}" : string.Join(' ', n.Chunk(4).Select(c => new string(c)));

    /// <summary>Reads it as people and invoices write it; blanks, dots and hyphens are passed over.</summary>
    public static bool TryParse(string? text, out BankAccount account)
    {
        account = default;
        if (text is null || text.Length > 60) return false;
        var bare = Bare(text);
        var number = HasNorwegianForm(bare) ? bare : IsIban(bare) ? bare.StartsWith("NO", StringComparison.Ordinal) ? bare[4..] : bare : null;
        if (number is null || (HasNorwegianForm(number) && !IsRight(number))) return false;
        account = new(number);
        return true;
    }

    /// <summary>Looks like an account, right or wrong: eleven digits, or two letters and two digits before the rest.</summary>
    public static bool HasForm(string text) => Bare(text) is var bare && (HasNorwegianForm(bare) || HasIbanForm(bare));

    private static string Bare(string text) =>
        string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('.' or '-'))).ToUpperInvariant();

    private static bool HasNorwegianForm(string bare) => bare.Length == 11 && bare.All(char.IsAsciiDigit);

    private static bool HasIbanForm(string bare) => bare.Length is >= 15 and <= 34 && bare.All(char.IsAsciiLetterOrDigit)
        && char.IsAsciiLetter(bare[0]) && char.IsAsciiLetter(bare[1]) && char.IsAsciiDigit(bare[2]) && char.IsAsciiDigit(bare[3])
        && (!bare.StartsWith("NO", StringComparison.Ordinal) || HasNorwegianForm(bare[4..]));

    private static bool IsRight(string eleven)
    {
        var sum = 0;
        for (var i = 0; i < 10; i++) sum += (eleven[i] - '0') * Weights[i];
        return (11 - sum % 11) % 11 == eleven[10] - '0';
    }

    /// <summary>The first four go last, letters count from ten, and the whole leaves 1 when divided by 97.</summary>
    private static bool IsIban(string bare)
    {
        if (!HasIbanForm(bare)) return false;
        var rest = 0;
        foreach (var c in bare[4..] + bare[..4])
            rest = (char.IsAsciiDigit(c) ? rest * 10 + (c - '0') : rest * 100 + (c - 'A' + 10)) % 97;
        return rest == 1;
    }
}
