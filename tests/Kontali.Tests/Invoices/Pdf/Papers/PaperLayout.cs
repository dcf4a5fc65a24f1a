using System.Globalization;
using Kontali.Data.Invoices;

namespace Kontali.Tests.Invoices.Pdf.Papers;

public enum Head { InfoRight, InfoRow, FromTo, OneLine, InfoLeft }
public enum Goods { Four, Seven, TextOnly, None, WithVat, LeftToRight }
public enum Totals { Stacked, VatTable, Row, Sentence, StackedTotalFirst }
public enum Pay { Footer, Box, Giro, Sentence }
public enum SellerId { Footer, UnderName, Both }

/// <summary>The words of a paper.</summary>
public sealed record Words
{
    public string Invoice { get; init; } = "FAKTURA";
    public string Credit { get; init; } = "KREDITNOTA";
    public string Number { get; init; } = "Fakturanr.";
    public string CreditNumber { get; init; } = "Kreditnotanr.";
    public string Issue { get; init; } = "Fakturadato";
    public string Due { get; init; } = "Forfallsdato";
    public string Customer { get; init; } = "Kundenr.";
    public string Reference { get; init; } = "Deres ref.";
    public string Delivery { get; init; } = "Leveringsdato";
    public string To { get; init; } = "Kunde";
    public string From { get; init; } = "Fra";
    public string Kid { get; init; } = "KID";
    public string Account { get; init; } = "Kontonr.";
    public string Net { get; init; } = "Sum eks. mva";
    public string Vat { get; init; } = "Mva";
    public string Gross { get; init; } = "Å betale";
    public string Base { get; init; } = "Grunnlag";
    public string Rate { get; init; } = "Sats";
    public string Credited { get; init; } = "Gjelder faktura";
    public string OrgNumber { get; init; } = "Org.nr.";
    public string[] Columns { get; init; } = ["Varenr.", "Beskrivelse", "Antall", "Enhet", "Pris", "Mva %", "Beløp"];
    public string Page { get; init; } = "Side";
    public string Carried { get; init; } = "Overføres";
}

/// <summary>How one supplier draws its invoices.</summary>
public record PaperLayout(string Name)
{
    public Words Words { get; init; } = new();
    public Head Head { get; init; }
    public Goods Goods { get; init; }
    public Totals Totals { get; init; }
    public Pay Pay { get; init; }
    public SellerId SellerId { get; init; }
    public string Font { get; init; } = "sans";
    public double Size { get; init; } = 9;
    public string Date { get; init; } = "dd.MM.yyyy";
    /// <summary>Thousands, decimals.</summary>
    public string Number { get; init; } = " ,";
    public bool Iban { get; init; }
    public bool HasKid { get; init; } = true;
    public bool TwoRates { get; init; }
    public bool Credits { get; init; }
    public int MostLines { get; init; } = 6;
    public bool CurrencyBefore { get; init; }
    public bool Colon { get; init; } = true;

    /// <summary>An invoice of this layout's supplier.</summary>
    public PaperFacts Facts(int which) => new PaperDice(Name).Invoice(which, TwoRates, MostLines, Credits && which % 2 == 1) with { Kid = HasKid && !(Credits && which % 2 == 1) ? new PaperDice(Name).Invoice(which, TwoRates, MostLines, false).Kid : null };

    /// <summary>Draws it.</summary>
    public virtual byte[] Draw(PaperFacts f)
    {
        using var paper = new Paper(Font);
        var y = DrawHead(paper, f);
        y = DrawGoods(paper, f, y + 24);
        y = DrawTotals(paper, f, y + 18);
        DrawPay(paper, f, y + 22);
        return paper.Done();
    }

    private protected string Day(DateOnly day) => day.ToString(Date, CultureInfo.GetCultureInfo(Date.Contains("MMM", StringComparison.Ordinal) && Words.Invoice.Contains("INVOICE", StringComparison.OrdinalIgnoreCase) ? "en-GB" : "nb-NO"));

    private protected string Sum(decimal amount)
    {
        var whole = amount.ToString("#,##0.00", CultureInfo.InvariantCulture);
        return string.Concat(whole.Select(c => c == ',' ? Number[0] == '_' ? "" : Number[0].ToString() : c == '.' ? Number[1].ToString() : c.ToString()));
    }

    private string Total(decimal amount) => CurrencyBefore ? $"NOK {Sum(amount)}" : Sum(amount);

    private protected static string Spaced(string digits, params int[] groups)
    {
        var at = 0;
        return string.Join(' ', groups.Select(g => digits.Substring((at += g) - g, g)));
    }

    private string OrgOf(PaperFacts f) => $"{Words.OrgNumber} NO {Spaced(f.SellerNumber, 3, 3, 3)} MVA";

