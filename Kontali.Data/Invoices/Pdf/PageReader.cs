namespace Kontali.Data.Invoices.Pdf;

/// <summary>One reading of one document: every value in turn, each leaning on those before it.</summary>
internal sealed class PageReader
{
    private readonly PageText _text;
    private readonly Cells _cells;
    private readonly ReadingWorld _world;
    private readonly List<Sighting> _seen = [];
    private readonly List<AmountHit> _amounts;
    private readonly List<DateHit> _dates;
    private readonly List<(Hit At, BankAccount Account, bool Iban)> _accounts;
    private readonly bool _credit;

    internal PageReader(PageText text, Cells cells, ReadingWorld world)
    {
        (_text, _cells, _world) = (text, cells, world);
        _dates = [.. cells.All.SelectMany(FigureReader.Dates).Where(d => Math.Abs(d.Value.DayNumber - world.Today.DayNumber) < 3700)];
        _accounts = [.. cells.All.SelectMany(FigureReader.Accounts).DistinctBy(a => (a.At.Cell, a.At.Start))];
        _credit = cells.All.Any(c => c.Page == 0 && c.TopShare < 0.5 && c.H >= 1.1 * cells.Body && Labels.IsCredit(c.Text)) || cells.All.Any(c => c.Page == 0 && c.TopShare < 0.4 && Labels.Words(c.Text) is ["kreditnota"] or ["credit", "note"]);
        _amounts = [.. cells.All.SelectMany(FigureReader.Amounts).Select(a => a with { Value = _credit && a.Value < 0 ? -a.Value : a.Value, IsTorn = IsTorn(a) })];
        foreach (var amount in _amounts)
            foreach (var (label, weight) in amount.At.Labels(cells))
                if (Labels.Amount(label) is { } meaning && meaning.Weight * weight > amount.Meanings.GetValueOrDefault(meaning.Of).Weight) amount.Meanings[meaning.Of] = (meaning.Weight * weight, label);
        // A value taught counts for more than any words.
        foreach (var (field, of) in ((string, AmountOf)[])[("payable", AmountOf.Payable), ("gross", AmountOf.Gross), ("net", AmountOf.Net), ("vatTotal", AmountOf.Vat)])
            if (Learned(field, _amounts, a => a.At) is var (taught, _)) taught.Meanings[of] = (1.6, taught.Meanings.GetValueOrDefault(of).Label ?? "");
    }

    internal Reading Read()
    {
        var parties = new Parties(_cells, _world);
        parties.Find([.. _accounts.Select(a => a.Account)]);
        _seen.AddRange(parties.Seen);
        var kid = FindKid();
        var (account, accountSure) = FindAccount();
        var (issue, issueSure) = FindIssueDate();
        var (due, dueSure) = FindDueDate(issue);
        var (number, numberSure) = FindNumber(kid?.Reference);
        if (_text.IsPicture)
        {
            // The eye takes an 8 for a 6 without a doubt; sums and check digits tell, but nothing tells of a number or a day that stands alone.
            if (!HoldsNumber(kid?.Reference, number ?? "")) numberSure = Alone(numberSure, "number", _cells.All.SelectMany(FigureReader.Tokens).Where(t => NumberIn(t) == number));
            if (issue is not { } from || due is not { } until || !IsUsual(until.DayNumber - from.DayNumber))
                (issueSure, dueSure) = (Alone(issueSure, "issueDate", _dates.Where(d => d.Value == issue).Select(d => d.At)), Alone(dueSure, "dueDate", _dates.Where(d => d.Value == due).Select(d => d.At)));
        }
        var byLine = _amounts.ToLookup(a => a.At.Cell.Line);
        var sums = Sums.Of(_amounts, Sums.RowsIn(_cells, byLine));
        return Judge(parties, new(number, numberSure), new(issue, issueSure), new(due, dueSure), kid?.Reference, new(account, accountSure), sums, sums is null ? [] : TableReader.Of(_cells, byLine, sums.NetValue));
    }

    private double Alone(double sure, string field, IEnumerable<Hit> at)
    {
        var hits = at.Take(2).ToList();
        if (hits.Count != 1 || hits[0].Sureness >= CertainEye || sure < PdfReader.SureEnough) return sure;
        if (_seen.FindIndex(s => s.Field == field) is >= 0 and var seen) _seen[seen] = _seen[seen] with { Confidence = Math.Min(_seen[seen].Confidence, UnprovenEye) };
        return UnprovenEye;
    }

    // Days from the invoice to when it is due, as invoices have them; a digit that was read wrong seldom leads to one of these.
    private bool IsUsual(int days) => days is 7 or 8 or 10 or 14 or 15 or 20 or 21 or 28 or 30 or 31 or 45 or 60 or 90 || _cells.All.SelectMany(c => Labels.Terms(c.Text)).Contains(days);

