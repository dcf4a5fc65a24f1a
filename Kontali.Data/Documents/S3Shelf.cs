using System.Net;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Kontali.Data.Documents;

/// <summary>Where an S3 bucket is, and who may use it.</summary>
/// <param name="Bucket">The bucket, which is there already.</param>
/// <param name="Endpoint">The server's address, where it is not Amazon's.</param>
/// <param name="Region">The region; Amazon's Stockholm where none is named.</param>
/// <param name="AccessKey">Who; null: as the machine is known to Amazon.</param>
/// <param name="SecretKey">Her secret.</param>
/// <param name="ForcePathStyle">True for servers that know a bucket by the path and not by the name of the host.</param>
/// <param name="Prefix">Before every key, where the bucket holds other things too.</param>
public sealed record S3Place(string Bucket, Uri? Endpoint, string Region, string? AccessKey, string? SecretKey, bool ForcePathStyle, string Prefix);

/// <summary>A bucket of any server that speaks S3.</summary>
public sealed class S3Shelf(S3Place place, string incoming) : IShelf, IDisposable
{
    private readonly AmazonS3Client client = Connect(place);

    /// <inheritdoc/>
    public string Incoming => incoming;

    /// <inheritdoc/>
    public async Task LayAsync(string temporary, string key, CancellationToken ct)
    {
        if (await IsThereAsync(key, ct)) return;
        await AskAsync(async () =>
        {
            await using var bytes = File.OpenRead(temporary);
            var hash = Convert.ToBase64String(await SHA256.HashDataAsync(bytes, ct));
            bytes.Position = 0;
            try
            {
                // Servers that know the condition refuse to overwrite; for the others the look before is enough: under a key lie only the bytes it names.
                return await client.PutObjectAsync(new()
                {
                    BucketName = place.Bucket,
                    Key = place.Prefix + key,
                    InputStream = bytes,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                    ChecksumSHA256 = hash,
                    IfNoneMatch = "*",
                }, ct);
            }
            catch (AmazonS3Exception e) when (e.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
            {
                return null; // Somebody else was first with the same bytes.
            }
        });
    }

    /// <inheritdoc/>
    public Task<byte[]?> FindAsync(string key, CancellationToken ct) => AskAsync(async () =>
    {
        try
        {
            using var found = await client.GetObjectAsync(place.Bucket, place.Prefix + key, ct);
            using var bytes = new MemoryStream();
            await found.ResponseStream.CopyToAsync(bytes, ct);
            return bytes.ToArray();
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    });

    private Task<bool> IsThereAsync(string key, CancellationToken ct) => AskAsync(async () =>
    {
        try
        {
            return await client.GetObjectMetadataAsync(place.Bucket, place.Prefix + key, ct) is not null;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    });

    // Whatever the server or the way to it does: for those who asked, the shelf cannot be reached.
    private static async Task<T> AskAsync<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is AmazonServiceException or AmazonClientException or HttpRequestException or TimeoutException)
        {
            throw new StoreUnreachable($"S3 did not answer as it should: {e.Message}", e);
        }
    }

    private static AmazonS3Client Connect(S3Place place)
    {
        // Checksums only where they are asked for: many servers do not know Amazon's newer ones.
        var config = new AmazonS3Config
        {
            ForcePathStyle = place.ForcePathStyle,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 3,
        };
        if (place.Endpoint is { } endpoint) (config.ServiceURL, config.AuthenticationRegion) = (endpoint.ToString(), place.Region);
        else config.RegionEndpoint = RegionEndpoint.GetBySystemName(place.Region);
        return place.AccessKey is { } key ? new(new BasicAWSCredentials(key, place.SecretKey ?? ""), config) : new(config);
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
