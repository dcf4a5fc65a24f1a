namespace Kontali.Data.Invoices;

/// <summary>A vendor of one client, with its place in the subledger.</summary>
public sealed class Vendor : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>Number in the client's vendor ledger.</summary>
    public required string VendorNumber { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; set; }

    /// <summary>
    /// Who it is, the same for every client: <c>NO:987654321</c> for a valid organisation number, <c>SE:556…</c> for a foreign
    /// registration, else <c>NAME:…</c>. Unique in the client; knowledge shared between clients keys on it.
    /// </summary>
    public required string Identity { get; init; }

    /// <summary>Organisation number, where it is a valid Norwegian one.</summary>
    public string? OrgNumber { get; init; }

    /// <summary>ISO 3166 alpha-2.</summary>
    public string Country { get; set; } = "NO";

    /// <summary>Contact.</summary>
    public string? ContactPerson { get; set; }

    /// <inheritdoc cref="ContactPerson"/>
    public string? Email { get; set; }

    /// <inheritdoc cref="ContactPerson"/>
    public string? Phone { get; set; }

    /// <summary>The ledger account of its subledger.</summary>
    public string AccountNumber { get; init; } = Ledger.AccountNumber.Payables;

    /// <summary>Days to pay.</summary>
    public string PaymentTerms { get; set; } = "30";

    /// <summary>The account it was last paid on, as a person accepted it: eleven digits, or an IBAN.</summary>
    public string? BankAccount { get; set; }

    /// <summary>Every account a person has accepted for it. An invoice with another one never posts itself.</summary>
    public IReadOnlyList<string> KnownAccounts { get; set; } = [];

    /// <summary>False: no longer used.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>When it was made, UTC.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last changed, UTC; kept by the context.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>A person accepted this account for it.</summary>
    public void Accept(string? account)
    {
        if (string.IsNullOrEmpty(account)) return;
        BankAccount = account;
        if (!KnownAccounts.Contains(account)) KnownAccounts = [.. KnownAccounts, account];
    }

    /// <summary>The person took that back: it is paid where it was before, and an account that only she had made known is looked at again.</summary>
    public void Unaccept(string? newlyKnown, string? former) => (BankAccount, KnownAccounts) = (former, [.. KnownAccounts.Where(k => k != newlyKnown)]);
}
