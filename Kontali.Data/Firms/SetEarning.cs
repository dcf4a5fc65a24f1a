using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Firms;

/// <summary>How auto-posting is earned and watched at a client.</summary>
/// <param name="Threshold">Per cent of confidence from which a suggestion may post itself; the record's lower bound must pass it too.</param>
/// <param name="VatThreshold">The same for the tax code.</param>
/// <param name="AmountCap">Kroner with VAT above which nothing posts itself at level assisted.</param>
/// <param name="LearnsItself">Whether patterns begin to speak by themselves.</param>
/// <param name="SampleShare">Per cent drawn to be looked at; null: the firm's.</param>
/// <param name="ErrorLimit">Per cent of errors above which it switches itself off; null: the firm's.</param>
public sealed record Earning(int Threshold, int VatThreshold, decimal AmountCap, bool LearnsItself, decimal? SampleShare, decimal? ErrorLimit);

/// <summary>Sets what auto-posting asks for.</summary>
public static class SetEarning
{
    /// <summary>The least per cent a firm draws to be looked at.</summary>
    public const decimal LeastSample = 1;

    /// <summary>Changes a client's thresholds.</summary>
    public static async Task SetEarningAsync(this KontaliContext db, Guid clientId, Earning earning, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.Close, ct);
        var client = await db.ClientAsync(clientId, ct);
        if (earning is { Threshold: < 0 or > 100 } or { VatThreshold: < 0 or > 100 } or { SampleShare: < 0 or > 100 } or { ErrorLimit: < 0 or > 100 }) throw new BrokenRule($"Prosenten må være mellom 0 og 100.");
        (client.AiConfidenceThreshold, client.AiVatThreshold, client.AiAmountCap) = (earning.Threshold, earning.VatThreshold, Money.Round(earning.AmountCap));
        (client.AiLearnsItself, client.AiSampleShare, client.AiErrorLimit) = (earning.LearnsItself, earning.SampleShare, earning.ErrorLimit);
        client.Check();
    }

    /// <summary>Changes what holds for clients that have set nothing of their own, and whether the firm gives and takes statistics without names.</summary>
    public static async Task SetFirmEarningAsync(this KontaliContext db, decimal sampleShare, decimal errorLimit, bool sharesStatistics, CancellationToken ct = default)
    {
        await db.DemandAsync(Right.SetUp, ct);
        if (sampleShare is < 0 or > 100 || errorLimit is < 0 or > 100) throw new BrokenRule($"Prosenten må være mellom 0 og 100.");
        // Nothing drawn is nothing known: the error limit would never be reached, however wrong the agent was.
        if (sampleShare < LeastSample) throw new BrokenRule($"Trekk minst {LeastSample:0} % til stikkprøve. Uten stikkprøver kan ingen vite om automatikken tar feil.");
        var firm = await db.Tenants.SingleAsync(ct);
        firm.Settings = firm.Settings with { SampleShare = sampleShare, ErrorLimit = errorLimit, SharesStatistics = sharesStatistics };
    }
}
