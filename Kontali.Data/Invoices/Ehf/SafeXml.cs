using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>
/// Turns a stranger's bytes into a tree, or says in plain words why not. Size, depth and number of elements are measured
/// in a first pass that builds nothing; no document type, no outside reference is ever followed.
/// </summary>
internal static class SafeXml
{
    internal const int MaxBytes = 10 * 1024 * 1024;
    private const int MaxDepth = 64;
    private const int MaxNodes = 600_000;

    static SafeXml() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private static XmlReaderSettings Settings => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        MaxCharactersInDocument = MaxBytes,
        MaxCharactersFromEntities = 1024,
    };

    /// <summary>Exactly one of the two is set.</summary>
    internal static (XElement? Root, Phrase? Refusal) Load(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty) return Refuse($"Filen er tom. Last den opp på nytt, eller be avsenderen sende fakturaen en gang til.");
        if (bytes.Length > MaxBytes)
            return Refuse($"Filen er på {bytes.Length / 1024m / 1024m:N1} MB. En EHF-faktura kan være på høyst 10 MB. Be leverandøren sende den med færre eller mindre vedlegg.");
        try
        {
            return Measure(bytes) is { } tooMuch ? (null, tooMuch) : (Build(bytes), null);
        }
        catch (Exception e) when (e is XmlException or ArgumentException or NotSupportedException or InvalidOperationException or OverflowException)
        {
            return (null, WhyNot(e, bytes.Span));
        }
    }

    private static Phrase? Measure(ReadOnlyMemory<byte> bytes)
    {
        using var reader = Open(bytes);
        for (var nodes = 0; reader.Read(); nodes += 1 + reader.AttributeCount)
        {
            if (reader.Depth > MaxDepth)
                return Phrase.Of($"Filen er bygd opp på en måte ingen faktura er (mer enn {MaxDepth} nivåer). Den er ikke lest. Be leverandøren sende fakturaen på nytt.");
            if (nodes > MaxNodes)
                return Phrase.Of($"Filen har flere opplysninger enn en faktura kan ha (over {MaxNodes:N0}). Den er ikke lest. Be leverandøren dele den opp.");
        }
        return null;
    }

    private static XElement? Build(ReadOnlyMemory<byte> bytes)
    {
        using var reader = Open(bytes);
        return XDocument.Load(reader).Root;
    }

    private static XmlReader Open(ReadOnlyMemory<byte> bytes) => XmlReader.Create(new MemoryStream(bytes.ToArray(), writable: false), Settings);

    private static (XElement?, Phrase?) Refuse(FormattableString why) => (null, Phrase.Of(why));

    private static Phrase WhyNot(Exception e, ReadOnlySpan<byte> bytes)
    {
        var start = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 2048)]);
        if (start.StartsWith("%PDF", StringComparison.Ordinal))
            return Phrase.Of($"Dette er en PDF-fil, ikke en EHF-faktura.");
        if (start.Contains("<html", StringComparison.OrdinalIgnoreCase))
            return Phrase.Of($"Dette er en nettside, ikke en EHF-faktura. Hent selve fakturafilen (XML) og last den opp.");
        if (start.Contains("<!DOCTYPE", StringComparison.OrdinalIgnoreCase))
            return Phrase.Of($"Filen inneholder en dokumenttypedeklarasjon (DOCTYPE). Det er ikke tillatt i en EHF-faktura, og kan være skadelig. Filen er ikke lest.");
        return e is XmlException { LineNumber: > 0 } at
            ? Phrase.Of($"Filen er ikke gyldig XML: den kan ikke leses fra og med linje {at.LineNumber}, tegn {at.LinePosition}. Den er trolig skadet eller avkortet. Be leverandøren sende fakturaen på nytt.")
            : Phrase.Of($"Filen kan ikke leses som XML. Den er skadet, eller tegnsettet den oppgir, stemmer ikke. Be leverandøren sende fakturaen på nytt.");
    }
}
