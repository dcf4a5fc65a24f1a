using Kontali.Data.Invoices;
using Kontali.Web.Shared;

namespace Kontali.Web.Invoices;

/// <summary>The invoices' words on screens.</summary>
internal static class Words
{
    /// <summary>Invoice or credit note.</summary>
    public static string Kind(this Texts L, InvoiceKind kind) => kind == InvoiceKind.CreditNote ? L["Kreditnota"] : L["Faktura"];

    /// <summary>Where it stands.</summary>
    public static string Status(this Texts L, InvoiceStatus status) => status switch
    {
        InvoiceStatus.Review => L["til kontroll"],
        InvoiceStatus.Posted => L["bokført"],
        InvoiceStatus.Rejected => L["avvist"],
        _ => L["i arbeid"],
    };

    /// <summary>Its tone: amber waits for somebody.</summary>
    public static Tone ToneOf(InvoiceStatus status) => status == InvoiceStatus.Review ? Tone.Waits : Tone.Plain;

    /// <summary>Whether it is paid.</summary>
    public static string Payment(this Texts L, PaymentStatus status) => status switch
    {
        PaymentStatus.Paid => L["betalt"],
        PaymentStatus.Partly => L["delvis betalt"],
        _ => L["ikke betalt"],
    };
}
