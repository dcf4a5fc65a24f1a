using Bunit;
using Kontali.Data.Ledger;
using Kontali.Tests.World;
using Kontali.Web.Shared;

namespace Kontali.Tests.Shared;

public class PickerTests : ScreenTest
{
    private static readonly PickerOption[] Options = [new("4000", "4000", "Varekjøp"), new("6340", "6340", "Lys, varme"), new("6540", "6540", "Inventar"), new("6800", "6800", "Kontorrekvisita"), new("6860", "6860", "Møte, kurs, oppdatering")];
    private string? taken;

    [Theory]
    [InlineData("63", "6340")]
    [InlineData("kontor", "6800")]
    [InlineData("varme", "6340")]
    [InlineData("kurs møte", "6860")]
    [InlineData("vkjø", "4000")]
    [InlineData("6540 Inv", "6540")]
    public void A_few_letters_find_it(string typed, string first) => Assert.Equal(first, Picking.Find(Options, typed)[0].Value);

    [Fact]
    public void What_nobody_means_finds_nothing() => Assert.Empty(Picking.Find(Options, "xyz"));

    [Fact]
    public void Letters_and_Enter_pick_an_account()
    {
        var picker = Account("6340");
        picker.Find("input").Input("kontor");
        Assert.Equal("6800 Kontorrekvisita", picker.Find("[aria-selected=true]").TextContent.Trim().Replace("\n", ""), ignoreAllWhiteSpace: true);
        picker.Find("input").KeyDown("Enter");
        Assert.Equal("6800", taken);
        Assert.Empty(picker.FindAll("[role=listbox]"));
    }

    [Fact]
    public void Arrows_move_and_Tab_takes()
    {
        var picker = Account("6340");
        picker.Find("input").Input("6");
        picker.Find("input").KeyDown("ArrowDown");
        picker.Find("input").KeyDown("Tab");
        Assert.Equal("6540", taken);
    }

    [Fact]
    public void Escape_leaves_it_as_it_was()
    {
        var picker = Account("6340");
        picker.Find("input").Input("68");
        picker.Find("input").KeyDown("Escape");
        Assert.Null(taken);
        Assert.Equal("6340 Lys, varme", picker.Find("input").GetAttribute("value"));
    }

    [Fact]
    public void Leaving_takes_only_what_can_mean_one_thing()
    {
        var picker = Account("6340");
        picker.Find("input").Input("68");
        picker.Find("input").Blur();
        Assert.Null(taken);
        picker.Find("input").Input("6800");
        picker.Find("input").Blur();
        Assert.Equal("6800", taken);
    }

    [Fact]
    public void A_closed_account_is_not_offered()
    {
        var picker = Account("");
        picker.Find("input").Input("65");
        picker.Find("input").Input("6590");
        Assert.DoesNotContain("Stengt", picker.Markup, StringComparison.Ordinal);
        Assert.Contains("Ingenting passer med «6590».", picker.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_likely_stands_first_in_the_empty_list_with_its_word()
    {
        var picker = Account("", new PickerOffer("6800", "forrige", "forrige"), new PickerOffer("6340", "vanligst, 4 ganger", "vanligst"));
        picker.Find("input").KeyDown("ArrowDown");
        Assert.Equal(["6800", "6340", "4000"], picker.FindAll("[role=option] .code").Select(c => c.TextContent).Take(3));
        Assert.Equal("forrige", picker.Find("[role=option] .offered").TextContent);
    }

    [Theory]
    [InlineData("forrige", "6800")]
    [InlineData("forr", "6800")]
    [InlineData("vanligst", "6340")]
    public void The_word_itself_picks_it(string typed, string account)
    {
        var picker = Account("", new PickerOffer("6800", "forrige", "forrige"), new PickerOffer("6340", "vanligst, 4 ganger", "vanligst"));
        picker.Find("input").Input(typed);
        picker.Find("input").KeyDown("Enter");
        Assert.Equal(account, taken);
    }

    [Fact]
    public void A_closed_account_is_not_offered_as_the_previous_one()
    {
        var picker = Account("", new PickerOffer("6590", "forrige", "forrige"));
        picker.Find("input").Input("forrige");
        Assert.Contains("Ingenting passer", picker.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<AccountPicker> Account(string value, params IReadOnlyList<PickerOffer> offers) => Render<AccountPicker>(p => p
        .Add(x => x.Accounts, [.. Options.Select(o => Of(o.Code, o.Name, true)), Of("6590", "Stengt", false)])
        .Add(x => x.Offers, offers).Add(x => x.Value, value).Add(x => x.Label, "Konto").Add(x => x.ValueChanged, number => taken = number));

    private static Account Of(string number, string name, bool open) => new()
    {
        TenantId = default,
        ClientId = default,
        AccountNumber = number,
        AccountName = name,
        AccountType = AccountNumber.TypeOf(number),
        IsActive = open,
    };
}
