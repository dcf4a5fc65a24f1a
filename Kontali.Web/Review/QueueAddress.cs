using System.Globalization;
using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Web.Shared;

namespace Kontali.Web.Review;

/// <summary>The selection as it stands in the address: a link brings the same list to a colleague, and a saved view is an address.</summary>
public static class QueueAddress
{
    /// <summary>The page.</summary>
    public const string Page = "/til-kontroll";

    private static readonly Dictionary<string, Waited> Ages = new() { ["fersk"] = Waited.Fresh, ["viktig"] = Waited.Important, ["fast"] = Waited.Stuck };

    /// <summary>Reads it; what means nothing selects nothing.</summary>
    public static QueueFilter Read(Func<string, string?> asked, Guid? me) => new()
    {
        Client = Id(asked("klient")),
        Reason = asked("grunn") is { Length: > 0 } reason ? reason : null,
        Kind = asked("slag") switch { "faktura" => InvoiceKind.Invoice, "kreditnota" => InvoiceKind.CreditNote, _ => null },
        AssignedTo = asked("hvem") == "meg" ? me : Id(asked("hvem")),
        Unassigned = asked("hvem") == "ingen",
        Mentioned = asked("hvem") == "nevnt" ? me : null,
        Age = asked("alder") is { } age && Ages.TryGetValue(age, out var waited) ? waited : null,
        From = Figuring.Number(asked("fra")),
        To = Figuring.Number(asked("til")),
        Snoozed = asked("utsatt") == "1",
    };

    /// <summary>Writes it, with an item to begin at where one is named.</summary>
    public static string Of(QueueFilter filter, Guid? me, Guid? item = null)
    {
        List<string> parts = [];
        void Say(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value)) parts.Add($"{name}={Uri.EscapeDataString(value)}");
        }
        Say("klient", filter.Client?.ToString());
        Say("grunn", filter.Reason);
        Say("slag", filter.Kind switch { InvoiceKind.Invoice => "faktura", InvoiceKind.CreditNote => "kreditnota", _ => null });
        Say("hvem", filter.Unassigned ? "ingen" : filter.Mentioned is not null ? "nevnt" : filter.AssignedTo == me && me is not null ? "meg" : filter.AssignedTo?.ToString());
        Say("alder", Ages.FirstOrDefault(a => a.Value == filter.Age && filter.Age is not null).Key);
        Say("fra", filter.From?.ToString(CultureInfo.InvariantCulture));
        Say("til", filter.To?.ToString(CultureInfo.InvariantCulture));
        Say("utsatt", filter.Snoozed ? "1" : null);
        Say("sak", item?.ToString());
        return parts.Count == 0 ? Page : $"{Page}?{string.Join('&', parts)}";
    }

    private static Guid? Id(string? text) => Guid.TryParse(text, out var id) ? id : null;
}
