using Kontali.Data.Database;
using Kontali.Web.Agents.Advisor;
using Microsoft.Extensions.Configuration;

namespace Kontali.Tests.Agents.Advisor;

public sealed class AdvisorOptionsTests
{
    [Fact]
    public void Without_an_endpoint_there_is_no_advisor() => Assert.Null(AdvisorOptions.From(Of()));

    [Fact]
    public void What_is_configured_is_read()
    {
        var options = AdvisorOptions.From(Of(("Endpoint", "https://modell.example/v1"), ("Model", "liten"), ("Key", "k"), ("KronerPerMillionIn", "5"), ("TimeoutSeconds", "3")))!;
        Assert.Equal(("liten", "k", 5m, TimeSpan.FromSeconds(3)), (options.Model, options.Key, options.PriceIn, options.Timeout));
    }

    [Theory]
    [InlineData("http://modell.example/v1", "m")]
    [InlineData("modell", "m")]
    [InlineData("file:///etc/passwd", "m")]
    [InlineData("https://modell.example/v1", "")]
    public void What_is_half_configured_or_would_send_invoices_in_the_open_stops_the_program(string endpoint, string model) =>
        Assert.Throws<SetupProblem>(() => AdvisorOptions.From(Of(("Endpoint", endpoint), ("Model", model))));

    private static IConfiguration Of(params (string Name, string Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(s => KeyValuePair.Create($"Advisor:{s.Name}", (string?)s.Value))).Build();
}
