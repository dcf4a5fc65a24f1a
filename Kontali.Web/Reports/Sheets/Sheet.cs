using Kontali.Web.Shared;

namespace Kontali.Web.Reports.Sheets;

/// <summary>What stands in a column, and so how it is written and where it is set.</summary>
public enum CellKind
{
    /// <summary>Words, from the left.</summary>
    Text,

    /// <summary>A short code or number that is a name: account, voucher, tax code.</summary>
    Code,

    /// <summary>A day.</summary>
    Date,

    /// <summary>Kroner and øre, from the right.</summary>
    Amount,

    /// <summary>Per cent, from the right.</summary>
    Percent,
}

/// <summary>A column of a report.</summary>
/// <param name="Head">Its heading, in the reader's language.</param>
/// <param name="Kind">What stands in it.</param>
/// <param name="Grows">Whether it takes the room that the others leave.</param>
public sealed record SheetColumn(string Head, CellKind Kind, bool Grows = false)
{
    /// <summary>Whether it is set from the right.</summary>
    public bool IsFigure => Kind is CellKind.Amount or CellKind.Percent;

    /// <summary>A cell of it as people read it.</summary>
    public string Said(object? cell) => cell switch
    {
        decimal figure when Kind == CellKind.Percent => Figures.Percent(figure),
        decimal figure => Figures.Amount(figure),
        DateOnly day => Figures.Date(day),
        _ => cell?.ToString() ?? "",
    };
}

/// <summary>What a row is, and so how it is ruled.</summary>
public enum RowKind
{
    /// <summary>A line with figures.</summary>
    Line,

    /// <summary>The name of a client, where the report is of several.</summary>
    Client,

    /// <summary>The heading of a group.</summary>
    Group,

    /// <summary>What is carried into or out of the lines.</summary>
    Carried,

    /// <summary>A sum: a rule above.</summary>
    Sum,

    /// <summary>The last sum: a rule above, two below.</summary>
    Total,
}

/// <summary>A row: a cell a column (text, a decimal, a day, or nothing).</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Cells">Its cells.</param>
/// <param name="Href">What lies behind it.</param>
public sealed record SheetRow(RowKind Kind, IReadOnlyList<object?> Cells, string? Href = null)
{
    /// <summary>A line, with what lies behind it.</summary>
    public static SheetRow Line(string? href, params object?[] cells) => new(RowKind.Line, cells, href);

    /// <summary>A heading over a number of columns.</summary>
    public static SheetRow Heading(RowKind kind, string text, int columns) => new(kind, [text, .. Enumerable.Repeat<object?>(null, columns - 1)]);

    /// <summary>Whether its first cell runs across all columns.</summary>
    public bool IsHeading => Kind is RowKind.Client or RowKind.Group;
}

/// <summary>A stretch of rows, and where the next begins; null at the end.</summary>
public sealed record SheetPart(IReadOnlyList<SheetRow> Rows, string? Next = null);

/// <summary>What is said above and below a report on paper.</summary>
/// <param name="Title">The report's name.</param>
/// <param name="Subject">The client and its organisation number, or how many clients.</param>
/// <param name="Period">The days it covers.</param>
/// <param name="Printed">When and by whom it was written.</param>
/// <param name="Note">What was left out or chosen.</param>
public sealed record SheetHead(string Title, string Subject, string Period, string Printed, string? Note = null);
