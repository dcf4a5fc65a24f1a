namespace Kontali.Web.Shell;

/// <summary>How this reader wants it to look on this machine. Kept in cookies, which the server reads before the first paint.</summary>
public sealed record Look(string Theme = "system", string Density = "dense", string Rail = "open")
{
    /// <summary>Our style sheets, in the order they build on each other.</summary>
    public static readonly string[] Sheets = ["tokens", "base", "mud", "frame", "tables", "parts", "document", "paper", "work", "review", "ledger", "firms", "learning", "corrections", "payments"];

    /// <summary>True when the rail shows its icons only.</summary>
    public bool IsFolded => Rail == "folded";

    /// <summary>The same with the rail folded or open.</summary>
    public Look Folded(bool folded) => this with { Rail = folded ? "folded" : "open" };

    /// <summary>What the cookies say; anything unknown is the ordinary look.</summary>
    public static Look From(IRequestCookieCollection cookies) => new(
        OneOf(cookies["kontali-theme"], "system", "light", "dark"),
        OneOf(cookies["kontali-density"], "dense", "comfortable"),
        OneOf(cookies["kontali-rail"], "open", "folded"));

    private static string OneOf(string? asked, params string[] known) => Array.Find(known, k => k == asked) ?? known[0];
}
