using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Data.Ledger;
using Kontali.Web.Invoices;
using Kontali.Web.Ledger;
using Kontali.Web.Reports;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.WebUtilities;

namespace Kontali.Web.Shell;

/// <summary>Registration of all that can be found in the books.</summary>
public static class GoToBooks
{
    /// <summary>Clients, vouchers, invoices, amounts, vendors and accounts; in this order where they fit as well.</summary>
    public static void AddGoToBooks(this IServiceCollection services) => services
        .AddScoped<IGoTo, GoToClients>().AddScoped<IGoTo, GoToVouchers>().AddScoped<IGoTo, GoToInvoices>().AddScoped<IGoTo, GoToAmounts>().AddScoped<IGoTo, GoToVendors>().AddScoped<IGoTo, GoToAccounts>();

    // One letter is no question yet: nearly everything would be an answer.
    internal static bool Asks(string text) => text.Trim().Length >= 2;
}

/// <summary>Clients by name or number: to the client's own page.</summary>
public sealed class GoToClients(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => !GoToBooks.Asks(text) ? []
        : [.. (await books.AskAsync(db => db.FindClientsAsync(text, 4, stop))).Select(c => new Place(c.Name, L["Klient {0}", c.Number], $"/klienter/{Uri.EscapeDataString(c.Number)}") { Fit = Best(text, c) })];

    private static Fit Best(string text, ClientName client) => Fits.Of(text, client.Name, client.Number, client.OrgNumber.ToString(), client.OrgNumber.Spaced) is var fit && fit == Fit.None ? Fit.Within : fit;
}

/// <summary>Vouchers by name (L-2026-14) or number.</summary>
public sealed class GoToVouchers(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => VoucherWord.Read(text) is null ? []
        : [.. (await books.AskAsync(db => db.FindVouchersAsync(text, 4, stop))).Select(v => new Place(L["Bilag {0}", v.VoucherName], v.Client, EntryPage.Href(v.Id)) { Fit = Fit.Exact })];
}

/// <summary>Invoices by number.</summary>
public sealed class GoToInvoices(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => !GoToBooks.Asks(text) ? []
        : [.. (await books.AskAsync(db => db.FindInvoicesAsync(text, 4, stop))).Select(i => new Place($"{L.Kind(i.Kind)} {i.InvoiceNumber}, {i.Vendor}", i.Client, InvoicePage.Href(i.Id)) { Fit = Fit.Exact })];
}

/// <summary>Vouchers and invoices by an amount, to the øre. A whole number may be a voucher's or an account's too: those come first.</summary>
public sealed class GoToAmounts(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop)
    {
        if (!GoToBooks.Asks(text) || AmountWord.Read(text) is not { } amount) return [];
        var (vouchers, invoices) = await books.AskAsync(async db => (await db.FindVouchersOfAmountAsync(amount, 5, stop), await db.FindInvoicesOfAmountAsync(amount, 4, stop)));
        var (said, fit) = (Figures.Amount(amount), text.AsSpan().IndexOfAny(',', '.', ' ') >= 0 ? Fit.Exact : Fit.Begins);
        return
        [
            .. vouchers.Select(v => new Place($"{said}   {L["Bilag {0}", v.VoucherName]}, {v.Description}", v.Client, EntryPage.Href(v.Id)) { Fit = fit }),
            .. invoices.Select(i => new Place($"{said}   {L.Kind(i.Kind)} {i.InvoiceNumber}, {i.Vendor}", i.Client, InvoicePage.Href(i.Id)) { Fit = fit }),
        ];
    }
}

/// <summary>Vendors by name or organisation number.</summary>
public sealed class GoToVendors(Books books) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => !GoToBooks.Asks(text) ? []
        : [.. (await books.AskAsync(db => db.VendorsAsync(null, text, take: 4, ct: stop))).Select(v => new Place(v.Name, v.Client, VendorPage.Href(v.Id)) { Fit = Fits.Of(text, v.Name) is var fit && fit == Fit.None ? Fit.Within : fit })];
}

/// <summary>Accounts by number or name, in the client whose page is open; where none is, by number, and the client is asked for there.</summary>
public sealed class GoToAccounts(Books books, NavigationManager navigation, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop)
    {
        if (!GoToBooks.Asks(text)) return [];
        var number = QueryHelpers.ParseQuery(new Uri(navigation.Uri).Query).TryGetValue("klient", out var named) ? named.ToString() : null;
        return await books.AskAsync<IReadOnlyList<Place>>(async db =>
        {
            var client = await db.ClientNumberedAsync(number, stop);
            var accounts = client is null ? await db.FindAccountNumbersAsync(text.Trim(), 3, stop) : await db.FindAccountsAsync(client.Id, text, 4, stop);
            return [.. accounts.Select(a => new Place($"{a.Number} {a.Name}", client?.Name ?? L["Konto, velg klient"], AccountStatementPage.Href(client?.Number, a.Number)) { Fit = Fits.Of(text, a.Number, a.Name) is var fit && fit == Fit.None ? Fit.Within : fit })];
        });
    }
}
