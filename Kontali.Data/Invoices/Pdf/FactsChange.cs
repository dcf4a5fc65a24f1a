namespace Kontali.Data.Invoices.Pdf;

/// <summary>What a person says a paper says.</summary>
public sealed record FactsChange
{
    /// <summary>The invoice number.</summary>
    public required string Number { get; init; }

    /// <summary>The dates.</summary>
    public required DateOnly IssueDate { get; init; }

    /// <inheritdoc cref="IssueDate"/>
    public DateOnly? DueDate { get; init; }

    /// <summary>With VAT, and the VAT; in <see cref="Currency"/>.</summary>
    public required decimal Gross { get; init; }

    /// <inheritdoc cref="Gross"/>
    public required decimal Vat { get; init; }

    /// <summary>ISO 4217.</summary>
    public required string Currency { get; init; }

    /// <summary>How it is paid.</summary>
    public string? Kid { get; init; }

    /// <inheritdoc cref="Kid"/>
    public string? Account { get; init; }

    /// <summary>The supplier.</summary>
    public required string SellerName { get; init; }

    /// <inheritdoc cref="SellerName"/>
    public string? SellerNumber { get; init; }

    /// <summary>Whether it is a credit note.</summary>
    public bool IsCredit { get; init; }

    /// <summary>What stands there as it was read.</summary>
    public static FactsChange Of(InvoiceFacts facts)
    {
        var missing = facts.Pages?.Missing ?? [];
        return new()
        {
            Number = missing.Contains("number") ? "" : facts.Number,
            IssueDate = facts.IssueDate,
            DueDate = facts.DueDate,
            Gross = facts.Gross,
            Vat = facts.VatTotal,
            Currency = facts.Currency,
            Kid = facts.Payment.FirstOrDefault()?.Reference,
            Account = facts.Payment.FirstOrDefault()?.Account,
            SellerName = missing.Contains("seller.name") ? "" : facts.Seller.Name,
            SellerNumber = facts.Seller.CompanyId,
            IsCredit = facts.Kind == InvoiceKind.CreditNote,
        };
    }

    /// <summary>What is wrong with it; null where nothing is.</summary>
    public Phrase? Problem =>
        string.IsNullOrWhiteSpace(Number) || Number.Length > 60 ? Phrase.Of($"Skriv fakturanummeret.")
        : string.IsNullOrWhiteSpace(SellerName) ? Phrase.Of($"Skriv hvem leverandøren er.")
        : SellerNumber is { Length: > 0 } && !Firms.OrgNumber.TryParse(SellerNumber, out _) ? Phrase.Of($"Organisasjonsnummeret «{SellerNumber}» er ikke gyldig: kontrollsifferet stemmer ikke.")
        : Gross <= 0 || !Money.IsBookable(Gross) ? Phrase.Of($"Skriv beløpet med mva. Det er større enn null, også på en kreditnota.")
        : Vat < 0 || Vat >= Gross || !Money.IsBookable(Vat) ? Phrase.Of($"Mva-en er mellom null og beløpet.")
        : Kid is { Length: > 0 } && !Invoices.Kid.TryParse(Kid, out _) ? Phrase.Of($"KID «{Kid}» er feil: kontrollsifferet stemmer ikke.")
        : Account is { Length: > 0 } && !BankAccount.TryParse(Account, out _) ? Phrase.Of($"Kontonummeret «{Account}» er feil: kontrollsifferet stemmer ikke.")
        : Currency.Length != 3 ? Phrase.Of($"Skriv valutaen med tre bokstaver, for eksempel NOK.")
        : null;

    /// <summary>The facts as she says they are. Lines and rates stay where they make her sums; else each rate is one line.</summary>
    /// <param name="facts">As they were read.</param>
    /// <param name="again">As they are read with what she taught, where they were.</param>
    public InvoiceFacts On(InvoiceFacts facts, InvoiceFacts? again = null)
    {
        var body = again is not null && Makes(again) ? again : Makes(facts) ? facts : null;
        var seller = SellerOf(facts);
        var vat = body?.Vat ?? Rates(facts, seller);
        var changed = Changed(facts);
        return facts with
        {
            Kind = IsCredit ? InvoiceKind.CreditNote : InvoiceKind.Invoice,
            TypeCode = IsCredit ? "381" : "380",
            Number = Number.Trim(),
            IssueDate = IssueDate,
            DueDate = DueDate,
            Currency = Currency.ToUpperInvariant(),
            Seller = seller,
            Payment = Kid is { Length: > 0 } || Account is { Length: > 0 } ? [new("30", Empty(Kid) is { } kid ? Bare(kid) : null, Empty(Account) is { } account ? BankAccountOf(account) : null, null, null, null, null)] : [],
            Vat = vat,
            Lines = body?.Lines ?? [.. vat.Select((v, i) => new InvoiceLine { Id = $"{i + 1}", Name = facts.Lines is [{ } only] ? only.Name : "Ifølge faktura", Quantity = 1, Price = v.Base, Net = v.Base, VatCategory = v.Category, VatPercent = v.Percent })],
            LineTotal = Gross - Vat,
            Net = Gross - Vat,
            VatTotal = Vat,
            Gross = Gross,
            Rounding = body?.Rounding ?? 0,
            Prepaid = body?.Prepaid ?? 0,
            Payable = body?.Payable ?? Gross,
            Pages = facts.Pages! with { Missing = [], Confidence = 1, Seen = Seen(facts, again, changed) },
        };
    }

