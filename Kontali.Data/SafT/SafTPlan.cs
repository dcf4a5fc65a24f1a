using Kontali.Data.Firms;
using Kontali.Data.Ledger;

namespace Kontali.Data.SafT;

/// <summary>A vendor that is to be made, and the ids the file knows it by.</summary>
internal sealed record PlannedVendor(string Number, string Name, string? OrgNumber, string? Country, IReadOnlyList<string> Ids);

/// <summary>A voucher that is to be posted; its vendor lines name the vendor's place in the list.</summary>
internal sealed record PlannedVoucher(string Series, DateOnly Document, DateOnly Accounting, string Description, bool IsOpening, IReadOnlyList<(PostingLine Line, int? Vendor)> Lines, string? Invoice, DateOnly? Due);

/// <summary>What an import of a file would do, or why it cannot: the preview, and what is then done. Pure.</summary>
public sealed record SafTPlan
{
    /// <summary>The vendor of what has none: bff 3-1 lets chance vendors share an account.</summary>
    public const string ChanceVendor = "Tilfeldige leverandører";

    /// <summary>The largest file that is taken: 200 MB.</summary>
    public const long MaxBytes = 200L * 1024 * 1024;

    private const int MostFaults = 200;

    /// <summary>The file's version, company and period.</summary>
    public required string Version { get; init; }

    /// <inheritdoc cref="Version"/>
    public required string Company { get; init; }

    /// <inheritdoc cref="Version"/>
    public required string OrgNumber { get; init; }

    /// <inheritdoc cref="Version"/>
    public DateOnly? From { get; init; }

    /// <inheritdoc cref="Version"/>
    public DateOnly? To { get; init; }

    /// <summary>Accounts in the file, and how many of them the client has not.</summary>
    public int AccountCount { get; init; }

    /// <inheritdoc cref="AccountCount"/>
    public int NewAccounts { get; init; }

    /// <summary>How many customers, vendors, vouchers and lines.</summary>
    public int Customers { get; init; }

    /// <inheritdoc cref="Customers"/>
    public int VendorCount { get; init; }

    /// <inheritdoc cref="Customers"/>
    public int VoucherCount { get; init; }

    /// <inheritdoc cref="Customers"/>
    public int Lines { get; init; }

    /// <summary>Sum of debit, which is that of credit where nothing is wrong.</summary>
    public decimal Debit { get; init; }

    /// <summary>What is wrong, and what is only told; what stops first, then in the file's order.</summary>
    public required IReadOnlyList<SafTFault> Faults { get; init; }

    /// <summary>Whether it can be done.</summary>
    public bool CanImport => !Faults.Any(f => f.Stops);

    internal IReadOnlyList<ReadAccount> Accounts { get; init; } = [];
    internal IReadOnlyList<PlannedVendor> Vendors { get; init; } = [];
    internal IReadOnlyList<PlannedVoucher> Vouchers { get; init; } = [];

    /// <summary>A file that could not be read at all.</summary>
    internal static SafTPlan Refused(Phrase why) => new() { Version = "", Company = "", OrgNumber = "", Faults = [new(true, 0, why)] };

    internal static SafTPlan Of(SafTFile file, Client client, IReadOnlyCollection<string> chart, StandardTax tax)
    {
        var planner = new Planner(file, client, tax);
        planner.Check();
        var opening = planner.Opening();
        List<PlannedVoucher> vouchers = [.. opening is null ? Array.Empty<PlannedVoucher>() : [opening], .. file.Vouchers.Select(planner.Voucher).OfType<PlannedVoucher>()];
        return new()
        {
            Version = file.Version,
            Company = file.Company,
            OrgNumber = file.OrgNumber,
            From = file.From,
            To = file.To,
            AccountCount = file.Accounts.Count,
            NewAccounts = file.Accounts.Count(a => !chart.Contains(a.Id)),
            Customers = file.Customers.Count,
            VendorCount = file.Suppliers.Count,
            VoucherCount = file.Vouchers.Count,
            Lines = file.Vouchers.Sum(v => v.Lines.Count),
            Debit = file.Vouchers.Sum(v => v.Lines.Where(l => l.Amount > 0).Sum(l => l.Amount)),
            Faults = [.. file.Faults.Concat(planner.Faults).OrderByDescending(f => f.Stops).ThenBy(f => f.Line)],
            Accounts = file.Accounts,
            Vendors = planner.Vendors,
            Vouchers = vouchers,
        };
    }

