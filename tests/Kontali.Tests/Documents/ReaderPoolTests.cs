using System.Text;
using Kontali.Data.Invoices.Pdf;
using Kontali.Tests.Invoices.Pdf.Papers;
using Kontali.Web.Documents;

namespace Kontali.Tests.Documents;

/// <summary>The processes that read strangers' files.</summary>
public class ReaderPoolTests
{
    [Fact]
    public async Task A_file_is_read_in_another_process_with_the_same_words()
    {
        using var pool = new ReaderPool(new PictureReader());
        var pdf = PaperLayouts.Tuned[0].Draw(PaperLayouts.Tuned[0].Facts(0));
        var read = await pool.ReadAsync(pdf, isPdf: true, TestContext.Current.CancellationToken);
        Assert.Equal(Words(PdfWords.Of(pdf).Text!), Words(read.Text!));
    }

    public static TheoryData<string> Hostile => ["", "%PDF-", "%PDF-1.4\n%%EOF", "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 1 0 R >>\nendobj\ntrailer << /Root 1 0 R >>", "%PDF-1.7\n" + new string('[', 200_000), "%PDF-1.7\n1 0 obj " + string.Concat(Enumerable.Repeat("<< /A ", 60_000))];

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_file_is_told_of_or_ends_its_reader_and_the_next_is_read(string file)
    {
        using var pool = new ReaderPool(new PictureReader());
        try
        {
            var read = await pool.ReadAsync(Encoding.Latin1.GetBytes(file), isPdf: true, TestContext.Current.CancellationToken);
            Assert.True(read.Trouble is not null || read.Text is { HasText: false });
        }
        catch (ReaderDied)
        {
            // So be it: it was not this process.
        }
        var pdf = PaperLayouts.Tuned[0].Draw(PaperLayouts.Tuned[0].Facts(0));
        Assert.True((await pool.ReadAsync(pdf, isPdf: true, TestContext.Current.CancellationToken)).Text!.HasText);
    }

    [Fact]
    public async Task A_scanned_paper_is_straightened_and_read()
    {
        Assert.SkipUnless(PictureReader.IsInstalled, "tesseract and pdftoppm are not installed");
        using var pool = new ReaderPool(new PictureReader());
        var (layout, facts) = (PaperLayouts.Tuned[0], PaperLayouts.Tuned[0].Facts(0));
        var read = await pool.ReadAsync(ScannedPaper.Of(layout.Draw(facts), 1.7), isPdf: true, TestContext.Current.CancellationToken);
        Assert.True(read.Text!.IsPicture);
        var reading = PdfReader.Read(read.Text, PaperJudge.World(facts));
        Assert.Equal((facts.Gross, facts.SellerNumber), (reading.Facts!.Gross, reading.Facts.Seller.CompanyId));
    }

    private static string Words(PageText text) => string.Join(' ', text.Pages.SelectMany(p => p.Lines).SelectMany(l => l).Select(w => $"{w.Text}@{w.X:0},{w.Y:0}"));
}
