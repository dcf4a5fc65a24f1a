using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using Kontali.Data.Invoices;

namespace Kontali.Data.Payments;

/// <summary>A movement as the bank told of it. Money out is negative.</summary>
/// <param name="Account">The account it is on.</param>
/// <param name="Reference">The bank's reference of the entry.</param>
/// <param name="Part">Which part of the entry it is; empty where it is told whole.</param>
/// <param name="BookedOn">The day it counts.</param>
/// <param name="Amount">In <paramref name="Currency"/>.</param>
/// <param name="Currency">ISO 4217: the account's.</param>
/// <param name="EndToEndId">The order's own name.</param>
/// <param name="PaymentPart">The name of the group of payments it was ordered in.</param>
/// <param name="Counterparty">Whom it came from or went to.</param>
/// <param name="Kid">Structured reference.</param>
/// <param name="Text">What it says.</param>
/// <param name="IsReversal">Whether it takes another movement back.</param>
public sealed record BankMovement(string Account, string Reference, string Part, DateOnly BookedOn, decimal Amount, string Currency, string? EndToEndId, string? PaymentPart, string? Counterparty, string? Kid, string? Text, bool IsReversal);

/// <summary>What a bank's message says: its movements, entry by entry and part by part, and the balances, where it is a statement.</summary>
/// <param name="MessageId">Its name.</param>
/// <param name="Accounts">The accounts it is about.</param>
/// <param name="Movements">An entry with parts is its parts.</param>
/// <param name="Entries">The entries whole.</param>
/// <param name="Opening">Opening balance.</param>
/// <param name="Closing">Closing balance.</param>
public sealed record BankMessage(string MessageId, IReadOnlyList<string> Accounts, IReadOnlyList<BankMovement> Movements, IReadOnlyList<BankMovement> Entries, decimal? Opening, decimal? Closing);

/// <summary>
/// Reads CAMT.053 (statement) and CAMT.054 (notification), versions .02 and .08, from a stranger's bytes. Where a file says something in a way
/// that could be two things, it is refused with the reason. Pure.
/// </summary>
public static class CamtReader
{
    /// <summary>The largest file that is taken.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const int MostEntries = 20_000, MostDepth = 40;

    private static readonly string[] Known = ["camt.053.001.02", "camt.053.001.08", "camt.054.001.02", "camt.054.001.08"];

    /// <summary>Reads it.</summary>
    /// <exception cref="BrokenRule">It is no such file, or does not add up.</exception>
    public static BankMessage Read(byte[] bytes)
    {
        if (bytes.Length == 0) throw new BrokenRule($"Filen er tom.");
        if (bytes.Length > MostBytes) throw new BrokenRule($"Filen er større enn {MostBytes / 1024 / 1024} MB. Be banken om en fil for en kortere periode.");
        var root = Load(bytes);
        var kind = root.Name.NamespaceName.Split(':')[^1];
        if (root.Name.LocalName != "Document" || !Known.Contains(kind)) throw new BrokenRule($"Filen er ikke en CAMT.053 eller CAMT.054 i versjon .02 eller .08. Hent riktig fil i nettbanken.");
        if (root.Elements().ToList() is not [var message]) throw new BrokenRule($"Filen er ikke bygd opp som en fil fra banken. Den er ikke lest.");
        var id = Text(message, "GrpHdr", "MsgId") ?? throw Missing("MsgId");
        List<BankMovement> movements = [], entries = [];
        List<string> accounts = [];
        decimal? opening = null, closing = null;
        foreach (var account in message.Elements().Where(e => e.Name.LocalName is "Stmt" or "Ntfctn"))
        {
            var number = AccountOf(account) ?? throw Missing("Acct");
            accounts.Add(number);
            decimal? first = null, last = null, net = 0;
            foreach (var balance in Children(account, "Bal"))
            {
                if (Text(balance, "Tp", "CdOrPrtry", "Cd") == "OPBD") first = Signed(balance);
                if (Text(balance, "Tp", "CdOrPrtry", "Cd") == "CLBD") last = Signed(balance);
            }
            foreach (var entry in Children(account, "Ntry"))
            {
                // What is not booked yet may still go away.
                if ((Text(entry, "Sts", "Cd") ?? Text(entry, "Sts")) is { } state && state != "BOOK") continue;
                var whole = EntryOf(number, entry);
                entries.Add(whole);
                if (entries.Count > MostEntries) throw new BrokenRule($"Filen har over {MostEntries} bevegelser. Del den opp.");
                net += whole.Amount;
                movements.AddRange(PartsOf(entry, whole));
            }
            if (first is not null && last is not null && first + net != last) throw new BrokenRule($"Filen henger ikke sammen: inngående saldo og bevegelsene gir ikke utgående saldo på konto {number}. Ingenting er lest inn.");
            (opening, closing) = (opening ?? first, last ?? closing);
        }
        if (accounts.Count == 0) throw Missing("Acct");
        return new(id, [.. accounts.Distinct()], movements, entries, opening, closing);
    }

