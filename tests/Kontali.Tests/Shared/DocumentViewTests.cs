using Bunit;
using Kontali.Data;
using Kontali.Data.Invoices;
using Kontali.Tests.World;
using Kontali.Web.Shared;
using Kontali.Web.Shared.Document;

namespace Kontali.Tests.Shared;

public class DocumentViewTests : ScreenTest
{
    private static readonly InvoiceFacts Power = new()
    {
        Kind = InvoiceKind.Invoice,
        TypeCode = "380",
        Number = "40187733",
        IssueDate = new(2026, 8, 28),
        DueDate = new(2026, 9, 18),
        Currency = "NOK",
        Seller = new() { Name = "Nordlys Kraft Salg AS", CompanyId = "987654325", VatNumber = "NO987654325MVA" },
        Buyer = new() { Name = "Fjordbris Bakeri AS" },
        Lines = [new() { Id = "1", Name = "Strøm <b>spot</b>", Quantity = 1412.5m, Unit = "KWH", Price = 0.7431m, Net = 1049.63m, VatCategory = "S", VatPercent = 25 }],
        AllowancesAndCharges = [new(false, 100, "Rabatt etter avtale", "95", null, null, "S", 25)],
        Vat = [new("S", 25, 949.63m, 237.41m, null, null)],
        LineTotal = 1049.63m,
        AllowanceTotal = 100,
        Net = 949.63m,
        VatTotal = 237.41m,
        Gross = 1187.04m,
        Payable = 1187.04m,
        Payment = [new("30", "004018773318", "15064412345", null, null, null, null)],
        Attachments = [new("1", null, "40187733.pdf", "application/pdf", null, "ab")],
    };

    [Fact]
    public void Every_value_stands_under_its_name()
    {
        var view = Show(Power);
        Assert.Equal("40187733", Field(view, "number"));
        Assert.Equal("18.09.2026", Field(view, "dueDate"));
        Assert.Equal("Nordlys Kraft Salg AS", Field(view, "seller.name"));
        Assert.Equal("987 654 325", Field(view, "seller.companyId"));
        Assert.Equal("1\u00a0412,5", Field(view, "lines.0.quantity"));
        Assert.Equal("1\u00a0049,63", Field(view, "lines.0.net"));
        Assert.Equal("\u2212100,00", Field(view, "allowancesAndCharges.0.amount"));
        Assert.Equal("237,41", Field(view, "vat.0.vat"));
        Assert.Equal("1\u00a0187,04", Field(view, "payable"));
        Assert.Equal("004018773318", Field(view, "payment.0.reference"));
        Assert.Equal("1506.44.12345", Field(view, "payment.0.account"));
    }

    [Fact]
    public void What_the_sender_wrote_is_text_and_never_markup()
    {
        var view = Show(Power);
        Assert.Equal("Strøm <b>spot</b>", Field(view, "lines.0.name"));
        Assert.Empty(view.FindAll(".lines b"));
    }

    [Fact]
    public void The_document_says_which_value_is_asked_about()
    {
        var view = Render<DocumentView>(p => p.Add(v => v.Facts, Power).Add(v => v.Highlight, "payment.0.account"));
        Assert.Equal("payment.0.account", view.Find(".document").GetAttribute("data-asked"));
    }

    [Fact]
    public void A_credit_note_says_that_it_is_one()
    {
        var view = Show(Power with { Kind = InvoiceKind.CreditNote, TypeCode = "381", Preceding = [new("40187733", new(2026, 8, 28))] });
        Assert.Equal("Kreditnota", Field(view, "typeCode"));
        Assert.Equal("40187733, 28.08.2026", Field(view, "preceding.0"));
        Assert.NotNull(view.Find(".credit-mark"));
    }

    [Fact]
    public void Findings_stand_above_with_the_worst_first()
    {
        var view = Render<DocumentView>(p => p.Add(v => v.Facts, Power).Add(v => v.Findings,
        [
            new Finding("PEPPOL-EN16931-R003", Severity.Note, Phrase.Of($"Ingen referanse.")),
            new Finding("BR-CO-10", Severity.Fatal, Phrase.Of($"Linjene summerer til {1049.64m:N2}.")),
        ]));
        Assert.Equal(["Feil: Linjene summerer til 1\u00a0049,64. BR-CO-10", "Merk: Ingen referanse. PEPPOL-EN16931-R003"], view.FindAll(".flags li:not(.todo)").Select(flag => flag.TextContent.Trim()));
    }

    [Fact]
    public void The_pdf_opens_in_our_viewer()
    {
        var view = Render<DocumentView>(p => p.Add(v => v.Facts, Power).Add(v => v.PdfUrl, "/dokument/1"));
        view.FindAll("[role=tab]").Single(tab => tab.TextContent.StartsWith("PDF", StringComparison.Ordinal)).Click();
        Assert.Equal("/dokument/1", view.Find(".paper-broken a").GetAttribute("href"));
    }

    [Fact]
    public void The_xml_is_fetched_when_asked_for_and_shown_as_text()
    {
        var view = Render<DocumentView>(p => p.Add(v => v.Facts, Power).Add(v => v.LoadXml, () => Task.FromResult("<Invoice/>")));
        view.FindAll("[role=tab]").Single(tab => tab.TextContent.StartsWith("XML", StringComparison.Ordinal)).Click();
        Assert.Equal("<Invoice/>", view.Find("pre").TextContent);
    }

    [Fact]
    public async Task Each_view_is_one_key_away_and_shows_which()
    {
        var view = Render<DocumentView>(p => p.Add(v => v.Facts, Power).Add(v => v.PdfUrl, "/dokument/1").Add(v => v.LoadXml, () => Task.FromResult("<Invoice/>")));
        Assert.Equal(["f", "p", "e"], view.FindAll("[role=tab] .key").Select(key => key.TextContent));
        var keys = view.FindComponent<Hotkeys>().Instance;
        await view.InvokeAsync(() => keys.PressAsync("p", false));
        Assert.NotNull(view.Find(".paper"));
        await view.InvokeAsync(() => keys.PressAsync("e", false));
        Assert.Equal("<Invoice/>", view.Find("pre").TextContent);
        await view.InvokeAsync(() => keys.PressAsync("f", false));
        Assert.NotNull(view.Find(".sheet"));
    }

    [Fact]
    public void A_document_with_one_view_has_no_keys() => Assert.Empty(Show(Power).FindAll("[role=tab] .key"));

    [Fact]
    public void A_document_that_could_not_be_read_says_why() =>
        Assert.Contains("Filen er ikke XML.", Render<DocumentView>(p => p.Add(v => v.Refusal, Phrase.Of($"Filen er ikke XML."))).Markup, StringComparison.Ordinal);

    private IRenderedComponent<DocumentView> Show(InvoiceFacts facts) => Render<DocumentView>(p => p.Add(v => v.Facts, facts));

    private static string Field(IRenderedComponent<DocumentView> view, string name) => view.Find($"[data-field='{name}']").TextContent.Trim();
}
