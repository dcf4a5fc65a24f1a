using System.Globalization;

namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>A layout that nobody drew: its words, its parts and their places are thrown by dice, from the name alone.</summary>
public sealed record DicedLayout : PaperLayout
{
    private readonly bool _judged, _english, _kroner, _after, _minus, _round, _group, _inTop, _ocr, _bic, _labelsAbove, _twoColumns, _terms, _period, _orgOfBuyer, _grossLines;
    private readonly int _head, _goods, _totals, _pay, _order, _distractors;
    private readonly double _left, _right, _indent;
    private readonly Dictionary<string, string> _words = [];

    public DicedLayout(string name, bool judged) : base(name)
    {
        var dice = new PaperDice("layout " + name);
        (_judged, _english) = (judged, dice.Next(100) < 30);
        foreach (var what in (string[])["title", "credit", "number", "creditnumber", "issue", "due", "customer", "order", "reference", "delivery", "period", "to", "from", "kid", "account", "net", "vat", "gross", "base", "rate", "org", "credited", "carried", "rounding", "page", "item", "text", "quantity", "price", "amount", "payto", "terms"])
            _words[what] = PaperWords.Of(what, _english, judged, dice);
        (_head, _goods, _totals, _pay, _order, _distractors) = (dice.Next(8), dice.Next(8), dice.Next(8), dice.Next(6), dice.Next(6), dice.Next(5));
        (_left, _right, _indent) = (38 + dice.Next(35), 535 + dice.Next(25), 85 + dice.Next(50));
        (_kroner, _after, _minus, _round, _group) = (dice.Next(4) == 0, dice.Next(5) == 0, dice.Next(2) == 0, dice.Next(9) == 0, dice.Next(6) == 0);
        (_inTop, _ocr, _bic, _labelsAbove, _twoColumns) = (dice.Next(6) == 0, dice.Next(4) == 0, dice.Next(2) == 0, dice.Next(3) == 0, dice.Next(3) == 0);
        (_terms, _period, _orgOfBuyer, _grossLines) = (dice.Next(3) == 0, dice.Next(4) == 0, dice.Next(3) == 0, dice.Next(8) == 0);
        Font = dice.Of("sans", "serif", "dejavu", "condensed", "narrow", "odd");
        Size = 8 + dice.Next(5) * 0.5;
        Number = _english ? dice.Of(",.", " .", " ,", ",.") : dice.Of(" ,", ".,", "_,", " ,");
        Date = _english ? dice.Of("dd/MM/yyyy", "d MMMM yyyy", "yyyy-MM-dd", "MMM d, yyyy", "dd.MM.yyyy", "d MMM yyyy") : dice.Of("dd.MM.yyyy", "d.M.yyyy", "dd.MM.yy", "d. MMMM yyyy", "dd/MM/yyyy", "yyyy-MM-dd", "dd.MM.yyyy", "dd-MM-yyyy");
        (Iban, HasKid, TwoRates, Credits) = (dice.Next(5) == 0, dice.Next(5) != 0, dice.Next(3) == 0, dice.Next(5) == 0);
        MostLines = dice.Of(3, 5, 8, 12, 40);
        Colon = dice.Next(2) == 0;
        SellerId = dice.Of(SellerId.Footer, SellerId.UnderName, SellerId.Both);
        Words = new() { Invoice = _english ? "INVOICE" : "FAKTURA" };
    }

    /// <inheritdoc/>
    public override byte[] Draw(PaperFacts f)
    {
        using var paper = new Paper(Font);
        var y = DrawHead(paper, f) + 14;
        if (_inTop) y = DrawTopBox(paper, f, y);
        y = DrawGoods(paper, f, y + 16);
        y = DrawTotals(paper, f, y + 16);
        DrawPay(paper, f, y + 24);
        return paper.Done();
    }

    private string W(string what) => _words[what];
    private string L(string what) => Colon ? W(what).TrimEnd(':') + ":" : W(what);

    private string Figure(decimal amount, bool credit) => credit && _minus ? "-" + Sum(amount) : Sum(amount);

    private string Money(decimal amount, bool credit) => _after ? $"{Figure(amount, credit)} kr" : _kroner ? $"{(_english ? "NOK" : "kr")} {Figure(amount, credit)}" : Figure(amount, credit);

