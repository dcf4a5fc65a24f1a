using Kontali.Web.Shared;

namespace Kontali.Web.Verification;

/// <summary>The checks in an auditor's words; keys of translations.</summary>
internal static class ProofWords
{
    public static string Check(string check) => check switch
    {
        "voucher" => Texts.Of("bilag"),
        "chain" => Texts.Of("kjede"),
        "numbers" => Texts.Of("nummerserie"),
        "lines" => Texts.Of("linjer"),
        "vat" => Texts.Of("mva"),
        "balances" => Texts.Of("saldo"),
        "trail" => Texts.Of("logg"),
        "documents" => Texts.Of("dokument"),
        "anchor" => Texts.Of("anker"),
        _ => check,
    };
}
