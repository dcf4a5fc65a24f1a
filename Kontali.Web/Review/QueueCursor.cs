namespace Kontali.Web.Review;

/// <summary>Where she is in the list. The row she leaves and the one she comes to are drawn by themselves: the list and the page need not be.</summary>
public sealed class QueueCursor
{
    private readonly Dictionary<Guid, QueueRow> rows = [];
    private Guid? drawn;

    /// <summary>The item that the cursor stands on.</summary>
    public Guid? At { get; set; }

    /// <summary>A row has come into the list, or gone from it.</summary>
    public void Join(Guid item, QueueRow row) => rows[item] = row;

    /// <inheritdoc cref="Join"/>
    public void Leave(Guid item, QueueRow row)
    {
        if (rows.GetValueOrDefault(item) == row) rows.Remove(item);
    }

    /// <summary>Shows it where it stands now.</summary>
    public void Draw()
    {
        if (drawn == At) return;
        foreach (var item in (Guid?[])[drawn, At])
            if (item is { } id) rows.GetValueOrDefault(id)?.Draw();
        drawn = At;
    }
}
