namespace Kontali.Data;

/// <summary>Ids are UUID version 7: they sort by the moment they were made, so that indexes grow at their end.</summary>
public static class Ids
{
    /// <summary>A new id at the clock's present moment.</summary>
    public static Guid New(TimeProvider clock) => Guid.CreateVersion7(clock.GetUtcNow());

    /// <summary>A new id that sorts after those of the same millisecond with a lower place, up to 4095.</summary>
    public static Guid New(TimeProvider clock, int place) => At(clock.GetUtcNow(), place);

    /// <summary>A new id of a moment, that sorts after those of the same millisecond with a lower place, up to 4095.</summary>
    public static Guid At(DateTimeOffset moment, int place)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(moment).TryWriteBytes(bytes, bigEndian: true, out _);
        // The twelve bits after the version are free to count in.
        (bytes[6], bytes[7]) = ((byte)(0x70 | (place >> 8 & 0x0f)), (byte)place);
        return new Guid(bytes, bigEndian: true);
    }
}
