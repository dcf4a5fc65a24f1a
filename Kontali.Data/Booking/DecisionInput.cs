namespace Kontali.Data.Booking;

/// <summary>What a decision was made from, by reference, and the row of the table that decided; kept as JSON on the decision.</summary>
/// <param name="Document">The document, and its hash.</param>
/// <param name="Sha256"><inheritdoc cref="Document" path="/node()"/></param>
/// <param name="Threshold">Per cent the client asks for: for the booking, and for the tax code.</param>
/// <param name="VatThreshold"><inheritdoc cref="Threshold" path="/node()"/></param>
/// <param name="Level">The client's level of automation.</param>
/// <param name="Cap">Its limit in kroner.</param>
/// <param name="Route">Code of the row in <see cref="Routing"/> that decided.</param>
/// <param name="LowerBound">What the patterns had earned, 0–1, and on how many cases.</param>
/// <param name="Cases"><inheritdoc cref="LowerBound" path="/node()"/></param>
/// <param name="AdvisorKroner">What the language model cost for it, in kroner; its tokens stand on the decision.</param>
public sealed record DecisionInput(Guid Document = default, string? Sha256 = null, int Threshold = 0, int VatThreshold = 0, string? Level = null, decimal Cap = 0, string? Route = null, double LowerBound = 0, int Cases = 0, decimal AdvisorKroner = 0)
{
    /// <summary>What a decision was made from.</summary>
    public static DecisionInput Of(AgentDecision decision) => System.Text.Json.JsonSerializer.Deserialize<DecisionInput>(decision.InputData, Mapping.Json) ?? new();
}
