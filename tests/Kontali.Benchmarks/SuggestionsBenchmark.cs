using System.Diagnostics;
using Kontali.Data.Booking.Learning;

namespace Kontali.Benchmarks;

/// <summary>Suggestions answered and learned a second, one thread, on purchases made by rule; against a memory that is asked only.</summary>
internal static class SuggestionsBenchmark
{
    private const int Clients = 40, Vendors = 600, Accounts = 90, Rows = 40_000;

    public static Task RunAsync(string[] args)
    {
        var rows = Stream().ToList();
        var memory = new CodingMemory();
        for (var c = 0; c < Clients; c++)
            for (var a = 0; a < Accounts; a++) memory.AddAccount($"klient {c}", $"{4000 + a * 40}", $"Konto for {Word(a)} og {Word(a + 31)}");
        List<double> waits = new(Rows);
        var right = 0;
        var watch = Stopwatch.StartNew();
        foreach (var (asked, account) in rows)
        {
            var from = Stopwatch.GetTimestamp();
            if (memory.Ask(asked).Account == account) right++;
            waits.Add(Stopwatch.GetElapsedTime(from).TotalMilliseconds);
            memory.Learn(asked, new(account, "1"));
        }
        var both = Rows / watch.Elapsed.TotalSeconds;
        watch.Restart();
        foreach (var (asked, _) in rows.TakeLast(Rows / 4)) memory.Ask(asked);
        var only = Rows / 4 / watch.Elapsed.TotalSeconds;
        waits.Sort();
        Console.WriteLine($"asked and taught  {both,10:N0} a second   right {(double)right / Rows:P1}");
        Console.WriteLine($"asked only        {only,10:N0} a second   ratio {both / only:N2}");
        Console.WriteLine($"an answer takes   {waits[Rows / 2],10:N3} ms median, {waits[(int)(Rows * 0.99)]:N3} ms in 99 of 100, {waits[^1]:N1} ms at most");
        return Task.CompletedTask;
    }

    private static IEnumerable<(CodingCase Asked, string Account)> Stream()
    {
        var random = new Random(1);
        var day = new DateOnly(2024, 1, 1);
        for (var i = 0; i < Rows; i++)
        {
            var (client, vendor) = (random.Next(Clients), (int)(Vendors * Math.Pow(random.NextDouble(), 2)));
            // Most vendors serve one account everywhere, some two by amount; one in twenty is anything.
            var amount = Math.Round((decimal)Math.Exp(5 + 4 * random.NextDouble()), 2);
            var account = random.Next(20) == 0 ? random.Next(Accounts) : vendor % 5 == 0 && amount > 3000 ? (vendor + 7) % Accounts : vendor % Accounts;
            yield return (new($"klient {client}", day.AddDays(i / 60), $"{vendor}", $"{Word(vendor)} {Word(vendor / 7)} AS", i % 2 == 0 ? $"{Word(account)} {Word(i % 97)}" : "", amount), $"{4000 + account * 40}");
        }
    }

    private static string Word(int number) => string.Concat("bakofitelu".Chunk(2).Select((s, i) => new string(s) + "mnrskv"[(number / (int)Math.Pow(3, i)) % 6]).Take(2 + number % 3));
}