    private string Org(string number, bool vat) => $"{W("org")} {(vat && W("org").Length % 2 == 0 ? "NO " : "")}{(Size > 9 ? Spaced(number, 3, 3, 3) : number)}{(vat ? " MVA" : "")}";

    private decimal Payable(PaperFacts f) => _round ? Math.Round(f.Gross, MidpointRounding.AwayFromZero) : f.Gross;

    private bool NumberInTitle => _head is 1 or 5;
    private bool DateAlone => _head == 5;

    private List<(string Label, string Value)> Info(PaperFacts f)
    {
        List<(string, string)> first =
        [
            .. NumberInTitle ? Array.Empty<(string, string)>() : [(f.Credit ? W("creditnumber") : W("number"), f.Number)],
            .. DateAlone ? Array.Empty<(string, string)>() : [(W("issue"), Day(f.Issue))],
            .. f.Credit || _inTop ? Array.Empty<(string, string)>() : [(W("due"), Day(f.Due))],
        ];
        List<(string, string)> others =
        [
            (W("customer"), $"{10000 + f.Street.Length * 37}"), (W("reference"), "Kari Nordmann"),
            .. _distractors > 0 ? [(W("order"), $"{40_000 + f.Lines.Count * 131}")] : Array.Empty<(string, string)>(),
            .. _distractors > 1 ? [(W("delivery"), Day(f.Issue.AddDays(-4)))] : Array.Empty<(string, string)>(),
            .. _period ? [(W("period"), $"{Day(new(f.Issue.Year, f.Issue.Month, 1))} - {Day(new(f.Issue.Year, f.Issue.Month, 28))}")] : Array.Empty<(string, string)>(),
            .. _terms ? [(W("terms"), _english ? $"Net {f.Due.DayNumber - f.Issue.DayNumber} days" : $"Netto {f.Due.DayNumber - f.Issue.DayNumber} dager")] : Array.Empty<(string, string)>(),
            .. f.Credited is { } credited ? [(W("credited"), credited)] : Array.Empty<(string, string)>(),
        ];
        return _order switch
        {
            0 or 1 => [.. first, .. others],
            2 => [.. others, .. first],
            3 => [others[0], .. first, .. others.Skip(1)],
            4 => [.. first.Take(1), .. others.Take(2), .. first.Skip(1), .. others.Skip(2)],
            _ => [.. others.Take(2), .. first, .. others.Skip(2)],
        };
    }

