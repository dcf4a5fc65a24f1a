namespace Kontali.Data.Invoices;

/// <summary>Invoice or credit note. Both state positive amounts for the ordinary case; booking mirrors a credit note.</summary>
public enum InvoiceKind
{
    /// <summary>UBL Invoice (type code 380 and its kin). A negative total is a correction and books as its mirror.</summary>
    Invoice,

    /// <summary>UBL CreditNote (type code 381 and its kin), amounts positive.</summary>
    CreditNote,
}

/// <summary>
/// What a document says, and nothing more: every amount as it is written there, never recomputed.
/// One form for EHF, PDF and scans. Amounts are in <see cref="Currency"/> unless said otherwise.
/// </summary>
public sealed record InvoiceFacts
{
    /// <summary>Invoice or credit note.</summary>
    public required InvoiceKind Kind { get; init; }

    /// <summary>UNCL1001 type code as written: 380, 381, 384, 389 …; null where the document states none.</summary>
    public string? TypeCode { get; init; }

    /// <summary>The specification the sender claims (cbc:CustomizationID) and the process (cbc:ProfileID).</summary>
    public string? Customization { get; init; }

    /// <inheritdoc cref="Customization"/>
    public string? Profile { get; init; }

    /// <summary>The seller's invoice number, as written.</summary>
    public required string Number { get; init; }

    /// <summary>The date of issue: it decides the VAT term (mval 15-9).</summary>
    public required DateOnly IssueDate { get; init; }

    /// <summary>When payment is due; may be absent though money is owed (rules 3.0.21).</summary>
    public DateOnly? DueDate { get; init; }

    /// <summary>The date VAT is due, where stated apart from the issue date.</summary>
    public DateOnly? TaxPointDate { get; init; }

    /// <summary>The period the invoice covers, each end inclusive.</summary>
    public ServicePeriod? Period { get; init; }

    /// <summary>ISO 4217 code of every amount but <see cref="VatInAccountingCurrency"/>.</summary>
    public required string Currency { get; init; }

    /// <summary>The currency the seller accounts VAT in, where it is stated (NOK for a Norwegian seller).</summary>
    public string? VatCurrency { get; init; }

    /// <summary>Total VAT in <see cref="VatCurrency"/>; together with <see cref="VatTotal"/> it gives the seller's rate.</summary>
    public decimal? VatInAccountingCurrency { get; init; }

    /// <summary>Who sells.</summary>
    public required Party Seller { get; init; }

    /// <summary>Who buys: it decides which client the invoice belongs to.</summary>
    public required Party Buyer { get; init; }

    /// <summary>Who is to be paid where it is not the seller, for example a factoring company.</summary>
    public Party? Payee { get; init; }

    /// <summary>The seller's tax representative in the country of taxation.</summary>
    public Party? TaxRepresentative { get; init; }

    /// <summary>The buyer's own reference ("Deres ref"), order number, and further references, as written.</summary>
    public string? BuyerReference { get; init; }

    /// <inheritdoc cref="BuyerReference"/>
    public string? OrderReference { get; init; }

    /// <inheritdoc cref="BuyerReference"/>
    public string? SalesOrderReference { get; init; }

    /// <inheritdoc cref="BuyerReference"/>
    public string? ContractReference { get; init; }

    /// <inheritdoc cref="BuyerReference"/>
    public string? ProjectReference { get; init; }

    /// <summary>The buyer's accounting string (BT-19), where the seller repeats it.</summary>
    public string? AccountingCost { get; init; }

    /// <summary>The invoices this one corrects or credits.</summary>
    public IReadOnlyList<PrecedingInvoice> Preceding { get; init; } = [];

    /// <summary>Where goods or services were delivered, and when.</summary>
    public Delivery? Delivery { get; init; }

    /// <summary>How to pay: accounts and payment references (KID).</summary>
    public IReadOnlyList<PaymentMeans> Payment { get; init; } = [];

    /// <summary>Terms of payment in words.</summary>
    public string? PaymentTerms { get; init; }

    /// <summary>Free text on the whole invoice.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>The lines in the document's order.</summary>
    public required IReadOnlyList<InvoiceLine> Lines { get; init; }

    /// <summary>Allowances and charges on the whole invoice.</summary>
    public IReadOnlyList<AllowanceCharge> AllowancesAndCharges { get; init; } = [];

    /// <summary>The VAT breakdown: one row per category and rate.</summary>
    public IReadOnlyList<VatSubtotal> Vat { get; init; } = [];

    /// <summary>Sum of the lines' net amounts, as written.</summary>
    public decimal LineTotal { get; init; }

    /// <summary>Sum of the document's allowances and of its charges, as written.</summary>
    public decimal AllowanceTotal { get; init; }

