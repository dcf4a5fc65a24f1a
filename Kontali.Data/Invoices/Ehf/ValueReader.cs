using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Reads optional values; one that is there but cannot be read becomes a fatal finding instead of a silent zero.</summary>
internal sealed class ValueReader
{
    private const int MaxFindings = 20;
    private readonly List<Finding> _findings = [];

    internal IReadOnlyList<Finding> Findings => _findings;

    internal decimal? Number(XElement? from, string path, Phrase where)
    {
        var element = from.One(path);
        var number = element.Number();
        if (element is not null && number is null) Unreadable(where, element, "KONTALI-TALL");
        return number;
    }

    internal DateOnly? Date(XElement? from, string path, Phrase where)
    {
        var element = from.One(path);
        var date = element.Date();
        if (element is not null && date is null) Unreadable(where, element, "KONTALI-DATO");
        return date;
    }

    internal ServicePeriod? Period(XElement? from, Phrase where) => from is null ? null
        : (Date(from, "cbc:StartDate", where), Date(from, "cbc:EndDate", where)) is var (start, end) && (start ?? end) is not null
            ? new(start, end) : null;

    internal void Find(string rule, Severity severity, FormattableString what)
    {
        if (_findings.Count < MaxFindings) _findings.Add(new(rule, severity, Phrase.Of(what)));
    }

    private void Unreadable(Phrase where, XElement element, string rule)
    {
        if (rule == "KONTALI-DATO")
            Find(rule, Severity.Fatal, $"{where}: «{Required.Shorten(element.Value)}» er ikke en gyldig dato ({element.Name.LocalName}). Kontroller mot leverandøren.");
        else
            Find(rule, Severity.Fatal, $"{where}: «{Required.Shorten(element.Value)}» er ikke et gyldig tall ({element.Name.LocalName}). Kontroller mot leverandøren.");
    }
}