    private (string Label, string Value)[] Info(PaperFacts f) =>
    [
        (f.Credit ? Words.CreditNumber : Words.Number, f.Number), (Words.Issue, Day(f.Issue)), .. f.Credit ? [] : new[] { (Words.Due, Day(f.Due)) },
        (Words.Customer, "10482"), (Words.Reference, "Kari Nordmann"), (Words.Delivery, Day(f.Issue.AddDays(-3))), .. f.Credited is { } credited ? new[] { (Words.Credited, credited) } : [],
    ];

    private string L(string label) => Colon ? label + ":" : label;

    private double DrawHead(Paper p, PaperFacts f)
    {
        var title = f.Credit ? Words.Credit : Words.Invoice;
        switch (Head)
        {
            case Head.InfoRight:
                Name(50, 60);
                p.Right(545, 60, title, 20, bold: true);
                To(50, 150);
                return Stack(Info(f), 350, 470, 150);
            case Head.InfoLeft:
                p.Text(50, 60, title, 22, bold: true);
                Name(340, 60);
                To(340, 140);
                return Stack(Info(f), 50, 150, 110);
            case Head.InfoRow:
                p.Text(340, 60, f.Seller, 14, bold: true);
                p.Text(340, 76, $"{f.Street}, {f.Town}", Size);
                if (SellerId != SellerId.Footer) p.Text(340, 90, OrgOf(f), Size);
                To(60, 130);
                p.Text(50, 215, title, 18, bold: true);
                var info = Info(f);
                for (var i = 0; i < info.Length; i++)
                {
                    var x = 50 + i % 4 * 125;
                    var y = 240 + i / 4 * 32;
                    p.Text(x, y, info[i].Label, Size - 1.5);
                    p.Text(x, y + 13, info[i].Value, Size);
                }
                return 240 + (info.Length - 1) / 4 * 32 + 20;
            case Head.FromTo:
                p.Centre(60, title, 18, bold: true);
                p.Text(50, 100, Words.From, Size, bold: true);
                p.Text(320, 100, Words.To, Size, bold: true);
                p.Text(50, 114, f.Seller, Size);
                p.Text(50, 127, f.Street, Size);
                p.Text(50, 140, f.Town, Size);
                if (SellerId != SellerId.Footer) p.Text(50, 153, OrgOf(f), Size);
                p.Text(320, 114, f.Buyer, Size);
                p.Text(320, 127, "Torget 3", Size);
                p.Text(320, 140, "5003 Bergen", Size);
                p.Text(320, 153, $"{Words.OrgNumber} {f.BuyerNumber}", Size);
                var at = 185.0;
                foreach (var (label, value) in Info(f))
                {
                    p.Text(50, at, $"{label}: {value}", Size);
                    at += 14;
                }
                return at;
            default:
                Name(50, 60);
                To(50, 140);
                p.Text(50, 220, title, 16, bold: true);
                p.Text(50, 240, string.Join("   ", Info(f).Take(3).Select(i => $"{L(i.Label)} {i.Value}")), Size);
                if (f.Credited is { } credited) p.Text(50, 254, $"{L(Words.Credited)} {credited}", Size);
                return 256;
        }

        void Name(double x, double y)
        {
            p.Text(x, y, f.Seller, 14, bold: true);
            p.Text(x, y + 15, f.Street, Size);
            p.Text(x, y + 28, f.Town, Size);
            if (SellerId != SellerId.Footer) p.Text(x, y + 41, OrgOf(f), Size);
        }

        void To(double x, double y)
        {
            p.Text(x, y, f.Buyer, Size + 1);
            p.Text(x, y + 14, "Torget 3", Size);
            p.Text(x, y + 27, "5003 Bergen", Size);
        }

        double Stack((string Label, string Value)[] info, double x, double value, double y)
        {
            foreach (var (label, text) in info)
            {
                p.Text(x, y, L(label), Size);
                if (Head == Head.InfoRight) p.Right(545, y, text, Size);
                else p.Text(value, y, text, Size);
                y += 14;
            }
            return y;
        }
    }

