using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Booking;

/// <summary>What the checks look at, fetched beforehand.</summary>
/// <param name="VendorIsNew">No invoice of this vendor has been posted for this client.</param>
/// <param name="LookAlike">Another vendor of the client with nearly the same name.</param>
/// <param name="Twin">Another invoice of the client that may be the same one.</param>
/// <param name="Amounts">Totals of the vendor's posted invoices in the same currency, newest first.</param>
/// <param name="CreditedIsKnown">For a credit note: whether the invoice it credits is here.</param>
/// <param name="PeriodIsOpen">Whether the month of the invoice date is open.</param>
/// <param name="Today">Today.</param>
public sealed record Circumstances(bool VendorIsNew, string? LookAlike, VendorInvoice? Twin, IReadOnlyList<decimal> Amounts, bool CreditedIsKnown, bool PeriodIsOpen, DateOnly Today);

/// <summary>Our own checks, beside the official rules: what a careful bookkeeper looks at first.</summary>
public static class Checks
{
    // Some date an invoice on the first of the month to come; nobody dates it next season.
    private const int MostAhead = 45, MostYears = 3;

    /// <summary>The flags of an invoice, most serious first. Pure.</summary>
    /// <param name="q">The invoice with its vendor and the client's books.</param>
    /// <param name="around">What surrounds it.</param>
    /// <param name="lines">The suggested lines.</param>
    /// <param name="addressee">False where the invoice names another buyer than the client it was given to.</param>
    public static IReadOnlyList<Flag> Of(Question q, Circumstances around, IReadOnlyList<SuggestedLine> lines, bool addressee = true)
    {
        var (invoice, facts, vendor) = (q.Invoice, q.Invoice.Facts, q.Vendor);
        List<Flag> flags = [];
        foreach (var finding in invoice.Findings.Where(f => f.Severity == Severity.Fatal)) flags.Add(new("rule", true, finding.What));
        if (!InvoiceShares.Of(facts).SumTo(facts.Gross)) Stop("totals", $"Linjene og mva-en summerer ikke til {facts.Gross:N2}. Be leverandøren om en ny faktura.");
        if (!addressee) Stop("receiver", $"Fakturaen er stilet til {facts.Buyer.Name}, ikke til {q.Client.Name}. Se om den er levert på rett klient.");
        if (facts.IssueDate > around.Today.AddDays(MostAhead)) Stop("date", $"Fakturadatoen {facts.IssueDate:dd.MM.yyyy} ligger langt fram i tid. Kontroller den mot leverandøren: den avgjør hvilken mva-termin fakturaen hører til.");
        if (facts.IssueDate < around.Today.AddYears(-MostYears)) Stop("date", $"Fakturaen er datert {facts.IssueDate:dd.MM.yyyy}, for mer enn tre år siden. Mva-meldingen kan bare endres i tre år (skatteforvaltningsloven § 9-4).");
        if (around.Twin is { } twin) Stop("duplicate", $"Kan være den samme som {twin.InvoiceNumber} fra {twin.InvoiceDate:dd.MM.yyyy} på {twin.TotalAmount:N2}. Sammenlign dem.");
        if (AccountChanged(invoice, vendor)) Stop("changed_account", $"Nytt kontonummer {invoice.PaymentAccount}. Før sto det {string.Join(", ", vendor.KnownAccounts)}. Ring leverandøren på et nummer du kjenner fra før.");
        if (around.LookAlike is { } twinName) Stop("look_alike", $"Leverandøren ligner på {twinName}, men er en annen. Se på organisasjonsnummeret.");
        if (around.VendorIsNew) Stop("new_vendor", $"Ny leverandør: {vendor.Name} har ikke vært bokført hos {q.Client.Name} før.");
        if (invoice.ExchangeRate is null) Stop("currency", $"Fakturaen er i {invoice.Currency} uten kurs. Skriv kursen på fakturadatoen.");
        if (facts.Prepaid != 0) Stop("prepaid", $"{facts.Prepaid:N2} er betalt på forhånd. Se at betalingen er ført.");
        if (invoice.TotalAmount < 0) Stop("negative", $"Fakturaen er negativ: {invoice.TotalAmount:N2}. Se hva den retter.");
        if (invoice.Kind == InvoiceKind.CreditNote && !around.CreditedIsKnown) Stop("credit_note", $"Kreditnota: fakturaen den gjelder er ikke funnet hos klienten.");
        if (!around.PeriodIsOpen) Stop("period_closed", $"Perioden {Period.Of(invoice.InvoiceDate)} er ikke åpen. Velg en bokføringsdato i en åpen periode.");
        if (Unusual(invoice.TotalAmount, around.Amounts) is { } usual) Stop("amount", $"Uvanlig beløp: {invoice.TotalAmount:N2}. Leverandøren pleier å ligge på {usual:N2} ({around.Amounts.Count} fakturaer).");
        foreach (var line in lines.Where(l => l.Account is "")) Stop("no_account", $"Fant ingen konto for «{line.Text}».");
        foreach (var why in lines.Select(l => l.NeedsPerson).OfType<Phrase>().DistinctBy(p => p.ToString())) flags.Add(new("vat", true, why));
        if (IsOverdue(invoice, around.Today)) flags.Add(Overdue(invoice));
        foreach (var finding in invoice.Findings.Where(f => f.Severity == Severity.Warning)) flags.Add(new("warning", false, finding.What));
        return flags;

        void Stop(string code, FormattableString says) => flags.Add(new(code, true, Phrase.Of(says)));
    }

    /// <summary>Whether it should have been paid by now. That stops nothing: it is booked all the same, and whoever looks at it hurries.</summary>
    public static bool IsOverdue(VendorInvoice invoice, DateOnly today) => invoice is { Kind: InvoiceKind.Invoice, PayableAmount: > 0, PaymentStatus: not PaymentStatus.Paid } && invoice.DueDate < today;

