namespace Kontali.Web.Shared;

/// <summary>Our drawings, each one path on a 16 px grid.</summary>
public sealed record Glyphs(string Path)
{
    public static readonly Glyphs Home = new("M2.5 7.2 8 2.5l5.5 4.7M4 6.4v7.1h8V6.4M6.7 13.5V9.6h2.6v3.9");
    public static readonly Glyphs Review = new("M6.2 3.2h7.3M6.2 8h7.3M6.2 12.8h7.3M2.3 3.2l.9.9 1.4-1.7M2.3 8l.9.9 1.4-1.7M2.3 12.8l.9.9 1.4-1.7");
    public static readonly Glyphs Inbox = new("M2.5 9.2 4.4 3h7.2l1.9 6.2v3.8h-11V9.2Zm0 0h3.2l.8 1.7h3l.8-1.7h3.2");
    public static readonly Glyphs Voucher = new("M3.5 2.5h9v11l-1.5-1-1.5 1-1.5-1-1.5 1-1.5-1-1.5 1v-11ZM6 6h4M6 8.8h4");
    public static readonly Glyphs Report = new("M3.5 13.5v-11h6l3 3v8h-9ZM9.5 2.5v3h3M6 11.2V9.4M8 11.2V7.6M10 11.2V8.6");
    public static readonly Glyphs Vat = new("M4.5 6.6a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM11.5 13.4a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM12.8 2.8 3.2 13.2");
    public static readonly Glyphs Payment = new("M2.5 4h11v8h-11V4ZM2.5 6.8h11M5 9.6h2.5");
    public static readonly Glyphs Clients = new("M2.5 13.5V5l4-2v10.5M6.5 13.5h7V6.8l-7-1.7M2.5 13.5h4M9 9h2M9 11h2M4.5 6.5v0M4.5 9v0");
    public static readonly Glyphs Pattern = new("M3 4.5h4.5L11 11.5h2M3 11.5h4.5L11 4.5h2");
    public static readonly Glyphs Correction = new("M3 13l.8-3L10.5 3.3l2.2 2.2L6 12.2 3 13ZM9 4.8l2.2 2.2");
    public static readonly Glyphs Learning = new("M2.5 13.5h11M2.5 13.5v-11M5 10.5l2.5-3 2 1.5 3.5-5");
    public static readonly Glyphs Decision = new("M8 2.5v4M8 6.5 4 10v3.5M8 6.5l4 3.5v3.5M2.5 12l1.5 1.5L5.5 12M10.5 12l1.5 1.5 1.5-1.5");
    public static readonly Glyphs Agent = new("M2.5 8h2.2l1.5-4.2 3 8.4L10.9 8h2.6");
    public static readonly Glyphs Settings = new("M2.5 4.5h6M11.5 4.5h2M2.5 11.5h2M7.5 11.5h6M10 3v3M6 10v3");
    public static readonly Glyphs Search = new("M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.3 10.3l3.2 3.2");
    public static readonly Glyphs Keys = new("M2 4.5h12v7H2zM4.5 7h.01M7 7h.01M9.5 7h.01M11.5 7h.01M5 9.5h6");
    public static readonly Glyphs Person = new("M8 8a2.6 2.6 0 1 0 0-5.2A2.6 2.6 0 0 0 8 8ZM2.8 13.5c.6-2.2 2.6-3.5 5.2-3.5s4.6 1.3 5.2 3.5");
    public static readonly Glyphs Leave = new("M9.5 2.5h-6v11h6M7 8h6.5M11 5.5 13.5 8 11 10.5");
    public static readonly Glyphs Fold = new("M10 4 6 8l4 4M3 3v10");
    public static readonly Glyphs Unfold = new("m6 4 4 4-4 4M13 3v10");
    public static readonly Glyphs Warning = new("M8 2.5 14 13H2L8 2.5ZM8 6.5v3M8 11.3v0");
    public static readonly Glyphs Note = new("M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 7.4v3.2M8 5.3v0");
    public static readonly Glyphs Trouble = new("M8 13.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM8 5v3.6M8 10.8v0");
    public static readonly Glyphs Done = new("m3 8.5 3.2 3.2L13 4.8");
    public static readonly Glyphs File = new("M4 2.5h5l3 3v8H4v-11ZM9 2.5v3h3");
    public static readonly Glyphs Download = new("M8 2.5v7.2M5 7l3 3 3-3M3 13h10");
    public static readonly Glyphs Plus = new("M8 3v10M3 8h10");
    public static readonly Glyphs Camera = new("M2.5 5h2.3l1-1.5h4.4l1 1.5h2.3v7.5h-11V5ZM8 11a2.3 2.3 0 1 0 0-4.6A2.3 2.3 0 0 0 8 11Z");
    public static readonly Glyphs Close = new("m4 4 8 8M12 4l-8 8");
}
