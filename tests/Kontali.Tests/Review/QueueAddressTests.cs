using Kontali.Data.Invoices;
using Kontali.Data.Review;
using Kontali.Web.Review;
using Microsoft.AspNetCore.WebUtilities;

namespace Kontali.Tests.Review;

public sealed class QueueAddressTests
{
    private static readonly Guid Me = new("0198d000-0000-7000-8000-0000000000b1"), Other = new("0198d000-0000-7000-8000-0000000000b2");

    [Fact]
    public void Every_selection_is_an_address_and_the_address_is_that_selection()
    {
        QueueFilter[] filters =
        [
            new(), new() { Client = Other, Reason = "new_vendor" }, new() { AssignedTo = Me }, new() { AssignedTo = Other }, new() { Unassigned = true, Snoozed = true },
            new() { Mentioned = Me }, new() { Kind = InvoiceKind.CreditNote, Age = Waited.Stuck }, new() { From = 1000.50m, To = 2000m },
        ];
        foreach (var filter in filters)
        {
            var query = QueryHelpers.ParseQuery(new Uri("http://kontali" + QueueAddress.Of(filter, Me)).Query);
            Assert.Equal(filter, QueueAddress.Read(name => query.TryGetValue(name, out var value) ? value.ToString() : null, Me));
        }
    }

    [Fact]
    public void A_colleague_who_follows_a_link_to_mine_sees_her_own()
    {
        Assert.Equal("/til-kontroll?hvem=meg", QueueAddress.Of(new() { AssignedTo = Me }, Me));
        Assert.Equal(Other, QueueAddress.Read(name => name == "hvem" ? "meg" : null, Other).AssignedTo);
    }

    [Fact]
    public void What_means_nothing_selects_nothing_away() =>
        Assert.Equal(new QueueFilter(), QueueAddress.Read(name => "tull" + name, Me) with { Reason = null });
}
