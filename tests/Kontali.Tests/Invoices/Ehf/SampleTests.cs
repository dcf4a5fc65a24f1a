using System.Runtime.CompilerServices;
using System.Text;
using Kontali.Data.Invoices.Ehf;
using Xunit;

namespace Kontali.Tests.Invoices.Ehf;

/// <summary>
/// Each sample.xml lies beside sample.facts.txt, everything we read of it as text. After a wanted change, run with KONTALI_ACCEPT=1
/// to write the texts anew, and read the difference before you commit it.
/// </summary>
public class SampleTests
{
    public static TheoryData<string> Samples => [.. Directory.GetFiles(Folder(), "*.xml").Select(f => Path.GetFileNameWithoutExtension(f)).Order()];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_sample_is_read_as_the_text_beside_it_says(string sample)
    {
        var expectation = Path.Combine(Folder(), sample + ".facts.txt");
        var actual = FactsText.Of(EhfReader.Read(Bytes(sample)));
        if (Environment.GetEnvironmentVariable("KONTALI_ACCEPT") == "1") File.WriteAllText(expectation, actual, new UTF8Encoding(false));
        Assert.Equal(File.ReadAllText(expectation).ReplaceLineEndings("\n"), actual);
    }

    internal static byte[] Bytes(string sample) => File.ReadAllBytes(Path.Combine(Folder(), sample + ".xml"));

    internal static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Samples");
}
