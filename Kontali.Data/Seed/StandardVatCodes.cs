using Kontali.Data.Ledger;

namespace Kontali.Data.Seed;

/// <summary>
/// The standard tax codes of SAF-T Financial (Skatteetaten, Standard_Tax_Codes) with what each does in the VAT return
/// (Skatteetaten/mva-meldingen), and the rates by date (mva-meldingen sats.xml; mval 5-1 to 5-12). Names are our own.
/// The accounts are those of the base chart.
/// </summary>
internal static class StandardVatCodes
{
    public static readonly VatCode[] All = Numbered(
        None("0", "Kjøp uten mva-behandling", "Purchase without VAT treatment"),
        Bought("1", "Kjøp i Norge, fradrag, alminnelig sats", "Purchase in Norway, deductible, standard rate", RateClass.Standard, "2710"),
        Bought("11", "Kjøp i Norge, fradrag, mat og vann", "Purchase in Norway, deductible, middle rate", RateClass.Middle, "2711"),
        Bought("12", "Kjøp i Norge, fradrag, råfisk", "Purchase in Norway, deductible, raw fish", RateClass.RawFish, "2712"),
        Bought("13", "Kjøp i Norge, fradrag, lav sats", "Purchase in Norway, deductible, low rate", RateClass.Low, "2713"),
        Bought("14", "Innførselsmva betalt til tollvesenet, fradrag", "Import VAT paid to customs, deductible", RateClass.Standard, "2715"),
        Bought("15", "Innførselsmva betalt til tollvesenet, fradrag, mat", "Import VAT paid to customs, deductible, middle rate", RateClass.Middle, "2716"),
        None("20", "Varer fra utlandet, uten mva-behandling", "Goods from abroad, without VAT treatment"),
        None("21", "Varer fra utlandet, alminnelig sats (grunnlag på egen linje)", "Goods from abroad, standard rate (base reported apart)"),
        None("22", "Varer fra utlandet, mat (grunnlag på egen linje)", "Goods from abroad, middle rate (base reported apart)"),
        Calculated("81", "Innførsel av varer, fradrag, alminnelig sats", "Import of goods, deductible, standard rate", RateClass.Standard, "2705", "2715"),
        Calculated("82", "Innførsel av varer, uten fradrag, alminnelig sats", "Import of goods, not deductible, standard rate", RateClass.Standard, "2705", null),
        Calculated("83", "Innførsel av varer, fradrag, mat", "Import of goods, deductible, middle rate", RateClass.Middle, "2706", "2716"),
        Calculated("84", "Innførsel av varer, uten fradrag, mat", "Import of goods, not deductible, middle rate", RateClass.Middle, "2706", null),
        new() { Code = "85", Name = "Innførsel av varer, ingen mva", NameEn = "Import of goods, no VAT", Side = VatSide.Purchase, RateClass = RateClass.Zero, Mechanism = VatMechanism.None, ReturnsBase = true, ReturnsDeduction = false, SortOrder = 0 },
        Calculated("86", "Tjenester fra utlandet, fradrag, alminnelig sats", "Services from abroad, deductible, standard rate", RateClass.Standard, "2704", "2714"),
        Calculated("87", "Tjenester fra utlandet, uten fradrag, alminnelig sats", "Services from abroad, not deductible, standard rate", RateClass.Standard, "2704", null),
        Calculated("88", "Tjenester fra utlandet, fradrag, lav sats", "Services from abroad, deductible, low rate", RateClass.Low, "2704", "2714"),
        Calculated("89", "Tjenester fra utlandet, uten fradrag, lav sats", "Services from abroad, not deductible, low rate", RateClass.Low, "2704", null),
        Calculated("91", "Klimakvoter og gull, fradrag", "Emission allowances and gold, deductible", RateClass.Standard, "2707", "2717"),
        Calculated("92", "Klimakvoter og gull, uten fradrag", "Emission allowances and gold, not deductible", RateClass.Standard, "2707", null),
        Sold("3", "Salg, alminnelig sats", "Sale, standard rate", RateClass.Standard, "2700"),
        Sold("31", "Salg, mat og vann", "Sale, middle rate", RateClass.Middle, "2701"),
        Sold("32", "Salg, råfisk", "Sale, raw fish", RateClass.RawFish, "2702"),
        Sold("33", "Salg, lav sats", "Sale, low rate", RateClass.Low, "2703"),
        Sold("5", "Salg, fritatt i Norge", "Sale, zero-rated in Norway", RateClass.Zero, null),
        Sold("51", "Salg der kjøper beregner mva", "Sale where the buyer calculates VAT", RateClass.Zero, null),
        Sold("52", "Utførsel av varer og tjenester", "Export of goods and services", RateClass.Zero, null),
        Sold("6", "Salg utenfor mva-loven", "Sale outside the VAT Act", RateClass.None, null),
        new() { Code = "7", Name = "Inntekt som ikke er omsetning", NameEn = "Income that is not turnover", Side = VatSide.Sale, RateClass = RateClass.None, Mechanism = VatMechanism.None, ReturnsBase = false, ReturnsDeduction = false, SortOrder = 0 });

    public static readonly VatRate[] Rates = [.. NorwegianRates.All];

    private static VatCode[] Numbered(params VatCode[] codes) =>
        [.. codes.Select((c, i) => new VatCode { Code = c.Code, Name = c.Name, NameEn = c.NameEn, Side = c.Side, RateClass = c.RateClass, Mechanism = c.Mechanism, DeductionAccount = c.DeductionAccount, OutputAccount = c.OutputAccount, ReturnsBase = c.ReturnsBase, ReturnsDeduction = c.ReturnsDeduction, SortOrder = (short)(i + 1) })];

    private static VatCode None(string code, string name, string nameEn) =>
        new() { Code = code, Name = name, NameEn = nameEn, Side = VatSide.Purchase, RateClass = RateClass.None, Mechanism = VatMechanism.None, ReturnsBase = false, ReturnsDeduction = false, SortOrder = 0 };

    private static VatCode Bought(string code, string name, string nameEn, RateClass rate, string deduction) =>
        new() { Code = code, Name = name, NameEn = nameEn, Side = VatSide.Purchase, RateClass = rate, Mechanism = VatMechanism.Invoiced, DeductionAccount = deduction, ReturnsBase = false, ReturnsDeduction = true, SortOrder = 0 };

    private static VatCode Calculated(string code, string name, string nameEn, RateClass rate, string output, string? deduction) =>
        new() { Code = code, Name = name, NameEn = nameEn, Side = VatSide.Purchase, RateClass = rate, Mechanism = VatMechanism.Calculated, OutputAccount = output, DeductionAccount = deduction, ReturnsBase = true, ReturnsDeduction = deduction is not null, SortOrder = 0 };

    private static VatCode Sold(string code, string name, string nameEn, RateClass rate, string? output) =>
        new() { Code = code, Name = name, NameEn = nameEn, Side = VatSide.Sale, RateClass = rate, Mechanism = output is null ? VatMechanism.None : VatMechanism.Invoiced, OutputAccount = output, ReturnsBase = true, ReturnsDeduction = false, SortOrder = 0 };
}
