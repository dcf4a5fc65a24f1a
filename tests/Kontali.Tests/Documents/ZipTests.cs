using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Kontali.Data.Documents;
using static Kontali.Tests.Documents.Envelopes;

namespace Kontali.Tests.Documents;

public sealed class ZipTests
{
    [Fact]
    public async Task Each_file_comes_out_with_its_name_and_its_kind()
    {
        var opened = await OpenAsync(Zip(("faktura.pdf", Pdf), ("november/ehf.xml", "<Invoice/>"u8.ToArray()), ("foto.jpg", Photo)));
        Assert.Equal(["faktura.pdf", "ehf.xml", "foto.jpg"], opened.Names);
        Assert.Equal([FileKind.Pdf, FileKind.Ehf, FileKind.Image], opened.Files.Select(f => f.Kind));
        Assert.Equal("Pakket ut: 3 dokumenter.", opened.Envelopes[0].Summary.ToString());
    }

    [Fact]
    public async Task Folders_and_what_systems_leave_there_are_no_files() =>
        Assert.Equal(["a.pdf"], (await OpenAsync(Zip(("mappe/", []), ("__MACOSX/._a.pdf", [1]), ("mappe/.DS_Store", [1]), ("Thumbs.db", [1]), ("mappe/a.pdf", Pdf)))).Names);

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("..\\..\\windows\\system.ini", "system.ini")]
    [InlineData("/rot/a.pdf", "a.pdf")]
    [InlineData("C:\\a.pdf", "a.pdf")]
    [InlineData("faktura\u202efdp.exe", "fakturafdp.exe")]
    [InlineData("..", "..")]
    [InlineData("a\u0001b.pdf", "ab.pdf")]
    public async Task A_name_is_text_and_never_a_path(string sent, string shown) => Assert.Equal([shown], (await OpenAsync(Zip((sent, Pdf)))).Names);

    [Theory]
    [InlineData(850)] // Windows here
    [InlineData(65001)]
    public async Task Letters_of_ours_in_names_are_read(int codePage)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        Assert.Equal(["Blåbærsyltetøy.pdf"], (await OpenAsync(Zip(zip =>
        {
            using var stream = zip.CreateEntry("Blåbærsyltetøy.pdf").Open();
            stream.Write(Pdf);
        }, Encoding.GetEncoding(codePage)))).Names);
    }

    [Fact]
    public async Task The_same_bytes_come_out_once_whatever_they_are_called()
    {
        var opened = await OpenAsync(Zip(("a.pdf", Pdf), ("kopi av a.pdf", Pdf)));
        Assert.Equal(["a.pdf"], opened.Names);
        Assert.Contains("kopi av a.pdf: samme innhold", opened.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_of_one_name_are_all_taken() =>
        Assert.Equal(["a.pdf", "a.pdf"], (await OpenAsync(Zip(("a.pdf", Different(1)), ("a.pdf", Different(2))))).Names);

    [Fact]
    public async Task A_zip_in_a_zip_is_opened_but_not_for_ever()
    {
        var inner = Zip(("innerst.pdf", Pdf));
        for (var depth = 0; depth < 5; depth++) inner = Zip(($"{depth}.zip", inner));
        var opened = await OpenAsync(inner);
        Assert.Equal(["4.zip", "3.zip", "2.zip"], opened.Names);
        Assert.Contains("mer enn 3 pakker dypt", opened.Envelopes[^1].Refusal!.ToString(), StringComparison.Ordinal);
        Assert.Equal([1, 2], (await OpenAsync(Zip(("i.zip", Zip(("a.pdf", Pdf)))))).Files.Select(f => f.Inside + 1));
    }

    [Fact]
    public async Task A_bomb_is_refused_by_name_before_anything_is_unpacked()
    {
        var opened = await OpenAsync(Zip(("faktura.pdf", Pdf), ("nuller.bin", new byte[50_000_000])));
        Assert.Empty(opened.Files);
        Assert.Contains("«nuller.bin»", opened.Refusal, StringComparison.Ordinal);
        Assert.Contains("mer enn 200 ganger større", opened.Refusal, StringComparison.Ordinal);
    }

    // Each packed below the ratio; together more than is taken. Such a ZIP inside an e-mail does not take the rest along.
    [Fact]
    public async Task Many_middling_bombs_are_too_much_together()
    {
        var noise = new byte[9_000_000];
        new Random(1).NextBytes(noise.AsSpan(0, 60_000));
        var bomb = Zip([.. Enumerable.Range(0, 14).Select(n => ($"{n}.bin", (byte[])[(byte)n, .. noise]))]);
        Assert.True(bomb.Length < 1_500_000);
        Assert.Contains("100 MB", (await OpenAsync(bomb)).Refusal, StringComparison.Ordinal);
        var opened = await OpenAsync(Zip(("a.pdf", Pdf), ("bombe.zip", bomb), ("b.pdf", Different(1))));
        Assert.Equal(["a.pdf", "bombe.zip", "b.pdf"], opened.Names);
    }

    [Fact]
    public async Task Thousands_of_files_are_told_to_be_too_many() =>
        Assert.Contains("ZIP-filen har 5000 filer", (await OpenAsync(Zip([.. Enumerable.Range(0, 5000).Select(n => ($"{n}.pdf", Different(n)))]))).Refusal, StringComparison.Ordinal);

    [Fact]
    public async Task What_is_in_nested_ones_counts_against_the_same_limit()
    {
        (string, byte[])[] Many(int from) => [.. Enumerable.Range(from, 300).Select(n => ($"{n}.pdf", Different(n)))];
        var opened = await OpenAsync(Zip(("en.zip", Zip(Many(0))), ("to.zip", Zip(Many(1000)))));
        Assert.Equal(302, opened.Files.Count);
        Assert.Contains("500 filer", opened.Envelopes[2].Refusal!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_empty_or_too_large_is_left_out_and_the_rest_taken()
    {
        var large = new byte[DocumentStore.MaxSize + 1];
        new Random(1).NextBytes(large);
        var opened = await OpenAsync(Zip(("tom.pdf", []), ("stor.pdf", large), ("a.pdf", Pdf)));
        Assert.Equal(["a.pdf"], opened.Names);
        Assert.Contains("tom.pdf: er tom", opened.LeftOut, StringComparison.Ordinal);
        Assert.Contains("stor.pdf: er større enn 10 MB", opened.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_locked_file_is_left_out_with_the_reason()
    {
        var opened = await OpenAsync(Flagged(Zip(("a.pdf", Pdf)), flag: 1));
        Assert.Empty(opened.Files);
        Assert.Contains("beskyttet med passord", opened.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_to_a_file_of_the_machine_is_no_file()
    {
        var opened = await OpenAsync(Zip(zip =>
        {
            var entry = zip.CreateEntry("lenke.pdf");
            entry.ExternalAttributes = unchecked((int)0xa1ff0000);
            using var stream = entry.Open();
            stream.Write("/etc/passwd"u8);
        }));
        Assert.Empty(opened.Files);
        Assert.Contains("snarvei", opened.LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_whose_bytes_are_damaged_is_left_out()
    {
        var zip = Zip(zip =>
        {
            using var stream = zip.CreateEntry("a.pdf", CompressionLevel.NoCompression).Open();
            stream.Write(Pdf);
        });
        zip[zip.AsSpan().IndexOf("%PDF"u8) + 6] ^= 0xff;
        Assert.Contains("a.pdf: er skadet", (await OpenAsync(zip)).LeftOut, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_says_it_is_shorter_than_it_is_gives_nothing()
    {
        var zip = Zip(("a.bin", new byte[200_000]));
        var directory = zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8);
        BinaryPrimitives.WriteUInt32LittleEndian(zip.AsSpan(directory + 24), 10);
        Assert.Empty((await OpenAsync(zip)).Files);
    }

    [Fact]
    public async Task One_cut_off_anywhere_is_told_to_be_damaged_or_has_nothing()
    {
        var zip = Zip(("a.pdf", Pdf), ("b.pdf", Different(1)));
        for (var length = 4; length < zip.Length; length += 7)
        {
            var opened = await OpenAsync(zip[..length]);
            Assert.Empty(opened.Files);
            Assert.Contains("skadet", opened.Refusal, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Any_byte_may_be_wrong_without_harm()
    {
        var (zip, dice) = (Zip(("a.pdf", Pdf), ("b/c.xml", "<Invoice/>"u8.ToArray())), new Random(7));
        for (var n = 0; n < 2000; n++)
        {
            var bad = zip.ToArray();
            for (var times = dice.Next(1, 4); times > 0; times--) bad[dice.Next(4, bad.Length)] = (byte)dice.Next(256);
            Assert.True((await OpenAsync(bad)).Files.Count <= 2);
        }
    }

    [Fact]
    public async Task An_empty_zip_says_so() => Assert.Contains("ingen filer", (await OpenAsync(Zip())).Refusal, StringComparison.Ordinal);

    [Fact]
    public void A_spreadsheet_is_no_archive()
    {
        Assert.Equal(FileKind.Other, ContentType.Of(Zip(("[Content_Types].xml", [1]), ("xl/workbook.xml", [1]))).Kind);
        Assert.Equal(FileKind.Other, ContentType.Of(Zip(("mimetype", [1]))).Kind);
        Assert.Equal(FileKind.Archive, ContentType.Of(Zip(("a.pdf", Pdf))).Kind);
    }

    private static byte[] Flagged(byte[] zip, byte flag)
    {
        zip[zip.AsSpan().IndexOf("PK\u0003\u0004"u8) + 6] |= flag;
        zip[zip.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 8] |= flag;
        return zip;
    }
}