    /// <summary>The note that says so; it becomes true with the days, so screens ask anew.</summary>
    public static Flag Overdue(VendorInvoice invoice) => new("due_passed", false, Phrase.Of($"Forfalt {invoice.DueDate:dd.MM.yyyy}. Se om den er betalt, og om det er kommet purring."));

    /// <summary>The usual amount, where this one is far from it: beyond four spreads of at least five invoices, and half as much again.</summary>
    public static decimal? Unusual(decimal total, IReadOnlyList<decimal> earlier)
    {
        if (earlier.Count < 5) return null;
        var mean = earlier.Average();
        var spread = (decimal)Math.Sqrt((double)earlier.Average(a => (a - mean) * (a - mean)));
        var off = Math.Abs(total - mean);
        return off > 4 * spread && off > mean / 2 ? Money.Round(mean) : null;
    }

    private static bool AccountChanged(VendorInvoice invoice, Vendor vendor) =>
        invoice.PaymentAccount is { } account && vendor.KnownAccounts.Count > 0 && !vendor.KnownAccounts.Contains(account);

    /// <summary>Fetches what surrounds an invoice.</summary>
    public static async Task<Circumstances> CircumstancesAsync(this KontaliContext db, Question q, CancellationToken ct = default)
    {
        var (invoice, vendor) = (q.Invoice, q.Vendor);
        var posted = db.PostedOfVendor(invoice);
        var amounts = await posted.Comparable(invoice).Select(i => i.TotalAmount).ToListAsync(ct);
        var isNew = amounts.Count == 0 && !await posted.AnyAsync(ct);
        var period = Period.Of(invoice.InvoiceDate);
        var preceding = invoice.Facts.Preceding.Select(p => InvoiceNumber.Normalize(p.Number)).ToList();
        return new(
            isNew,
            isNew ? (await db.LookAlikeAsync(vendor, ct))?.Name : null,
            await db.TwinAsync(invoice, ct),
            amounts,
            invoice.Kind == InvoiceKind.Invoice || await db.Invoices.AnyAsync(i => i.ClientId == invoice.ClientId && i.VendorId == vendor.Id && preceding.Contains(i.NormalizedNumber), ct),
            !await db.Periods.AnyAsync(p => p.ClientId == invoice.ClientId && p.Name == period && p.State != PeriodState.Open, ct),
            db.Clock.Today());
    }

    /// <summary>The vendor's other invoices to the client that are posted.</summary>
    internal static IQueryable<VendorInvoice> PostedOfVendor(this KontaliContext db, VendorInvoice invoice) =>
        db.Invoices.Where(i => i.TenantId == invoice.TenantId && i.ClientId == invoice.ClientId && i.VendorId == invoice.VendorId && i.ReviewStatus == InvoiceStatus.Posted && i.Id != invoice.Id);

    /// <summary>Those whose totals can be held against this one's: the same kind and currency, newest first.</summary>
    internal static IQueryable<VendorInvoice> Comparable(this IQueryable<VendorInvoice> posted, VendorInvoice invoice) =>
        posted.Where(i => i.Kind == invoice.Kind && i.Currency == invoice.Currency).OrderByDescending(i => i.InvoiceDate).Take(24);

    /// <summary>The same total and date, or the same payment reference, from anyone: two documents for one debt, or one vendor under two names.</summary>
    internal static async Task<VendorInvoice?> TwinAsync(this KontaliContext db, VendorInvoice invoice, CancellationToken ct)
    {
        var others = db.Invoices.AsNoTracking().Where(i => i.ClientId == invoice.ClientId && i.Id != invoice.Id && i.ReviewStatus != InvoiceStatus.Rejected && i.Kind == invoice.Kind);
        return await others.Where(i => i.TotalAmount == invoice.TotalAmount && i.InvoiceDate == invoice.InvoiceDate && (i.VendorId == invoice.VendorId || i.NormalizedNumber == invoice.NormalizedNumber)).OrderBy(i => i.CreatedAt).FirstOrDefaultAsync(ct)
            ?? (invoice.Kid is null ? null : await others.Where(i => i.Kid == invoice.Kid && i.PaymentAccount == invoice.PaymentAccount).OrderBy(i => i.CreatedAt).FirstOrDefaultAsync(ct));
    }

    /// <summary>Another vendor of the client with nearly the same name.</summary>
    internal static async Task<NamedVendor?> LookAlikeAsync(this KontaliContext db, Vendor vendor, CancellationToken ct)
    {
        var key = VendorIdentity.NameKey(vendor.Name);
        var others = await db.Vendors.Where(v => v.ClientId == vendor.ClientId && v.Id != vendor.Id).Select(v => new NamedVendor(v.Id, v.Name)).ToListAsync(ct);
        return others.Find(other => Near(VendorIdentity.NameKey(other.Name), key));
    }

    /// <summary>A vendor's id and name.</summary>
    internal sealed record NamedVendor(Guid Id, string Name);

    // Equal, or one letter changed, added or left out in a name of some length.
    private static bool Near(string a, string b)
    {
        if (a == b) return a.Length > 0;
        if (a.Length < 6 || b.Length < 6 || Math.Abs(a.Length - b.Length) > 1) return false;
        var start = 0;
        while (start < Math.Min(a.Length, b.Length) && a[start] == b[start]) start++;
        var end = 0;
        while (end < Math.Min(a.Length, b.Length) - start && a[^(end + 1)] == b[^(end + 1)]) end++;
        return Math.Max(a.Length, b.Length) - start - end <= 1;
    }
}