    private static XElement Load(byte[] bytes)
    {
        try
        {
            var careful = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostBytes, MaxCharactersFromEntities = 1024, IgnoreComments = true, IgnoreProcessingInstructions = true };
            // Depth is measured before a tree is built of it.
            using (var measure = XmlReader.Create(new MemoryStream(bytes), careful))
                while (measure.Read())
                    if (measure.Depth > MostDepth) throw new BrokenRule($"Filen er ikke bygd opp som en fil fra banken. Den er ikke lest.");
            using var reader = XmlReader.Create(new MemoryStream(bytes), careful);
            return XDocument.Load(reader).Root!;
        }
        catch (XmlException)
        {
            throw new BrokenRule($"Filen er ikke XML, eller den er skadet. Hent den på nytt i nettbanken.");
        }
    }

    private static BankMovement EntryOf(string account, XElement entry)
    {
        var amount = Child(entry, "Amt") ?? throw Missing("Amt");
        var day = Text(entry, "BookgDt", "Dt") ?? Text(entry, "BookgDt", "DtTm") ?? Text(entry, "ValDt", "Dt") ?? Text(entry, "ValDt", "DtTm") ?? throw Missing("BookgDt");
        var reference = Text(entry, "AcctSvcrRef") ?? Text(entry, "NtryRef") ?? throw Missing("AcctSvcrRef");
        var reversal = Text(entry, "RvslInd") is "true" or "1";
        var parts = Children(entry, "NtryDtls").SelectMany(d => Children(d, "TxDtls")).ToList();
        return new(account, Cut(reference), "", DayOf(day), Signed(entry), amount.Attribute("Ccy")?.Value ?? "NOK",
            parts.Count == 1 ? EndToEndOf(parts[0]) : null, Children(entry, "NtryDtls").Select(d => Text(d, "Btch", "PmtInfId")).FirstOrDefault(p => p is not null), null, null, Text(entry, "AddtlNtryInf"), reversal);
    }

    // Parts that have no amounts, or are not the whole (a fee is in it), tell nothing surely: then the entry counts as it stands, and no order is settled by it.
    private static IEnumerable<BankMovement> PartsOf(XElement entry, BankMovement whole)
    {
        var details = Children(entry, "NtryDtls").SelectMany(d => Children(d, "TxDtls")).ToList();
        if (details.Count == 0) return [whole];
        var sign = whole.Amount < 0 ? -1 : 1;
        var amounts = details.Select(d => AmountOf(d, whole.Currency) is { } its ? sign * its : details.Count == 1 ? whole.Amount : (decimal?)null).ToList();
        if (amounts.Contains(null) || amounts.Sum() != whole.Amount) return [whole with { EndToEndId = null, PaymentPart = null }];
        var names = details.Select(d => Text(d, "Refs", "AcctSvcrRef") ?? EndToEndOf(d)).ToList();
        var areNamed = names.TrueForAll(n => n is not null) && names.Distinct().Count() == names.Count;
        return details.Select((d, i) => whole with
        {
            Part = areNamed ? Cut(names[i]!) : (i + 1).ToString(CultureInfo.InvariantCulture),
            Amount = amounts[i]!.Value,
            EndToEndId = EndToEndOf(d),
            PaymentPart = Text(d, "Refs", "PmtInfId") ?? whole.PaymentPart,
            Counterparty = NameOf(d, sign < 0 ? "Cdtr" : "Dbtr") ?? NameOf(d, sign < 0 ? "Dbtr" : "Cdtr"),
            Kid = Children(d, "RmtInf").SelectMany(r => Children(r, "Strd")).Select(s => Text(s, "CdtrRefInf", "Ref")).FirstOrDefault(r => r is not null),
            Text = Children(d, "RmtInf").SelectMany(r => Children(r, "Ustrd")).Select(u => u.Value.Trim()).FirstOrDefault(u => u.Length > 0) ?? whole.Text,
        });
    }

    private static decimal? AmountOf(XElement detail, string currency)
    {
        var said = new[] { Child(detail, "Amt"), Child(detail, "AmtDtls", "TxAmt", "Amt"), Child(detail, "AmtDtls", "InstdAmt", "Amt") }.FirstOrDefault(a => a?.Attribute("Ccy")?.Value == currency);
        return said is null ? null : Figure(said.Value);
    }

    private static string? EndToEndOf(XElement detail) => Text(detail, "Refs", "EndToEndId") is { Length: > 0 } id && id != "NOTPROVIDED" ? id : null;

    private static string? NameOf(XElement detail, string role) => Text(detail, "RltdPties", role, "Nm") ?? Text(detail, "RltdPties", role, "Pty", "Nm");

    private static string? AccountOf(XElement account) =>
        (Text(account, "Acct", "Id", "Othr", "Id") ?? Text(account, "Acct", "Id", "IBAN")) is { } number ? BankAccount.TryParse(number, out var read) ? read.ToString() : number : null;

    private static decimal Signed(XElement of) => Text(of, "CdtDbtInd") switch
    {
        "CRDT" => Figure(Text(of, "Amt") ?? throw Missing("Amt")),
        "DBIT" => -Figure(Text(of, "Amt") ?? throw Missing("Amt")),
        _ => throw Missing("CdtDbtInd"),
    };

    private static decimal Figure(string text) =>
        decimal.TryParse(text, NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var amount) && Money.IsBookable(amount) ? amount : throw new BrokenRule($"«{Cut(text)}» er ikke et beløp. Ingenting er lest inn.");

    private static DateOnly DayOf(string text) => text.Length >= 10 && DateOnly.TryParseExact(text[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is >= 1990 and <= 2200 ? day
        : throw new BrokenRule($"«{Cut(text)}» er ikke en dato. Ingenting er lest inn.");

    private static string Cut(string text) => text.Length > 100 ? text[..100] : text;

    private static BrokenRule Missing(string what) => new($"Filen mangler {what} og kan ikke leses. Hent den på nytt i nettbanken.");

    private static IEnumerable<XElement> Children(XElement of, string name) => of.Elements().Where(e => e.Name.LocalName == name);

    private static XElement? Child(XElement of, params ReadOnlySpan<string> path)
    {
        var at = of;
        foreach (var name in path)
        {
            var wanted = name;
            if (Children(at, wanted).FirstOrDefault() is not { } next) return null;
            at = next;
        }
        return at;
    }

    private static string? Text(XElement of, params ReadOnlySpan<string> path) => Child(of, path) is { HasElements: false } found && found.Value.Trim() is { Length: > 0 } text ? text : null;
}
