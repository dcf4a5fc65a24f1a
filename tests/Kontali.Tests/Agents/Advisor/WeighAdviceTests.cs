using Kontali.Data.Agents;
using Kontali.Data.Booking;
using Kontali.Data.Firms;
using Kontali.Data.Invoices;
using Kontali.Tests.World;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Tests.Agents.Advisor;

/// <summary>The advisor's word weighs what its record says, and no more.</summary>
public sealed class WeighAdviceTests(TestServer server) : BooksScreenTest(server)
{
    [Fact]
    public async Task Without_a_record_it_is_heard_and_changes_nothing()
    {
        var (line, question) = await CaseAsync();
        var weighed = Weigh(line, question, "6800", new(19, 19));
        Assert.Equal((line.Account, line.Confidence), (weighed.Account, weighed.Confidence));
        Assert.Contains(weighed.Evidence, e => e.Source == "advisor");
        Assert.Contains(weighed.Alternatives, a => a.Account == "6800");
    }

    [Fact]
    public async Task With_a_good_record_agreement_makes_surer_and_disagreement_less_sure()
    {
        var (line, question) = await CaseAsync();
        Assert.True(Weigh(line, question, line.Account, new(95, 100)).Confidence > line.Confidence);
        Assert.True(Weigh(line, question, "6800", new(95, 100)).Confidence < line.Confidence || Weigh(line, question, "6800", new(95, 100)).Account == "6800");
    }

    [Fact]
    public async Task A_poor_record_lifts_nothing()
    {
        var (line, question) = await CaseAsync();
        Assert.Equal(line.Confidence, Weigh(line, question, line.Account, new(10, 100)).Confidence);
    }

    [Fact]
    public async Task An_account_that_is_not_open_never_comes_to_the_front()
    {
        var (line, question) = await CaseAsync();
        Assert.Equal(line.Account, Weigh(line with { Confidence = 0.01 }, question, "9999", new(1000, 1000)).Account);
    }

    private static SuggestedLine Weigh(SuggestedLine line, Question q, string account, AdvisorRecord record) =>
        new[] { line }.With(new(AdviceOutcome.Answered, [new(line.Share.Key, account, "1", "Fordi.")]), record, q)[0];

    private async Task<(SuggestedLine, Question)> CaseAsync()
    {
        var delivered = await Firm.DeliverCaseAsync("F1", 100m);
        var question = new Question(delivered.Invoice, delivered.Vendor, delivered.Rules);
        var share = InvoiceShares.Of(delivered.Invoice.Facts)[0];
        return (new SuggestedLine { Share = share, Account = "6540", VatCode = "1", Text = share.Text, Confidence = 0.6, Evidence = [], Alternatives = [] }, question);
    }
}