    private sealed class Planner(SafTFile file, Client client, StandardTax tax)
    {
        private readonly HashSet<string> _accounts = [.. file.Accounts.Select(a => a.Id)];
        private readonly Dictionary<string, ReadParty> _customers = file.Customers.DistinctBy(c => c.Id).ToDictionary(c => c.Id);
        private readonly Dictionary<string, int> _vendors = new(StringComparer.Ordinal);
        private readonly Dictionary<string, string> _series = new(StringComparer.Ordinal);
        private int? _chance;

        public List<SafTFault> Faults { get; } = [];
        public List<PlannedVendor> Vendors { get; } = [];

        public void Check()
        {
            if (Firms.OrgNumber.TryParse(file.OrgNumber, out var number) && number != client.OrgNumber) Tell(0, $"Filen gjelder {file.Company} ({file.OrgNumber}), men klienten er {client.Name} ({client.OrgNumber}).");
            foreach (var twice in file.Accounts.GroupBy(a => a.Id).Where(g => g.Count() > 1)) Stop(twice.Last().Line, $"Konto {twice.Key} står {twice.Count()} ganger i kontoplanen.");
            foreach (var account in file.Accounts.Where(a => a.Id.Length is < 3 or > 10 || !a.Id.All(char.IsAsciiDigit) || a.Id[0] is '0' or '9')) Stop(account.Line, $"Konto «{account.Id}» kan ikke brukes: et kontonummer har 3–10 sifre og begynner med 1–8. Endre den i systemet filen kommer fra.");
            foreach (var twice in file.Suppliers.GroupBy(s => s.Id).Where(g => g.Count() > 1)) Stop(twice.Last().Line, $"Leverandør {twice.Key} står {twice.Count()} ganger i filen.");
            foreach (var (code, (line, standard)) in file.Codes)
                if (standard is null) Tell(line, $"Mva-kode {code} står ikke for noen standardkode. Linjer med den føres uten mva-kode.");
                else if (!tax.Codes.ContainsKey(standard)) Stop(line, $"Mva-kode {code} viser til standardkode {standard}, som ikke finnes.");
            if (file.Customers.Count > 0) Tell(0, $"{file.Customers.Count} kunder leses. Kundereskontro føres ikke her: saldoen står på kontoene, og kunden i linjens tekst.");
            AddVendors();
            Totals();
            Closings();
        }

        private void AddVendors()
        {
            Dictionary<string, int> known = new(StringComparer.Ordinal);
            foreach (var supplier in file.Suppliers.DistinctBy(s => s.Id))
            {
                var org = Firms.OrgNumber.TryParse(supplier.OrgNumber, out var number) ? number.ToString() : null;
                var key = org ?? $"{Invoices.VendorIdentity.NameKey(supplier.Name)} {supplier.Country ?? "NO"}";
                if (known.TryGetValue(key, out var same))
                {
                    Tell(supplier.Line, $"Leverandør {supplier.Id} {supplier.Name} er den samme som {Vendors[same].Number}. De blir én.");
                    Vendors[same] = Vendors[same] with { Ids = [.. Vendors[same].Ids, supplier.Id] };
                }
                else
                {
                    known[key] = same = Vendors.Count;
                    Vendors.Add(new(supplier.Id, supplier.Name.Length > 0 ? supplier.Name : supplier.Id, org, supplier.Country, [supplier.Id]));
                }
                _vendors[supplier.Id] = same;
            }
        }

        private void Totals()
        {
            if (file.Stated is not { } stated) return;
            var lines = file.Vouchers.SelectMany(v => v.Lines).ToList();
            var (debit, credit) = (lines.Where(l => l.Amount > 0).Sum(l => l.Amount), -lines.Where(l => l.Amount < 0).Sum(l => l.Amount));
            if (stated.Entries != file.Vouchers.Count && stated.Entries != lines.Count) Stop(0, $"Filen sier at den har {stated.Entries} bilag, men den har {file.Vouchers.Count}. Den er avkortet eller endret. Eksporter den på nytt.");
            if (stated.Debit != debit && file.Faults.Count == 0) Stop(0, $"Filen sier at debet er {stated.Debit:N2}, men linjene summerer til {debit:N2}. Eksporter den på nytt.");
            if (stated.Credit != credit && file.Faults.Count == 0) Stop(0, $"Filen sier at kredit er {stated.Credit:N2}, men linjene summerer til {credit:N2}. Eksporter den på nytt.");
        }

