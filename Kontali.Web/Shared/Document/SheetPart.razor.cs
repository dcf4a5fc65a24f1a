namespace Kontali.Web.Shared.Document;

/// <summary>A part of an invoice as we set it: its values have their names, by which the form beside it points at them.</summary>
public abstract partial class SheetPart;
