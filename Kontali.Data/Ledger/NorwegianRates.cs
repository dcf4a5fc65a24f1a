namespace Kontali.Data.Ledger;

/// <summary>The VAT rates of Norway with their dates (Skatteetaten/mva-meldingen, sats.xml).</summary>
public static class NorwegianRates
{
    /// <summary>Every rate there has been since 2005.</summary>
    public static IReadOnlyList<VatRate> All { get; } =
    [
        new() { RateClass = RateClass.Standard, Percent = 25m, ValidFrom = new(2005, 1, 1) },
        new() { RateClass = RateClass.Middle, Percent = 15m, ValidFrom = new(2012, 1, 1) },
        new() { RateClass = RateClass.Low, Percent = 8m, ValidFrom = new(2006, 1, 1), ValidTo = new(2015, 12, 31) },
        new() { RateClass = RateClass.Low, Percent = 10m, ValidFrom = new(2016, 1, 1), ValidTo = new(2017, 12, 31) },
        new() { RateClass = RateClass.Low, Percent = 12m, ValidFrom = new(2018, 1, 1), ValidTo = new(2020, 3, 31) },
        new() { RateClass = RateClass.Low, Percent = 6m, ValidFrom = new(2020, 4, 1), ValidTo = new(2021, 9, 30) },
        new() { RateClass = RateClass.Low, Percent = 12m, ValidFrom = new(2021, 10, 1) },
        new() { RateClass = RateClass.RawFish, Percent = 11.11m, ValidFrom = new(1970, 1, 1) },
        new() { RateClass = RateClass.Zero, Percent = 0m, ValidFrom = new(1970, 1, 1) },
        new() { RateClass = RateClass.None, Percent = 0m, ValidFrom = new(1970, 1, 1) },
    ];

    /// <summary>The table is silent about what was before it.</summary>
    private static readonly DateOnly First = new(2012, 1, 1);

    /// <summary>Whether a seller could charge that per cent on a day.</summary>
    public static bool Held(decimal percent, DateOnly day) =>
        day < First || All.Any(r => r.Percent == percent && percent > 0 && r.ValidFrom <= day && (r.ValidTo is not { } last || day <= last));
}
