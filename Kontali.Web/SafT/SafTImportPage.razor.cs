using Kontali.Data;
using Kontali.Data.Documents;
using Kontali.Data.Firms;
using Kontali.Data.SafT;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.SafT;

/// <summary>Looks at a SAF-T file of another system, and reads it into an empty client.</summary>
public sealed partial class SafTImportPage(Books books, DocumentStore store, NavigationManager navigation, Trail trail, CurrentUser who)
{
    private const int Most = 100;
    private ClientName? client;
    private SafTPlan? plan;
    private StoredFile? kept;
    private string shown = "";
    private string? wrong;
    private int done, total;
    private bool reading;

    [SupplyParameterFromQuery(Name = "klient")] private string? ClientNumber { get; set; }
    [SupplyParameterFromQuery(Name = "fil")] private string? Hash { get; set; }
    [SupplyParameterFromQuery(Name = "navn")] private string? Name { get; set; }
    [SupplyParameterFromQuery(Name = "feil")] private string? Wrong { get; set; }

    /// <summary>Where it is.</summary>
    public static string Href(string? client) => $"/rapporter/saf-t/les?klient={client}";

    protected override async Task OnParametersSetAsync()
    {
        if (shown == navigation.Uri) return;
        shown = navigation.Uri;
        (plan, wrong) = (null, Wrong);
        client = await books.AskAsync(db => db.ClientNumberedAsync(ClientNumber));
        if (client is null || Hash is not { Length: 64 } hash || !hash.All(char.IsAsciiHexDigitLower) || (await who.ActorAsync()).Firm is not { } firm) return;
        reading = true;
        StateHasChanged();
        try
        {
            var bytes = await store.ReadAsync($"{firm:N}/{hash[..2]}/{hash}");
            kept = new($"{firm:N}/{hash[..2]}/{hash}", hash, bytes.Length);
            // A large file takes a while: meanwhile her page lives.
            plan = await Task.Run(() => books.AskAsync(db => db.PlanSafTAsync(client.Id, () => new MemoryStream(bytes, writable: false))));
        }
        catch (BrokenRule broken)
        {
            wrong = L.Say(broken.Phrase);
        }
        reading = false;
    }

    private async Task ImportAsync()
    {
        if (client is null || plan is null || kept is null || total > 0) return;
        (done, total) = (0, Math.Max(1, plan.VoucherCount));
        StateHasChanged();
        var (ok, _) = await books.DoAsync(db => db.ImportSafTAsync(client.Id, plan, kept, Name ?? "saf-t.xml", TellAsync), L["Lest inn fra SAF-T"], says => wrong = L.Say(says));
        total = 0;
        if (ok) navigation.NavigateTo($"/rapporter/saldobalanse?klient={client.Number}{(plan.From is { } from && plan.To is { } to ? $"&fra={from:yyyy-MM}&til={to:yyyy-MM}" : "")}");
    }

    private Task TellAsync(int so, int of) => InvokeAsync(() =>
    {
        (done, total) = (so, of);
        StateHasChanged();
    });

    /// <summary>Maps the door the file comes in by: it is kept, and the page looks at it.</summary>
    public static void Map(IEndpointRouteBuilder app) => app.MapPost("/rapporter/saf-t/les/{number}", async (string number, IFormFile fil, Contexts contexts, CurrentUser who, DocumentStore store, Texts texts, CancellationToken ct) =>
    {
        await using var db = await contexts.OpenAsync(await who.ActorAsync());
        try
        {
            if (db.Actor.User is null || await db.ClientNumberedAsync(number, ct) is null) return Results.NotFound();
            await db.DemandAsync(Right.SetUp, ct);
            await using var bytes = fil.OpenReadStream();
            var file = await store.KeepAsync(db.Actor.RequiredFirm, bytes, SafTPlan.MaxBytes, ct);
            return Results.Redirect($"{Href(Uri.EscapeDataString(number))}&fil={file.Sha256}&navn={Uri.EscapeDataString(ReceiveFile.DisplayName(fil.FileName))}");
        }
        catch (BrokenRule broken)
        {
            return Results.Redirect($"{Href(Uri.EscapeDataString(number))}&feil={Uri.EscapeDataString(texts.Say(broken.Phrase))}");
        }
    }).WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(SafTPlan.MaxBytes + 65_536), new Microsoft.AspNetCore.Mvc.RequestFormLimitsAttribute { MultipartBodyLengthLimit = SafTPlan.MaxBytes + 65_536 });
}
