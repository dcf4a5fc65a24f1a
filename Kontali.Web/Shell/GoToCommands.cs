using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Kontali.Web.SignIn;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Shell;

/// <summary>What can be done from anywhere: the look, the language, the keys, a new client, signing out.</summary>
public sealed class GoToCommands(Texts L, LookDoor look, NavigationManager navigation, Frame frame, KeysDoor keys) : IGoTo
{
    private sealed record Command(string Name, Func<Task> Do, string? Press = null, bool Offered = true);

    /// <inheritdoc/>
    public Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken stop) => Task.FromResult<IReadOnlyList<Place>>(text.Trim().Length < 2 ? [] :
    [
        .. from command in Commands()
           where command.Offered
           let fit = Fits.Of(text, L[command.Name], command.Name, Texts.InEnglish(command.Name))
           where fit != Fit.None
           select new Place(L[command.Name], L["Kommando"], "") { Fit = fit, Do = command.Do, Press = command.Press },
    ]);

    private IEnumerable<Command> Commands() =>
    [
        new(Texts.Of("Lyst utseende"), () => look.ChangeAsync(l => l with { Theme = "light" })),
        new(Texts.Of("Mørkt utseende"), () => look.ChangeAsync(l => l with { Theme = "dark" })),
        new(Texts.Of("Utseende som maskinen"), () => look.ChangeAsync(l => l with { Theme = "system" })),
        new(Texts.Of("Tett visning"), () => look.ChangeAsync(l => l with { Density = "dense" })),
        new(Texts.Of("Luftig visning"), () => look.ChangeAsync(l => l with { Density = "comfortable" })),
        new(Texts.Of("Fold menyen inn eller ut"), () => look.ChangeAsync(l => l.Folded(!l.IsFolded))),
        new(Texts.Of("Norsk språk"), () => GoAsync(Languages.SwitchTo(Languages.Figures, Here), load: true)),
        new(Texts.Of("Engelsk språk"), () => GoAsync(Languages.SwitchTo("en", Here), load: true)),
        new(Texts.Of("Fotografer en kvittering"), () => GoAsync("/foto"), Offered: frame.May(Right.Deliver)),
        new(Texts.Of("Ny klient"), () => GoAsync("/klienter?ny=1"), Offered: frame.May(Right.SetUp)),
        new(Texts.Of("Vis tastene på denne siden"), keys.ShowAsync, "?"),
        new(Texts.Of("Bytt taster"), () => GoAsync("/konto#taster", load: true)),
        new(Texts.Of("Bytt passord"), () => GoAsync("/konto", load: true)),
        new(Texts.Of("Logg ut"), () => GoAsync(SignOutPage.Address, load: true)),
    ];

    private string Here => new Uri(navigation.Uri).PathAndQuery;

    private Task GoAsync(string address, bool load = false)
    {
        navigation.NavigateTo(address, forceLoad: load);
        return Task.CompletedTask;
    }
}
