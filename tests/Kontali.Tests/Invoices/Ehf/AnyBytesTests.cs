using System.Text;
using CsCheck;
using Kontali.Data;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>Whatever the bytes, the answer is facts or a refusal: never an exception, never text the database cannot hold.</summary>
public class AnyBytesTests
{
    private static readonly byte[][] Files = [.. Directory.GetFiles(SampleTests.Folder(), "*.xml").Order().Select(File.ReadAllBytes)];

    private static readonly string[] Nasty =
    [
        "", "-", "0", "-0.00", "0.0000000000000000000000000001", "9999999999999.99", "-9999999999999.99", "79228162514264337593543950335", "NaN", "1e9", "true", "\u00a0",
        "2026-13-01", "0001-01-01", "S", "O", "AE", "K", "NO", "SE", "VATEX-EU-G", "0088", "12345678901", "NO9386011117947", "25", "380", "NOK", "#AAI#x", "&#xD800;", "&#x1F600;", "æ",
    ];

    [Fact]
    public void Bytes_changed_at_random_never_surprise_the_reader() =>
        Gen.Select(Gen.OneOf(Files), Gen.Select(Gen.Double[0, 1], Gen.Int[0, 9], Gen.Byte, Gen.Int[1, 40]).Array[1, 6])
            .Sample((file, changes) => Sane(EhfReader.Read(changes.Aggregate(file, Change))), iter: 3000);

    [Fact]
    public void Values_exchanged_for_nasty_ones_never_surprise_the_reader() =>
        Gen.Select(Gen.OneOf(Files), Gen.Select(Gen.Double[0, 1], Gen.OneOf(Nasty)).Array[1, 6])
            .Sample((file, changes) => Sane(EhfReader.Read(Encoding.UTF8.GetBytes(changes.Aggregate(Encoding.UTF8.GetString(file), Exchange)))), iter: 3000);

    [Fact]
    public void Elements_left_out_or_doubled_never_surprise_the_reader() =>
        Gen.Select(Gen.OneOf(Files), Gen.Select(Gen.Double[0, 1], Gen.Bool).Array[1, 4])
            .Sample((file, changes) => Sane(EhfReader.Read(Encoding.UTF8.GetBytes(changes.Aggregate(Encoding.UTF8.GetString(file), LeaveOutOrDouble)))), iter: 2000);

    private static byte[] Change(byte[] file, (double Where, int How, byte With, int Length) change)
    {
        if (file.Length == 0) return file;
        var at = (int)(change.Where * (file.Length - 1));
        var end = Math.Min(file.Length, at + change.Length);
        return change.How switch
        {
            0 => file[..at],
            1 or 2 => [.. file[..at], .. file[end..]],
            3 or 4 => [.. file[..end], .. file[at..]],
            _ => [.. file[..at], change.With, .. file[(at + 1)..]],
        };
    }

    /// <summary>The next element that holds a value gets another one.</summary>
    private static string Exchange(string xml, (double Where, string With) change)
    {
        for (var to = xml.IndexOf("</", (int)(change.Where * (xml.Length - 1)), StringComparison.Ordinal); to > 0; to = xml.IndexOf("</", to + 2, StringComparison.Ordinal))
            if (xml.LastIndexOf('>', to - 1) is >= 0 and var from && !string.IsNullOrWhiteSpace(xml[(from + 1)..to])) return xml[..(from + 1)] + change.With + xml[to..];
        return xml;
    }

    private static string LeaveOutOrDouble(string xml, (double Where, bool Double) change)
    {
        var from = xml.IndexOf("<c", (int)(change.Where * (xml.Length - 1)), StringComparison.Ordinal);
        if (from < 0 || xml.IndexOfAny([' ', '>'], from) is var nameEnd && nameEnd < 0) return xml;
        var close = $"</{xml[(from + 1)..nameEnd]}>";
        var to = xml.IndexOf(close, nameEnd, StringComparison.Ordinal) + close.Length;
        if (to < close.Length) return xml;
        return change.Double ? xml[..to] + xml[from..to] + xml[to..] : xml[..from] + xml[to..];
    }

    private static void Sane(Reading reading)
    {
        Assert.True(reading.Facts is null != reading.Refusal is null);
        var text = FactsText.Of(reading);
        Assert.DoesNotContain('\0', text);
        Assert.Equal(text, Encoding.UTF8.GetString(new UTF8Encoding(false, true).GetBytes(text)));
        if (reading.Facts is { } f)
            Assert.All([f.Net, f.Gross, f.Payable, f.VatTotal, .. f.Lines.Select(l => l.Net)], amount => Assert.True(Math.Abs(amount) <= Money.Max));
    }
}
