using Kontali.Data.Firms;

namespace Kontali.Data.Invoices.Pdf;

/// <summary>Who sells and who buys, as the page tells.</summary>
internal sealed class Parties
{
    private readonly Cells _cells;
    private readonly ReadingWorld _world;
    private readonly List<(Hit At, string Number, bool Vat)> _orgs;
    private readonly Dictionary<string, KnownClient> _clientKeys;

    internal Parties(Cells cells, ReadingWorld world)
    {
        (_cells, _world) = (cells, world);
        _orgs = [.. cells.All.SelectMany(FigureReader.OrgNumbers)];
        _clientKeys = world.Clients.GroupBy(c => VendorIdentity.NameKey(c.Name)).Where(g => g.Key.Length > 2).ToDictionary(g => g.Key, g => g.First());
    }

    internal Party Buyer { get; private set; } = new() { Name = "" };
    internal Party Seller { get; private set; } = new() { Name = "" };
    internal List<Sighting> Seen { get; } = [];
    internal double SellerConfidence { get; private set; }

    /// <summary>Whether the buyer is written on the page.</summary>
    private KnownClient? _client;

    internal void Find(IReadOnlyList<BankAccount> accounts)
    {
        FindBuyer();
        FindSeller(accounts);
    }

    private void FindBuyer()
    {
        var named = _cells.All.Select(c => (Cell: c, Client: _clientKeys.GetValueOrDefault(VendorIdentity.NameKey(AfterLabel(c.Text))))).Where(n => n.Client is not null).ToList();
        var numbered = _orgs.Select(o => (o.At, Client: _world.Clients.FirstOrDefault(c => c.OrgNumber == o.Number), o.Vat)).Where(n => n.Client is not null).ToList();
        // The firm may have both as clients; then the one it was given to, or the one named without "MVA" beside its number, buys.
        _client = named.Select(n => n.Client).Concat(numbered.Where(n => !n.Vat).Select(n => n.Client)).Concat(numbered.Select(n => n.Client)).OfType<KnownClient>().DistinctBy(c => c.Id)
            .OrderByDescending(c => c.Id == _world.Given).ThenBy(c => named.Find(n => n.Client!.Id == c.Id).Cell is { } cell ? IsBuyerPlace(cell) ? 0 : 1 : 2).FirstOrDefault();
        if (_client is null)
        {
            var unknown = BuyerByLabel();
            if (unknown is { } cell) Seen.Add(new("buyer.name", cell.Page + 1, cell.BoxOf(cell.Words), Found.Label, 0.6));
            Buyer = new() { Name = unknown is null ? "" : Cut(AfterLabel(unknown.Text)) };
            return;
        }
        Buyer = new() { Name = _client.Name, CompanyId = _client.OrgNumber, Address = new([], null, null, null, "NO") };
        if (named.Find(n => n.Client!.Id == _client.Id).Cell is { } at) Seen.Add(new("buyer.name", at.Page + 1, at.BoxOf(at.Words), Found.Known, 0.97));
        if (numbered.Find(n => n.Client!.Id == _client.Id).At is { } id) Seen.Add(new("buyer.companyId", id.Page, id.Box, Found.Digits, 0.98));
    }

    private static readonly string[] BuyerWords = ["til", "kunde", "kjøper", "mottaker", "to", "bill", "customer", "buyer", "fakturamottaker", "sold", "invoiced"];

    private bool IsBuyerPlace(Cell cell) => Labels.Words(cell.Text).Exists(w => Array.IndexOf(BuyerWords, w) >= 0) || _cells.Above(cell, cell.X, cell.Right, 2).Any(a => Labels.Words(a.Text).Exists(w => Array.IndexOf(BuyerWords, w) >= 0));

    private Cell? BuyerByLabel() => _cells.All.FirstOrDefault(c => c.Page == 0 && c.TopShare < 0.5 && HasCompanyForm(c.Text) && IsBuyerPlace(c));

