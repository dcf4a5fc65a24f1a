using System.Text.RegularExpressions;

namespace Kontali.Data.Firms;

/// <summary>What must hold of a client, whoever writes it: an administrator at a screen, a script, the demo firm.</summary>
public static partial class ClientFacts
{
    /// <summary>Passes when the client's facts agree with each other.</summary>
    /// <exception cref="BrokenRule">They do not; the sentence says which.</exception>
    public static void Check(this Client client)
    {
        if (string.IsNullOrWhiteSpace(client.Name)) throw new BrokenRule($"Klienten må ha et navn.");
        if (client.Name.Length > 255) throw new BrokenRule($"Navnet kan ha høyst 255 tegn.");
        if (string.IsNullOrWhiteSpace(client.ClientNumber) || client.ClientNumber.Length > 50 || !client.ClientNumber.All(c => char.IsLetterOrDigit(c) || c is '-' or '.'))
            throw new BrokenRule($"Klientnummeret består av bokstaver, sifre, punktum og bindestrek, høyst 50 tegn.");
        if (client.EhfEndpoint is { } endpoint && !Endpoint().IsMatch(endpoint))
            throw new BrokenRule($"Den elektroniske adressen skrives som ordning:verdi, for eksempel 0192:987654325.");
        if (client.AiConfidenceThreshold is < 0 or > 100) throw new BrokenRule($"Grensen for sikkerhet er et tall fra 0 til 100.");
        if (client.AiAmountCap is < 0 or > 9_999_999_999_999m) throw new BrokenRule($"Beløpsgrensen kan ikke være negativ.");
        // Buyers outside the register file by quarter when they owe VAT on services from abroad (skfvf 8-3-8).
        if (client.VatStatus == VatStatus.Registered && client.VatTerm is VatTerm.None or VatTerm.Quarterly)
            throw new BrokenRule($"En mva-registrert klient leverer mva-melding hver uke, hver halve måned, hver måned, annenhver måned eller hvert år.");
    }

    [GeneratedRegex(@"^\d{4}:[^\s:][^\s]{0,200}$")]
    private static partial Regex Endpoint();
}
