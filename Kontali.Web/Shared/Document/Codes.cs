using System.Globalization;
using Kontali.Data.Invoices;

namespace Kontali.Web.Shared.Document;

/// <summary>The standard's codes in the words a bookkeeper uses. An unknown code is shown as it stands: it is what the document says.</summary>
public static class Codes
{
    /// <summary>What the document calls itself.</summary>
    public static string Title(InvoiceFacts facts) => (facts.Kind, facts.TypeCode) switch
    {
        (InvoiceKind.CreditNote, _) => Texts.Of("Kreditnota"),
        (_, "384") => Texts.Of("Korrigert faktura"),
        (_, "389") => Texts.Of("Faktura utstedt av kjøper"),
        (_, "393") => Texts.Of("Faktura, solgt til inkasso"),
        (_, "386") => Texts.Of("Forskuddsfaktura"),
        _ => Texts.Of("Faktura"),
    };

    /// <summary>Units of UNECE Recommendation 20, the ones met in Norwegian invoices.</summary>
    public static string Unit(string? code) => code switch
    {
        null or "" => "",
        "C62" or "EA" or "H87" or "NAR" or "PCE" or "XPP" or "NMP" => Texts.Of("stk."),
        "HUR" => Texts.Of("timer"),
        "MIN" => Texts.Of("min"),
        "DAY" => Texts.Of("dager"),
        "WEE" => Texts.Of("uker"),
        "MON" => Texts.Of("md."),
        "ANN" => Texts.Of("år"),
        "KWH" => "kWh",
        "MWH" => "MWh",
        "KWT" => "kW",
        "KGM" => "kg",
        "GRM" => "g",
        "TNE" => Texts.Of("tonn"),
        "LTR" => "l",
        "MTR" => "m",
        "KMT" or "KTM" => "km",
        "MTK" => "m²",
        "MTQ" => "m³",
        "SET" => Texts.Of("sett"),
        "PR" => Texts.Of("par"),
        "XBX" or "BX" => Texts.Of("esker"),
        "XCT" or "CT" => Texts.Of("kartonger"),
        "XPX" or "PF" => Texts.Of("paller"),
        "XPK" or "PK" => Texts.Of("pakker"),
        "XRO" or "RO" => Texts.Of("ruller"),
        "LS" => Texts.Of("rund sum"),
        _ => code,
    };

    /// <summary>Why there is no rate to show.</summary>
    public static string Vat(string? category) => category switch
    {
        null or "" => "",
        "S" => "0\u00a0%",
        "Z" => Texts.Of("nullsats"),
        "E" => Texts.Of("unntatt"),
        "AE" => Texts.Of("snudd avregning"),
        "K" => Texts.Of("innen EU/EØS"),
        "G" => Texts.Of("utførsel"),
        "O" => Texts.Of("utenfor mva"),
        _ => category,
    };

    /// <summary>UNCL4461.</summary>
    public static string? Payment(string? code) => code switch
    {
        "10" => Texts.Of("Kontant"),
        "30" or "31" => Texts.Of("Overføring"),
        "42" => Texts.Of("Bankkonto"),
        "48" or "54" or "55" => Texts.Of("Kort"),
        "49" or "59" => Texts.Of("Direkte trekk"),
        "57" => Texts.Of("Fast avtale"),
        "58" => Texts.Of("SEPA-overføring"),
        "93" => Texts.Of("Referansegiro"),
        "97" => Texts.Of("Motregning"),
        "1" or "ZZZ" => Texts.Of("Etter avtale"),
        _ => null,
    };

    /// <summary>The word where the document gives no reason.</summary>
    public static string Change(AllowanceCharge change) => change.IsCharge ? Texts.Of("Tillegg") : Texts.Of("Rabatt");

    /// <summary>01.08.2026–31.08.2026; an open end stays open.</summary>
    public static string? Period(ServicePeriod? period) => period is null or { From: null, To: null } ? null
        : $"{(period.From is { } from ? Figures.Date(from) : "")}–{(period.To is { } to ? Figures.Date(to) : "")}";

    /// <summary>The address in lines; the country only when it is not Norway.</summary>
    public static IEnumerable<string> AddressLines(Address address)
    {
        foreach (var line in address.Lines) yield return line;
        if ($"{address.PostCode} {address.City}".Trim() is { Length: > 0 } town) yield return town;
        if (address.Region is { Length: > 0 } region) yield return region;
        if (address.Country is not (null or "" or "NO")) yield return Country(address.Country);
    }

    private static string Country(string code)
    {
        try { return new RegionInfo(code).NativeName; }
        catch (ArgumentException) { return code; }
    }
}