        private void Closings()
        {
            var moved = file.Vouchers.SelectMany(v => v.Lines).GroupBy(l => l.Account).ToDictionary(g => g.Key, g => g.Sum(l => l.Amount));
            foreach (var account in file.Accounts)
                if (account.Opening + moved.GetValueOrDefault(account.Id) is var closing && closing != account.Closing)
                    Stop(account.Line, $"Utgående saldo på konto {account.Id} er {account.Closing:N2} i filen, men inngående saldo og bilagene gir {closing:N2}. Filen mangler bilag, eller saldoene er feil.");
            if (file.Accounts.Sum(a => a.Opening) is not 0m and var off) Stop(0, $"De inngående saldoene summerer til {off:N2}, ikke til null. Filen mangler kontoer, eller et tidligere resultat er ikke ført til egenkapitalen.");
        }

        /// <summary>What stood on the accounts before, with the vendors' part by vendor.</summary>
        public PlannedVoucher? Opening()
        {
            if (file.Accounts.All(a => a.Opening == 0)) return null;
            var on = file.From ?? file.Vouchers.Select(v => v.Date).DefaultIfEmpty(new DateOnly(2000, 1, 1)).Min();
            List<(PostingLine, int?)> lines = [];
            foreach (var account in file.Accounts.Where(a => a.Opening != 0))
            {
                if (account.Id != AccountNumber.Payables)
                {
                    lines.Add((new(account.Id, account.Opening) { Text = "Inngående saldo" }, null));
                    continue;
                }
                var owed = file.Suppliers.SelectMany(s => s.Balances.Where(b => b.Account is null or AccountNumber.Payables && b.Opening != 0).Select(b => (Supplier: s, b.Opening))).GroupBy(s => _vendors[s.Supplier.Id]).Select(g => (Vendor: g.Key, Sum: g.Sum(s => s.Opening))).Where(s => s.Sum != 0).ToList();
                lines.AddRange(owed.Select(s => (new PostingLine(account.Id, s.Sum) { Text = "Inngående saldo" }, (int?)s.Vendor)));
                if (account.Opening - owed.Sum(s => s.Sum) is not 0m and var rest)
                {
                    Tell(account.Line, $"Inngående leverandørgjeld er {account.Opening:N2}, men leverandørene har {account.Opening - rest:N2}. Resten føres på «{ChanceVendor}».");
                    lines.Add((new(account.Id, rest) { Text = "Inngående saldo" }, Chance()));
                }
            }
            return lines.Count < 2 || lines.Sum(l => l.Item1.Amount) != 0 ? null : new("A", on, on, "Inngående balanse fra SAF-T", true, lines, null, null);
        }

        public PlannedVoucher? Voucher(ReadVoucher read)
        {
            var off = read.Lines.Sum(l => l.Amount);
            if (off != 0) Stop(read.Line, $"Bilag {read.Id} er {off:N2} kr i ubalanse.");
            foreach (var line in read.Lines)
            {
                if (!_accounts.Contains(line.Account)) Stop(read.Line, $"Bilag {read.Id} bruker konto {line.Account}, som ikke står i filens kontoplan.");
                if (line.SupplierId is { } supplier && !_vendors.ContainsKey(supplier)) Stop(read.Line, $"Bilag {read.Id} viser til leverandør {supplier}, som ikke står i filen.");
                if (line.CustomerId is { } customer && !_customers.ContainsKey(customer)) Tell(read.Line, $"Bilag {read.Id} viser til kunde {customer}, som ikke står i filen.");
                if (line.TaxCode is { } code && !file.Codes.ContainsKey(code) && (file.Codes.Count > 0 || !tax.Codes.ContainsKey(code))) Stop(read.Line, $"Bilag {read.Id} har mva-kode {code}, som ikke står i filens mva-tabell.");
            }
            var used = read.Lines.Where(l => l.Amount != 0).ToList();
            if (used.Count is 0)
            {
                Tell(read.Line, $"Bilag {read.Id} har ingen beløp og hoppes over.");
                return null;
            }
            if (used.Count > 20_000)
            {
                Stop(read.Line, $"Bilag {read.Id} har {used.Count} linjer. Et bilag kan ha høyst 20 000.");
                return null;
            }
            if (off != 0 || Faults.Any(f => f.Stops)) return null;
            var accounting = AccountingDate(read);
            var lines = WithLegs([.. used.Select(l => (Line(l), VendorOf(l, read)))]);
            var invoice = used.FirstOrDefault(l => l.Account == AccountNumber.Payables && l.Amount < 0 && l.Document is not null);
            var series = SeriesOf(read.Journal);
            // Our own numbers come again by themselves; another system's are kept as they are.
            var own = read.Id.StartsWith($"{series}-", StringComparison.Ordinal) && read.Id.Count(c => c == '-') == 2;
            return new(series, read.Date, accounting, Cut(own ? read.Description : $"{read.Id} · {read.Description}"), false, lines, invoice?.Document, invoice?.Due);
        }

