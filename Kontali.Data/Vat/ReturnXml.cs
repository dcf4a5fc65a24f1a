using System.Globalization;
using System.Text;
using System.Xml;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Data.Vat;

/// <summary>
/// The return as the authority's systems read it: skattemeldingformerverdiavgift v1.0, and the envelope mvameldinginnsending v1.0
/// that it is sent in (Skatteetaten/mva-meldingen).
/// </summary>
public static class ReturnXml
{
    private const string ReturnNamespace = "no:skatteetaten:fastsetting:avgift:mva:skattemeldingformerverdiavgift:v1.0";
    private const string EnvelopeNamespace = "no:skatteetaten:fastsetting:avgift:mva:mvameldinginnsending:v1.0";

    private static readonly string[] Months = ["januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"];

    /// <summary>The return.</summary>
    /// <param name="vat">What it says.</param>
    /// <param name="reference">Our own reference, unique for each sending.</param>
    /// <param name="version">The program's version.</param>
    public static byte[] Write(VatReturn vat, string reference, string? version = null) => Document(xml =>
    {
        xml.WriteStartElement("mvaMeldingDto", ReturnNamespace);
        xml.WriteStartElement("innsending");
        xml.WriteElementString("regnskapssystemsreferanse", reference);
        xml.WriteStartElement("regnskapssystem");
        xml.WriteElementString("systemnavn", "Kontali");
        if (version is not null) xml.WriteElementString("systemversjon", version);
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("skattegrunnlagOgBeregnetSkatt");
        Period(xml, vat);
        xml.WriteElementString("fastsattMerverdiavgift", Kroner(vat.Assessed));
        foreach (var line in vat.Lines) Line(xml, line);
        xml.WriteEndElement();
        xml.WriteStartElement("betalingsinformasjon");
        if (vat.Kid is { Length: > 0 } kid) xml.WriteElementString("kundeIdentifikasjonsnummer", kid);
        xml.WriteEndElement();
        xml.WriteStartElement("skattepliktig");
        xml.WriteElementString("organisasjonsnummer", vat.OrgNumber.ToString());
        xml.WriteEndElement();
        xml.WriteElementString("meldingskategori", Word(vat.Category));
        Note(xml, vat.Note);
        xml.WriteEndElement();
    });

    /// <summary>The envelope: who files what for which term, with the name of the return's file.</summary>
    public static byte[] WriteEnvelope(VatReturn vat, string madeBy, DateTimeOffset at, string file) => Document(xml =>
    {
        xml.WriteStartElement("mvaMeldingInnsending", EnvelopeNamespace);
        xml.WriteStartElement("norskIdentifikator");
        xml.WriteElementString("organisasjonsnummer", vat.OrgNumber.ToString());
        xml.WriteEndElement();
        Period(xml, vat);
        xml.WriteElementString("meldingskategori", Word(vat.Category));
        xml.WriteElementString("innsendingstype", "komplett");
        xml.WriteElementString("opprettetAv", Text(madeBy));
        xml.WriteElementString("opprettingstidspunkt", Moment(at));
        xml.WriteStartElement("vedlegg");
        xml.WriteElementString("vedleggstype", "mva-melding");
        xml.WriteElementString("kildegruppe", "sluttbrukersystem");
        xml.WriteElementString("opprettetAv", Text(madeBy));
        xml.WriteElementString("opprettingstidspunkt", Moment(at));
        xml.WriteStartElement("vedleggsfil");
        xml.WriteElementString("filnavn", file);
        xml.WriteElementString("filekstensjon", "xml");
        xml.WriteElementString("filinnhold", "mva-melding");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    });

    /// <summary>The authority's word for the term: element and value.</summary>
    public static (string Element, string Word) PeriodWord(VatTerm term, VatDeadline period)
    {
        string From() => Months[period.From.Month - 1];
        string FromTo() => $"{From()}-{Months[period.To.Month - 1]}";
        return term switch
        {
            VatTerm.Monthly => ("skattleggingsperiodeMaaned", From()),
            VatTerm.Bimonthly => ("skattleggingsperiodeToMaaneder", FromTo()),
            VatTerm.Quarterly => ("skattleggingsperiodeTreMaaneder", FromTo()),
            VatTerm.HalfMonthly => ("skattleggingsperiodeHalvMaaned", $"{(period.From.Day == 1 ? "foerste" : "andre")} halvdel {From()}"),
            VatTerm.Weekly => ("skattleggingsperiodeUke", $"uke {period.Number(term)}"),
            _ => ("skattleggingsperiodeAar", "aarlig"),
        };
    }

    private static string Word(ReturnCategory category) => category switch
    {
        ReturnCategory.Primary => "primaernaering",
        ReturnCategory.ReverseCharge => "omvendtAvgiftsplikt",
        _ => "alminnelig",
    };

    private static void Period(XmlWriter xml, VatReturn vat)
    {
        var (element, word) = PeriodWord(vat.Term, vat.Period);
        xml.WriteStartElement("skattleggingsperiode");
        xml.WriteStartElement("periode");
        xml.WriteElementString(element, word);
        xml.WriteEndElement();
        xml.WriteElementString("aar", vat.Period.Year(vat.Term).ToString(CultureInfo.InvariantCulture));
        xml.WriteEndElement();
    }

    private static void Line(XmlWriter xml, ReturnLine line)
    {
        xml.WriteStartElement("mvaSpesifikasjonslinje");
        xml.WriteElementString("mvaKode", line.Code);
        if (line.Specification.Word() is { } specification) xml.WriteElementString("spesifikasjon", specification);
        if (line.Base is { } based) xml.WriteElementString("grunnlag", Kroner(based));
        // The authority's own list writes rates with a comma.
        if (line.Percent is { } percent) xml.WriteElementString("sats", percent.ToString("0.##", CultureInfo.InvariantCulture).Replace('.', ','));
        xml.WriteElementString("merverdiavgift", Kroner(line.Vat));
        Note(xml, line.Note);
        xml.WriteEndElement();
    }

    private static void Note(XmlWriter xml, VatNote? note)
    {
        if (note is null || note.IsEmpty) return;
        xml.WriteStartElement("merknad");
        if (!string.IsNullOrWhiteSpace(note.Chosen)) xml.WriteElementString("utvalgtMerknad", note.Chosen);
        else xml.WriteElementString("beskrivelse", Text(note.Text!));
        xml.WriteEndElement();
    }

    private static string Kroner(decimal amount) => amount.ToString("0", CultureInfo.InvariantCulture);

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    // What XML cannot carry is left out, and nobody's words are longer than the schema takes.
    private static string Text(string text)
    {
        var clean = string.Concat(text.Where(c => XmlConvert.IsXmlChar(c)));
        return clean.Length > 4000 ? clean[..4000] : clean;
    }

    private static byte[] Document(Action<XmlWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var xml = XmlWriter.Create(bytes, new XmlWriterSettings { Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n" })) write(xml);
        return bytes.ToArray();
    }
}
