using Kontali.Benchmarks;

// Each prints what it measured, and ratios of what was measured in the same run on the same server.
Dictionary<string, Func<string[], Task>> benchmarks = new()
{
    ["queue"] = QueueBenchmark.RunAsync,
    ["suggestions"] = SuggestionsBenchmark.RunAsync,
    ["readehf"] = ReadEhfBenchmark.RunAsync,
    ["readpdf"] = ReadPdfBenchmark.RunAsync,
    ["workstation"] = WorkstationBenchmark.RunAsync,
    ["viewer"] = ViewerBenchmark.RunAsync,
    ["corrections"] = CorrectionsBenchmark.RunAsync,
    ["ledger"] = LedgerBenchmark.RunAsync,
    ["reports"] = ReportsBenchmark.RunAsync,
    ["saft"] = SafTBenchmark.RunAsync,
};

if (args is not [var name, .. var rest] || !benchmarks.TryGetValue(name, out var benchmark))
{
    Console.WriteLine($"dotnet run -c Release --project tests/Kontali.Benchmarks -- {string.Join('|', benchmarks.Keys)}");
    Console.WriteLine("A PostgreSQL other than Kontali's own: set KONTALI_TEST_POSTGRES to its superuser's connection.");
    return 1;
}
await benchmark(rest);
return 0;