    /// <inheritdoc cref="AllowanceTotal"/>
    public decimal ChargeTotal { get; init; }

    /// <summary>Total without VAT, as written.</summary>
    public required decimal Net { get; init; }

    /// <summary>Total VAT, as written; 0 where none is stated.</summary>
    public decimal VatTotal { get; init; }

    /// <summary>Total with VAT, as written.</summary>
    public required decimal Gross { get; init; }

    /// <summary>Already paid, as written.</summary>
    public decimal Prepaid { get; init; }

    /// <summary>Rounding added to the total to reach the payable amount.</summary>
    public decimal Rounding { get; init; }

    /// <summary>What is to be paid: Gross − Prepaid + Rounding, as written.</summary>
    public required decimal Payable { get; init; }

    /// <summary>Files sent inside or beside the invoice; the bytes of embedded ones become documents of their own.</summary>
    public IReadOnlyList<AttachmentFacts> Attachments { get; init; } = [];

    /// <summary>Where on its pages each value was seen, and how surely; null where it was no picture of a page that was read.</summary>
    public Pdf.PageReading? Pages { get; init; }

    /// <summary>+1 for an ordinary invoice, −1 where it books as a mirror (credit note, unless its amounts are themselves negative).</summary>
    public int Direction => Kind == InvoiceKind.CreditNote ? -1 : 1;
}

/// <summary>A party as the document names it. Numbers are text as written; <c>OrgNumber.TryParse</c> judges them.</summary>
public sealed record Party
{
    /// <summary>The name people know it by: trading name, else the registered name.</summary>
    public required string Name { get; init; }

    /// <summary>The registered name, where it differs.</summary>
    public string? LegalName { get; init; }

    /// <summary>The legal registration id (cac:PartyLegalEntity/cbc:CompanyID); in Norway the organisation number.</summary>
    public string? CompanyId { get; init; }

    /// <summary>The VAT number (tax scheme VAT), in Norway NO + nine digits + MVA.</summary>
    public string? VatNumber { get; init; }

    /// <summary>Electronic address and its scheme (EAS), for Norway 0192 and the organisation number.</summary>
    public string? Endpoint { get; init; }

    /// <inheritdoc cref="Endpoint"/>
    public string? EndpointScheme { get; init; }

    /// <summary>Other identifiers as "scheme:value", or the bare value.</summary>
    public IReadOnlyList<string> OtherIds { get; init; } = [];

    /// <summary>True when the seller states "Foretaksregisteret" (bff 5-1-2).</summary>
    public bool InForetaksregisteret { get; init; }

    /// <summary>Address.</summary>
    public Address? Address { get; init; }

    /// <summary>Contact person, phone and e-mail.</summary>
    public string? ContactName { get; init; }

    /// <inheritdoc cref="ContactName"/>
    public string? Phone { get; init; }

    /// <inheritdoc cref="ContactName"/>
    public string? Email { get; init; }
}

/// <summary>A postal address.</summary>
/// <param name="Lines">Street lines, non-empty ones only.</param>
/// <param name="PostCode">Postal code.</param>
/// <param name="City">Post town.</param>
/// <param name="Region">County or state.</param>
/// <param name="Country">ISO 3166 alpha-2.</param>
public sealed record Address(IReadOnlyList<string> Lines, string? PostCode, string? City, string? Region, string? Country);

/// <summary>A span of days, each end inclusive; an end may be open.</summary>
public sealed record ServicePeriod(DateOnly? From, DateOnly? To);

/// <summary>An earlier invoice this one refers to.</summary>
public sealed record PrecedingInvoice(string Number, DateOnly? IssueDate);

/// <summary>Delivery: date, receiver and place.</summary>
public sealed record Delivery(DateOnly? Date, string? To, Address? Address);

/// <summary>One way to pay.</summary>
/// <param name="Code">UNCL4461 code: 30 credit transfer, 58 SEPA, 49 direct debit …</param>
/// <param name="Reference">Payment reference as written; a KID for a Norwegian seller. Text: leading zeros count.</param>
/// <param name="Account">Bank account as written: eleven digits (BBAN) or an IBAN.</param>
/// <param name="AccountName">Name on the account.</param>
/// <param name="Bank">BIC or branch.</param>
/// <param name="Card">Last digits of the card it was paid with.</param>
/// <param name="Mandate">Direct debit mandate.</param>
public sealed record PaymentMeans(string? Code, string? Reference, string? Account, string? AccountName, string? Bank, string? Card, string? Mandate);

/// <summary>An invoice line.</summary>
public sealed record InvoiceLine
{
    /// <summary>The seller's line id.</summary>
    public required string Id { get; init; }