    private double DrawGoods(Paper p, PaperFacts f, double y)
    {
        if (Goods == Goods.None)
        {
            p.Text(50, y, $"{f.Lines[0].Text} med mer, etter avtale og vedlagt spesifikasjon.", Size);
            return y + 20;
        }
        Header();
        foreach (var (line, i) in f.Lines.Select((l, i) => (l, i)))
        {
            if (y > Paper.Bottom - 130)
            {
                p.Right(545, y + 4, $"{Words.Carried} {Sum(f.Lines.Take(i).Sum(l => l.Net))}", Size);
                Foot(p, f);
                p.NewPage();
                y = 60;
                p.Text(50, 40, f.Seller, Size);
                p.Right(545, 40, $"{Words.Page} {p.Pages}", Size);
                Header();
            }
            var amount = Sum(line.Net);
            switch (Goods)
            {
                case Goods.Four:
                    p.Text(50, y, line.Text, Size);
                    p.Right(340, y, $"{line.Quantity:0}", Size);
                    p.Right(440, y, Sum(line.Price), Size);
                    p.Right(545, y, amount, Size);
                    break;
                case Goods.Seven:
                    p.Text(50, y, $"{1001 + i}", Size);
                    p.Text(105, y, line.Text, Size);
                    p.Right(310, y, $"{line.Quantity:0}", Size);
                    p.Text(325, y, line.Unit, Size);
                    p.Right(420, y, Sum(line.Price), Size);
                    p.Right(465, y, $"{line.Rate:0}", Size);
                    p.Right(545, y, amount, Size);
                    break;
                case Goods.TextOnly:
                    p.Text(50, y, $"{line.Text}, {line.Quantity:0} {line.Unit}", Size);
                    p.Right(545, y, amount, Size);
                    break;
                case Goods.WithVat:
                    p.Text(50, y, line.Text, Size);
                    p.Right(300, y, $"{line.Quantity:0}", Size);
                    p.Right(380, y, amount, Size);
                    p.Right(420, y, $"{line.Rate:0} %", Size);
                    p.Right(480, y, Sum(Data.Money.Round(line.Net * line.Rate / 100)), Size);
                    p.Right(545, y, Sum(line.Net + Data.Money.Round(line.Net * line.Rate / 100)), Size);
                    break;
                default:
                    p.Text(50, y, $"{line.Quantity:0}", Size);
                    p.Text(90, y, line.Text, Size);
                    p.Text(330, y, Sum(line.Price), Size);
                    p.Text(420, y, $"{line.Rate:0}%", Size);
                    p.Text(470, y, amount, Size);
                    break;
            }
            y += 15;
        }
        return y;

        void Header()
        {
            var c = Words.Columns;
            switch (Goods)
            {
                case Goods.Four: Put((50, c[1], false), (340, c[2], true), (440, c[4], true), (545, c[6], true)); break;
                case Goods.Seven: Put((50, c[0], false), (105, c[1], false), (310, c[2], true), (325, c[3], false), (420, c[4], true), (465, c[5], true), (545, c[6], true)); break;
                case Goods.TextOnly: Put((50, c[1], false), (545, c[6], true)); break;
                case Goods.WithVat: Put((50, c[1], false), (300, c[2], true), (380, c[6], true), (420, c[5], true), (480, Words.Vat, true), (545, "Total", true)); break;
                default: Put((50, c[2], false), (90, c[1], false), (330, c[4], false), (420, c[5], false), (470, c[6], false)); break;
            }
            p.Line(50, y + 4, 545);
            y += 17;
        }

        void Put(params (double X, string Text, bool Right)[] columns)
        {
            foreach (var (x, text, right) in columns)
                if (right) p.Right(x, y, text, Size, bold: true);
                else p.Text(x, y, text, Size, bold: true);
        }
    }

