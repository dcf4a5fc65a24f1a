namespace Kontali.Web.Shared;

/// <summary>What a colour means here. Amber waits for you; red is true trouble only; green is just done.</summary>
public enum Tone { Plain, Accent, Waits, Trouble, Done }