    private double DrawHead(Paper p, PaperFacts f)
    {
        var title = f.Credit ? W("credit") : W("title");
        if (NumberInTitle) title = _order % 2 == 0 ? $"{title} {f.Number}" : $"{title} nr. {f.Number}";
        switch (_head)
        {
            case 0 or 1:
                Seller(_left, 55, 15);
                Buyer(_left, 150);
                p.Right(_right, 60, title, 19, bold: true);
                return Stack(330, 330 + _indent, 100);
            case 2:
                p.Text(_left, 55, title, 20, bold: true);
                Seller(350, 55, 12);
                Buyer(_left, 110);
                return Grid(190, 3 + _order % 3);
            case 3:
                p.Right(_right, 50, f.Seller, 13, bold: true);
                p.Right(_right, 64, $"{f.Street}, {f.Town}", Size);
                if (SellerId != SellerId.Footer) p.Right(_right, 77, Org(f.SellerNumber, true), Size);
                Buyer(_left, 130);
                p.Text(_left, 225, title, 17, bold: true);
                return Pairs(250);
            case 4:
                p.Centre(50, f.Seller, 16, bold: true);
                p.Centre(64, $"{f.Street} · {f.Town} · post@{f.Host}", Size - 1);
                if (SellerId != SellerId.Footer) p.Centre(77, Org(f.SellerNumber, true), Size - 1);
                Buyer(_left, 120);
                p.Text(360, 120, title, 16, bold: true);
                return Math.Max(190, Stack(360, 360 + _indent, 142));
            case 5:
                Seller(_left, 55, 14);
                Buyer(_left, 140);
                p.Right(_right, 215, _english ? Day(f.Issue) : $"{f.Town[5..]}, {Day(f.Issue)}", Size);
                p.Text(_left, 240, title, 15, bold: true);
                return Stack(_left, _left + _indent, 260);
            case 6:
                p.Text(_left, 50, title, 18, bold: true);
                p.Text(_left, 84, W("from"), Size - 1, bold: true);
                p.Text(310, 84, W("to"), Size - 1, bold: true);
                Seller(_left, 98, Size);
                Buyer(310, 98, labelled: true);
                return Pairs(170);
            default:
                Buyer(_left, 60);
                Seller(370, 60, 12);
                p.Text(_left, 150, title, 22, bold: true);
                return _labelsAbove ? Grid(185, 2) : Stack(_left, _left + _indent, 180);
        }

        void Seller(double x, double y, double size)
        {
            p.Text(x, y, f.Seller, size, bold: true);
            p.Text(x, y + 14, f.Street, Size);
            p.Text(x, y + 26, f.Town, Size);
            if (SellerId != SellerId.Footer) p.Text(x, y + 38, Org(f.SellerNumber, true), Size);
            if (_distractors > 2) p.Text(x, y + 50, $"Tlf. {Spaced(f.Account[..8], 2, 2, 2, 2)}", Size);
        }

        void Buyer(double x, double y, bool labelled = false)
        {
            if (!labelled && _distractors % 2 == 0) p.Text(x, y - 13, W("to"), Size - 1.5);
            p.Text(x, y, f.Buyer, Size + 0.5);
            p.Text(x, y + 13, "Torget 3", Size);
            p.Text(x, y + 26, "5003 Bergen", Size);
            if (_orgOfBuyer) p.Text(x, y + 39, Org(f.BuyerNumber, false), Size);
        }

        double Stack(double x, double value, double y)
        {
            foreach (var (label, text) in Info(f))
            {
                if (_labelsAbove)
                {
                    p.Text(x, y, label, Size - 1.5);
                    p.Text(x, y + 11, text, Size, bold: true);
                    y += 25;
                    continue;
                }
                p.Text(x, y, Colon ? label.TrimEnd(':') + ":" : label, Size);
                if (_twoColumns) p.Right(Math.Min(_right, value + 120), y, text, Size);
                else p.Text(Math.Max(value, x + label.Length * Size * 0.62 + 8), y, text, Size);
                y += Size + 4.5;
            }
            return y;
        }

        double Grid(double y, int across)
        {
            var info = Info(f);
            var step = (_right - _left) / across;
            for (var i = 0; i < info.Count; i++)
            {
                p.Text(_left + i % across * step, y + i / across * 30, info[i].Label, Size - 1.5);
                p.Text(_left + i % across * step, y + i / across * 30 + 12, info[i].Value, Size);
            }
            return y + (info.Count - 1) / across * 30 + 20;
        }

        // Two pairs on each line.
        double Pairs(double y)
        {
            var info = Info(f);
            for (var i = 0; i < info.Count; i += 2)
            {
                for (var side = 0; side < 2 && i + side < info.Count; side++)
                {
                    var (label, text) = info[i + side];
                    var x = side == 0 ? _left : 310;
                    if (_twoColumns) p.Text(x, y, $"{label.TrimEnd(':')}: {text}", Size);
                    else
                    {
                        p.Text(x, y, Colon ? label.TrimEnd(':') + ":" : label, Size);
                        p.Text(Math.Max(x + _indent, x + label.Length * Size * 0.62 + 8), y, text, Size);
                    }
                }
                y += Size + 5;
            }
            return y;
        }
    }

    // What is to be paid, when and how, before what for.
    private double DrawTopBox(Paper p, PaperFacts f, double y)
    {
        p.Line(_left, y, _right);
        List<(string, string)> cells = [(W("gross"), Money(Payable(f), f.Credit)), .. f.Credit ? Array.Empty<(string, string)>() : [(W("due"), Day(f.Due))], .. f.Kid is { } kid ? [(W("kid"), kid)] : Array.Empty<(string, string)>(), (W("account"), Account(f))];
        for (var i = 0; i < cells.Count; i++)
        {
            p.Text(_left + 4 + i * 125, y + 13, cells[i].Item1, Size - 1);
            p.Text(_left + 4 + i * 125, y + 26, cells[i].Item2, Size + 0.5, bold: true);
        }
        p.Line(_left, y + 34, _right);
        return y + 38;
    }

