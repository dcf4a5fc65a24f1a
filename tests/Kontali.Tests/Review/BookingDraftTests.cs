using Kontali.Tests.World;
using Kontali.Web.Review;

namespace Kontali.Tests.Review;

public sealed class BookingDraftTests(TestServer server) : BooksScreenTest(server)
{
    [Fact]
    public async Task Lines_coded_alike_are_one_group_and_a_change_reaches_each()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m, 200m, 300m));
        var group = Assert.Single(draft.Groups);
        draft.Code(group.Lines, account: "6540");
        Assert.All(draft.Lines, line => Assert.Equal("6540", line.Account));
        Assert.Equal(600m, group.Net);
    }

    [Fact]
    public async Task A_smaller_amount_splits_the_line_and_loses_no_ore()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 99.99m));
        draft.Split(draft.Lines[0], 33.33m);
        Assert.Equal([33.33m, 66.66m], draft.Lines.Select(l => l.Share.Net));
        Assert.Equal(25.00m, draft.Lines.Sum(l => l.Share.Vat));
        draft.Code([draft.Lines[0]], account: "6800");
        draft.Code([draft.Lines[1]], account: "6540");
        Assert.Null(draft.Preview().Problem);
        draft.Split(draft.Lines[0], 99.99m);
        Assert.Equal((99.99m, 25.00m), (Assert.Single(draft.Lines).Share.Net, draft.Lines[0].Share.Vat));
    }

    [Fact]
    public async Task The_code_follows_the_account_as_far_as_the_invoice_says()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        draft.Code(draft.Lines, account: "7350"); // representasjon, no deduction
        Assert.Equal("0", draft.Lines[0].VatCode);
        draft.Code(draft.Lines, account: "6800");
        Assert.Equal("1", draft.Lines[0].VatCode);
    }

    [Fact]
    public async Task What_cannot_be_posted_says_why()
    {
        var draft = new BookingDraft(await Firm.DeliverCaseAsync("1", 100m));
        draft.Code(draft.Lines, account: "6800", vatCode: "11");
        Assert.Contains("har 25 % mva, men kode 11 er 15 %", draft.Preview().Problem!.ToString(), StringComparison.Ordinal);
    }
}