    private const double CertainEye = 0.95, UnprovenEye = 0.85;

    private sealed record Value<T>(T Is, double Sure);

    private Reading Judge(Parties parties, Value<string?> number, Value<DateOnly?> issue, Value<DateOnly?> due, string? kid, Value<string?> account, Sums? sums, IReadOnlyList<TableRow> rows)
    {
        var seller = parties.Seller;
        var vat = VatOf(sums, seller, ref rows);
        var (rounding, prepaid, payable) = PayableOf(sums);
        var grossSure = See(sums, payable);
        var currency = CurrencyOf(sums, seller);
        List<string> missing =
        [
            .. number.Is is null ? ["number"] : Array.Empty<string>(),
            .. issue.Is is null ? ["issueDate"] : Array.Empty<string>(),
            .. parties.SellerConfidence == 0 ? ["seller.name"] : Array.Empty<string>(),
            .. sums is null ? ["payable"] : Array.Empty<string>(),
        ];
        var proven = sums is not null && (sums.Proven || (sums.Clear && rows.Count > 0 && vat.Count > 0 && vat.Sum(v => v.Vat) == sums.VatValue && (sums.VatValue > 0 || sums.Net is not null || rows.Count > 1)))
            && (sums.VatValue > 0 || !SaysVat());
        var picture = _text.IsPicture;
        var confidence = new[] { number.Sure, issue.Sure, parties.SellerConfidence, proven ? grossSure : Math.Min(grossSure, 0.6) }.Min();
        var facts = new InvoiceFacts
        {
            Kind = _credit ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
            TypeCode = _credit ? "381" : "380",
            Number = number.Is ?? _world.Stand,
            IssueDate = issue.Is ?? _world.Today,
            DueDate = due.Is,
            Currency = currency,
            Seller = seller,
            Buyer = parties.Buyer.Name.Length > 0 ? parties.Buyer : new Party { Name = "ukjent" },
            Preceding = _credit ? Credited() : [],
            Payment = account.Is is null && kid is null ? [] : [new("30", kid, account.Is, null, null, null, null)],
            Lines = LinesOf(rows, sums, vat),
            Vat = vat,
            LineTotal = sums?.NetValue ?? 0,
            Net = sums?.NetValue ?? 0,
            VatTotal = sums?.VatValue ?? 0,
            Gross = sums?.GrossValue ?? 0,
            Prepaid = prepaid,
            Rounding = rounding,
            Payable = payable,
            Pages = new() { Seen = _seen, Missing = missing, Confidence = Math.Round(confidence, 3), SumsProve = proven, IsPicture = picture, Marks = PdfReader.MarksOf(_text, [.. _world.Clients.Select(c => c.OrgNumber)]) },
        };
        List<Finding> findings =
        [
            .. missing.Select(m => new Finding(PdfReader.Lacks, Severity.Fatal, Phrase.Of($"{Word(m)} ble ikke funnet. Skriv det som står i dokumentet."))),
            .. Doubts(number.Sure, "number", missing), .. Doubts(issue.Sure, "issueDate", missing), .. Doubts(parties.SellerConfidence, "seller.name", missing),
            .. Payment(facts, due.Sure, account.Sure), .. Kind(), .. OtherCurrencies(facts, sums),
            .. proven || sums is null ? [] : new[] { new Finding(PdfReader.Adds, Severity.Fatal, Phrase.Of($"Totalen {facts.Gross:N2} og mva {facts.VatTotal:N2} er lest, men ingen andre tall i dokumentet beviser dem. Kontroller beløpene.")) },
            .. InvoiceChecks.Check(facts),
        ];
        return new(facts, null, findings, []);
    }

    private static IEnumerable<Finding> Doubts(double sure, string field, List<string> missing) => missing.Contains(field) || sure >= PdfReader.SureEnough ? []
        : [Unsure(field, sure)];

