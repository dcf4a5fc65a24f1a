using Kontali.Data.Firms;
using Kontali.Web.Reports.Sheets;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Reports;

/// <summary>The reports there are.</summary>
public sealed partial class ReportsPage(Books books, NavigationManager navigation, Trail trail)
{
    private sealed record Entry(string Name, string Shows, string Href);

    private static readonly Entry[] Reports =
    [
        .. ReportList.All.Select(r => new Entry(r.Name, r.Shows, $"/rapporter/{r.Slug}")),
        new(Texts.Of("Kontoutskrift"), Texts.Of("Hver linje på en konto, med løpende saldo"), "/rapporter/kontoutskrift"),
        new(Texts.Of("SAF-T Regnskap"), Texts.Of("Bilagene i tidsrommet som fil til Skatteetaten, og innlesing fra et annet system"), "/rapporter/saf-t"),
        new(Texts.Of("Bilagsjournal"), Texts.Of("Alle bilag, nyeste først"), "/bilag"),
        new(Texts.Of("Perioder"), Texts.Of("Hva som gjenstår før måneden kan stenges, for alle klienter, og å stenge mange på en gang"), "/perioder"),
        new(Texts.Of("Etterprøving"), Texts.Of("Om bøkene er slik de ble ført: kjeder, numre, logg og dokumenter, klient for klient"), "/etterproving"),
        new(Texts.Of("Leverandører"), Texts.Of("Hvem klientene kjøper av, og hva de skylder"), "/leverandorer"),
    ];

    private ClientName? client;
    private int at;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }

    protected override async Task OnParametersSetAsync() => client = await books.AskAsync(db => db.ClientNumberedAsync(ClientNumber));

    private string Href(string report) => client is null ? report : $"{report}?klient={client.Number}";

    private void Open(int index) => trail.Leave(Reports[index].Href, Href(Reports[index].Href));
}