    private bool Makes(InvoiceFacts read) => read.Gross == Gross && read.VatTotal == Vat && read.Lines.Sum(l => l.Net) == Gross - Vat && read.Vat.Sum(v => v.Vat) == Vat;

    private Party SellerOf(InvoiceFacts facts)
    {
        var number = Empty(SellerNumber) is { } written ? Firms.OrgNumber.Parse(written).ToString() : null;
        if (facts.Seller.Name == SellerName && facts.Seller.CompanyId == number) return facts.Seller;
        return new()
        {
            Name = SellerName.Trim(),
            CompanyId = number,
            // Whether it may charge VAT is the register's to say; where it does, its number is written with MVA.
            VatNumber = number is not null && Vat > 0 ? $"NO{number}MVA" : number is null && facts.Seller.CompanyId is null ? facts.Seller.VatNumber : null,
            Address = number is not null ? new([], null, null, null, "NO") : facts.Seller.Address,
        };
    }

    // One rate that makes the VAT; else what 25 per cent makes, and the rest without.
    private IReadOnlyList<VatSubtotal> Rates(InvoiceFacts facts, Party seller)
    {
        var net = Gross - Vat;
        if (Vat == 0) return [seller.VatNumber is { } id && id.StartsWith("NO", StringComparison.Ordinal) ? new("Z", 0, net, 0, null, null) : new("O", null, net, 0, null, null)];
        if (facts.Vat.Sum(v => v.Vat) == Vat && facts.Vat.Sum(v => v.Base) == net) return facts.Vat;
        foreach (var rate in (decimal[])[25m, 15m, 12m, 11.11m])
            if (Math.Abs(Money.Round(net * rate / 100) - Vat) <= 0.05m) return [new("S", rate, net, Vat, null, null)];
        var full = Money.Round(Vat * 4);
        return full <= net ? [new("S", 25m, full, Vat, null, null), new("Z", 0, net - full, 0, null, null)] : [new("S", 25m, net, Vat, null, null)];
    }

    /// <summary>Names of the values she made others, and of those that only a language model had found: what she leaves standing there is hers, and teaches.</summary>
    public IReadOnlyList<string> Changed(InvoiceFacts facts)
    {
        var before = Of(facts);
        return
        [
            .. Number != before.Number ? ["number"] : Array.Empty<string>(),
            .. IssueDate != before.IssueDate || (facts.Pages?.Missing.Contains("issueDate") ?? false) ? ["issueDate"] : Array.Empty<string>(),
            .. DueDate != before.DueDate ? ["dueDate"] : Array.Empty<string>(),
            .. Gross != before.Gross ? ["gross", "payable", "net"] : Array.Empty<string>(),
            .. Vat != before.Vat ? ["vatTotal", "net"] : Array.Empty<string>(),
            .. Empty(Kid) != Empty(before.Kid) ? ["payment.0.reference"] : Array.Empty<string>(),
            .. Empty(Account) != Empty(before.Account) ? ["payment.0.account"] : Array.Empty<string>(),
            .. SellerName != before.SellerName ? ["seller.name"] : Array.Empty<string>(),
            .. Empty(SellerNumber) != Empty(before.SellerNumber) ? ["seller.companyId"] : Array.Empty<string>(),
            .. facts.Pages?.Seen.Where(s => s.How == Found.Model).Select(s => s.Field) ?? [],
        ];
    }

    // Where her values stand, as far as they were found there; what she wrote is as sure as she is.
    private static IReadOnlyList<Sighting> Seen(InvoiceFacts facts, InvoiceFacts? again, IReadOnlyList<string> changed)
    {
        var former = facts.Pages!.Seen.Where(s => !changed.Contains(s.Field));
        var found = (again?.Pages?.Seen ?? []).Where(s => s.How == Found.Learned || !changed.Contains(s.Field));
        return [.. found.Concat(former).DistinctBy(s => s.Field).Select(s => changed.Contains(s.Field) ? s with { How = Found.Person, Confidence = 1 } : s)];
    }

    private static string? Empty(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
    private static string Bare(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
    private static string BankAccountOf(string text) => BankAccount.TryParse(text, out var account) ? account.ToString() : text;
}