    // What is to be paid needs a day and an account; a person may book without, the agent does not.
    private IEnumerable<Finding> Payment(InvoiceFacts facts, double dueSure, double accountSure)
    {
        if (facts.Kind == InvoiceKind.CreditNote || facts.Payable <= 0) yield break;
        if (facts.DueDate is null) yield return Lack($"Forfallsdatoen ble ikke funnet. Skriv det som står i dokumentet, eller før fakturaen uten.");
        else if (dueSure < PdfReader.SureEnough) yield return Unsure("dueDate", dueSure);
        var pay = facts.Payment.FirstOrDefault();
        if (pay?.Account is null) yield return Lack($"Kontonummeret det skal betales til, ble ikke funnet. Skriv det som står i dokumentet, eller før fakturaen uten.");
        else if (accountSure < PdfReader.SureEnough) yield return Unsure("payment.0.account", accountSure);
        // A KID is spoken of with digits beside it, and none has the right check digit: it was read wrong, or is wrong.
        if (pay?.Reference is null && _cells.All.SelectMany(FigureReader.DigitRuns).Any(r => r.Length >= 4 && Best(r, Labels.Kid) > 0.9)) yield return Lack($"Dokumentet nevner KID, men den som ble lest, har feil kontrollsiffer. Skriv det som står i dokumentet.");
        else if (_seen.Find(s => s.Field == "payment.0.reference") is { Confidence: < PdfReader.SureEnough } seen) yield return Unsure("payment.0.reference", seen.Confidence);
    }

    // Whether it is money to pay or to get back is said in one way only.
    private IEnumerable<Finding> Kind()
    {
        var top = _cells.All.Where(c => c.Page == 0 && c.TopShare < 0.5).ToList();
        var says = top.Any(c => Labels.IsCredit(c.Text)) || _cells.All.Any(c => Labels.SaysCredit(c.Text));
        if (!_credit && says) yield return new(PdfReader.Doubt, Severity.Fatal, Phrase.Of($"Dokumentet er lest som en faktura, men nevner en kreditnota. Kontroller hva det er."));
        if (_credit && top.Any(c => c.H >= 1.3 * _cells.Body && Labels.IsInvoiceTitle(c.Text) && !Labels.IsCredit(c.Text))) yield return new(PdfReader.Doubt, Severity.Fatal, Phrase.Of($"Dokumentet er lest som en kreditnota, men har også overskriften til en faktura. Kontroller hva det er."));
    }

    // Two currencies beside figures: which of them the total is in is for a person to say.
    private IEnumerable<Finding> OtherCurrencies(InvoiceFacts facts, Sums? sums)
    {
        if (sums is null) yield break;
        var others = _cells.Lines.Where(l => l.Exists(c => FigureReader.Amounts(c).Any())).SelectMany(l => CodesIn(l.Select(c => c.Text))).Where(c => c != facts.Currency).Distinct().Take(3).ToList();
        if (others.Count > 0) yield return new(PdfReader.Doubt, Severity.Fatal, Phrase.Of($"Beløpene er lest i {facts.Currency}, men dokumentet har også beløp i {string.Join(", ", others)}. Kontroller valutaen."));
    }

    private static Finding Lack(FormattableString what) => new(PdfReader.Lacks, Severity.Fatal, Phrase.Of(what));

    private static Finding Unsure(string field, double sure) => new(PdfReader.Doubt, Severity.Fatal, Phrase.Of($"{Word(field)} er lest med {Math.Floor(sure * 100):0} % sikkerhet. Kontroller mot dokumentet."));

    /// <summary>A value's name in a sentence.</summary>
    internal static Phrase Word(string field) => field switch
    {
        "number" => Phrase.Of($"Fakturanummeret"),
        "issueDate" => Phrase.Of($"Fakturadatoen"),
        "seller.name" => Phrase.Of($"Leverandøren"),
        "dueDate" => Phrase.Of($"Forfallsdatoen"),
        "payment.0.account" => Phrase.Of($"Kontonummeret"),
        "payment.0.reference" => Phrase.Of($"KID"),
        _ => Phrase.Of($"Beløpet"),
    };

    private (T Is, double Sure)? Learned<T>(string field, IReadOnlyList<T> hits, Func<T, Hit> at) where T : class =>
        _world.Places.Where(p => p.Field == field && p.Value is null).Select(p => p.Find(hits, at, _cells, _text.PageCount)).FirstOrDefault(h => h is not null);

    private void See(string field, Hit at, Found how, double confidence, string? label = null) =>
        _seen.Add(new(field, at.Page, at.Box, how, Math.Round(confidence * (_text.IsPicture ? Eye(at) : 1), 3), label is { Length: > 60 } ? label[..60] : label));

    // A word read from a picture is at best as sure as the eye.
    private static double Eye(Hit at) => at.Sureness >= 0.85 ? 1 : at.Sureness + 0.1;

