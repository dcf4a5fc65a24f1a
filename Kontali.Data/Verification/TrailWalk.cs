using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Kontali.Data.Verification;

/// <summary>Walks a chain of the audit trail: a client's, or the firm's own. Every column is in its row's hash.</summary>
internal sealed class TrailWalk
{
    private const int Fields = 20, Sealed = 18;

    /// <summary>How many rows, and the last one's hash.</summary>
    public long Rows { get; private set; }

    /// <inheritdoc cref="Rows"/>
    public byte[] Last { get; private set; } = [];

    /// <summary>The first thing that is wrong.</summary>
    public Phrase? Wrong { get; private set; }

    /// <summary>Hashes at the numbers that were asked for.</summary>
    public Dictionary<long, string> At { get; } = [];

    /// <summary>Reads the chain to its end.</summary>
    public async Task WalkAsync(NpgsqlConnection connection, Guid firm, Guid? client, IReadOnlySet<long> asked, CancellationToken ct)
    {
        var whose = client is { } id ? $"a.client_id = '{id}'" : "a.client_id is null";
        await using var rows = await CopyRows.OpenAsync(connection, $"""
            select previous_hash, '1'::text, id::text, tenant_id::text, client_id::text, sequence::text, table_name::text, record_id::text, action::text, old_value::text, new_value::text,
                   changed_by_type::text, changed_by_id::text, changed_by_name::text, reason::text, ip_address::text, user_agent::text, to_char(timestamp at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US'),
                   hash, sequence
              from audit_trail a where a.tenant_id = '{firm}' and {whose} order by a.sequence
            """, Fields, ct);
        Last = SHA256.HashData(Encoding.UTF8.GetBytes($"kontali audit {client ?? firm}"));
        Read(rows, asked, ct);
    }

    private void Read(CopyRows rows, IReadOnlySet<long> asked, CancellationToken ct)
    {
        Span<byte> hash = stackalloc byte[32];
        while (rows.Read())
        {
            if (++Rows % 1000 == 0) ct.ThrowIfCancellationRequested();
            var sequence = BinaryPrimitives.ReadInt64BigEndian(rows[19]);
            // The hash before it stands there bare, without its length.
            SHA256.HashData(rows.Sealed(0, Sealed)[4..], hash);
            if (!hash.SequenceEqual(rows[18])) Wrong ??= Phrase.Of($"Rad {sequence} i loggen ({Encoding.UTF8.GetString(rows[6])}, {Encoding.UTF8.GetString(rows[17])}) er ikke slik den ble skrevet.");
            else if (sequence != Rows) Wrong ??= Phrase.Of($"Loggen hopper: rad {Rows} mangler, neste er {sequence}.");
            else if (!rows[0].SequenceEqual(Last)) Wrong ??= Phrase.Of($"Rad {sequence} i loggen henger ikke sammen med raden før.");
            if (asked.Contains(sequence)) At[sequence] = Convert.ToHexStringLower(rows[18]);
            Last = rows[18].ToArray();
        }
    }
}
