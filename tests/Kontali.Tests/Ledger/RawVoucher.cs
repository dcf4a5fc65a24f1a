using System.Globalization;
using Kontali.Tests.World;

namespace Kontali.Tests.Ledger;

/// <summary>A voucher written to the tables by hand, as somebody would who goes around our code: right, until a test makes one thing wrong.</summary>
internal sealed record RawVoucher(TestBooks Books)
{
    public Guid Id { get; init; } = Guid.CreateVersion7(FakeClock.Noon);
    public string Lines { get; init; } = "(1, '6300', 100, 0), (2, '1920', 0, 100)";
    public int LineCount { get; init; } = 2;
    public DateOnly On { get; init; } = new(2026, 11, 20);
    public int NumberOff { get; init; }
    public string PreviousHash { get; init; } = "place.previous_hash";
    public Guid? LineClient { get; init; }

    public string Sql => string.Create(CultureInfo.InvariantCulture, $"""
        do $$
        declare place record;
        begin
            select * into place from ledger.next_number('{Books.Client}', 'A', {On.Year}, sha256('first'));
            insert into general_ledger (id, tenant_id, client_id, entry_date, accounting_date, period, fiscal_year, voucher_number, description, source_type,
                posting_key, content_hash, previous_hash, hash, line_count, created_by_type)
            values ('{Id}', '{Books.Firm}', '{Books.Client}', '{On:yyyy-MM-dd}', '{On:yyyy-MM-dd}', '{On:yyyy-MM}', {On.Year}, place.number + {NumberOff}, 'for hånd', 'manual',
                gen_random_uuid(), sha256('content'), {PreviousHash}, sha256('{Id}'), {LineCount}, 'person');
            {LinesOnly}
        end $$
        """);

    public string LinesOnly => string.Create(CultureInfo.InvariantCulture, $"""
        insert into general_ledger_lines (tenant_id, client_id, general_ledger_id, accounting_date, line_number, account_number, debit_amount, credit_amount)
        select '{Books.Firm}', '{LineClient ?? Books.Client}', '{Id}', '{On:yyyy-MM-dd}', l.* from (values {Lines}) l;
        """);
}