    private (string Reference, Hit At)? FindKid()
    {
        var runs = _cells.All.SelectMany(FigureReader.DigitRuns).ToList();
        if (Learned("payment.0.reference", runs, h => h) is var (taught, known) && Kid.TryParse(taught.Text, out var own))
        {
            See("payment.0.reference", taught, Found.Learned, known, taught.Labels(_cells).FirstOrDefault().Label);
            return (own.ToString(), taught);
        }
        var best = runs.Select(h => (Hit: h, Weight: Best(h, Labels.Kid), IsKid: Kid.TryParse(h.Text, out var kid), Kid: kid)).Where(k => k.IsKid && k.Weight > 0.5 && k.Kid.ToString().Length >= 3).OrderByDescending(k => k.Weight).FirstOrDefault();
        if (best.Hit is null) return null;
        // Its check digit and its label together are enough, where no other has both.
        var rival = runs.Exists(r => Kid.TryParse(r.Text, out var other) && other.ToString() != best.Kid.ToString() && Best(r, Labels.Kid) >= best.Weight - 0.05);
        See("payment.0.reference", best.Hit, Found.Label, rival ? 0.7 : best.Weight > 0.75 ? 0.97 : best.Weight, best.Hit.Labels(_cells).FirstOrDefault().Label);
        return (best.Kid.ToString(), best.Hit);
    }

    private (string? Account, double Sure) FindAccount()
    {
        if (_accounts.Count == 0) return (null, 0);
        var how = Found.Digits;
        Hit at;
        double label;
        if (Learned("payment.0.account", [.. _accounts.Select(a => a.At)], h => h) is var (taught, learned)) (at, label, how) = (taught, learned, Found.Learned);
        else
        {
            // One with its label; an IBAN where there is one and no Norwegian number; the same account written twice is one.
            var weighed = _accounts.Select(a => (a.At, a.Account, Weight: Best(a.At, Labels.Account) + (a.Iban ? 0.3 : 0) - (Best(a.At, Labels.Kid) > 0.5 ? 0.8 : 0))).OrderByDescending(a => a.Weight).ToList();
            (at, var chosen, label) = weighed[0];
            // Two accounts that are both said to be the one to pay to: a person chooses. Eleven digits that nothing calls an account may be something else.
            label = weighed.Exists(a => a.Account != chosen && a.Weight >= label - 0.25 && a.Weight > 0.5) ? 0.7 : label < 0.3 ? 0.8 : Math.Min(0.97, 0.75 + label / 4);
        }
        See("payment.0.account", at, how, label, at.Labels(_cells).FirstOrDefault().Label);
        return (_accounts.First(a => a.At == at).Account.ToString(), Sure(at, label));
    }

    private double Best(Hit hit, Func<string, double> meaning) => hit.Labels(_cells).Select(l => meaning(l.Label) * l.Weight).DefaultIfEmpty(0).Max();

    private (DateOnly?, double) FindIssueDate()
    {
        if (Learned("issueDate", _dates, d => d.At) is var (taught, learned))
        {
            See("issueDate", taught.At, Found.Learned, learned, taught.At.Labels(_cells).FirstOrDefault().Label);
            return (taught.Value, Sure(taught.At, learned));
        }
        var best = _dates.Select(d => (Date: d, Weight: DateWeight(d, DateOf.Issue))).Where(d => d.Weight > 0.3 && d.Date.Value <= _world.Today.AddDays(40)).OrderByDescending(d => d.Weight).ThenBy(d => d.Date.At.Cell.Line).FirstOrDefault();
        if (best.Date is not null)
        {
            // Another date that says as plainly that it is the one is a doubt.
            var rival = _dates.Exists(d => d.Value != best.Date.Value && DateWeight(d, DateOf.Issue) >= best.Weight - 0.02);
            var sure = rival ? 0.7 : best.Weight >= 0.68 ? 0.96 : best.Weight;
            See("issueDate", best.Date.At, Found.Label, sure, best.Date.At.Labels(_cells).FirstOrDefault().Label);
            return (best.Date.Value, Sure(best.Date.At, sure));
        }
        var free = _dates.Where(d => DateWeight(d, DateOf.Due) < 0.4 && DateWeight(d, DateOf.Other) < 0.4 && d.Value <= _world.Today.AddDays(5)).OrderBy(d => d.At.Cell.Page).ThenBy(d => d.At.Cell.Line).ToList();
        if (free.Count == 0) return (null, 0);
        // No words beside it: the terms of payment prove it, or that it is the only one on top and leads to the due date by a usual number of days.
        var dues = _dates.Where(d => DateWeight(d, DateOf.Due) > 0.8).Select(d => d.Value).ToHashSet();
        var terms = _cells.All.SelectMany(c => Labels.Terms(c.Text)).ToHashSet();
        var any = free.Find(d => terms.Any(t => dues.Contains(d.Value.AddDays(t)))) ?? free[0];
        var alone = free.Where(d => d.At.Cell.Page == 0 && d.At.Cell.TopShare < 0.5).Select(d => d.Value).Distinct().Count() == 1;
        var proven = terms.Any(t => dues.Contains(any.Value.AddDays(t))) ? 0.95 : alone && any.At.Cell.TopShare < 0.5 && UsualTerms.Any(t => dues.Contains(any.Value.AddDays(t))) ? 0.92 : 0.5;
        See("issueDate", any.At, Found.Place, proven);
        return (any.Value, Sure(any.At, proven));
    }

