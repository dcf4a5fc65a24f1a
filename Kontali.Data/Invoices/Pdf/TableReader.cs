namespace Kontali.Data.Invoices.Pdf;

/// <summary>A row of the table of goods.</summary>
internal sealed record TableRow(string Name, AmountHit Net, decimal Quantity, decimal Price, decimal? Percent, Hit? NameAt);

/// <summary>The table of goods: rows with an amount, between its headings and the sums.</summary>
internal static class TableReader
{
    private const int MostRows = 2000;

    /// <summary>The rows that sum to the net (proven), or none.</summary>
    internal static IReadOnlyList<TableRow> Of(Cells cells, ILookup<int, AmountHit> byLine, decimal net)
    {
        var header = cells.Lines.FindIndex(IsHeader);
        List<(int Line, List<AmountHit> Hits)> rows = [];
        foreach (var line in cells.Lines.Skip(header + 1).Where(l => l.Count > 0))
        {
            var hits = byLine[line[0].Line].OrderBy(h => h.At.X).ToList();
            if (hits.Count == 0) continue;
            if (IsSum(line, hits))
            {
                // A sum carried over to the next page is no end.
                if (rows.Count > 0 && line[0].Page == cells.Lines[rows[^1].Line][0].Page && !IsCarried(line) && MoreFollows(line[0].Line) is false) break;
                continue;
            }
            if (header < 0 && !line.Exists(c => c.IsWords)) continue;
            rows.Add((line[0].Line, hits));
            if (rows.Count > MostRows) return [];
        }
        if (rows.Count == 0) return [];
        // The amount is the last figure of a row, or the one before it where the last has VAT in it.
        for (var last = 1; last <= 3; last++)
        {
            var these = rows.Where(r => r.Hits.Count >= last).ToList();
            for (var take = these.Count; take >= Math.Max(1, these.Count - 4); take--)
                if (these.Take(take).Sum(r => r.Hits[^last].Value) == net) return [.. these.Take(take).Select(r => RowOf(cells, r.Line, r.Hits, r.Hits[^last]))];
        }
        return [];

        bool MoreFollows(int line) => cells.Lines.Skip(line + 1).Any(l => l.Count > 0 && IsHeader(l));
    }

    private static bool IsCarried(List<Cell> line) => line.Exists(c => c.Text.Contains("overf", StringComparison.OrdinalIgnoreCase) || c.Text.Contains("transport", StringComparison.OrdinalIgnoreCase) || c.Text.Contains("carried", StringComparison.OrdinalIgnoreCase) || c.Text.Contains("brought", StringComparison.OrdinalIgnoreCase));

    private static bool IsSum(List<Cell> line, List<AmountHit> hits) => IsCarried(line)
        || line.Exists(c => c.IsWords && c.X < hits[^1].At.X && Labels.Words(c.Text).Count <= 7 && Labels.Amount(c.Text) is { Weight: >= 0.5 } meaning && (meaning.Of != AmountOf.Vat || line.Count(o => o.IsWords) == 1));

    private static readonly string[][] Headings =
    [
        ["beskrivelse", "tekst", "produkt", "vare", "description", "item", "details", "spesifikasjon", "tjeneste", "service", "artikkel"],
        ["antall", "ant", "qty", "quantity", "mengde", "timer", "hours", "units"],
        ["pris", "enhetspris", "price", "rate", "unitprice", "apris", "á"],
        ["beløp", "sum", "total", "amount", "netto", "linjesum", "totalt"],
        ["mva", "vat", "moms", "rabatt", "discount", "enhet", "unit"],
    ];

    internal static bool IsHeader(List<Cell> line)
    {
        var words = line.SelectMany(c => Labels.Words(c.Text)).ToList();
        if (words.Count is < 2 or > 16) return false;
        var kinds = Headings.Select(h => words.Exists(w => Array.Exists(h, s => w == s || (s.Length > 4 && w.StartsWith(s, StringComparison.Ordinal))))).ToList();
        return kinds[3] && (kinds[0] || kinds[1] && kinds[2]) && kinds.Count(k => k) >= 2 && !line.Exists(c => FigureReader.Amounts(c).Any());
    }

    private static TableRow RowOf(Cells cells, int line, List<AmountHit> hits, AmountHit net)
    {
        var name = cells.Lines[line].Where(c => c.IsWords && c.X < net.At.X).MaxBy(c => c.Letters);
        var text = name is null ? "" : Strip(name, hits);
        var rates = cells.Lines[line].SelectMany(c => FigureReader.Rates(c.Text)).Distinct().ToList();
        // A bare 25, 15, 12 or 0 in a column headed by VAT.
        if (rates.Count == 0) rates = [.. cells.Lines[line].Where(c => c.X > (name?.X ?? 0) && decimal.TryParse(c.Text, out var bare) && bare is 0 or 12 or 15 or 25 && cells.Above(c, c.X, c.Right, 40).Any(a => Labels.Amount(a.Text) is { Of: AmountOf.Vat })).Select(c => decimal.Parse(c.Text, System.Globalization.CultureInfo.InvariantCulture))];
        var (quantity, price) = Factors(cells, line, hits, net);
        return new(text.Length > 0 ? text : "Ifølge faktura", net, quantity, price, rates.Count == 1 ? rates[0] : null, name is null ? null : new(name, 0, name.Text.Length));
    }

    private static string Strip(Cell name, List<AmountHit> hits)
    {
        var text = name.Text;
        foreach (var hit in hits.Where(h => h.At.Cell == name).OrderByDescending(h => h.At.Start)) text = text.Remove(hit.At.Start, hit.At.Length);
        text = text.Trim();
        return text.Length <= 300 ? text : text[..300];
    }

    // Quantity and price where their product is the amount.
    private static (decimal, decimal) Factors(Cells cells, int line, List<AmountHit> hits, AmountHit net)
    {
        var numbers = cells.Lines[line].Where(c => c.X < net.At.X).SelectMany(c => c.Words.Select(w => w.Text.TrimEnd('.'))).Where(t => t.Length <= 8 && t.All(ch => char.IsAsciiDigit(ch) || ch is ',' or '.'))
            .Select(t => decimal.TryParse(t.Replace(',', '.'), System.Globalization.NumberStyles.AllowDecimalPoint, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : 0).Where(n => n > 0).Distinct().ToList();
        foreach (var price in hits.Where(h => h != net).Select(h => h.Value))
            foreach (var quantity in numbers)
                if (Arithmetic.Product(quantity, price) is { } product && Money.Round(product) == net.Value) return (quantity, price);
        return (1, net.Value);
    }
}
