using System.Text;
using Bunit;
using Kontali.Data.Documents;
using Kontali.Tests.World;
using Kontali.Web.Inbox;
using Microsoft.EntityFrameworkCore;
using MudBlazor;

namespace Kontali.Tests.Inbox;

public sealed class InboxTests(TestServer server) : BooksScreenTest(server)
{
    private const string Stranger = "311000039";

    [Fact]
    public async Task Every_arrival_has_a_row_that_says_where_it_stands_and_why()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m));
        await Firm.DeliverAsync(SmallFirm.Invoice("F2", Stranger, 100m));
        await Firm.DeliverAsync("<html>ikke en faktura</html>"u8.ToArray(), "side.xml");
        await Firm.DeliverAsync([.. SmallFirm.Invoice("F1", 100m), (byte)'\n'], "samme.xml");
        var page = Render<InboxPage>();
        page.WaitForState(() => page.FindAll("table.inbox tbody tr[aria-selected]").Count == 4);
        string Row(string text) => page.FindAll("table.inbox tbody tr").Single(r => r.TextContent.Contains(text, StringComparison.Ordinal)).TextContent;
        Assert.Contains("Uten klient", Row("F2"), StringComparison.Ordinal);
        Assert.Contains("Avvist", Row("side.xml"), StringComparison.Ordinal);
        Assert.Contains("kom inn også tidligere", Row("samme.xml"), StringComparison.Ordinal);
        Assert.Contains("4 mottatt", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_document_without_a_client_is_assigned_from_the_keyboard()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F2", Stranger, 100m));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InboxPage>();
        page.WaitForElement("table.inbox");
        var assigning = PressAsync(page, "t");
        dialogs.WaitForElement(".ask input").Input("prøveb");
        dialogs.Find(".ask input").KeyDown("Enter");
        await assigning;
        var arrival = await Firm.AskAsync(db => db.Arrivals.SingleAsync());
        Assert.Equal((SmallFirm.ClientId, ArrivalStatus.Received), (arrival.ClientId, arrival.Status));
        Assert.Equal(1, await Firm.AskAsync(db => db.Tasks.CountAsync(t => t.ClientId == SmallFirm.ClientId)));
    }

    [Fact]
    public async Task Or_refused_with_a_reason()
    {
        await Firm.DeliverAsync(SmallFirm.Invoice("F2", Stranger, 100m));
        var dialogs = Render<MudDialogProvider>();
        var page = Render<InboxPage>();
        page.WaitForElement("table.inbox");
        var refusing = PressAsync(page, "r");
        dialogs.WaitForElement(".ask input").Input("Ikke vår");
        dialogs.Find(".ask input").KeyDown("Enter");
        await refusing;
        page.WaitForAssertion(() => Assert.Contains("Avvist av Berit Lund: Ikke vår", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_drop_zone_tells_of_each_file_how_it_went()
    {
        var taken = await Firm.DeliverAsync(SmallFirm.Invoice("F1", 100m));
        var zone = Render<DropZone>();
        await zone.InvokeAsync(() => zone.Instance.Added([new("1", "a.xml", 10), new("2", "b.xml", 10), new("3", "c.xml", 10)]));
        await zone.InvokeAsync(() => zone.Instance.Sent("1", 40));
        Assert.Equal("40", zone.FindAll("progress")[0].GetAttribute("value"));
        await zone.InvokeAsync(() => zone.Instance.Taken("1", taken, "received"));
        await zone.InvokeAsync(() => zone.Instance.Refused("2", "Filen er tom.", false));
        Assert.Contains("Til kontroll", zone.FindAll(".sent li")[0].TextContent, StringComparison.Ordinal);
        Assert.Equal($"/innboks/{taken}", zone.FindAll(".sent li")[0].QuerySelector("a")!.GetAttribute("href"));
        Assert.Contains("Filen er tom.", zone.FindAll(".sent li")[1].TextContent, StringComparison.Ordinal);
        Assert.Single(zone.FindAll("progress"));
    }

    [Fact]
    public async Task Opening_one_that_nobody_could_read_says_why()
    {
        var id = await Firm.DeliverAsync(Encoding.UTF8.GetBytes("bare tekst"), "notat.txt");
        var page = Render<ArrivalPage>(p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Contains("verken EHF (XML), PDF", page.Find(".document").TextContent, StringComparison.Ordinal));
    }
}
