using System.Globalization;
using Kontali.Data.Booking.Learning;
using Kontali.Data.Seed;

namespace Kontali.Web.Verbs;

/// <summary>
/// <c>coding-stream --chart FILE</c>: asks the product's own memory about a stream of purchases, one line at a time, each answered before its
/// truth is told. Needs no database; nothing is kept from one run to the next.
/// </summary>
internal static class CodingStreamVerb
{
    private const string Usage = "coding-stream --chart FILE (org,account_code,account_name; then org,date,supplier,supplier_id,description,amount on standard input)";

    public static async Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error)
    {
        if (args is not ["--chart", var file]) throw new Misunderstood("coding-stream needs a chart.", Usage);
        if (!File.Exists(file)) throw new Misunderstood($"There is no file {file}.", Usage);
        var memory = new CodingMemory();
        foreach (var line in File.ReadLines(file).Skip(1))
            if (Csv.Fields(line) is [var client, var account, var name, ..]) memory.AddAccount(client, account, name);

        await input.ReadLineAsync(); // names the columns
        var surest = double.MaxValue; // the lowest probability that was let pass without a truth
        while (await input.ReadLineAsync() is { Length: > 0 } row)
        {
            var asked = Case(Csv.Fields(row), row);
            var answer = memory.Ask(asked);
            await output.WriteAsync(Line(answer));
            await output.FlushAsync();
            memory.Study(); // While the answer is on its way.
            if (await input.ReadLineAsync() is not { } told) break;
            if (Csv.Fields(told) is [{ Length: > 0 } account, _, var vat, ..])
                // Where others as sure were let pass, a truth is an audit.
                memory.Learn(asked, new(account, vat.Length > 0 ? vat : null, answer.Probability >= surest ? Teacher.Audit : Teacher.Person));
            else
            {
                surest = Math.Min(surest, answer.Probability);
                memory.Learn(asked, new(answer.Account, null, Teacher.Agent));
            }
        }
        return Verb.Done;
    }

    private static CodingCase Case(string[] fields, string row)
    {
        if (fields is not [var client, var date, var name, _, var text, var amount]
            || !DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            || !decimal.TryParse(amount, NumberStyles.Number, CultureInfo.InvariantCulture, out var sum))
            throw new Misunderstood($"A line must hold org,date,supplier,supplier_id,description,amount. This one does not: {row}", Usage);
        return new(client, day, VendorKey.Of(name), name, text, sum);
    }

    private static string Line(CodingAnswer answer) =>
        string.Create(CultureInfo.InvariantCulture, $"{Quoted(answer.Account)},{answer.Probability:0.######}{(answer.VatCode is { } vat ? "," + Quoted(vat) : "")}\n");

    private static string Quoted(string field) => field.AsSpan().IndexOfAny(',', '"') < 0 ? field : $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
