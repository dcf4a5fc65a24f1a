using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices;

/// <summary>A vendor as a row.</summary>
public sealed record VendorRow
{
    /// <summary>The vendor.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its client's number and name.</summary>
    public required string ClientNumber { get; init; }

    /// <inheritdoc cref="ClientNumber"/>
    public required string Client { get; init; }

    /// <inheritdoc cref="Vendor.VendorNumber"/>
    public required string VendorNumber { get; init; }

    /// <inheritdoc cref="Vendor.Name"/>
    public required string Name { get; init; }

    /// <inheritdoc cref="Vendor.OrgNumber"/>
    public string? OrgNumber { get; init; }

    /// <inheritdoc cref="Vendor.Country"/>
    public required string Country { get; init; }

    /// <summary>What the client owes it: its lines on its ledger account, credit positive.</summary>
    public required decimal Open { get; init; }

    /// <summary>The newest accounting date of those lines.</summary>
    public DateOnly? LastPosted { get; init; }

    /// <summary>Its place in the list of names.</summary>
    public VendorPlace Place => new(Name, Id);
}

/// <summary>A place in the list of vendors, by name.</summary>
public sealed record VendorPlace(string Name, Guid Id);

/// <summary>Other accounts a vendor's vouchers are booked on, and how often.</summary>
/// <param name="Account">Number.</param>
/// <param name="Name">Name.</param>
/// <param name="VatCode">Standard tax code.</param>
/// <param name="Times">On how many vouchers.</param>
/// <param name="Sum">Kroner, debit positive.</param>
/// <param name="Last">The newest accounting date.</param>
public sealed record UsualAccount(string Account, string Name, string? VatCode, int Times, decimal Sum, DateOnly Last);

/// <summary>Vendors looked up by people.</summary>
public static class VendorRows
{
    /// <summary>Vendors by name, from after a place on.</summary>
    /// <param name="db">The context.</param>
    /// <param name="client">Of one client; of all where none is named.</param>
    /// <param name="text">Part of the name, the vendor number, or an organisation number.</param>
    /// <param name="after">Where the last page ended.</param>
    /// <param name="take">How many.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task<IReadOnlyList<VendorRow>> VendorsAsync(this KontaliContext db, Guid? client, string? text, VendorPlace? after = null, int take = 100, CancellationToken ct = default)
    {
        var vendors = db.Vendors.Matching(client, text);
        if (after is not null) vendors = vendors.Where(v => EF.Functions.GreaterThan(ValueTuple.Create(v.Name, v.Id), ValueTuple.Create(after.Name, after.Id)));
        return await vendors.OrderBy(v => v.Name).ThenBy(v => v.Id).Take(take).AsRows(db).ToListAsync(ct);
    }

    /// <summary>One vendor; null where there is none, or it is somebody else's.</summary>
    public static Task<VendorRow?> VendorRowAsync(this KontaliContext db, Guid id, CancellationToken ct = default) =>
        db.Vendors.Where(v => v.Id == id).AsRows(db).SingleOrDefaultAsync(ct);

    /// <summary>On what accounts the last vouchers with this vendor were booked, the most used first: its subledger, VAT and bank accounts left out.</summary>
    public static async Task<IReadOnlyList<UsualAccount>> UsualAccountsAsync(this KontaliContext db, Vendor vendor, int ofLast = 200, CancellationToken ct = default)
    {
        var vouchers = db.Postings.Where(p => p.TenantId == vendor.TenantId && p.ClientId == vendor.ClientId && p.VendorId == vendor.Id)
            .OrderByDescending(p => p.AccountingDate).Take(ofLast).Select(p => p.EntryId).Distinct();
        return await db.Postings
            .Where(p => p.ClientId == vendor.ClientId && vouchers.Contains(p.EntryId) && p.AccountNumber != vendor.AccountNumber && !p.AccountNumber.StartsWith("27") && !p.AccountNumber.StartsWith("19"))
            .GroupBy(p => new { p.AccountNumber, p.VatCode })
            .Select(g => new
            {
                g.Key.AccountNumber,
                g.Key.VatCode,
                Times = g.Select(p => p.EntryId).Distinct().Count(),
                Sum = g.Sum(p => p.DebitAmount - p.CreditAmount),
                Last = g.Max(p => p.AccountingDate),
            })
            .OrderByDescending(u => u.Times).ThenBy(u => u.AccountNumber).Take(8)
            .Select(u => new UsualAccount(u.AccountNumber, db.Accounts.Where(a => a.ClientId == vendor.ClientId && a.AccountNumber == u.AccountNumber).Select(a => a.AccountName).First(), u.VatCode, u.Times, u.Sum, u.Last))
            .ToListAsync(ct);
    }

    extension(IQueryable<Vendor> vendors)
    {
        internal IQueryable<Vendor> Matching(Guid? client, string? text)
        {
            var found = client is { } id ? vendors.Where(v => v.ClientId == id) : vendors;
            var wanted = text?.Trim() ?? "";
            if (wanted.Length == 0) return found;
            if (OrgNumber.TryParse(wanted, out var number)) return found.Where(v => v.Identity == "NO:" + number.ToString());
            var like = Like.Within(wanted);
            return found.Where(v => EF.Functions.Like(Search.Folded(v.Name), Search.Folded(like), Like.Sign) || v.VendorNumber == wanted);
        }

        private IQueryable<VendorRow> AsRows(KontaliContext db) => vendors.Select(v => new VendorRow
        {
            Id = v.Id,
            ClientNumber = db.Clients.Where(c => c.Id == v.ClientId).Select(c => c.ClientNumber).First(),
            Client = db.Clients.Where(c => c.Id == v.ClientId).Select(c => c.Name).First(),
            VendorNumber = v.VendorNumber,
            Name = v.Name,
            OrgNumber = v.OrgNumber,
            Country = v.Country,
            Open = db.Postings.Where(p => p.TenantId == v.TenantId && p.ClientId == v.ClientId && p.VendorId == v.Id && p.AccountNumber == v.AccountNumber).Sum(p => p.CreditAmount - p.DebitAmount),
            LastPosted = db.Postings.Where(p => p.TenantId == v.TenantId && p.ClientId == v.ClientId && p.VendorId == v.Id).Max(p => (DateOnly?)p.AccountingDate),
        });
    }
}
