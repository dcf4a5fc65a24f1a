namespace Kontali.Data.Agents;

/// <summary>One question to the advisor: what it cost, how long it took, how it went. Settled once, then never changed.</summary>
public sealed class AdvisorCall : IOfClient
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <inheritdoc/>
    public required Guid ClientId { get; init; }

    /// <summary>The document it was about.</summary>
    public required Guid DocumentId { get; init; }

    /// <summary>The first day of the month whose budget it uses.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>How it went.</summary>
    public AdviceOutcome Outcome { get; private set; }

    /// <summary>Kroner held back while it was asked: the most it could cost.</summary>
    public required decimal Reserved { get; init; }

    /// <summary>Kroner it cost.</summary>
    public decimal Cost { get; private set; }

    /// <summary>Tokens sent and received.</summary>
    public int TokensIn { get; private set; }

    /// <inheritdoc cref="TokensIn"/>
    public int TokensOut { get; private set; }

    /// <summary>From question to answer.</summary>
    public int Milliseconds { get; private set; }

    /// <summary>When, UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was settled, UTC.</summary>
    public DateTimeOffset? FinishedAt { get; private set; }

    /// <summary>Settles it.</summary>
    internal void Settle(AdviceOutcome outcome, AdviceUsage usage, DateTimeOffset at)
    {
        if (FinishedAt is not null) throw new InvalidOperationException("A call is settled once.");
        (Outcome, Cost, TokensIn, TokensOut, Milliseconds, FinishedAt) = (outcome, usage.Cost, usage.TokensIn, usage.TokensOut, usage.Milliseconds, at);
    }
}

/// <summary>What a call used.</summary>
public sealed record AdviceUsage(decimal Cost, int TokensIn, int TokensOut, int Milliseconds)
{
    /// <summary>Nothing.</summary>
    public static readonly AdviceUsage Nothing = new(0, 0, 0, 0);
}

/// <summary>One line of advice, and whether it turned out right. The verdict may be taken back and given anew.</summary>
public sealed class AdvisorAnswer : IOfFirm
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; }

    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The call it came from.</summary>
    public required Guid CallId { get; init; }

    /// <summary>The part of the invoice.</summary>
    public required string ShareKey { get; init; }

    /// <summary>What it advised.</summary>
    public required string Account { get; init; }

    /// <inheritdoc cref="Account"/>
    public required string VatCode { get; init; }

    /// <summary>Why, in the model's words.</summary>
    public required string Reason { get; init; }

    /// <summary>Whether the account was right; null until somebody knows, and again when what was known is taken back.</summary>
    public bool? IsRight { get; private set; }

    /// <summary>The same of the tax code.</summary>
    public bool? VatIsRight { get; private set; }

    /// <summary>The truth is known.</summary>
    internal void Judge(string account, string? vatCode) => (IsRight, VatIsRight) = (Account == account, vatCode is null ? null : VatCode == vatCode);

    /// <summary>What was known is taken back.</summary>
    internal void Unjudge() => (IsRight, VatIsRight) = (null, null);
}

/// <summary>What a firm has used of its kroner for advice in a month.</summary>
public sealed class AdvisorMonth : IOfFirm
{
    /// <inheritdoc/>
    public required Guid TenantId { get; init; }

    /// <summary>The first day of the month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>Kroner held back for questions that are under way.</summary>
    public decimal Reserved { get; init; }

    /// <summary>Kroner used.</summary>
    public decimal Spent { get; init; }
}
