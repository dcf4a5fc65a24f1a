using Kontali.Data.Invoices.Pdf;

namespace Kontali.Tests.World;

/// <summary>Reads pages in the test's own process: what the tests make is harmless.</summary>
public sealed class ReaderHere : IPageReader
{
    public Task<PagesRead> ReadAsync(ReadOnlyMemory<byte> bytes, bool isPdf, CancellationToken ct = default) => Task.FromResult(PdfWords.Of(bytes.ToArray()));
}