    private string Account(PaperFacts f) => Iban ? Spaced(f.Iban, 4, 4, 4, 3) : _order % 2 == 0 ? Spaced(f.Account, 4, 2, 5) : _order == 1 ? $"{f.Account[..4]}.{f.Account[4..6]}.{f.Account[6..]}" : f.Account;

    private double DrawGoods(Paper p, PaperFacts f, double y)
    {
        if (_goods == 0)
        {
            p.Text(_left, y, $"{f.Lines[0].Text} {(_english ? "and more, as agreed" : "med mer, ifølge avtale")}", Size);
            return y + 20;
        }
        var columns = Columns();
        Header();
        foreach (var (line, i) in f.Lines.Select((l, i) => (l, i)))
        {
            if (y > Paper.Bottom - 110)
            {
                if (_group) p.Right(_right, y + 4, $"{W("carried")} {Sum(f.Lines.Take(i).Sum(l => l.Net))}", Size);
                Foot(p, f);
                p.NewPage();
                p.Text(_left, 40, f.Seller, Size);
                p.Right(_right, 40, $"{W("page")} {p.Pages}", Size);
                y = 62;
                Header();
            }
            foreach (var (what, x, right) in columns)
            {
                var text = what switch
                {
                    "item" => $"{2001 + i * 7}",
                    "text" => line.Text,
                    "quantity" => _order > 3 ? $"{line.Quantity:0}{Number[1]}00" : $"{line.Quantity:0}",
                    "unit" => line.Unit,
                    "price" => Sum(line.Price),
                    "rate" => _order % 2 == 0 ? $"{line.Rate:0} %" : $"{line.Rate:0}",
                    "lineVat" => Figure(Data.Money.Round(line.Net * line.Rate / 100), f.Credit),
                    "gross" => Figure(line.Net + Data.Money.Round(line.Net * line.Rate / 100), f.Credit),
                    _ => Figure(line.Net, f.Credit),
                };
                if (right) p.Right(x, y, text, Size);
                else p.Text(x, y, text, Size);
            }
            if (_group && i % 3 == 0) p.Text(columns[0].X + 6, y += Size + 2, _english ? $"Delivered {Day(f.Issue.AddDays(-6 - i % 9))}" : $"Levert {Day(f.Issue.AddDays(-6 - i % 9))}", Size - 1);
            y += Size + 5.5;
        }
        return y;

        void Header()
        {
            if (_goods == 7) return;
            foreach (var (what, x, right) in columns)
            {
                var text = what switch { "unit" => _english ? "Unit" : "Enhet", "rate" => _english ? "VAT %" : "Mva %", "lineVat" => W("vat"), "gross" => _english ? "Incl. VAT" : "Inkl. mva", _ => W(what) };
                if (right) p.Right(x, y, text, Size, bold: true);
                else p.Text(x, y, text, Size, bold: true);
            }
            p.Line(_left, y + 4, _right);
            y += 16;
        }
    }

    private (string What, double X, bool Right)[] Columns() => _goods switch
    {
        1 or 7 => [("text", _left, false), ("quantity", 350, true), ("price", 440, true), ("amount", _right, true)],
        2 => [("item", _left, false), ("text", _left + 50, false), ("quantity", 320, true), ("unit", 330, false), ("price", 420, true), ("rate", 460, true), ("amount", _right, true)],
        3 => [("text", _left, false), ("amount", _right, true)],
        4 => [("quantity", _left + 25, true), ("unit", _left + 32, false), ("text", _left + 65, false), ("price", 430, true), ("amount", _right, true)],
        5 => [("text", _left, false), ("quantity", 300, true), ("amount", 390, true), ("rate", 425, true), .. _grossLines ? [("gross", _right, true)] : new[] { ("lineVat", 480.0, true), ("gross", _right, true) }],
        _ => [("item", _left, false), ("text", _left + 55, false), ("rate", 345, true), ("quantity", 385, true), ("price", 460, true), ("amount", _right, true)],
    };

