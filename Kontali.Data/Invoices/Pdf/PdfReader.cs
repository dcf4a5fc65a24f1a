namespace Kontali.Data.Invoices.Pdf;

/// <summary>
/// Words with places → <see cref="InvoiceFacts"/>, each value with where it stands, how it was found and how surely. Pure.
/// What other figures on the page do not prove becomes a fatal finding: a person looks, and the agent never posts it.
/// </summary>
public static class PdfReader
{
    internal const string Doubt = "KONTALI-LEST", Lacks = "KONTALI-MANGLER", Adds = "KONTALI-SUM-LEST";

    /// <summary>How sure a value must be to be booked unseen.</summary>
    public const double SureEnough = 0.9;

    /// <summary>What a document's supplier may be known by, the plainest first.</summary>
    public static IReadOnlyList<string> MarksOf(PageText text, IReadOnlyCollection<string> clientNumbers)
    {
        var cells = new Cells(text);
        var first = cells.All.Where(c => c.Page == 0 && c.Letters >= 3).OrderByDescending(c => Math.Round(c.H)).ThenBy(c => c.Line).FirstOrDefault();
        return
        [
            .. cells.All.SelectMany(FigureReader.OrgNumbers).Where(o => !clientNumbers.Contains(o.Number)).OrderByDescending(o => o.Vat).Select(o => $"org:{o.Number}")
                .Concat(cells.All.SelectMany(FigureReader.ForeignVat).Select(f => $"vat:{f.Number}"))
                .Concat(cells.All.SelectMany(FigureReader.Accounts).Select(a => $"konto:{a.Account}"))
                .Concat(cells.All.SelectMany(c => c.Words).Select(w => HostOf(w.Text)).OfType<string>().Select(h => $"nett:{h}"))
                .Concat(first is null ? [] : [$"navn:{VendorIdentity.NameKey(first.Text)}"])
                .Where(m => m.Length is > 6 and <= 120).Distinct().Take(12),
        ];
    }

    private static string? HostOf(string word)
    {
        var text = word.ToLowerInvariant().Trim('.', ',', ';', '(', ')');
        var host = text.Contains('@', StringComparison.Ordinal) ? text[(text.LastIndexOf('@') + 1)..] : text.StartsWith("www.", StringComparison.Ordinal) ? text[4..] : null;
        return host is { Length: > 3 and < 80 } && host.Contains('.', StringComparison.Ordinal) && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-') ? host : null;
    }

    /// <summary>Reads an invoice.</summary>
    public static Reading Read(PageText text, ReadingWorld world)
    {
        if (!text.HasText) return Empty(text, world);
        var cells = new Cells(text);
        if (OtherPaper(cells) is { } other) return Reading.Refused($"Dette er en {other}, ikke en faktura. Den bokføres ikke. Er det likevel en faktura, be leverandøren om den, eller før bilaget for hånd.");
        return new PageReader(text, cells, world).Read();
    }

    // Nothing to read is no reason to refuse: a person sees the picture and writes what it says.
    private static Reading Empty(PageText text, ReadingWorld world)
    {
        var client = world.Clients.FirstOrDefault(c => c.Id == world.Given);
        var facts = new InvoiceFacts
        {
            Kind = InvoiceKind.Invoice,
            Number = world.Stand,
            IssueDate = world.Today,
            Currency = "NOK",
            Seller = new() { Name = "Ukjent leverandør" },
            Buyer = client is null ? new() { Name = "ukjent" } : new() { Name = client.Name, CompanyId = client.OrgNumber },
            Lines = [new() { Id = "1", Name = "Ifølge faktura", Net = 0 }],
            Net = 0,
            Gross = 0,
            Payable = 0,
            Pages = new() { Seen = [], Missing = ["number", "issueDate", "seller.name", "payable"], Confidence = 0, IsPicture = text.IsPicture },
        };
        return new(facts, null, [new(Lacks, Severity.Fatal, Phrase.Of($"Det ble ikke funnet noen tekst å lese i dokumentet. Skriv det som står der."))], []);
    }

    private static Phrase? OtherPaper(Cells cells)
    {
        var top = cells.All.Where(c => c.Page == 0 && c.TopShare < 0.5 && c.H >= 0.95 * cells.Body).ToList();
        var papers = top.Select(c => (Paper: Labels.OtherPaper(c.Text), c.H, c.Line)).Where(p => p.Paper is not null).OrderByDescending(p => p.H).ToList();
        if (papers.Count == 0) return null;
        var invoice = top.Where(c => Labels.IsInvoiceTitle(c.Text)).Select(c => c.H).DefaultIfEmpty(0).Max();
        return papers[0].H > 1.15 * cells.Body && papers[0].H > invoice + 0.5 ? papers[0].Paper : null;
    }
}
