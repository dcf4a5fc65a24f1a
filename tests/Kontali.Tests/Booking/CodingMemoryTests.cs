using System.Globalization;
using Kontali.Data.Booking.Learning;
using Kontali.Web.Verbs;
using Microsoft.Extensions.Configuration;

namespace Kontali.Tests.Booking;

/// <summary>The memory by itself: what it learns, what it carries over, what it must not believe.</summary>
public sealed class CodingMemoryTests
{
    private static readonly DateOnly Day = new(2026, 1, 5);
    private readonly CodingMemory memory = With("bakeri", ("6540", "Inventar"), ("6800", "Kontorrekvisita"), ("6900", "Telefon"), ("6340", "Lys, varme"));

    [Fact]
    public void What_was_booked_alike_every_month_is_suggested_and_the_sureness_grows()
    {
        var first = memory.Ask(Bill(0)).Probability;
        for (var month = 0; month < 12; month++) memory.Learn(Bill(month), new("6900", "1"));
        var answer = memory.Ask(Bill(12), explain: true);
        Assert.Equal(("6900", "1"), (answer.Account, answer.VatCode));
        Assert.True(answer.Probability > first);
        Assert.Equal((12, 12), answer.Voices.Where(v => v.Source == "vendor_here").Select(v => (v.Cases, v.Agreeing)).Single());
    }

    [Fact]
    public void A_vendor_known_at_one_client_is_known_at_another_whose_chart_has_other_numbers()
    {
        foreach (var (number, name) in new[] { ("4711", "Telefon"), ("4712", "Kontorrekvisita"), ("4713", "Lys, varme") }) memory.AddAccount("verksted", number, name);
        for (var month = 0; month < 6; month++) memory.Learn(Bill(month), new("6900", "1"));
        var answer = memory.Ask(Bill(6) with { Client = "verksted" }, explain: true);
        Assert.Equal("4711", answer.Account);
        Assert.Contains(answer.Voices, v => v.Source == "vendor_elsewhere");
    }

    [Fact]
    public void The_words_of_a_line_tell_a_vendors_accounts_apart()
    {
        for (var i = 0; i < 40; i++)
        {
            memory.Learn(Line(i, "Penner og papir"), new("6800", "1"));
            memory.Learn(Line(i, "Kontorstol med armlener"), new("6540", "1"));
        }
        Assert.Equal("6800", memory.Ask(Line(41, "Papir A4, penner")).Account);
        Assert.Equal("6540", memory.Ask(Line(41, "Kontorstol sort")).Account);
    }

    [Fact]
    public void What_passed_in_silence_teaches_no_account()
    {
        for (var month = 0; month < 12; month++) memory.Learn(Bill(month), new("6540", null, Teacher.Agent));
        for (var month = 0; month < 3; month++) memory.Learn(Bill(month), new("6900", "1"));
        Assert.Equal("6900", memory.Ask(Bill(12)).Account);
    }

    [Fact]
    public void The_same_lessons_make_the_same_memory()
    {
        var other = With("bakeri", ("6540", "Inventar"), ("6800", "Kontorrekvisita"), ("6900", "Telefon"), ("6340", "Lys, varme"));
        foreach (var each in new[] { memory, other })
            for (var i = 0; i < 80; i++) each.Learn(i % 3 == 0 ? Bill(i % 12) : Line(i, "Papir"), new(i % 3 == 0 ? "6900" : "6800", "1"));
        Assert.Equal(memory.Ask(Bill(13)).Probability, other.Ask(Bill(13)).Probability);
    }

    [Fact]
    public void Whether_it_studies_while_the_answer_is_on_its_way_or_when_the_next_is_told_makes_no_difference()
    {
        var other = With("bakeri", ("6540", "Inventar"), ("6800", "Kontorrekvisita"), ("6900", "Telefon"), ("6340", "Lys, varme"));
        for (var i = 0; i < 80; i++)
        {
            var (told, truth) = (i % 3 == 0 ? Bill(i % 12) : Line(i, "Papir"), new CodingTruth(i % 3 == 0 ? "6900" : "6800", "1"));
            memory.Learn(told, truth);
            other.Ask(told);
            other.Study();
            other.Learn(told, truth);
        }
        Assert.Equal(memory.Ask(Bill(13)).Probability, other.Ask(Bill(13)).Probability);
    }

    [Fact]
    public void An_odd_amount_makes_it_less_sure()
    {
        for (var month = 0; month < 36; month++)
        {
            memory.Learn(Bill(month), new("6900", "1"));
            memory.Learn(Bill(month) with { Amount = 48_000 + month }, new("6540", "1"));
        }
        Assert.Equal("6900", memory.Ask(Bill(37)).Account);
        Assert.Equal("6540", memory.Ask(Bill(37) with { Amount = 48_500 }).Account);
    }

    [Fact]
    public void A_memory_that_knows_nothing_says_so() => Assert.Equal(CodingAnswer.Nothing, new CodingMemory().Ask(Bill(0)));

    [Fact]
    public async Task The_stream_answers_each_row_before_its_truth_and_takes_silence_for_what_it_is()
    {
        var chart = Path.GetTempFileName();
        await File.WriteAllTextAsync(chart, "org,account_code,account_name\nA,10,\"Lys, varme\"\nA,20,Telefon\n", Xunit.TestContext.Current.CancellationToken);
        using var input = new StringReader("""
            org,date,supplier,supplier_id,description,amount
            A,2026-01-05,"Strøm, fjord og fjell AS",,,100.00
            10,"Lys, varme",1
            A,2026-02-05,"Strøm, fjord og fjell AS",,"en ""god"" måned",110.00

            A,2026-03-05,"Strøm, fjord og fjell AS",,,-105.00
            10,"Lys, varme",
            """);
        using var output = new StringWriter();
        using var error = new StringWriter();
        Assert.Equal(0, await Verb.RunAsync(["coding-stream", "--chart", chart], new ConfigurationBuilder().Build(), input, output, error));
        var answers = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToList();
        Assert.Equal(3, answers.Count);
        Assert.All(answers, a => Assert.InRange(double.Parse(a[1], CultureInfo.InvariantCulture), 0, 1));
        Assert.Equal(["10", "10"], answers.Skip(1).Select(a => a[0]));
        Assert.Equal("1", answers[1][2]);
    }

    [Fact]
    public async Task A_row_that_is_no_purchase_is_named()
    {
        var chart = Path.GetTempFileName();
        using var input = new StringReader("org,date\nA,i går,X,,,1\n");
        using var error = new StringWriter();
        Assert.Equal(2, await Verb.RunAsync(["coding-stream", "--chart", chart], new ConfigurationBuilder().Build(), input, TextWriter.Null, error));
        Assert.Contains("i går", error.ToString(), StringComparison.Ordinal);
    }

    private static CodingCase Bill(int month) => new("bakeri", Day.AddMonths(month), "914000001", "Fjordnett AS", "", 499 + month);

    private static CodingCase Line(int week, string text) => new("bakeri", Day.AddDays(week * 7), "914000002", "Kontorlageret AS", text, 100 + week);

    private static CodingMemory With(string client, params (string Number, string Name)[] chart)
    {
        var memory = new CodingMemory();
        foreach (var (number, name) in chart) memory.AddAccount(client, number, name);
        return memory;
    }
}