    private double DrawTotals(Paper p, PaperFacts f, double y)
    {
        if (y > Paper.Bottom - 160)
        {
            Foot(p, f);
            p.NewPage();
            y = 70;
        }
        var x = 320.0 + _order * 8;
        switch (_totals)
        {
            case 0 or 1:
                p.Line(x, y - 11, _right);
                Row(L("net"), f.Net);
                foreach (var (rate, of, vat) in f.Rates) Row(f.Rates.Count > 1 ? $"{W("vat")} {rate:0} % {(_english ? "of" : "av")} {Sum(of)}" : _totals == 0 ? $"{W("vat")} {rate:0}%" : $"{rate:0} % {W("vat")}", vat);
                Rounded();
                Row(L("gross"), Payable(f), true);
                return y;
            case 2:
                foreach (var (rate, of, vat) in f.Rates)
                {
                    Row($"{W("base")} {rate:0} %", of);
                    Row($"{W("vat")} {rate:0} %", vat);
                }
                Rounded();
                Row(L("gross"), Payable(f), true);
                return y;
            case 3 or 4:
                // A table of VAT by rate, then the total.
                (string What, double X)[] columns = _totals == 3 ? [("rate", _left + 40), ("base", _left + 130), ("vat", _left + 210)] : [("base", _left + 80), ("rate", _left + 140), ("vat", _left + 220), ("sum", _left + 310)];
                foreach (var (what, at) in columns) p.Right(at, y, what == "sum" ? _english ? "Total" : "Sum" : W(what), Size - 1);
                y += 14;
                foreach (var (rate, of, vat) in f.Rates)
                {
                    foreach (var (what, at) in columns) p.Right(at, y, what switch { "rate" => $"{rate:0.00}%".Replace('.', Number[1]), "base" => Figure(of, f.Credit), "vat" => Figure(vat, f.Credit), _ => Figure(of + vat, f.Credit) }, Size);
                    y += 13;
                }
                y += 8;
                Row(L("net"), f.Net);
                Row(L("vat"), f.Vat);
                Rounded();
                Row(L("gross"), Payable(f), true);
                return y;
            case 5:
                (string, string)[] boxes = [(W("net"), Figure(f.Net, f.Credit)), (W("vat"), Figure(f.Vat, f.Credit)), .. _round ? [(W("rounding"), Sum(Payable(f) - f.Gross))] : Array.Empty<(string, string)>(), (W("gross"), Money(Payable(f), f.Credit))];
                for (var i = 0; i < boxes.Length; i++)
                {
                    p.Text(_left + 60 + i * 115, y, boxes[i].Item1, Size - 1);
                    p.Text(_left + 60 + i * 115, y + 13, boxes[i].Item2, Size + 0.5, bold: i == boxes.Length - 1);
                }
                y += 32;
                if (f.Rates.Count > 1)
                    foreach (var (rate, of, vat) in f.Rates)
                    {
                        p.Text(_left, y, $"{W("vat")} {rate:0} %: {Sum(of)} x {rate:0} % = {Sum(vat)}", Size - 1);
                        y += 12;
                    }
                return y;
            case 6:
                // The total, and what of it is VAT.
                Row(L("gross"), f.Gross, true);
                foreach (var (rate, of, vat) in f.Rates) Row($"{(_english ? "Of which VAT" : "Herav mva")} {rate:0} % {(_english ? "of" : "av")} {Sum(of)}", vat);
                return y;
            default:
                p.Text(_left, y, $"{W("net")} {Money(f.Net, f.Credit)}", Size);
                y += Size + 4;
                foreach (var (rate, of, vat) in f.Rates)
                {
                    p.Text(_left, y, f.Rates.Count > 1 ? $"{W("vat")} {rate:0} % ({Sum(of)}) {Money(vat, f.Credit)}" : $"{W("vat")} {rate:0} % {Money(vat, f.Credit)}", Size);
                    y += Size + 4;
                }
                p.Text(_left, y, $"{W("gross")} {Money(f.Gross, f.Credit)}", Size + 1.5, bold: true);
                return y;
        }

        void Rounded()
        {
            if (_round && Payable(f) != f.Gross) Row(L("rounding"), Payable(f) - f.Gross);
        }

        void Row(string label, decimal value, bool bold = false)
        {
            p.Text(x, y, label, Size, bold);
            p.Right(_right, y, value < 1 ? Sum(value) : bold ? Money(value, f.Credit) : Figure(value, f.Credit), Size, bold);
            y += Size + 5;
        }
    }

