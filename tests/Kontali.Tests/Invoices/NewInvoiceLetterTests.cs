using Bunit;
using Kontali.Data.Invoices;
using Kontali.Data.Invoices.Ehf;
using Kontali.Tests.Invoices.Ehf;
using Kontali.Tests.World;
using Kontali.Web.Invoices;
using Kontali.Web.Shared.Document;
using Xunit;

namespace Kontali.Tests.Invoices;

/// <summary>The letter that asks the seller for a right invoice.</summary>
public class NewInvoiceLetterTests : ScreenTest
{
    private static readonly Reading Wrong = EhfReader.Read(SampleTests.Bytes("gale-summer"));

    [Fact]
    public void It_names_the_invoice_and_each_fault_with_its_rule_and_place()
    {
        var letter = NewInvoiceLetter.Of(Wrong.Facts!, Wrong.Findings, "Kari Regnskap");

        Assert.Contains(Wrong.Facts!.Number, letter.Subject, StringComparison.Ordinal);
        Assert.Contains($"for {Wrong.Facts.Buyer.Name}", letter.Body, StringComparison.Ordinal);
        Assert.All(NewInvoiceLetter.Faults(Wrong.Findings), f => Assert.Contains($"(Regel {f.Rule}", letter.Body, StringComparison.Ordinal));
        Assert.Contains("/Invoice/cac:", letter.Body, StringComparison.Ordinal);
        Assert.EndsWith("Hilsen\nKari Regnskap", letter.Body.ReplaceLineEndings("\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_foreign_seller_reads_it_in_English()
    {
        var foreign = Wrong.Facts! with { Seller = Wrong.Facts.Seller with { Address = new([], null, null, null, "DE"), Email = "rechnung@example.com" } };
        var letter = NewInvoiceLetter.Of(foreign, Wrong.Findings, "Kari Regnskap");

        Assert.StartsWith("Hello,", letter.Body, StringComparison.Ordinal);
        Assert.Contains("The sum of the lines is stated", letter.Body, StringComparison.Ordinal);
        Assert.StartsWith("mailto:rechnung%40example.com?subject=Your%20invoice", letter.MailTo, StringComparison.Ordinal);
    }

    [Fact]
    public void Words_in_the_invoice_do_not_get_out_of_the_address()
    {
        var sly = Wrong.Facts! with { Number = "1&bcc=thief@example.com", Seller = Wrong.Facts.Seller with { Email = "a@example.com?cc=b@example.com" } };
        var mail = NewInvoiceLetter.Of(sly, Wrong.Findings, "Kari").MailTo;

        Assert.Equal(1, mail.Count(c => c == '?'));
        Assert.DoesNotContain("&bcc", mail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_letter_stands_ready_when_its_dialog_opens_signed_by_her_who_asks()
    {
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        await Render<Flags>(p => p.Add(f => f.Findings, Wrong.Findings).Add(f => f.Invoice, Wrong.Facts)).Find("button[aria-haspopup=dialog]").ClickAsync(new());

        Assert.Equal(NewInvoiceLetter.Of(Wrong.Facts!, Wrong.Findings, SmallFirm.Name).Body, dialogs.WaitForElement("textarea").GetAttribute("value"));
    }

    [Fact]
    public void The_button_stands_under_the_faults_and_nowhere_else()
    {
        Assert.Contains("Be leverandøren om en ny", Render<Flags>(p => p.Add(f => f.Findings, Wrong.Findings).Add(f => f.Invoice, Wrong.Facts)).Markup, StringComparison.Ordinal);

        var doubts = Wrong.Findings.Where(f => f.Severity != Severity.Fatal).Append(new("NO-R-002", Severity.Warning, Kontali.Data.Phrase.Of($"Obs"))).ToList();
        Assert.DoesNotContain("Be leverandøren om en ny", Render<Flags>(p => p.Add(f => f.Findings, doubts).Add(f => f.Invoice, Wrong.Facts)).Markup, StringComparison.Ordinal);
    }
}
