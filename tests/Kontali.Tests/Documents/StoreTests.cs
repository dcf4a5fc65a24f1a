using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Documents;
using Kontali.Tests.World;
using Kontali.Web;
using Microsoft.Extensions.Configuration;
using TestContext = Xunit.TestContext;

namespace Kontali.Tests.Documents;

/// <summary>The store's promises, kept by a folder and by a real S3 server alike.</summary>
public sealed class StoreTests : IDisposable
{
    private static readonly Guid Firm = new("0198d000-0000-7000-8000-0000000000a1");
    private readonly TestFolder folder = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public Task A_folder_keeps_what_the_store_promises() => HoldsAsync(new FolderShelf(folder.Path), (key, bytes) => File.WriteAllBytesAsync(Path.Combine(folder.Path, key), bytes, Stop));

    [Fact]
    public async Task S3_keeps_what_the_store_promises_and_says_when_it_is_away()
    {
        using var server = await S3Server.StartAsync(folder.Path, Stop);
        Assert.SkipWhen(server is null, "There is no node or npm here, or s3rver cannot be had.");
        var place = new S3Place(S3Server.Bucket, server.Endpoint, "eu-north-1", S3Server.Key, S3Server.Secret, ForcePathStyle: true, Prefix: "kontali/");
        using var shelf = new S3Shelf(place, Path.Combine(folder.Path, "incoming"));
        using var client = new Amazon.S3.AmazonS3Client(new Amazon.Runtime.BasicAWSCredentials(S3Server.Key, S3Server.Secret), new Amazon.S3.AmazonS3Config
        { ServiceURL = server.Endpoint.ToString(), ForcePathStyle = true, RequestChecksumCalculation = Amazon.Runtime.RequestChecksumCalculation.WHEN_REQUIRED });
        await HoldsAsync(shelf, (key, bytes) => client.PutObjectAsync(new() { BucketName = S3Server.Bucket, Key = "kontali/" + key, InputStream = new MemoryStream(bytes), UseChunkEncoding = false }, Stop));

        server.Stop();
        var store = new DocumentStore(shelf);
        await Assert.ThrowsAsync<StoreUnreachable>(() => store.KeepAsync(Firm, new MemoryStream("nytt"u8.ToArray()), Stop));
        Assert.Contains("lar seg ikke lese nå", (await Assert.ThrowsAsync<BrokenRule>(() => store.ReadAsync($"{Firm:N}/ab/ab", Stop))).Message, StringComparison.Ordinal);
    }

    // Damage is what only a hand from outside can do: to write over what lies there.
    private static async Task HoldsAsync(IShelf shelf, Func<string, byte[], Task> damage)
    {
        var store = new DocumentStore(shelf);
        var bytes = new byte[300_000];
        new Random(1).NextBytes(bytes);
        var kept = await store.KeepAsync(Firm, new MemoryStream(bytes), Stop);
        Assert.Equal((bytes.LongLength, $"{Firm:N}/{kept.Sha256[..2]}/{kept.Sha256}"), (kept.Size, kept.Key));
        Assert.Equal(bytes, await store.ReadAsync(kept.Key, Stop));

        // Twice, and ten times at once, is once.
        Assert.All(await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => store.KeepAsync(Firm, new MemoryStream(bytes), Stop))), again => Assert.Equal(kept, again));
        Assert.Empty(Directory.GetFiles(shelf.Incoming));

        // What is derived lies beside it, the first stays, and damage is nothing.
        Assert.Null(await store.FindBesideAsync(kept.Key, "mail", Stop));
        await store.KeepBesideAsync(kept.Key, "mail", "første"u8.ToArray(), Stop);
        await store.KeepBesideAsync(kept.Key, "mail", "andre"u8.ToArray(), Stop);
        Assert.Equal("første"u8.ToArray(), await store.FindBesideAsync(kept.Key, "mail", Stop));
        await damage($"{kept.Key}.mail", "noe annet"u8.ToArray());
        Assert.Null(await store.FindBesideAsync(kept.Key, "mail", Stop));

        // What was changed is not given out, and is not put right by sending the same bytes again either: that is for the backup.
        await damage(kept.Key, "endret"u8.ToArray());
        Assert.Contains("er endret siden den kom inn", (await Assert.ThrowsAsync<BrokenRule>(() => store.ReadAsync(kept.Key, Stop))).Message, StringComparison.Ordinal);
        Assert.Contains("finnes ikke i arkivet", (await Assert.ThrowsAsync<BrokenRule>(() => store.ReadAsync($"{Firm:N}/ab/ab", Stop))).Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => store.ReadAsync("../hemmelig", Stop));
    }

    [Fact]
    public async Task An_envelope_may_be_larger_than_a_file_and_both_have_an_end()
    {
        var store = new DocumentStore(folder.Path);
        byte[] Of(string head, long size) => [.. System.Text.Encoding.ASCII.GetBytes(head), .. new byte[size - head.Length]];
        Assert.Equal(DocumentStore.MaxSize, (await store.KeepAsync(Firm, new MemoryStream(Of("%PDF-", DocumentStore.MaxSize)), Stop)).Size);
        Assert.Contains("større enn 10 MB", (await Assert.ThrowsAsync<BrokenRule>(() => store.KeepAsync(Firm, new MemoryStream(Of("%PDF-", DocumentStore.MaxSize + 1)), Stop))).Message, StringComparison.Ordinal);
        Assert.Equal(DocumentStore.MaxSize + 1, (await store.KeepAsync(Firm, new MemoryStream(Of("PK\u0005\u0006", DocumentStore.MaxSize + 1)), Stop)).Size);
        Assert.Contains("større enn 25 MB", (await Assert.ThrowsAsync<BrokenRule>(() => store.KeepAsync(Firm, new MemoryStream(Of("PK\u0005\u0006", DocumentStore.MaxEnvelope + 1)), Stop))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Endpoint", "https://s3.host.no", null, "Bucket does not name")]
    [InlineData("Endpoint", "http://s3.host.no", "b", "in the open")]
    [InlineData("Endpoint", "ftp://s3.host.no", "b", "is not an address")]
    [InlineData("AccessKey", "k", "b", "go together")]
    public void Half_a_setup_is_told(string key, string value, string? bucket, string says)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { [$"Documents:S3:{key}"] = value, ["Documents:S3:Bucket"] = bucket, ["Documents:Folder"] = folder.Path }).Build();
        Assert.Contains(says, Assert.Throws<SetupProblem>(() => OpenTheBooks.Store(configuration)).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