        // The period decides which month it counts in; the posting date where it is in it, else the voucher's own.
        private DateOnly AccountingDate(ReadVoucher read)
        {
            if (read is not { Period: { } period and >= 1, Year: { } year and >= 1990 and <= 2200 }) return read.Posted ?? read.Date;
            var month = new DateOnly(year, client.FiscalYearStart, 1).AddMonths(Math.Min(period, 12) - 1);
            bool In(DateOnly? day) => day is { } d && d >= month && d <= month.AddMonths(1).AddDays(-1);
            return In(read.Posted) ? read.Posted!.Value : In(read.Date) ? read.Date : month.AddMonths(1).AddDays(-1);
        }

        private PostingLine Line(ReadLine l)
        {
            var code = l.TaxCode is null ? null : file.Codes.TryGetValue(l.TaxCode, out var known) ? known.Standard : l.TaxCode;
            var reported = code is not null && tax.Codes[code] is { ReturnsBase: true } or { ReturnsDeduction: true };
            var isVatAccount = l.Account is ['2', '7', '0' or '1', ..];
            var (vatBase, vat) = code is not null && reported && !(isVatAccount && l.Base is null) ? (l.Base ?? l.Amount, l.Tax ?? 0) : ((decimal?)null, (decimal?)null);
            var text = l.CustomerId is { } customer && _customers.GetValueOrDefault(customer) is { } who ? $"{who.Id} {who.Name}: {l.Text}" : l.Text;
            return new(l.Account, l.Amount) { VatCode = code, VatBase = vatBase, VatAmount = vat, Currency = l.Currency, CurrencyAmount = l.CurrencyAmount, Text = text.Length > 0 ? Cut(text) : null };
        }

        // Other systems leave the code off the VAT accounts' own lines: it is that of the bases whose VAT stands there.
        private List<(PostingLine, int?)> WithLegs(List<(PostingLine Line, int? Vendor)> lines)
        {
            var codes = lines.Where(l => l.Line.VatBase is not null).GroupBy(l => l.Line.VatCode!).Select(g => (Code: tax.Codes[g.Key], Vat: Math.Abs(g.Sum(l => l.Line.VatAmount ?? 0)))).ToList();
            return [.. lines.Select(l =>
            {
                if (l.Line.VatCode is not null || l.Line.Account is not ['2', '7', '0' or '1', ..]) return l;
                bool IsDeduction() => l.Line.Account.StartsWith("271", StringComparison.Ordinal);
                var fits = codes.Where(c => (IsDeduction() ? c.Code.DeductionAccount : c.Code.OutputAccount) == l.Line.Account).ToList();
                if (fits.Count == 0) fits = [.. codes.Where(c => (IsDeduction() ? c.Code.DeductionAccount : c.Code.OutputAccount) is not null)];
                var code = fits.Count == 0 ? null : fits.OrderBy(c => Math.Abs(c.Vat - Math.Abs(l.Line.Amount))).First().Code.Code;
                return (l.Line with { VatCode = code }, l.Vendor);
            })];
        }

        private int? VendorOf(ReadLine line, ReadVoucher voucher)
        {
            var id = line.SupplierId ?? (line.Account == AccountNumber.Payables ? voucher.SupplierId : null);
            if (id is not null && _vendors.TryGetValue(id, out var vendor)) return vendor;
            if (line.Account != AccountNumber.Payables) return null;
            Tell(voucher.Line, $"Bilag {voucher.Id} har leverandørgjeld uten leverandør. Den føres på «{ChanceVendor}».");
            return Chance();
        }

        private int Chance()
        {
            if (_chance is { } there) return there;
            var number = "99999";
            while (Vendors.Any(v => v.Number == number)) number += "0";
            Vendors.Add(new(number, ChanceVendor, null, "NO", []));
            return (_chance = Vendors.Count - 1).Value;
        }

        private string SeriesOf(string journal)
        {
            if (_series.TryGetValue(journal, out var series)) return series;
            var bare = string.Concat(journal.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit));
            series = bare.Length is 0 ? "A" : bare.Length > 10 ? bare[..10] : bare;
            for (var n = 2; _series.ContainsValue(series); n++) series = $"{(bare.Length > 8 ? bare[..8] : bare)}{n}";
            return _series[journal] = series;
        }

        private static string Cut(string text) => text.Length > 500 ? text[..499] + "…" : text;

        private void Stop(int line, FormattableString says) => Add(new(true, line, Phrase.Of(says)));

        private void Tell(int line, FormattableString says) => Add(new(false, line, Phrase.Of(says)));

        private void Add(SafTFault fault)
        {
            if (Faults.Count(f => f.Stops == fault.Stops) < MostFaults) Faults.Add(fault);
        }
    }
}
