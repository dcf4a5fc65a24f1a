using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Data.Invoices;

/// <summary>Which client an invoice is for.</summary>
public static class FindReceiver
{
    /// <summary>The client with the buyer's organisation number, or its electronic address; null where none of the firm's clients has it.</summary>
    public static async Task<Client?> FindReceiverAsync(this KontaliContext db, Party buyer, CancellationToken ct = default)
    {
        if (buyer.Endpoint is { Length: > 0 } endpoint)
        {
            var address = buyer.EndpointScheme is { Length: > 0 } scheme ? $"{scheme}:{endpoint}" : endpoint;
            if (await db.Clients.SingleOrDefaultAsync(c => c.IsActive && c.EhfEndpoint == address, ct) is { } byAddress) return byAddress;
        }
        return VendorIdentity.OrgNumberOf(buyer) is { } number
            ? await db.Clients.SingleOrDefaultAsync(c => c.IsActive && c.OrgNumber == number, ct)
            : null;
    }
}