    private static readonly int[] UsualTerms = [7, 8, 10, 14, 15, 20, 21, 28, 30, 31, 45, 60];

    private double Sure(Hit at, double sure) => _text.IsPicture ? sure * Eye(at) : sure;

    private double DateWeight(DateHit date, DateOf of)
    {
        // One of two days that a dash or a word binds together is a period's.
        if (FigureReader.IsOfPeriod(date.At)) return of == DateOf.Other ? 0.95 : 0;
        // The nearest label that says plainly what it is decides.
        (DateOf Of, double Weight) plainest = default;
        foreach (var (label, near) in date.At.Labels(_cells))
        {
            if (Labels.Date(label) is not var (meaning, weight)) continue;
            if (weight * near > plainest.Weight) plainest = (meaning, weight * near);
            if (weight > 0.6) break;
        }
        return plainest.Of == of ? plainest.Weight : 0;
    }

    private (DateOnly?, double) FindDueDate(DateOnly? issue)
    {
        if (Learned("dueDate", _dates, d => d.At) is var (taught, learned))
        {
            See("dueDate", taught.At, Found.Learned, learned, taught.At.Labels(_cells).FirstOrDefault().Label);
            return (taught.Value, Sure(taught.At, learned));
        }
        var best = _dates.Select(d => (Date: d, Weight: DateWeight(d, DateOf.Due))).Where(d => d.Weight > 0.4).OrderByDescending(d => d.Weight - (d.Date.Value < issue ? 0.3 : 0)).FirstOrDefault();
        if (best.Date is not null)
        {
            // Two days that are both said to be the last are a doubt, and so is one before the invoice's own.
            var rival = _dates.Exists(d => d.Value != best.Date.Value && d.Value >= issue && DateWeight(d, DateOf.Due) >= best.Weight - 0.02);
            var known = rival ? 0.7 : best.Date.Value < issue ? 0.6 : best.Weight >= 0.8 ? 0.96 : best.Weight;
            See("dueDate", best.Date.At, Found.Label, known, best.Date.At.Labels(_cells).FirstOrDefault().Label);
            return (best.Date.Value, Sure(best.Date.At, known));
        }
        // No words that we know: the day that the terms of payment lead to, or the last one some time after the invoice's own that is not said to be anything else.
        var terms = _cells.All.SelectMany(c => Labels.Terms(c.Text)).ToHashSet();
        var later = _dates.Where(d => issue is { } from && d.Value > from && d.Value <= from.AddDays(120) && DateWeight(d, DateOf.Other) < 0.3 && DateWeight(d, DateOf.Issue) < 0.5)
            .OrderByDescending(d => terms.Contains(d.Value.DayNumber - issue!.Value.DayNumber)).ThenByDescending(d => d.Value).FirstOrDefault();
        if (later is null) return (null, 0);
        var sure = terms.Contains(later.Value.DayNumber - issue!.Value.DayNumber) ? 0.95 : 0.6;
        See("dueDate", later.At, Found.Place, sure, later.At.Labels(_cells).FirstOrDefault().Label);
        return (later.Value, Sure(later.At, sure));
    }