    private double DrawTotals(Paper p, PaperFacts f, double y)
    {
        if (y > Paper.Bottom - 150)
        {
            Foot(p, f);
            p.NewPage();
            y = 70;
        }
        if (Goods != Goods.None) p.Line(330, y - 12, 545);
        switch (Totals)
        {
            case Totals.Stacked:
                Row(Words.Net, Sum(f.Net));
                foreach (var (rate, of, vat) in f.Rates) Row(f.Rates.Count > 1 ? $"{Words.Vat} {rate:0} % {(Words.Invoice.Contains("INVOICE", StringComparison.OrdinalIgnoreCase) ? "of" : "av")} {Sum(of)}" : $"{Words.Vat} {rate:0} %", Sum(vat));
                Row(Words.Gross, Total(f.Gross), true);
                return y;
            case Totals.StackedTotalFirst:
                Row(Words.Gross, Total(f.Gross), true);
                foreach (var (rate, of, vat) in f.Rates)
                {
                    Row($"{Words.Base} {rate:0} %", Sum(of));
                    Row($"{Words.Vat} {rate:0} %", Sum(vat));
                }
                if (f.Rates.Count == 1) return y;
                Row(Words.Net, Sum(f.Net));
                Row($"Sum {Words.Vat}", Sum(f.Vat));
                return y;
            case Totals.VatTable:
                p.Text(50, y, Words.Rate, Size - 1);
                p.Right(190, y, Words.Base, Size - 1);
                p.Right(270, y, Words.Vat, Size - 1);
                var under = y + 14;
                foreach (var (rate, of, vat) in f.Rates)
                {
                    p.Text(50, under, $"{rate:0} %", Size);
                    p.Right(190, under, Sum(of), Size);
                    p.Right(270, under, Sum(vat), Size);
                    under += 14;
                }
                Row(Words.Net, Sum(f.Net));
                Row($"{Words.Vat}", Sum(f.Vat));
                Row(Words.Gross, Total(f.Gross), true);
                return Math.Max(y, under);
            case Totals.Row:
                string[] heads = [Words.Net, Words.Vat, Words.Gross];
                string[] values = [Sum(f.Net), Sum(f.Vat), Total(f.Gross)];
                for (var i = 0; i < 3; i++)
                {
                    p.Right(305 + i * 120, y, heads[i], Size - 1);
                    p.Right(305 + i * 120, y + 14, values[i], Size, bold: i == 2);
                }
                if (f.Rates.Count > 1)
                    foreach (var (rate, of, vat) in f.Rates)
                    {
                        p.Text(50, y + 34, $"{Words.Vat} {rate:0} %: {Words.Base.ToLowerInvariant()} {Sum(of)}, {Words.Vat.ToLowerInvariant()} {Sum(vat)}", Size - 1);
                        y += 12;
                    }
                return y + 34;
            default:
                p.Text(50, y, $"{Words.Net} {Total(f.Net)}", Size);
                foreach (var (rate, _, vat) in f.Rates)
                {
                    y += 14;
                    p.Text(50, y, $"{Words.Vat} {rate:0} % {Total(vat)}", Size);
                }
                y += 16;
                p.Text(50, y, $"{Words.Gross} {Total(f.Gross)}", Size + 1, bold: true);
                return y;
        }

        void Row(string label, string value, bool bold = false)
        {
            p.Text(340, y, L(label), Size, bold);
            p.Right(545, y, value, Size, bold);
            y += 15;
        }
    }

    private void DrawPay(Paper p, PaperFacts f, double y)
    {
        var account = Iban ? Spaced(f.Iban, 4, 4, 4, 3) : Spaced(f.Account, 4, 2, 5);
        if (Pay is Pay.Giro or Pay.Box) y = Math.Max(y, 640);
        switch (Pay)
        {
            case Pay.Footer:
                p.Text(50, y, $"{L(Words.Account)} {account}{(f.Kid is { } k ? $"     {L(Words.Kid)} {k}" : "")}", Size);
                break;
            case Pay.Sentence:
                p.Text(50, y, $"{(Words.Invoice.Contains("INVOICE", StringComparison.OrdinalIgnoreCase) ? "Please pay to account" : "Beløpet betales til konto")} {account}", Size);
                if (f.Kid is { } reference) p.Text(50, y + 14, $"{Words.Kid} {reference}", Size);
                break;
            case Pay.Box:
                (string, string)[] cells = [(Words.Account, account), .. f.Kid is { } own ? new[] { (Words.Kid, own) } : [], .. f.Credit ? [] : new[] { (Words.Due, Day(f.Due)) }, (Words.Gross, Sum(f.Gross))];
                p.Line(50, y - 14, 545);
                for (var i = 0; i < cells.Length; i++)
                {
                    p.Text(55 + i * 125, y, cells[i].Item1, Size - 1.5);
                    p.Text(55 + i * 125, y + 14, cells[i].Item2, Size + 0.5, bold: true);
                }
                break;
            default:
                p.Line(50, y - 16, 545);
                p.Text(50, y, f.Credit ? "" : $"{Words.Due}  {Day(f.Due)}", Size);
                p.Text(50, y + 20, Words.Kid, Size - 2);
                p.Text(50, y + 34, f.Kid ?? "", Size + 2);
                p.Text(250, y + 20, Words.Gross, Size - 2);
                p.Text(250, y + 34, Sum(f.Gross), Size + 2);
                p.Text(400, y + 20, Words.Account, Size - 2);
                p.Text(400, y + 34, account, Size + 2);
                break;
        }
        Foot(p, f);
    }

    private void Foot(Paper p, PaperFacts f)
    {
        p.Line(50, 800, 545);
        p.Text(50, 812, SellerId == SellerId.UnderName ? $"{f.Seller}  www.{f.Host}" : $"{f.Seller} · {f.Street} · {f.Town} · {OrgOf(f)} · Foretaksregisteret", 7.5);
        p.Text(50, 823, $"post@{f.Host} · Tlf. 22 41 {f.Account[^4..^2]} {f.Account[^2..]}", 7.5);
    }
}
