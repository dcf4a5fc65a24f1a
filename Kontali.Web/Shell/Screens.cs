using System.Reflection;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Shell;

/// <summary>A screen that has its place in the rail.</summary>
/// <param name="Name">Its word; the key of its translation.</param>
/// <param name="Href">Where it is.</param>
/// <param name="Glyph">Its picture, always beside its word.</param>
/// <param name="Key">Pressed after g: g h goes home. Where g does something by itself, that goes before.</param>
public sealed record Screen(string Name, string Href, Glyphs Glyph, string Key);

/// <summary>The screens, in the order of a working day. One without a page yet is left out: no link is dead.</summary>
public static class Screens
{
    private static readonly HashSet<string> Addresses = typeof(Screens).Assembly.GetTypes()
        .SelectMany(type => type.GetCustomAttributes<RouteAttribute>())
        .Select(route => route.Template).ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Those that have a page.</summary>
    public static readonly Screen[] All =
    [
        .. new Screen[]
        {
            new(Texts.Of("Hjem"), "/", Glyphs.Home, "h"),
            new(Texts.Of("Til kontroll"), "/til-kontroll", Glyphs.Review, "k"),
            new(Texts.Of("Innboks"), "/innboks", Glyphs.Inbox, "i"),
            new(Texts.Of("Bilag"), "/bilag", Glyphs.Voucher, "b"),
            new(Texts.Of("Rettinger"), "/rettinger", Glyphs.Correction, "t"),
            new(Texts.Of("Betalinger"), "/betalinger", Glyphs.Payment, "p"),
            new(Texts.Of("Mva"), "/mva", Glyphs.Vat, "v"),
            new(Texts.Of("Rapporter"), "/rapporter", Glyphs.Report, "r"),
            new(Texts.Of("Klienter"), "/klienter", Glyphs.Clients, "c"),
            new(Texts.Of("Læring"), "/laering", Glyphs.Learning, "l"),
            new(Texts.Of("Mønstre"), "/monstre", Glyphs.Pattern, "m"),
            new(Texts.Of("Beslutninger"), "/beslutninger", Glyphs.Decision, "d"),
            new(Texts.Of("Agenter"), "/agenter", Glyphs.Agent, "a"),
            new(Texts.Of("Oppsett"), "/oppsett", Glyphs.Settings, "o"),
        }.Where(screen => Has(screen.Href)),
    ];

    /// <summary>Those that are reached from another, and have no place in the rail.</summary>
    public static readonly (string Name, string Href)[] Others =
    [
        .. Reports.Sheets.ReportList.All.Select(report => (report.Name, Href: $"/rapporter/{report.Slug}")),
        .. new (string Name, string Href)[]
        {
            (Texts.Of("Leverandører"), "/leverandorer"), (Texts.Of("Kontoutskrift"), "/rapporter/kontoutskrift"), (Texts.Of("Etterprøving"), "/etterproving"), (Texts.Of("Perioder"), "/perioder"), (Texts.Of("Betalingsoppdrag"), "/betalinger/oppdrag"), (Texts.Of("Fra banken"), "/betalinger/bank"), (Texts.Of("Min konto"), "/konto"),
        }.Where(screen => Has(screen.Href)),
    ];

    /// <summary>True when a page answers at the address.</summary>
    public static bool Has(string address) => Addresses.Contains(address);
}
