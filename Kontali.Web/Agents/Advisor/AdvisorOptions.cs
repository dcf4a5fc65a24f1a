using Kontali.Data.Database;

namespace Kontali.Web.Agents.Advisor;

/// <summary>
/// Where the advisor is and what it costs: <c>Advisor:Endpoint</c>, <c>Advisor:Model</c>, <c>Advisor:Key</c>, and the prices.
/// By configuration alone: a key does not belong in a database that people export, nor an address in a form that people fill in.
/// </summary>
/// <param name="Endpoint">Address that ends where <c>/chat/completions</c> begins, as https://host/v1.</param>
/// <param name="Model">The model's name there.</param>
/// <param name="Key">Its key; empty where none is asked for.</param>
public sealed record AdvisorOptions(Uri Endpoint, string Model, string? Key)
{
    /// <summary>The most it may say, in tokens.</summary>
    public const int MostOut = 2_000;

    /// <summary>Kroner for a million tokens sent, and received. High where nobody has said: a budget must not be cheated by a guess.</summary>
    public decimal PriceIn { get; init; } = 50;

    /// <inheritdoc cref="PriceIn"/>
    public decimal PriceOut { get; init; } = 250;

    /// <summary>How long an answer may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>What these many tokens cost, in kroner.</summary>
    public decimal Cost(long tokensIn, long tokensOut) => Math.Round((tokensIn * PriceIn + tokensOut * PriceOut) / 1_000_000m, 4, MidpointRounding.ToPositiveInfinity);

    /// <summary>As configured; null where nothing is.</summary>
    /// <exception cref="SetupProblem">It is half configured, or the key would travel in the open.</exception>
    public static AdvisorOptions? From(IConfiguration configuration)
    {
        var section = configuration.GetSection("Advisor");
        if (section["Endpoint"] is not { Length: > 0 } endpoint) return null;
        if (!Uri.TryCreate(endpoint, UriKind.Absolute, out var address) || address.Scheme is not ("https" or "http")) throw new SetupProblem($"Advisor:Endpoint is not an address: {endpoint}");
        if (address.Scheme == "http" && !address.IsLoopback) throw new SetupProblem("Advisor:Endpoint must begin with https: invoices are not sent in the open.");
        if (section["Model"] is not { Length: > 0 } model) throw new SetupProblem("Advisor:Endpoint is set, but Advisor:Model is not.");
        var options = new AdvisorOptions(address, model, section["Key"] is { Length: > 0 } key ? key : null);
        return options with
        {
            PriceIn = section.GetValue("KronerPerMillionIn", options.PriceIn),
            PriceOut = section.GetValue("KronerPerMillionOut", options.PriceOut),
            Timeout = TimeSpan.FromSeconds(section.GetValue("TimeoutSeconds", options.Timeout.TotalSeconds)),
        };
    }
}
