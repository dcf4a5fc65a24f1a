using System.Globalization;
using System.Text;
using Kontali.Data.Invoices;

namespace Kontali.Data.Seed;

/// <summary>An invoice on paper, as a small vendor's program prints it: the words it uses may be its own.</summary>
internal sealed record DemoPaper
{
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");
    private readonly StringBuilder _page = new();

    public string Title { get; init; } = "FAKTURA";
    public string Number { get; init; } = "Fakturanr.";
    public string Issue { get; init; } = "Fakturadato";
    public string Due { get; init; } = "Forfallsdato";
    public string Net { get; init; } = "Sum eks. mva";
    public string Vat { get; init; } = "Mva";
    public string Gross { get; init; } = "Å betale";

    public byte[] Draw(InvoiceFacts f)
    {
        var org = f.Seller.CompanyId is { Length: 9 } id ? $"Org.nr. NO {id[..3]} {id[3..6]} {id[6..]} MVA" : "";
        Text(56, 64, f.Seller.Name, 16, bold: true);
        foreach (var (line, i) in (f.Seller.Address?.Lines ?? []).Append($"{f.Seller.Address?.PostCode} {f.Seller.Address?.City}").Select((l, i) => (l, i))) Text(56, 82 + i * 13, line);
        Text(400, 64, Title, 20, bold: true);
        Text(56, 160, f.Buyer.Name, 10);
        foreach (var (line, i) in (f.Buyer.Address?.Lines ?? []).Append($"{f.Buyer.Address?.PostCode} {f.Buyer.Address?.City}").Select((l, i) => (l, i))) Text(56, 174 + i * 13, line);
        var y = 150;
        foreach (var (label, value) in new[] { (Number, f.Number), (Issue, Day(f.IssueDate)), (Due, f.DueDate is { } due ? Day(due) : ""), ("Deres ref.", f.BuyerReference ?? "") }.Where(l => l.Item2.Length > 0))
        {
            Text(360, y, label);
            Text(470, y, value);
            y += 15;
        }
        y = 250;
        Text(56, y, "Beskrivelse", bold: true);
        Text(318, y, "Antall", bold: true);
        Text(408, y, "Pris", bold: true);
        Text(508, y, "Beløp", bold: true);
        Line(y + 5);
        foreach (var line in f.Lines.Take(20))
        {
            y += 18;
            Text(56, y, line.Name);
            Right(345, y, line.Quantity.ToString("0.##", Norwegian));
            Right(430, y, Sum(line.Price));
            Right(538, y, Sum(line.Net));
        }
        Line(y + 8);
        y += 28;
        Total(Net, f.Net);
        foreach (var row in f.Vat) Total($"{Vat} {row.Percent:0} %", row.Vat);
        Total(Gross, f.Payable, bold: true);
        if (f.Payment.FirstOrDefault() is { } pay)
        {
            Line(690);
            Text(56, 712, "Konto", 8);
            Text(56, 726, pay.Account is { Length: 11 } a ? $"{a[..4]} {a[4..6]} {a[6..]}" : pay.Account ?? "", 11);
            if (pay.Reference is { } kid)
            {
                Text(250, 712, "KID", 8);
                Text(250, 726, kid, 11);
            }
        }
        Line(780);
        Text(56, 796, $"{f.Seller.Name}   {org}   Foretaksregisteret", 8);
        if (f.Seller.Email is { } email) Text(56, 808, email, 8);
        return DemoPdf.Drawn(_page.ToString());

        void Total(string label, decimal amount, bool bold = false)
        {
            Text(360, y, label, bold: bold);
            Right(538, y, Sum(amount));
            y += 16;
        }
    }

    private static string Day(DateOnly day) => day.ToString("dd.MM.yyyy", CultureInfo.InvariantCulture);
    private static string Sum(decimal amount) => amount.ToString("N2", Norwegian).Replace('\u00a0', ' ').Replace('\u2212', '-');

    private void Text(double x, double y, string text, double size = 9.5, bool bold = false) =>
        _page.Append(CultureInfo.InvariantCulture, $"BT /F{(bold ? 2 : 1)} {size} Tf {x:0.##} {842 - y:0.##} Td ({DemoPdf.Escaped(text)}) Tj ET\n");

    // Figures are all of one width in Helvetica, and blanks, commas and points of half that.
    private void Right(double right, double y, string figures, double size = 9.5) =>
        Text(right - figures.Sum(c => char.IsAsciiDigit(c) ? 0.556 : c == '-' ? 0.333 : 0.278) * size, y, figures, size);

    private void Line(double y) => _page.Append(CultureInfo.InvariantCulture, $"0.5 w 56 {842 - y:0.##} m 538 {842 - y:0.##} l S\n");
}
