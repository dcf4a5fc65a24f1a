using Kontali.Data.Firms;

namespace Kontali.Web.Verbs;

/// <summary>People, from a script.</summary>
internal static class UserVerbs
{
    private const string Usage = """
        user add --firm FIRM --email EMAIL --name NAME --role administrator|accountant|bookkeeper|reader
                 [--password PASSWORD]    at least 12 characters; - reads it from standard input. Without it, a terminal
                                          asks, and otherwise Kontali makes one and prints it, once.
        FIRM is its organisation number, or its name where only one bears it.
        """;

    public static Task<int> RunAsync(string[] args, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error) => args switch
    {
        ["add", .. var rest] => AddAsync(Arguments.Read(Usage, rest, "firm", "email", "name", "role", "password"), configuration, input, output, error),
        _ => Verb.ExplainAsync(args, Usage, output, error),
    };

    private static async Task<int> AddAsync(Arguments given, IConfiguration configuration, TextReader input, TextWriter output, TextWriter error)
    {
        var (asked, email, name) = (given.Needed("firm"), given.Needed("email"), given.Needed("name"));
        var role = given.Needed("role", ("administrator", Role.Administrator), ("accountant", Role.Accountant), ("bookkeeper", Role.Bookkeeper), ("reader", Role.Reader));
        var chosen = given["password"] == "-" ? await input.ReadLineAsync() ?? "" : given["password"] ?? await AskAsync(input, error);
        var made = chosen is null ? Passwords.Make() : null;

        await using var door = await SetUpDoor.OpenAsync(configuration);
        var firm = await door.FirmAsync(asked);
        var user = await door.DoAsync(firm, db => db.AddUserAsync(email, name, role, chosen ?? made!));
        await output.WriteLineAsync($"Added {user.Email} as {user.Role.ToString().ToLowerInvariant()}.");
        if (made is not null) await output.WriteLineAsync($"Password, shown this once: {made}");
        return Verb.Done;
    }

    // Only a person at a terminal can be asked; a script that says nothing must not hang.
    private static async Task<string?> AskAsync(TextReader input, TextWriter error)
    {
        if (!ReferenceEquals(input, Console.In) || Console.IsInputRedirected) return null;
        await error.WriteAsync("Password (empty: Kontali makes one): ");
        var typed = new System.Text.StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(typed.Length - 1, 0);
            else if (key.KeyChar != '\0') typed.Append(key.KeyChar);
        }
        await error.WriteLineAsync();
        return typed.Length == 0 ? null : typed.ToString();
    }
}