    /// <summary>Name of the item.</summary>
    public required string Name { get; init; }

    /// <summary>Longer description and note.</summary>
    public string? Description { get; init; }

    /// <inheritdoc cref="Description"/>
    public string? Note { get; init; }

    /// <summary>Quantity in <see cref="Unit"/> (UNECE Rec. 20).</summary>
    public decimal Quantity { get; init; }

    /// <inheritdoc cref="Quantity"/>
    public string? Unit { get; init; }

    /// <summary>Net price per <see cref="PriceBase"/> units.</summary>
    public decimal Price { get; init; }

    /// <inheritdoc cref="Price"/>
    public decimal PriceBase { get; init; } = 1;

    /// <summary>Net amount of the line after its allowances and charges, without VAT, as written.</summary>
    public required decimal Net { get; init; }

    /// <summary>VAT category (UNCL5305: S, Z, E, AE, K, G, O …) and its per cent.</summary>
    public string? VatCategory { get; init; }

    /// <inheritdoc cref="VatCategory"/>
    public decimal? VatPercent { get; init; }

    /// <summary>Allowances and charges that are already inside <see cref="Net"/>.</summary>
    public IReadOnlyList<AllowanceCharge> AllowancesAndCharges { get; init; } = [];

    /// <summary>Item classifications as "list:code", e.g. "TST:43211503" (UNSPSC).</summary>
    public IReadOnlyList<string> Classifications { get; init; } = [];

    /// <summary>The seller's, the buyer's and the standard (GTIN) item number.</summary>
    public string? SellerItemId { get; init; }

    /// <inheritdoc cref="SellerItemId"/>
    public string? BuyerItemId { get; init; }

    /// <inheritdoc cref="SellerItemId"/>
    public string? StandardItemId { get; init; }

    /// <summary>Country of origin, ISO 3166 alpha-2.</summary>
    public string? OriginCountry { get; init; }

    /// <summary>Named properties of the item.</summary>
    public IReadOnlyList<ItemProperty> Properties { get; init; } = [];

    /// <summary>The buyer's accounting string for the line (BT-133), and its order line.</summary>
    public string? AccountingCost { get; init; }

    /// <inheritdoc cref="AccountingCost"/>
    public string? OrderLineReference { get; init; }

    /// <summary>The period the line covers.</summary>
    public ServicePeriod? Period { get; init; }
}

/// <summary>A named property of an item, such as a colour or a meter reading.</summary>
public sealed record ItemProperty(string Name, string Value);

/// <summary>A deduction or an addition.</summary>
/// <param name="IsCharge">True for an addition, false for a deduction.</param>
/// <param name="Amount">Without VAT; the sign follows <paramref name="IsCharge"/>.</param>
/// <param name="Reason">Reason in words.</param>
/// <param name="ReasonCode">UNCL5189 (allowance) or UNCL7161 (charge).</param>
/// <param name="BaseAmount">What the per cent was taken of.</param>
/// <param name="Percent">Per cent.</param>
/// <param name="VatCategory">VAT category; on document level only.</param>
/// <param name="VatPercent">VAT per cent; on document level only.</param>
public sealed record AllowanceCharge(bool IsCharge, decimal Amount, string? Reason, string? ReasonCode, decimal? BaseAmount, decimal? Percent, string? VatCategory, decimal? VatPercent)
{
    /// <summary>The amount with its sign: a charge adds, an allowance takes away.</summary>
    public decimal Signed => IsCharge ? Amount : -Amount;
}

/// <summary>One row of the VAT breakdown, as written.</summary>
/// <param name="Category">UNCL5305 category.</param>
/// <param name="Percent">Rate in per cent; absent for O.</param>
/// <param name="Base">Taxable amount.</param>
/// <param name="Vat">VAT.</param>
/// <param name="ExemptionReason">Why no VAT, in words.</param>
/// <param name="ExemptionCode">VATEX code.</param>
public sealed record VatSubtotal(string Category, decimal? Percent, decimal Base, decimal Vat, string? ExemptionReason, string? ExemptionCode);

/// <summary>What the document says about an attached file.</summary>
/// <param name="Id">The seller's reference.</param>
/// <param name="Description">What it is.</param>
/// <param name="FileName">Name as sent: display text only.</param>
/// <param name="MimeType">Type as claimed.</param>
/// <param name="ExternalUri">Where it lies, when it is not embedded; never fetched.</param>
/// <param name="Sha256">Hash of the embedded bytes in lower-case hex; null where nothing is embedded.</param>
public sealed record AttachmentFacts(string Id, string? Description, string? FileName, string? MimeType, string? ExternalUri, string? Sha256);
