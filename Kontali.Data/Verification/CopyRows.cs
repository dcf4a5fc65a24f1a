using System.Buffers.Binary;
using Npgsql;

namespace Kontali.Data.Verification;

/// <summary>
/// Rows as COPY sends them, a row's bytes at a time. A field of text stands there with its length before it, exactly as the seals write
/// theirs, so that a voucher's fields in the order of the seal are hashed as they come, without becoming objects first.
/// </summary>
internal sealed class CopyRows : IAsyncDisposable
{
    private const int Header = 19;
    private readonly NpgsqlRawCopyStream _stream;
    private readonly int[] _starts;
    private byte[] _buffer = new byte[1 << 20];
    private int _at, _end;
    private bool _begun, _over;

    private CopyRows(NpgsqlRawCopyStream stream, int fields) => (_stream, _starts) = (stream, new int[fields + 1]);

    /// <summary>Begins to read what a question answers.</summary>
    public static async Task<CopyRows> OpenAsync(NpgsqlConnection connection, string question, int fields, CancellationToken ct) =>
        new(await connection.BeginRawBinaryCopyAsync($"copy ({question}) to stdout (format binary)", ct), fields);

    /// <summary>Goes to the next row; false after the last.</summary>
    public bool Read()
    {
        if (_over) return false;
        if (!_begun)
        {
            Need(Header);
            _at += Header;
            _begun = true;
        }
        Need(2);
        var count = BinaryPrimitives.ReadInt16BigEndian(_buffer.AsSpan(_at));
        if (count < 0) return !(_over = true);
        if (count != _starts.Length - 1) throw new InvalidDataException($"A row of {count} fields, where {_starts.Length - 1} were asked for.");
        var offset = 2;
        for (var i = 0; i < count; i++)
        {
            Need(offset + 4);
            // Kept from the row's beginning: reading on may move what is there.
            _starts[i] = offset;
            var length = BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(_at + offset));
            offset += 4 + Math.Max(length, 0);
        }
        _starts[count] = offset;
        Need(offset);
        Row = _at;
        _at += offset;
        return true;
    }

    private int Row { get; set; }

    /// <summary>Fields with their lengths before them, from one up to but not including another.</summary>
    public ReadOnlySpan<byte> Sealed(int from, int to) => _buffer.AsSpan(Row + _starts[from], _starts[to] - _starts[from]);

    /// <summary>A field's own bytes; empty where it is missing.</summary>
    public ReadOnlySpan<byte> this[int field] => _buffer.AsSpan(Row + _starts[field] + 4, _starts[field + 1] - _starts[field] - 4);

    /// <summary>Whether a field is missing.</summary>
    public bool IsNull(int field) => BinaryPrimitives.ReadInt32BigEndian(_buffer.AsSpan(Row + _starts[field])) < 0;

    private void Need(int bytes)
    {
        while (_end - _at < bytes)
        {
            if (_at > 0)
            {
                _buffer.AsSpan(_at, _end - _at).CopyTo(_buffer);
                (_end, _at) = (_end - _at, 0);
            }
            if (_end == _buffer.Length) Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = _stream.Read(_buffer.AsSpan(_end));
            if (read == 0) throw new EndOfStreamException("The rows ended before their end mark.");
            _end += read;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (!_over)
        {
            try
            {
                await _stream.CancelAsync();
            }
            catch (Exception e) when (e is NpgsqlException or OperationCanceledException)
            {
                // It was over already, or the connection is gone: nothing more will be read.
            }
        }
        await _stream.DisposeAsync();
    }
}
