using Kontali.Data;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.SignIn;

public partial class StartPage(FirstFirm first, SignInDoor door, Teller teller, NavigationManager navigation, Texts texts)
{
    private string? problem;

    [SupplyParameterFromForm(FormName = "start")] private Fields? Input { get; set; }

    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        if (!await first.IsMissingAsync()) navigation.NavigateTo("/logg-inn");
    }

    private async Task MakeAsync()
    {
        var administrator = default(Data.Firms.User);
        try
        {
            administrator = await first.MakeAsync(Input!.Firm ?? "", Input.Number ?? "", Input.Name ?? "", Input.Email ?? "", Input.Password ?? "");
        }
        catch (Exception e) when (teller.Told(e) is { } says)
        {
            problem = texts.Say(says);
            return;
        }
        if (administrator is not null) await door.EnterAsync(administrator);
        navigation.NavigateTo(administrator is null ? "/logg-inn" : "/", forceLoad: true);
    }

    internal sealed class Fields
    {
        public string? Firm { get; set; }
        public string? Number { get; set; }
        public string? Name { get; set; }
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
