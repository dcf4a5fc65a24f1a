using System.Reflection;
using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Data.Ledger;
using Kontali.Data.SafT;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Kontali.Web.SafT;

/// <summary>Writes a client's SAF-T file for a span of months.</summary>
public sealed partial class SafTPage(Books books, TimeProvider clock, NavigationManager navigation, Trail trail, SafTFiles files, CurrentUser who, Teller teller)
{
    private readonly CancellationTokenSource gone = new();
    private ClientName? client;
    private MonthSpan? span;
    private SafTWritten? written;
    private string shown = "", name = "", version = "";
    private string? href, wrong;
    private long done, total;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "fra")] private string? From { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? To { get; set; }
    [SupplyParameterFromQuery(Name = "versjon")] private string? Version { get; set; }

    /// <summary>The program's version, as the file names it.</summary>
    public static string Software { get; } = typeof(SafTPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "1.0";

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        (href, wrong, total) = (null, null, 0);
        client = await books.AskAsync(db => db.ClientNumberedAsync(ClientNumber));
        span = client is null ? null : MonthSpan.Of(From, To, client.FiscalYearStart, clock.Today());
        version = span is null ? "" : SafTOrder.ChoicesFor(span).FirstOrDefault(v => v == Version) ?? SafTOrder.VersionFor(span);
    }

    private async Task WriteAsync()
    {
        if (client is null || span is null) return;
        var (path, months) = (SafTFiles.NewPath(), span);
        (href, wrong, written, done, total) = (null, null, null, 0, 1);
        try
        {
            var order = new SafTOrder(await books.AskAsync(db => db.Clients.SingleAsync(c => c.Id == client.Id)), months, version);
            await using (var file = File.Create(path))
                written = await Task.Run(() => books.AskAsync(db => db.WriteSafTAsync(order, file, Software, TellAsync, gone.Token)));
            name = order.FileName(clock.GetUtcNow());
            href = files.Offer(path, name, (await who.ActorAsync()).User ?? Guid.Empty);
        }
        catch (Exception e) when (teller.Told(e) is { } says)
        {
            File.Delete(path);
            wrong = L.Say(says);
        }
        catch (OperationCanceledException)
        {
            File.Delete(path);
        }
    }

    private Task TellAsync(long so, long of) => InvokeAsync(() =>
    {
        (done, total) = (so, of);
        StateHasChanged();
    });

    private void Go(params (string Name, string? Value)[] words) =>
        navigation.NavigateTo(navigation.GetUriWithQueryParameters(words.ToDictionary(w => w.Name, w => (object?)w.Value)));

    public void Dispose()
    {
        gone.Cancel();
        gone.Dispose();
    }
}
