using System.Diagnostics;
using System.Globalization;
using Kontali.Data.Invoices.Ehf;
using Kontali.Data.Seed;

namespace Kontali.Benchmarks;

/// <summary>EHF documents read a second, from bytes to facts with every rule checked: this morning's invoices of the demo firm.</summary>
internal static class ReadEhfBenchmark
{
    public static Task RunAsync(string[] args)
    {
        var files = DemoFirm.FreshInvoices(new(2026, 11, 20)).Select(f => f.Bytes).Where(b => b.Length > 0 && EhfReader.Read(b).Facts is not null).ToList();
        Measure(files, 1, TimeSpan.FromSeconds(2)); // warm
        foreach (var hands in new[] { 1, Environment.ProcessorCount })
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"EHF read and checked, {hands} thread(s): {Measure(files, hands, TimeSpan.FromSeconds(5)):N0} documents/s ({files.Count} different, {files.Average(f => f.Length) / 1024:N1} KB on average)"));
        return Task.CompletedTask;
    }

    private static double Measure(List<byte[]> files, int hands, TimeSpan howLong)
    {
        var read = 0L;
        var watch = Stopwatch.StartNew();
        var threads = Enumerable.Range(0, hands).Select(hand => new Thread(() =>
        {
            for (var n = hand; watch.Elapsed < howLong; n++)
            {
                EhfReader.Read(files[n % files.Count]);
                Interlocked.Increment(ref read);
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        return read / watch.Elapsed.TotalSeconds;
    }
}
