using System.Buffers.Binary;
using System.Text.Json;
using Kontali.Data;
using Kontali.Data.Invoices.Pdf;

namespace Kontali.Web.Documents;

/// <summary>What is asked of a reading process.</summary>
public enum ReaderAsk : byte
{
    /// <summary>The words of a PDF.</summary>
    Words = 1,

    /// <summary>A picture as a PDF of one page, upright.</summary>
    PictureAsPdf = 2,
}

/// <summary>What it answers.</summary>
public sealed record ReaderAnswer(PageText? Text, Phrase? Trouble, byte[]? Pdf = null);

/// <summary>
/// The other end of <see cref="ReaderPool"/>: this program, started under a name nobody types, that reads one file after another from its
/// input and knows nothing else: no database, no settings, no secrets. What a file does to it, it does to nobody else.
/// </summary>
public static class ReaderChild
{
    /// <summary>The name it is started under.</summary>
    public const string Verb = "read-pages";

    /// <summary>The largest file it takes.</summary>
    public const int MaxBytes = 32 * 1024 * 1024;

    /// <summary>How answers are written.</summary>
    internal static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Serves until its input ends: when the one who started it is gone, so is this.</summary>
    public static int Serve()
    {
        using var input = Console.OpenStandardInput();
        using var output = Console.OpenStandardOutput();
        Span<byte> head = stackalloc byte[5], size = stackalloc byte[4];
        while (input.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) == head.Length)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(head[1..]);
            if (length is < 0 or > MaxBytes) return 2;
            var bytes = new byte[length];
            input.ReadExactly(bytes);
            var answer = JsonSerializer.SerializeToUtf8Bytes(Answer((ReaderAsk)head[0], bytes), Json);
            BinaryPrimitives.WriteInt32LittleEndian(size, answer.Length);
            output.Write(size);
            output.Write(answer);
            output.Flush();
        }
        return 0;
    }

    private static ReaderAnswer Answer(ReaderAsk ask, byte[] bytes)
    {
        if (ask == ReaderAsk.PictureAsPdf) return PictureAsPdf(bytes);
        var read = PdfWords.Of(bytes);
        return new(read.Text, read.Trouble);
    }

    private static ReaderAnswer PictureAsPdf(byte[] bytes)
    {
        try
        {
            return new(null, null, Picture.AsPdf(bytes));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return new(null, Phrase.Of($"Bildet er skadet og kan ikke åpnes. Ta det på nytt, eller send PDF."));
        }
    }
}
