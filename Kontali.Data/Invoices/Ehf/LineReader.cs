using System.Xml.Linq;

namespace Kontali.Data.Invoices.Ehf;

/// <summary>Reads invoice lines, and the allowances and charges of lines and document.</summary>
internal sealed class LineReader(ValueReader values)
{
    internal InvoiceLine Read(XElement line)
    {
        var id = line.Text("cbc:ID") ?? "";
        var where = Phrase.Of($"Linje {id}");
        var item = line.One("cac:Item");
        var tax = item.One("cac:ClassifiedTaxCategory");
        var quantity = EhfDocument.QuantityOf(line);
        return new()
        {
            Id = id,
            Name = item.Text("cbc:Name") ?? item.Text("cbc:Description") ?? "",
            Description = item.Text("cbc:Description"),
            Note = line.Text("cbc:Note"),
            Quantity = quantity is null ? 0 : values.Number(line, $"cbc:{quantity.Name.LocalName}", where) ?? 0,
            Unit = quantity.Attr("unitCode"),
            Price = values.Number(line, "cac:Price/cbc:PriceAmount", where) ?? 0,
            PriceBase = values.Number(line, "cac:Price/cbc:BaseQuantity", where) ?? 1,
            Net = values.Number(line, "cbc:LineExtensionAmount", where) ?? 0,
            VatCategory = tax.Text("cbc:ID"),
            VatPercent = values.Number(tax, "cbc:Percent", where),
            AllowancesAndCharges = [.. line.All("cac:AllowanceCharge").Select(a => AllowanceCharge(a, where))],
            Classifications = [.. item.All("cac:CommodityClassification/cbc:ItemClassificationCode").Select(Classification).OfType<string>()],
            SellerItemId = item.Text("cac:SellersItemIdentification/cbc:ID"),
            BuyerItemId = item.Text("cac:BuyersItemIdentification/cbc:ID"),
            StandardItemId = item.Text("cac:StandardItemIdentification/cbc:ID"),
            OriginCountry = item.Text("cac:OriginCountry/cbc:IdentificationCode"),
            Properties = [.. item.All("cac:AdditionalItemProperty").Select(p => new ItemProperty(p.Text("cbc:Name") ?? "", p.Text("cbc:Value") ?? ""))],
            AccountingCost = line.Text("cbc:AccountingCost"),
            OrderLineReference = line.Text("cac:OrderLineReference/cbc:LineID"),
            Period = values.Period(line.One("cac:InvoicePeriod"), where),
        };
    }

    internal AllowanceCharge AllowanceCharge(XElement element, Phrase where)
    {
        var tax = element.One("cac:TaxCategory");
        return new(EhfDocument.IsCharge(element),
            values.Number(element, "cbc:Amount", where) ?? 0,
            element.Text("cbc:AllowanceChargeReason"),
            element.Text("cbc:AllowanceChargeReasonCode"),
            values.Number(element, "cbc:BaseAmount", where),
            values.Number(element, "cbc:MultiplierFactorNumeric", where),
            tax.Text("cbc:ID"),
            values.Number(tax, "cbc:Percent", where));
    }

    private static string? Classification(XElement code) => code.Text() is not { } value ? null
        : code.Attr("listID") is { } list ? $"{list}:{value}" : value;
}