    private (string?, double) FindNumber(string? kid)
    {
        var dates = _dates.Select(d => (d.At.Cell, d.At.Start, End: d.At.Start + d.At.Length)).ToLookup(d => d.Cell);
        var amounts = _amounts.Select(a => (a.At.Cell, a.At.Start, End: a.At.Start + a.At.Length)).ToLookup(d => d.Cell);
        var tokens = _cells.All.SelectMany(FigureReader.Tokens).Where(t => t.Length is >= 1 and <= 30
            && !dates[t.Cell].Any(d => t.Start < d.End && t.Start + t.Length > d.Start) && !amounts[t.Cell].Any(a => t.Start < a.End && t.Start + t.Length > a.Start)).ToList();
        if (Learned("number", [.. tokens.Where(t => !t.Labels(_cells).Any(l => Labels.IsCredited(l.Label)))], t => t) is var (taught, learned))
        {
            See("number", taught, Found.Learned, learned, taught.Labels(_cells).FirstOrDefault().Label);
            return (NumberIn(taught), Sure(taught, learned));
        }
        var weighed = tokens.Select(t => (Token: t, Weight: NumberWeight(t), Held: HoldsNumber(kid, NumberIn(t)))).Where(t => t.Weight > 0.2)
            .OrderByDescending(t => t.Weight + (t.Held ? 0.15 : 0) - (t.Token.Page > 1 ? 0.05 : 0) - (NumberIn(t.Token).Length < 2 ? 0.3 : 0)).ThenBy(t => t.Token.Cell.Line).ToList();
        if (weighed.Count == 0) return UnnamedNumber(tokens, kid);
        var best = weighed[0];
        var rival = weighed.Exists(t => NumberIn(t.Token) != NumberIn(best.Token) && t.Weight >= best.Weight - 0.02 && !(best.Held && !t.Held));
        // A bare "Nr." is enough where no other number claims to be it, and it is not a row's or a person's.
        var sure = best.Weight >= 0.8 ? 0.95 : best.Held && best.Weight >= 0.35 ? 0.95 : best.Weight >= 0.42 && weighed.All(t => NumberIn(t.Token) == NumberIn(best.Token) || t.Weight < 0.3) && NumberIn(best.Token).Length >= 3 && best.Token.Cell.Page == 0 && best.Token.Cell.TopShare < 0.45 ? 0.92 : best.Weight;
        if (rival) sure = Math.Min(sure, 0.8);
        See("number", best.Token, Found.Label, sure, best.Token.Labels(_cells).FirstOrDefault().Label);
        return (NumberIn(best.Token), Sure(best.Token, sure));
    }

    // "Faktura 10482" as a heading says it as plainly as any label.
    private double NumberWeight(Hit token)
    {
        var weight = Best(token, Labels.Number);
        return weight is > 0.6 and < 0.94 && token.Cell.Page == 0 && token.Cell.TopShare < 0.5 && token.Start + token.Length == token.Cell.Text.Length && token.Text.Count(char.IsAsciiDigit) >= 3
            && token.Cell.H >= 1.2 * _cells.Body && Labels.IsInvoiceTitle(token.Cell.Text[..token.Start]) ? 0.94 : weight;
    }

    // No words that we know beside it: what the KID holds, else what stands among the invoice's own dates and is not said to be another number.
    private (string?, double) UnnamedNumber(List<Hit> tokens, string? kid)
    {
        var own = tokens.Where(t => t.Cell.Page == 0 && NumberIn(t).Count(char.IsAsciiDigit) is >= 3 and <= 12 && !t.Labels(_cells).Any(l => Labels.IsOtherNumber(l.Label) || Labels.Amount(l.Label) is { Weight: > 0.8 }) && Best(t, Labels.Kid) < 0.5 && !t.Cell.Text.Contains('@', StringComparison.Ordinal)).ToList();
        var held = own.Where(t => HoldsNumber(kid, NumberIn(t)) && NumberIn(t) != kid).OrderByDescending(t => NumberIn(t).Length).FirstOrDefault();
        if (held is not null)
        {
            See("number", held, Found.Digits, 0.75, held.Labels(_cells).FirstOrDefault().Label);
            return (NumberIn(held), 0.75);
        }
        if (_seen.FirstOrDefault(s => s.Field == "issueDate")?.Box is not { } date || _seen.First(s => s.Field == "issueDate").Page != 1) return (null, 0);
        var near = own.Where(t => t.Cell.TopShare < 0.5 && t.Labels(_cells).Count > 0).Select(t => (Token: t, t.Box)).Where(t => Math.Abs(t.Box.Y - date.Y) < 0.06 && (Math.Abs(t.Box.Y - date.Y) < 0.006 || Math.Min(Math.Abs(t.Box.X - date.X), Math.Abs(t.Box.X + t.Box.W - date.X - date.W)) < 0.02))
            .OrderBy(t => Math.Abs(t.Box.Y - date.Y) + Math.Abs(t.Box.X - date.X) / 4).Select(t => t.Token).FirstOrDefault();
        if (near is null) return (null, 0);
        See("number", near, Found.Place, 0.45, near.Labels(_cells).FirstOrDefault().Label);
        return (NumberIn(near), 0.45);
    }

    // A number without the mark of the sentence it ends.
    private static string NumberIn(Hit hit) => hit.Text.TrimEnd('.', '-', '/', '_');

    private static bool HoldsNumber(string? kid, string number)
    {
        var digits = string.Concat(number.Where(char.IsAsciiDigit)).TrimStart('0');
        return kid is not null && digits.Length >= 4 && kid.Contains(digits, StringComparison.Ordinal);
    }

