using System.Net;
using Bunit;
using Kontali.Data.Documents;
using Kontali.Tests.SignIn;
using Kontali.Tests.World;
using Kontali.Web.Inbox;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using TestContext = Xunit.TestContext;

namespace Kontali.Tests.Inbox;

/// <summary>The row is right and the bytes are not: that is told in words.</summary>
public sealed class DamagedDocumentTests(TestServer server) : BooksScreenTest(server)
{
    private readonly TestServer server = server;

    [Theory]
    [InlineData("gone", "finnes ikke i arkivet")]
    [InlineData("changed", "er endret siden den kom inn")]
    [InlineData("a folder", "finnes ikke i arkivet")]
    public async Task A_document_whose_file_is_lost_answers_in_words(string fate, string says)
    {
        await using var site = await Site.WithFirmAsync(server);
        using var browser = site.Browser();
        (await Site.SignInAsync(browser)).Dispose();
        Guid id;
        await using (var db = site.Books.Open(Data.Actor.Setup(FirmWorld.Firm)))
            id = (await site.Services.GetRequiredService<Intake>().TakeAsync(db, new MemoryStream("%PDF-1.4 en fil"u8.ToArray()), "faktura.pdf", Door.Api, ct: TestContext.Current.CancellationToken)).DocumentId;
        var address = new Uri(DocumentEndpoint.Href(id), UriKind.Relative);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(address, TestContext.Current.CancellationToken)).StatusCode);
        var file = Directory.GetFiles(Path.Combine(site.Services.GetRequiredService<IConfiguration>()["Documents:Folder"]!, $"{FirmWorld.Firm:N}"), "*", SearchOption.AllDirectories).Single();
        if (fate == "changed") await File.AppendAllTextAsync(file, "!", TestContext.Current.CancellationToken);
        else File.Delete(file);
        if (fate == "a folder") Directory.CreateDirectory(file);

        using var answer = await browser.GetAsync(address, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Gone, "text/plain"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("faktura.pdf", text, StringComparison.Ordinal);
        Assert.Contains(says, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_page_says_so_where_the_document_would_have_been()
    {
        var id = await Firm.DeliverAsync("<html/>"u8.ToArray(), "side.xml");
        var key = await Firm.AskAsync(db => db.Documents.Where(d => d.Id == id).Select(d => d.StoreKey).SingleAsync());
        File.Delete(Path.Combine(Folder, key));
        var page = Render<ArrivalPage>(p => p.Add(x => x.Id, id));
        page.WaitForAssertion(() => Assert.Contains("finnes ikke i arkivet", page.Find(".document").TextContent, StringComparison.Ordinal));
    }
}
