using System.Globalization;
using System.Xml.Linq;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;

namespace Kontali.Data.Payments;

/// <summary>Which version of the payment file a bank takes.</summary>
public enum PainVersion
{
    /// <summary>pain.001.001.03.</summary>
    V03,

    /// <summary>pain.001.001.09.</summary>
    V09,
}

/// <summary>
/// A payment run as ISO 20022 CustomerCreditTransferInitiation (pain.001): one group of payments for kroner and one for euro; accounts as BBAN
/// or IBAN, a KID as a structured creditor reference (SCOR), anything else as a message. Pure.
/// </summary>
public static class PainWriter
{
    /// <summary>Writes it.</summary>
    public static XDocument Write(PaymentRun run, IReadOnlyList<PaymentOrder> orders, string payer, OrgNumber number, PainVersion version)
    {
        XNamespace ns = version == PainVersion.V03 ? "urn:iso:std:iso:20022:tech:xsd:pain.001.001.03" : "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09";
        XElement E(string name, params object?[] content) => new(ns + name, content);
        XElement Party(string name, string scheme) => E(name, E("Nm", Latin(payer, 70)), scheme == "BANK" ? E("PstlAdr", E("Ctry", "NO")) : null, E("Id", E("OrgId", E("Othr", E("Id", number.ToString()), E("SchmeNm", E("Cd", scheme))))));
        XElement Account(string name, string account) => E(name, E("Id", account.Length == 11 ? E("Othr", E("Id", account), E("SchmeNm", E("Cd", "BBAN"))) : E("IBAN", account)));
        XElement Transfer(PaymentOrder o) => E("CdtTrfTxInf",
            E("PmtId", E("InstrId", NameOf(o.Id)), E("EndToEndId", NameOf(o.Id))),
            E("Amt", E("InstdAmt", new XAttribute("Ccy", o.Currency), Figure(o.Amount))),
            o.Currency == "NOK" ? null : E("ChrgBr", "SHAR"),
            E("Cdtr", E("Nm", Latin(o.Payee, 70)), E("PstlAdr", E("Ctry", o.Country))),
            Account("CdtrAcct", o.ToAccount),
            E("RmtInf", o.Kid is { } kid ? E("Strd", E("CdtrRefInf", E("Tp", E("CdOrPrtry", E("Cd", "SCOR"))), E("Ref", kid))) : E("Ustrd", Latin(o.Message, 140))));
        var groups = orders.GroupBy(o => o.Currency).OrderByDescending(g => g.Key == "NOK").Select((g, i) => E("PmtInf",
            E("PmtInfId", PartOf(run.Id, g.Key)), E("PmtMtd", "TRF"), E("NbOfTxs", g.Count()), E("CtrlSum", Figure(g.Sum(o => o.Amount))),
            E("PmtTpInf", E("InstrPrty", "NORM"), g.Key == "NOK" ? null : E("SvcLvl", E("Cd", "SEPA")), E("CtgyPurp", E("Cd", "SUPP"))),
            version == PainVersion.V03 ? E("ReqdExctnDt", Day(run.ExecuteOn)) : E("ReqdExctnDt", E("Dt", Day(run.ExecuteOn))),
            Party("Dbtr", "BANK"),
            new XElement(Account("DbtrAcct", run.FromAccount).Name, Account("DbtrAcct", run.FromAccount).Elements(), E("Ccy", "NOK")),
            E("DbtrAgt", E("FinInstnId", E("Othr", E("Id", "NOTPROVIDED")))),
            g.OrderBy(o => o.Place).Select(Transfer)));
        return new(new XDeclaration("1.0", "UTF-8", null), E("Document", E("CstmrCdtTrfInitn",
            E("GrpHdr", E("MsgId", NameOf(run.Id)), E("CreDtTm", (run.SentAt ?? run.CreatedAt).UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture)), E("NbOfTxs", orders.Count), E("CtrlSum", Figure(orders.Sum(o => o.Amount))), Party("InitgPty", "CUST")),
            groups)));
    }

    /// <summary>What a run or an order is called in the file, and so in what the bank answers.</summary>
    public static string NameOf(Guid id) => id.ToString("N");

    /// <summary>The run or order of such a name; null where it is somebody else's.</summary>
    public static Guid? IdOf(string? name) => Guid.TryParseExact(name, "N", out var id) ? id : null;

    /// <summary>The name of a run's payments in one currency, by which a bank tells of them as one.</summary>
    public static string PartOf(Guid run, string currency) => NameOf(run) + currency;

    /// <summary>The run and the currency of such a name.</summary>
    public static (Guid Run, string Currency)? OfPart(string? part) => part is { Length: 35 } && IdOf(part[..32]) is { } run ? (run, part[32..]) : null;

    private static string Figure(decimal amount) => amount.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    // Control characters and half letters are no text; banks take Latin letters.
    private static string Latin(string text, int most)
    {
        var clean = string.Concat(text.Where(c => !char.IsControl(c) && c < 'ɐ')).Trim();
        return clean.Length == 0 ? "-" : clean.Length > most ? clean[..most].TrimEnd() : clean;
    }
}
