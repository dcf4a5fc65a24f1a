using System.Text.RegularExpressions;
using Kontali.Data.Ledger;
using Kontali.Tests.World;

namespace Kontali.Tests;

/// <summary>The plan of the house: rooms in one order, arrows that never turn, a ledger nobody can set.</summary>
public partial class HouseTests
{
    // A room may use anything before it, never after. Database stands outside: it brings up servers and knows no bookkeeping.
    private static readonly string[] Rooms = ["Firms", "Tasks", "Documents", "Ledger", "Invoices", "Payments", "Verification", "Booking", "Review", "Corrections", "Vouchers", "Vat", "Agents", "SafT", "Reports"];

    // The world of development and tests, and what every client starts with, are made from every room.
    private static readonly string[] Outside = ["Seed", "Migrations", "Database"];

    [Fact]
    public void No_arrow_between_the_rooms_of_data_turns()
    {
        var turned = from file in Sources("Kontali.Data")
                     let room = RoomOf(file, "Kontali.Data")
                     where Array.IndexOf(Rooms, room) >= 0
                     from used in RoomsUsed(file)
                     where Array.IndexOf(Rooms, used) > Array.IndexOf(Rooms, room)
                     select $"{Path.GetFileName(file)} in {room} uses {used}";
        // A mapping names what its foreign keys point at; the rows themselves do not know.
        AssertNone(turned.Where(t => !t.StartsWith("LedgerMapping.cs", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_folder_of_data_is_a_room_on_the_plan() =>
        AssertNone(Directory.GetDirectories(Path.Combine(Repository.Root, "Kontali.Data")).Select(Path.GetFileName)
            .Except([.. Rooms, .. Outside, "bin", "obj"]));

    [Fact]
    public void Data_knows_nothing_of_the_web() => AssertNone(Sources("Kontali.Data")
        .Where(f => File.ReadAllText(f).Contains("using Kontali.Web", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void A_posted_row_has_no_setter_that_others_can_reach() =>
        AssertNone(from type in new[] { typeof(JournalEntry), typeof(Posting) }
                   from property in type.GetProperties()
                   where property.SetMethod is { IsPrivate: false }
                   select $"{type.Name}.{property.Name}");

    // But one: a voucher chains on the one before, so of two in one transaction the first is written before the second draws its number.
    [Fact]
    public void Verbs_never_save() =>
        AssertNone(Sources("Kontali.Data").Where(f => Array.IndexOf(Rooms, RoomOf(f, "Kontali.Data")) >= 0 && !f.EndsWith("PostEntry.cs", StringComparison.Ordinal))
            .Where(f => File.ReadAllText(f).Contains(".SaveChanges", StringComparison.Ordinal)).Select(Path.GetFileName));

    [Fact]
    public void The_firms_filter_is_never_dropped_with_the_others() =>
        AssertNone(Sources("Kontali.Data").Concat(Sources("Kontali.Web"))
            .Where(f => File.ReadAllText(f).Contains("IgnoreQueryFilters" + "()", StringComparison.Ordinal)).Select(Path.GetFileName));

    // Named in the message when there are some.
    private static void AssertNone(IEnumerable<string?> found) => Assert.Equal("", string.Join('\n', found));

    private static IEnumerable<string> Sources(string project) =>
        Directory.EnumerateFiles(Path.Combine(Repository.Root, project), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal));

    private static string RoomOf(string file, string project) =>
        Path.GetRelativePath(Path.Combine(Repository.Root, project), file).Split(Path.DirectorySeparatorChar)[0];

    private static IEnumerable<string> RoomsUsed(string file) =>
        Using().Matches(File.ReadAllText(file)).Select(m => m.Groups[1].Value);

    [GeneratedRegex(@"^using (?:static )?Kontali\.Data\.(\w+)", RegexOptions.Multiline)]
    private static partial Regex Using();
}
