using Kontali.Data.Booking;
using Kontali.Data.Booking.Learning;

namespace Kontali.Tests.Booking;

/// <summary>What a vendor's invoices teach, and how far the record can be trusted. No database.</summary>
public sealed class HabitTests
{
    private static readonly Meaning Power = new("6340", "1"), Freight = new("6100", "1"), Goods = new("4300", "1");

    [Theory]
    [InlineData(8, 0, 0.79)]
    [InlineData(13, 0, 0.86)]
    [InlineData(38, 0, 0.95)]
    [InlineData(37, 1, 0.90)]
    public void The_bound_is_what_a_record_passes_with_95_per_cent_certainty(int right, int wrong, double bound) =>
        Assert.Equal(bound, Beta.Lower(right, wrong), 0.012);

    [Fact]
    public void A_Beta_is_what_the_tables_say()
    {
        Assert.Equal(0.6561, Beta.Below(0.9, 4, 1), 1e-9);
        Assert.Equal(0.5, Beta.Below(0.5, 7.5, 7.5), 1e-9);
        Assert.Equal(0.05, Beta.Below(Beta.Quantile(0.05, 120.5, 3.5), 120.5, 3.5), 1e-9);
    }

    [Fact]
    public void One_coding_is_one_pattern_without_words()
    {
        var known = Assert.Single(Habit.Of(Taught(10, "Strøm", Power)).Patterns);
        Assert.Equal((Power, 0, 9, 0), (known.Meaning, known.Words.Count, known.Record.Right, known.Record.Wrong));
    }

    [Fact]
    public void Words_tell_codings_apart()
    {
        var habit = Habit.Of(Enumerable.Range(0, 12).SelectMany(i => Invoice(i, Teacher.Person, ("Gulvlist hvit", Goods), ("Frakt til byggeplass", Freight))));
        Assert.Equal(Goods, habit.Guess("Gulvlist eik", "S 25"));
        Assert.Equal(Freight, habit.Guess("Ekspress frakt", "S 25"));
        Assert.Equal(["4300/1", "6100/1"], habit.Patterns.Select(p => p.Slot).Order());
        Assert.Contains("frakt", habit.Patterns.Single(p => p.Meaning == Freight).Words);
    }

    [Fact]
    public void A_line_of_which_no_word_was_seen_is_no_habit() =>
        Assert.Null(Habit.Of(Taught(20, "Strøm", Power)).Guess("Julebord", "S 25"));

    [Fact]
    public void What_the_agent_posted_in_silence_is_not_right()
    {
        var known = Assert.Single(Habit.Of(Taught(20, "Strøm", Power, Teacher.Agent)).Patterns);
        Assert.Equal((19, 0, 0), (known.Record.Applied, known.Record.Right, known.Record.Cases));
        Assert.False(known.Record.Earns(0));
    }

    [Fact]
    public void Eight_clean_cases_and_the_bound_earn_it()
    {
        Assert.False(Habit.Of(Taught(8, "Strøm", Power)).Record(Power).Earns(0));
        Assert.True(Habit.Of(Taught(9, "Strøm", Power)).Record(Power).Earns(0));
        Assert.False(Habit.Of(Taught(9, "Strøm", Power)).Record(Power).Earns(0.85));
        Assert.True(Habit.Of(Taught(15, "Strøm", Power)).Record(Power).Earns(0.85));
    }

    [Fact]
    public void One_persons_override_begins_the_record_anew()
    {
        var lessons = Taught(30, "Strøm", Power).Concat(Invoice(30, Teacher.Audit, ("Strøm", Goods))).ToList();
        var record = Habit.Of(lessons).Record(Power);
        Assert.Equal((29, 1, 0, 0), (record.Right, record.Wrong, record.Cases, record.CleanRun));
        Assert.Equal(lessons[^1].Seq, record.OverruledAt);
    }

    [Fact]
    public void Without_a_lesson_it_is_as_if_that_had_never_been_taught()
    {
        var before = Taught(14, "Strøm", Power).ToList();
        var after = Habit.Of([.. before, .. Invoice(14, Teacher.Person, ("Strøm", Goods))]);
        Assert.NotEqual(Write(Habit.Of(before)), Write(after));
        Assert.Equal(Write(Habit.Of(before)), Write(Habit.Of(before.ToList())));
    }

    private static string Write(Habit habit) => string.Join('\n', habit.Patterns.Select(p => $"{p.Slot} {p.Meaning} {string.Join(' ', p.Words)} {p.Record}"));

    private static IEnumerable<Lesson> Taught(int invoices, string text, Meaning meaning, Teacher by = Teacher.Person) =>
        Enumerable.Range(0, invoices).SelectMany(i => Invoice(i, by, (text, meaning)));

    private static IEnumerable<Lesson> Invoice(int place, Teacher by, params (string Text, Meaning Meaning)[] lines)
    {
        var id = new Guid(place + 1, 0, 0, new byte[8]);
        return lines.Select((line, i) => new Lesson
        {
            Seq = place * 10 + i + 1,
            TenantId = Guid.Empty,
            ClientId = Guid.Empty,
            InvoiceId = id,
            ShareKey = $"L{i + 1}",
            VendorIdentity = "NO:987654325",
            VendorName = "Prøve Kraft AS",
            Text = line.Text,
            Amount = 100,
            Date = new DateOnly(2026, 1, 1).AddDays(place),
            VatSaid = "S 25",
            Account = line.Meaning.Account,
            AccountName = "Konto",
            VatCode = line.Meaning.VatCode,
            TaughtBy = by,
        });
    }
}
