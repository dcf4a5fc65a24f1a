namespace Kontali.Web.Shell;

/// <summary>Addresses that came with a request: followed only when they lead to a page of ours.</summary>
public static class Addresses
{
    /// <summary>True for a path of ours; not for "//elsewhere", "/\elsewhere", or one with a tab in it that a browser would take out.</summary>
    public static bool AreOurs(string? address) => address is ['/', ..] and not ['/', '/' or '\\', ..] && !address.Any(char.IsControl);

    /// <summary>The address, or home where it is not ours.</summary>
    public static string OursOrHome(string? address) => AreOurs(address) ? address! : "/";
}
