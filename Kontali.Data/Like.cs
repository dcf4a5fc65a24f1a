namespace Kontali.Data;

/// <summary>Letters people type, as a pattern of LIKE: % and _ are letters like others.</summary>
internal static class Like
{
    /// <summary>The escape sign.</summary>
    public const string Sign = @"\";

    /// <summary>The text, meaning itself.</summary>
    public static string Escape(string text) => text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    /// <summary>The pattern of texts that have these letters somewhere.</summary>
    public static string Within(string text) => $"%{Escape(text.Trim())}%";
}