    private static IReadOnlyList<VatSubtotal> VatOf(Sums? sums, Party seller, ref IReadOnlyList<TableRow> rows)
    {
        if (sums is null) return [];
        if (sums.Rates.Count > 0 && sums.Rates.Any(r => r.Rate > 0 || sums.VatValue == 0))
            return [.. sums.Rates.Select(r => r.Rate > 0 ? new VatSubtotal("S", r.Rate, r.Base, r.Vat, null, null) : Free(r.Base, seller))];
        // The rates stand in the table alone.
        var byRate = rows.Count > 0 && rows.All(r => r.Percent is not null) ? rows.GroupBy(r => r.Percent!.Value).Select(g => (Rate: g.Key, Base: g.Sum(r => r.Net.Value))).ToList() : [];
        var reckoned = byRate.Select(g => (g.Rate, g.Base, Vat: Money.Round(g.Base * g.Rate / 100))).ToList();
        if (reckoned.Count > 0 && reckoned.Sum(r => r.Vat) == sums.VatValue)
            return [.. reckoned.Select(r => r.Rate > 0 ? new VatSubtotal("S", r.Rate, r.Base, r.Vat, null, null) : Free(r.Base, seller))];
        rows = [];
        return [];
    }

    private static VatSubtotal Free(decimal amount, Party seller) => seller.VatNumber is { } number && number.StartsWith("NO", StringComparison.Ordinal)
        ? new("Z", 0, amount, 0, null, null) : new("O", null, amount, 0, null, null);

    private (decimal Rounding, decimal Prepaid, decimal Payable) PayableOf(Sums? sums)
    {
        if (sums is null) return (0, 0, 0);
        var gross = sums.GrossValue;
        var payable = _amounts.Where(a => a.Value > 0 && a.Value != gross && a.Weight(AmountOf.Payable) > 0.6).OrderByDescending(a => a.Weight(AmountOf.Payable)).FirstOrDefault();
        if (sums.Rounding != 0)
        {
            See("payable", _amounts.First(a => a.Value == gross + sums.Rounding).At, Found.Label, 0.95);
            return (sums.Rounding, 0, gross + sums.Rounding);
        }
        if (payable is not null && Math.Abs(payable.Value - gross) < 1 && payable.Value == Math.Round(payable.Value))
        {
            See("payable", payable.At, Found.Label, 0.95);
            return (payable.Value - gross, 0, payable.Value);
        }
        var prepaid = _amounts.Where(a => a.Value > 0 && a.Weight(AmountOf.Prepaid) > 0.6 && a.Value <= gross).Select(a => a.Value).FirstOrDefault();
        if (prepaid > 0 && payable is not null && payable.Value == gross - prepaid)
        {
            See("payable", payable.At, Found.Label, 0.95);
            return (0, prepaid, payable.Value);
        }
        return (0, 0, gross);
    }

