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
    /// <summary>Clients, vouchers, invoices, vendors and accounts.</summary>
    public static void AddGoToBooks(this IServiceCollection services) => services
        .AddScoped<IGoTo, GoToClients>().AddScoped<IGoTo, GoToVouchers>().AddScoped<IGoTo, GoToInvoices>().AddScoped<IGoTo, GoToVendors>().AddScoped<IGoTo, GoToAccounts>();

    // One letter is no question yet: nearly everything would be an answer.
    internal static bool Asks(string text) => text.Trim().Length >= 2;
}

/// <summary>Clients by name or number: to the client's own page where there is one, else to its vouchers.</summary>
public sealed class GoToClients(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => !GoToBooks.Asks(text) ? []
        : [.. (await books.AskAsync(db => db.FindClientsAsync(text, 4, stop))).Select(c => new Place(c.Name, L["Klient {0}", c.Number], Href(c)))];

    private static string Href(ClientName client) => Screens.Has("/klienter/{Id:guid}") ? $"/klienter/{client.Id}" : $"/bilag?klient={client.Number}";
}

/// <summary>Vouchers by name (L-2026-14) or number.</summary>
public sealed class GoToVouchers(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => VoucherWord.Read(text) is null ? []
        : [.. (await books.AskAsync(db => db.FindVouchersAsync(text, 4, stop))).Select(v => new Place(L["Bilag {0}", v.VoucherName], v.Client, EntryPage.Href(v.Id)))];
}

/// <summary>Invoices by number.</summary>
public sealed class GoToInvoices(Books books, Texts L) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => !GoToBooks.Asks(text) ? []
        : [.. (await books.AskAsync(db => db.FindInvoicesAsync(text, 4, stop))).Select(i => new Place($"{L.Kind(i.Kind)} {i.InvoiceNumber}, {i.Vendor}", i.Client, InvoicePage.Href(i.Id)))];
}

/// <summary>Vendors by name or organisation number.</summary>
public sealed class GoToVendors(Books books) : IGoTo
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => !GoToBooks.Asks(text) ? []
        : [.. (await books.AskAsync(db => db.VendorsAsync(null, text, take: 4, ct: stop))).Select(v => new Place(v.Name, v.Client, VendorPage.Href(v.Id)))];
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
            return [.. accounts.Select(a => new Place($"{a.Number} {a.Name}", client?.Name ?? L["Konto, velg klient"], AccountStatementPage.Href(client?.Number, a.Number)))];
        });
    }
}
