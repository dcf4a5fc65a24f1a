namespace Kontali.Web.Shared;

/// <summary>How a key looks on a small cap.</summary>
public static class KeyCaps
{
    /// <summary>What stands on it.</summary>
    public static string Of(string key) => key switch
    {
        "Enter" => "↵",
        "Shift+Enter" => "⇧ ↵",
        "Ctrl+Enter" => "Ctrl ↵",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "Escape" => "Esc",
        "PageDown" => "PgDn",
        "PageUp" => "PgUp",
        " " => "␣",
        ['C', 't', 'r', 'l', '+', var letter] => $"Ctrl {char.ToUpperInvariant(letter)}",
        [var letter] when char.IsUpper(letter) => $"⇧ {letter}",
        _ => key,
    };
}