    private void DrawPay(Paper p, PaperFacts f, double y)
    {
        var bic = _bic && Iban ? "   BIC DNBANOKKXXX" : "";
        var rounded = _totals is >= 6 ? f.Gross : Payable(f);
        switch (_pay)
        {
            case 0:
                p.Text(_left, y, $"{L("account")} {Account(f)}{bic}", Size);
                if (f.Kid is { } kid) p.Text(_left, y + Size + 4, $"{L("kid")} {kid}", Size);
                break;
            case 1:
                p.Text(_left, y, $"{W("payto")} {Account(f)}{bic}{(f.Kid is { } of ? $", {W("kid")} {of}" : "")}", Size);
                break;
            case 2 or 3:
                y = Math.Max(y, 655);
                p.Line(_left, y - 14, _right);
                List<(string, string)> cells = [(W("account"), Account(f)), .. f.Kid is { } own ? [(W("kid"), own)] : Array.Empty<(string, string)>(), .. f.Credit ? Array.Empty<(string, string)>() : [(W("due"), Day(f.Due))], (W("gross"), Figure(rounded, f.Credit))];
                if (_pay == 3) cells.Reverse();
                for (var i = 0; i < cells.Count; i++)
                {
                    p.Text(_left + i * 128, y, cells[i].Item1, Size - 1.5);
                    p.Text(_left + i * 128, y + 13, cells[i].Item2, Size);
                }
                break;
            case 4:
                y = Math.Max(y, 650);
                p.Line(_left, y - 14, _right);
                var at = y;
                foreach (var (label, value) in (IEnumerable<(string, string)>)[(L("account"), Account(f)), .. f.Kid is { } k ? [(L("kid"), k)] : Array.Empty<(string, string)>(), .. f.Credit ? Array.Empty<(string, string)>() : [(L("due"), Day(f.Due))], (L("gross"), Figure(rounded, f.Credit))])
                {
                    p.Text(_left, at, label, Size);
                    p.Text(Math.Max(_left + 95, _left + label.Length * Size * 0.62 + 8), at, value, Size);
                    at += Size + 4;
                }
                p.Text(330, y, f.Buyer, Size);
                p.Text(330, y + 12, "Torget 3, 5003 Bergen", Size);
                break;
            default:
                y = Math.Max(y, 640);
                p.Line(_left, y - 14, _right);
                p.Text(_left, y, f.Credit ? "" : $"{W("due")} {Day(f.Due)}", Size);
                p.Text(330, y, f.Seller, Size);
                p.Text(_left, y + 22, W("kid"), Size - 2);
                p.Text(_left, y + 34, f.Kid ?? "", Size + 1);
                p.Text(240, y + 22, W("gross"), Size - 2);
                p.Text(240, y + 34, Figure(rounded, f.Credit), Size + 1);
                p.Text(410, y + 22, W("account"), Size - 2);
                p.Text(410, y + 34, Account(f), Size + 1);
                // As machines read it: the amount in kroner, in øre, and its check digit.
                if (_ocr && f.Kid is { } machine) p.Text(_left, y + 70, $"H  {machine}  <  {Math.Floor(rounded):0}  {(rounded - Math.Floor(rounded)) * 100:00} < 4 >  {f.Account}  <", Size + 1);
                break;
        }
        Foot(p, f);
    }

    private void Foot(Paper p, PaperFacts f)
    {
        p.Line(_left, 798, _right);
        p.Text(_left, 810, SellerId == SellerId.UnderName ? $"{f.Seller}   www.{f.Host}" : $"{f.Seller} · {f.Street} · {f.Town} · {Org(f.SellerNumber, true)}", 7.5);
        p.Text(_left, 821, $"post@{f.Host} · Tlf. {Spaced(f.Account[..8], 2, 2, 2, 2)}", 7.5);
    }
}