    // Thousands that stand a little apart, in a cell of their own: sums prove themselves without them too.
    private bool IsTorn(AmountHit amount) => amount.At.Start == 0 && amount.At.Text is [>= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', '.' or ',', ..]
        && _cells.LeftOf(amount.At.Cell) is [{ Words: [.., { Text: { Length: <= 3 } before } word] }, ..] && before.All(char.IsAsciiDigit) && amount.At.X - word.Right < 2 * amount.At.Cell.H;

    // VAT is spoken of, beyond the supplier's number and rows at nought: it may be hidden in the total.
    private bool SaysVat() => _cells.All.Any(c => !FigureReader.OrgNumbers(c).Any() && Labels.SaysVat(c.Text));

    private double See(Sums? sums, decimal payable)
    {
        if (sums is null) return 0;
        // The same total may stand in several places: where it is said plainest, and where it is to be paid.
        var weight = Math.Min(1, sums.Gross.Weight(AmountOf.Gross, AmountOf.Payable));
        var sure = sums.Proven ? 0.98 : Math.Max(0.5, Math.Min(0.9, weight));
        See("gross", sums.Gross.At, sums.Gross.Weight(AmountOf.Gross, AmountOf.Payable) > 1 ? Found.Learned : Found.Label, sure, sums.Gross.At.Labels(_cells).FirstOrDefault().Label);
        if (payable == sums.GrossValue && !_seen.Exists(s => s.Field == "payable")) _seen.Add(_seen[^1] with { Field = "payable" });
        if (sums.Net is { } net) See("net", net.At, net.Weight(AmountOf.Net) > 1 ? Found.Learned : Found.Label, sure, net.At.Labels(_cells).FirstOrDefault().Label);
        if (sums.Vat is { } vat) See("vatTotal", vat.At, vat.Weight(AmountOf.Vat) > 1 ? Found.Learned : Found.Label, sure, vat.At.Labels(_cells).FirstOrDefault().Label);
        for (var i = 0; i < sums.Rows.Count; i++)
        {
            See($"vat.{i}.base", sums.Rows[i].Base.At, Found.Reckoned, 0.98);
            See($"vat.{i}.vat", sums.Rows[i].Vat.At, Found.Reckoned, 0.98);
        }
        return Sure(sums.Gross.At, sure);
    }

    private static readonly (string Token, string Code)[] Currencies = [("NOK", "NOK"), ("EUR", "EUR"), ("€", "EUR"), ("USD", "USD"), ("$", "USD"), ("SEK", "SEK"), ("DKK", "DKK"), ("GBP", "GBP"), ("£", "GBP"), ("KR", "NOK")];

    private string CurrencyOf(Sums? sums, Party seller)
    {
        // Beside the total, then anywhere near a currency's name.
        var beside = sums is null ? [] : _cells.Lines[sums.Gross.At.Cell.Line].Select(c => c.Text).Concat(sums.Gross.At.Labels(_cells).Select(l => l.Label)).ToList();
        if (CodeIn(beside) is { } code && (code != "NOK" || seller.Address?.Country is null or "NO" || beside.Any(b => b.Contains("NOK", StringComparison.OrdinalIgnoreCase)))) return code;
        if (CodeIn(_cells.All.Where(c => c.Text.Contains("valuta", StringComparison.OrdinalIgnoreCase) || c.Text.Contains("currency", StringComparison.OrdinalIgnoreCase)).SelectMany(c => _cells.Lines[c.Line]).Select(c => c.Text)) is { } said) return said;
        return seller.Address?.Country is null or "NO" ? "NOK" : CodeIn(_cells.All.Select(c => c.Text)) ?? "NOK";
    }

    private static string? CodeIn(IEnumerable<string> texts) => CodesIn(texts).FirstOrDefault();

    private static IEnumerable<string> CodesIn(IEnumerable<string> texts)
    {
        var words = texts.SelectMany(t => Labels.Words(t).Select(w => w.ToUpperInvariant()).Concat(t.Where(c => c is '€' or '$' or '£').Select(c => c.ToString()))).ToHashSet();
        return Currencies.Where(c => words.Contains(c.Token)).Select(c => c.Code);
    }

    private IReadOnlyList<PrecedingInvoice> Credited() => [.. _cells.All.SelectMany(FigureReader.Tokens)
        .Where(t => t.Length >= 2 && t.Labels(_cells).Take(1).Any(l => Labels.Words(l.Label) is var w && (w.Contains("gjelder") || w.Contains("opprinnelig") || w.Contains("original") || w.Contains("krediterer") || w.Contains("credits") || w.Contains("opphavlig")) && w.Exists(x => x.StartsWith("faktura", StringComparison.Ordinal) || x.StartsWith("invoice", StringComparison.Ordinal))))
        .Select(t => t.Text.TrimEnd('.')).Distinct().Take(3).Select(n => new PrecedingInvoice(n, null))];

    private List<InvoiceLine> LinesOf(IReadOnlyList<TableRow> rows, Sums? sums, IReadOnlyList<VatSubtotal> vat)
    {
        if (sums is null) return [new() { Id = "1", Name = "Ifølge faktura", Net = 0 }];
        var rates = vat.Select(v => v.Percent ?? 0).ToHashSet();
        var fits = rows.Count > 0 && (vat.Count <= 1 || (rows.All(r => r.Percent is { } p && rates.Contains(p)) && vat.All(v => rows.Where(r => r.Percent == (v.Percent ?? 0)).Sum(r => r.Net.Value) == v.Base)));
        if (!fits)
            return vat.Count > 0 ? [.. vat.Select((v, i) => new InvoiceLine { Id = $"{i + 1}", Name = "Ifølge faktura", Quantity = 1, Price = v.Base, Net = v.Base, VatCategory = v.Category, VatPercent = v.Percent })]
                : [new() { Id = "1", Name = "Ifølge faktura", Quantity = 1, Price = sums.NetValue, Net = sums.NetValue }];
        List<InvoiceLine> lines = [];
        foreach (var row in rows)
        {
            var of = vat.Count <= 1 ? vat.FirstOrDefault() : vat.First(v => (v.Percent ?? 0) == row.Percent);
            if (row.NameAt is { } name) See($"lines.{lines.Count}.name", name, Found.Place, 0.95);
            See($"lines.{lines.Count}.net", row.Net.At, Found.Reckoned, 0.98);
            lines.Add(new() { Id = $"{lines.Count + 1}", Name = row.Name, Quantity = row.Quantity, Price = row.Price, Net = row.Net.Value, VatCategory = of?.Category, VatPercent = of?.Percent });
        }
        return lines;
    }
}
