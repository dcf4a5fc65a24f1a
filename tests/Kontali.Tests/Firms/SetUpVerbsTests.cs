using Kontali.Data;
using Kontali.Data.Database;
using Kontali.Data.Firms;
using Kontali.Tests.World;
using Kontali.Web.Verbs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;

namespace Kontali.Tests.Firms;

public sealed class SetUpVerbsTests(TestServer server)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;
    private static readonly string[] Firm = ["firm", "add", "--name", "Fjord Regnskap AS", "--org", "987654325"];
    private static readonly string[] Client = ["client", "add", "--firm", "987654325", "--org", "400102740", "--name", "Test AS", "--trade", "bakeri", "--vat", "yes", "--term", "bimonthly"];
    private static readonly string[] User = ["user", "add", "--firm", "987654325", "--email", "kari@fjord.example", "--name", "Kari Nordmann", "--role", "administrator"];

    [Fact]
    public async Task A_firm_is_set_up_from_nothing_by_a_script()
    {
        var books = await server.CreateDatabaseAsync();

        Assert.Equal((0, "Added Fjord Regnskap AS, 987 654 325.\n", ""), await SayAsync(books, Firm));
        Assert.Equal((0, "1001\n", ""), await SayAsync(books, Client));
        Assert.Equal((0, "Added kari@fjord.example as administrator.\n", ""), await SayAsync(books, [.. User, "--password", "fire tilfeldige ord"]));
        var (code, key, _) = await SayAsync(books, "api-key", "--firm", "fjord regnskap as");

        Assert.Equal(0, code);
        Assert.Matches("^kontali_[A-Za-z0-9_-]{43}\n$", key);
        await using var db = await OpenAsync(books);
        Assert.Equal(db.Actor.Firm, await db.FirmOfKeyAsync(key.Trim(), Stop));
        var client = await db.Clients.SingleAsync(Stop);
        Assert.Equal(("bakery", VatStatus.Registered, VatTerm.Bimonthly), (client.Trade, client.VatStatus, client.VatTerm));
        Assert.Equal(185, await db.Accounts.CountAsync(Stop));
        var kari = await db.Users.SingleAsync(Stop);
        Assert.NotEqual(PasswordVerificationResult.Failed, new PasswordHasher<User>().VerifyHashedPassword(kari, kari.PasswordHash!, "fire tilfeldige ord"));
    }

    [Fact]
    public async Task A_password_nobody_chose_is_made_and_printed_once()
    {
        var books = await server.CreateDatabaseAsync();
        await SayAsync(books, Firm);

        var (code, output, _) = await SayAsync(books, User);

        Assert.Equal(0, code);
        Assert.Matches("^Added kari@fjord.example as administrator.\nPassword, shown this once: ([a-z0-9]{5}-){3}[a-z0-9]{5}\n$", output);
    }

    [Fact]
    public async Task A_password_can_come_by_standard_input()
    {
        var books = await server.CreateDatabaseAsync();
        await SayAsync(books, Firm);

        Assert.Equal((0, "Added kari@fjord.example as administrator.\n", ""), await RunAsync(books, "fire tilfeldige ord\n", [.. User, "--password", "-"]));
    }

    [Fact]
    public async Task What_is_there_already_is_told_and_changes_nothing()
    {
        var books = await server.CreateDatabaseAsync();
        await SayAsync(books, Firm);
        await SayAsync(books, Client);
        await SayAsync(books, [.. User, "--password", "fire tilfeldige ord"]);

        Assert.Equal((1, "", "A firm with organisation number 987 654 325 already exists.\n"), await SayAsync(books, Firm));
        Assert.Equal((1, "", "Test AS already has this organisation number or client number.\n"), await SayAsync(books, Client));
        Assert.Equal((1, "", "The e-mail address KARI@fjord.example is already in use.\n"),
            await SayAsync(books, [.. User.Select(a => a == "kari@fjord.example" ? "KARI@fjord.example" : a), "--password", "fire tilfeldige ord"]));
    }

    [Fact]
    public async Task A_person_belongs_to_one_firm()
    {
        var books = await server.CreateDatabaseAsync();
        await SayAsync(books, Firm);
        await SayAsync(books, [.. User, "--password", "fire tilfeldige ord"]);
        await SayAsync(books, "firm", "add", "--name", "Vidde Regnskap AS", "--org", "400102740");

        Assert.Equal((1, "", "The e-mail address kari@fjord.example is already in use.\n"),
            await SayAsync(books, [.. User.Select(a => a == "987654325" ? "400102740" : a), "--password", "fire tilfeldige ord"]));
    }

    [Theory]
    [InlineData("\"987654321\" is not", "firm", "add", "--name", "X", "--org", "987654321")]
    [InlineData("No firm is called \"nobody\". There are: Fjord Regnskap AS (987654325).", "api-key", "--firm", "nobody")]
    [InlineData("No firm has organisation number 400 102 740. There are:", "api-key", "--firm", "400102740")]
    [InlineData("The password must have at least 12 characters.", "user", "add", "--firm", "987654325", "--email", "a@b.example", "--name", "A", "--role", "reader", "--password", "kort")]
    [InlineData("“a” is not an e-mail address.", "user", "add", "--firm", "987654325", "--email", "a", "--name", "A", "--role", "reader")]
    [InlineData("A client in the VAT register files VAT", "client", "add", "--firm", "987654325", "--org", "400102740", "--name", "A", "--trade", "shop", "--vat", "yes", "--term", "none")]
    [InlineData("The electronic address is written as scheme:value", "client", "add", "--firm", "987654325", "--org", "400102740", "--name", "A", "--trade", "shop", "--vat", "no", "--term", "none", "--endpoint", "x")]
    [InlineData("There is no folder", "firm", "folder", "--firm", "987654325", "--path", "does-not-exist")]
    public async Task What_cannot_be_done_is_told_in_one_line(string says, params string[] args)
    {
        var books = await server.CreateDatabaseAsync();
        await SayAsync(books, Firm);

        var (code, output, error) = await SayAsync(books, args);

        Assert.Equal((1, ""), (code, output));
        Assert.StartsWith(says.Replace("\"987654321\"", "“987654321”", StringComparison.Ordinal), error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }

    [Theory]
    [InlineData("firm add --name NAME", "firm")]
    [InlineData("--org is missing.", "firm", "add", "--name", "X")]
    [InlineData("--name lacks its value.", "firm", "add", "--name", "--org", "987654325")]
    [InlineData("--name is given twice.", "firm", "add", "--name", "X", "--name=Y")]
    [InlineData("There is no option --frim here.", "api-key", "--frim", "X")]
    [InlineData("\"Regnskap\" stands alone", "firm", "add", "--name", "Fjord", "Regnskap")]
    [InlineData("--vat is one of yes, no, exempt, not \"maybe\".", "client", "add", "--firm", "X", "--org", "400102740", "--name", "A", "--trade", "shop", "--vat", "maybe", "--term", "none")]
    [InlineData("--threshold is a whole number from 0 to 100", "client", "add", "--firm", "X", "--org", "400102740", "--name", "A", "--trade", "shop", "--vat", "no", "--term", "none", "--threshold", "101")]
    public async Task What_is_not_understood_is_answered_with_the_usage(string says, params string[] args)
    {
        var (code, output, error) = await RunAsync(new ConfigurationBuilder().Build(), "", args);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(says, error, StringComparison.Ordinal);
        Assert.Contains("FIRM is its organisation number", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_is_watched_and_then_not()
    {
        using var folder = new TestFolder();
        var books = await server.CreateDatabaseAsync();
        await SayAsync(books, Firm);

        Assert.Equal((0, $"Watched from now on: {folder.Path}\n", ""), await SayAsync(books, "firm", "folder", "--firm", "987654325", "--path", folder.Path));
        await using (var db = await OpenAsync(books)) Assert.Equal(folder.Path, (await db.Tenants.SingleAsync(Stop)).Settings.WatchedFolder);
        Assert.Equal((0, "No folder is watched.\n", ""), await SayAsync(books, "firm", "folder", "--firm", "987654325", "--path", ""));
    }

    private static async Task<KontaliContext> OpenAsync(DatabaseConnections books)
    {
        var db = new KontaliContext(KontaliContext.Options(books.App));
        var firm = (await db.FindFirmAsync(OrgNumber.Parse("987654325"), Stop))!.Value;
        db.Actor = Actor.Setup(firm);
        return db;
    }

    private static Task<(int Code, string Output, string Error)> SayAsync(DatabaseConnections books, params string[] args) => RunAsync(books, "", args);

    private static Task<(int Code, string Output, string Error)> RunAsync(DatabaseConnections books, string input, params string[] args) => RunAsync(new ConfigurationBuilder().AddInMemoryCollection(
    [
        new("ConnectionStrings:Kontali", books.App), new("ConnectionStrings:KontaliOwner", books.Owner), new("ConnectionStrings:KontaliWorker", books.Worker),
    ]).Build(), input, args);

    private static async Task<(int Code, string Output, string Error)> RunAsync(IConfiguration settings, string input, params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" }, error = new() { NewLine = "\n" };
        var code = await Verb.RunAsync(args, settings, new StringReader(input), output, error);
        return (code, output.ToString(), error.ToString());
    }
}
