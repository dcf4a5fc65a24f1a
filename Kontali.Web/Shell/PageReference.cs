using System.Security.Cryptography;
using Microsoft.AspNetCore.Components.Server.Circuits;

namespace Kontali.Web.Shell;

/// <summary>A short number that a person can read over the telephone and we can find in the log.</summary>
public sealed class PageReference
{
    /// <summary>The open page's number.</summary>
    public string Number { get; set; } = New();

    /// <summary>A new number: 7F3A-09C2.</summary>
    public static string New() => Convert.ToHexString(RandomNumberGenerator.GetBytes(4)).Insert(4, "-");
}

/// <summary>Puts the page's number on every log line its circuit writes.</summary>
public sealed class ReferenceInLogs(PageReference page, ILogger<PageReference> log) : CircuitHandler
{
    /// <inheritdoc/>
    public override Func<CircuitInboundActivityContext, Task> CreateInboundActivityHandler(Func<CircuitInboundActivityContext, Task> next) => async context =>
    {
        using (log.BeginScope("Referanse {Reference}", page.Number)) await next(context);
    };
}