    private void FindSeller(IReadOnlyList<BankAccount> accounts)
    {
        var taught = _world.Places.Where(p => p.Value is not null).ToList();
        var own = _orgs.Where(o => o.Number != _client?.OrgNumber).ToList();
        if (taught.Find(p => p.Field == "seller.name") is { } name)
        {
            var id = taught.Find(p => p.Field == "seller.companyId")?.Value;
            var number = id is null ? null : own.Find(o => o.Number == id).At;
            Take(name.Value!, id, own.Exists(o => o.Number == id && o.Vat) || (id is not null && HasVatWord()), 0.97, Found.Learned, number, NameCell(name.Value!));
            return;
        }
        var best = own.GroupBy(o => o.Number).Select(g => (Number: g.Key, At: g.First().At, Vat: g.Any(o => o.Vat), Score: Score([.. g]))).OrderByDescending(o => o.Score).ToList();
        if (best.Count > 0)
        {
            var (number, at, vat, score) = best[0];
            var known = _world.Vendors.FirstOrDefault(v => v.OrgNumber == number);
            var cell = known is null ? NameFor(at) : NameCell(known.Name);
            var rival = best.Count > 1 && best[1].Score >= score - 0.5;
            Take(known?.Name ?? (cell is null ? $"Org.nr. {number}" : Bare(cell)), number, vat || (at.Labels(_cells).Any(l => Labels.Words(l.Label).Exists(w => w is "mva" or "vat"))), rival ? 0.7 : known is not null || vat ? 0.97 : 0.93, known is null ? Found.Digits : Found.Known, at, cell);
            return;
        }
        if (_world.Vendors.FirstOrDefault(v => v.Accounts.Any(a => accounts.Any(x => x.ToString() == a))) is { } byAccount)
        {
            Take(byAccount.Name, byAccount.OrgNumber, false, 0.85, Found.Known, null, NameCell(byAccount.Name));
            return;
        }
        if (_cells.All.SelectMany(FigureReader.ForeignVat).FirstOrDefault() is { At: { } foreign, Number: { } vatNumber })
        {
            var cell = NameFor(foreign);
            Seller = new() { Name = cell is null ? vatNumber : Bare(cell), VatNumber = vatNumber, Address = new([], null, null, null, vatNumber[..2]) };
            SellerConfidence = cell is null ? 0.6 : 0.92;
            Seen.Add(new("seller.vatNumber", foreign.Page, foreign.Box, Found.Digits, SellerConfidence));
            if (cell is not null) Seen.Add(new("seller.name", cell.Page + 1, cell.BoxOf(cell.Words), Found.Place, SellerConfidence));
            return;
        }
        var top = NameFor(null);
        var vendor = top is null ? null : _world.Vendors.FirstOrDefault(v => VendorIdentity.NameKey(v.Name) == VendorIdentity.NameKey(Bare(top)));
        Take(vendor?.Name ?? (top is null ? "" : Bare(top)), vendor?.OrgNumber, false, top is null ? 0 : vendor is null ? 0.5 : 0.8, vendor is null ? Found.Place : Found.Known, null, top);
    }

    private double Score(List<(Hit At, string Number, bool Vat)> hits)
    {
        var labels = hits.SelectMany(h => h.At.Labels(_cells).Take(1).SelectMany(l => Labels.Words(l.Label))).ToList();
        return (hits.Exists(h => h.Vat) ? 3 : 0)
            + (labels.Exists(w => w.StartsWith("org", StringComparison.Ordinal) || w.StartsWith("foretak", StringComparison.Ordinal) || w is "mva" or "vat") ? 1 : 0)
            - (labels.Exists(w => w is "kunde" or "kundens" or "kjøper" or "deres" or "customer" or "buyer" or "your") ? 3 : 0)
            + (_world.Vendors.Any(v => v.OrgNumber == hits[0].Number) ? 1 : 0);
    }

    private bool HasVatWord() => _orgs.Exists(o => o.Vat);

    private void Take(string name, string? number, bool vat, double confidence, Found how, Hit? at, Cell? cell)
    {
        Seller = new()
        {
            Name = name.Length > 0 ? Cut(name) : "Ukjent leverandør",
            CompanyId = number,
            VatNumber = number is not null && vat ? $"NO{number}MVA" : null,
            Address = number is null ? null : new([], null, null, null, "NO"),
            InForetaksregisteret = _cells.All.Any(c => c.Text.Contains("Foretaksregisteret", StringComparison.OrdinalIgnoreCase)),
        };
        SellerConfidence = name.Length > 0 || number is not null ? confidence : 0;
        if (at is not null) Seen.Add(new("seller.companyId", at.Page, at.Box, Found.Digits, Math.Max(confidence, 0.9)));
        if (cell is not null) Seen.Add(new("seller.name", cell.Page + 1, cell.BoxOf(cell.Words), how, confidence));
    }

    private Cell? NameCell(string name)
    {
        var key = VendorIdentity.NameKey(name);
        return _cells.All.FirstOrDefault(c => VendorIdentity.NameKey(Bare(c)) == key) ?? _cells.All.FirstOrDefault(c => key.Length > 4 && VendorIdentity.NameKey(c.Text).Contains(key, StringComparison.Ordinal));
    }

