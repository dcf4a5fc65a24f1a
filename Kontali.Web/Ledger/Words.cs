using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Ledger;
using Kontali.Web.Shared;

namespace Kontali.Web.Ledger;

/// <summary>The ledger's words on screens.</summary>
internal static class Words
{
    /// <summary>What a voucher was made from.</summary>
    public static string Source(this Texts L, EntrySource source) => source switch
    {
        EntrySource.VendorInvoice => L["Inngående faktura"],
        EntrySource.Sales => L["Salg"],
        EntrySource.Bank => L["Bank"],
        EntrySource.Opening => L["Åpningsbalanse"],
        EntrySource.Reversal => L["Tilbakeføring"],
        _ => L["Ført for hånd"],
    };

    /// <summary>Who did it: a person by name, an agent by what it does.</summary>
    public static string By(this Texts L, ActorKind? kind, string? name) => kind switch
    {
        ActorKind.Agent => L["Bokføringsagenten"],
        ActorKind.System => L["Oppsett"],
        _ => name ?? L["ukjent"],
    };

    /// <summary>By which door a document came.</summary>
    public static string Through(this Texts L, Door? door) => door switch
    {
        Door.Browser => L["nettleseren"],
        Door.Api => L["programmet som leverer"],
        Door.Folder => L["den overvåkede mappen"],
        Door.Inside => L["et annet dokument"],
        Door.Mail => L["e-postkassen"],
        _ => L["demoen"],
    };

    /// <summary>The beginning of a hash: enough to compare by eye.</summary>
    public static string Short(byte[] hash) => Convert.ToHexStringLower(hash)[..12];
}
