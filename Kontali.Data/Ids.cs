namespace Kontali.Data;

/// <summary>Ids are UUID version 7: they sort by the moment they were made, so that indexes grow at their end.</summary>
public static class Ids
{
    /// <summary>A new id at the clock's present moment.</summary>
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());
}