    // The name is large, high up, ends like a company, stands beside its number, and is not the buyer's.
    private Cell? NameFor(Hit? number)
    {
        var buyer = VendorIdentity.NameKey(Buyer.Name);
        var hosts = string.Concat(_cells.All.SelectMany(c => c.Words).Where(w => w.Text.Contains('@', StringComparison.Ordinal) || w.Text.StartsWith("www", StringComparison.OrdinalIgnoreCase)).Select(w => w.Text.ToUpperInvariant()));
        return _cells.All.Where(c => c.Page == 0 || (number is not null && c.Line == number.Cell.Line)).Select(c => (Cell: c, Name: Bare(c)))
            .Where(c => c.Name.Length is >= 3 and <= 80 && c.Name.Count(char.IsLetter) >= 3 && !(buyer.Length > 2 && VendorIdentity.NameKey(c.Name) == buyer) && !IsBuyerPlace(c.Cell) && Labels.OtherPaper(c.Name) is null && !Labels.IsInvoiceTitle(c.Name))
            .Select(c => (c.Cell, Score: (HasCompanyForm(c.Name) ? 3 : 0) + (c.Cell.TopShare < 0.25 ? 1.0 - c.Cell.TopShare : 0) + (c.Cell.H > 1.25 * _cells.Body ? 1.2 : 0)
                + (number is not null && (c.Cell.Line == number.Cell.Line || (Math.Abs(c.Cell.Line - number.Cell.Line) <= 4 && c.Cell.Page == number.Cell.Page)) && HasCompanyForm(c.Name) ? 1.2 : 0)
                + (IsSellerPlace(c.Cell) ? 2 : 0)
                + (VendorIdentity.NameKey(c.Name) is { Length: >= 4 } key && hosts.Contains(key, StringComparison.Ordinal) ? 2 : 0)
                - (c.Name.Any(char.IsAsciiDigit) ? 1.5 : 0) - (c.Cell.Text.Contains('@', StringComparison.Ordinal) ? 3 : 0) - (Labels.Amount(c.Name) is not null || Labels.Number(c.Name) > 0.5 || Labels.Date(c.Name) is not null ? 2 : 0)))
            .Where(c => c.Score >= 1.5).OrderByDescending(c => c.Score).ThenBy(c => c.Cell.Line).Select(c => c.Cell).FirstOrDefault();
    }

    private static readonly string[] SellerWords = ["fra", "selger", "leverandør", "avsender", "from", "seller", "supplier", "vendor"];

    private bool IsSellerPlace(Cell cell) => Labels.Words(cell.Text) is [var first, _, ..] && Array.IndexOf(SellerWords, first) >= 0 || _cells.Above(cell, cell.X, cell.Right, 1).Any(a => Labels.Words(a.Text) is { Count: <= 2 } w && w.Exists(x => Array.IndexOf(SellerWords, x) >= 0));

    private static readonly HashSet<string> Forms = ["AS", "ASA", "ANS", "DA", "ENK", "SA", "NUF", "AB", "APS", "GMBH", "LTD", "INC", "BV", "OY", "KF", "IKS", "STI", "LLC", "PLC", "SE", "LIMITED", "BA", "FKF", "KOMMUNE"];

    private static bool HasCompanyForm(string text) => text.Split(' ', '·', '|', ',').Any(w => Forms.Contains(w.Trim('.', ',', ':').ToUpperInvariant()) && w.Length > 0 && char.IsUpper(w[0]));

    // "Selger: Nordlys AS" and "Nordlys AS · Org.nr. 987 …" hold the name and more.
    private static string Bare(Cell cell)
    {
        var text = AfterLabel(cell.Text);
        var parts = text.Split(['·', '|', '•', ',', ';', '–']).Select(p => p.Trim()).Where(p => p.Length > 0).ToList();
        var named = parts.Find(HasCompanyForm) ?? (parts.Count > 0 ? parts[0] : text.Trim());
        var words = named.Split(' ');
        var form = Array.FindIndex(words, 1, w => Forms.Contains(w.Trim('.', ',').ToUpperInvariant()) && char.IsUpper(w[0]));
        return form > 0 && form < words.Length - 1 && words.Length > form + 1 && !Forms.Contains(words[form + 1].ToUpperInvariant()) ? string.Join(' ', words[..(form + 1)]) : named;
    }

    private static string AfterLabel(string text) => text.IndexOf(':', StringComparison.Ordinal) is > 0 and < 24 and var colon && colon < text.Length - 2 && !text[..colon].Any(char.IsAsciiDigit) ? text[(colon + 1)..].Trim() : text.Trim();

    private static string Cut(string text) => text.Length <= 200 ? text : text[..200];
}
