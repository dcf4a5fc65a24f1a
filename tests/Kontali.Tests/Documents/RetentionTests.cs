using Kontali.Data.Documents;

namespace Kontali.Tests.Documents;

public sealed class RetentionTests
{
    [Theory]
    [InlineData(KeptAs.Documentation, "2031-12-31")] // bfl 13: five years after the end of the year
    [InlineData(KeptAs.Correspondence, "2030-06-30")] // bfl 13: three years and six months
    [InlineData(KeptAs.CapitalGoods, "2036-12-31")] // bff 7-3: ten
    public void A_document_is_kept_as_long_as_the_law_says(KeptAs kept, string until) => Assert.Equal(DateOnly.Parse(until, System.Globalization.CultureInfo.InvariantCulture), Retention.Until(kept, 2026));

    [Fact]
    public void What_may_be_documentation_is_kept_as_that() =>
        Assert.All(Enum.GetValues<FileKind>(), kind => Assert.Equal(kind == FileKind.Mail ? KeptAs.Correspondence : KeptAs.Documentation, Retention.Of(kind)));
}
