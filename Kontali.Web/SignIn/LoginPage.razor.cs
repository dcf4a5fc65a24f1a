using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.SignIn;

public partial class LoginPage(SignInDoor door, PasskeyDoor passkeys, NavigationManager navigation, Demo demo, KontaliContext db)
{
    private bool refused, unknown;

    private Demo Demo => demo;

    [SupplyParameterFromForm(FormName = "logg-inn")] private Fields? Input { get; set; }
    [SupplyParameterFromForm(FormName = "passnokkel")] private PasskeyFields? Passkey { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? Back { get; set; }

    // On a fresh database there is nobody to sign in: the first-run page makes the firm.
    protected override async Task OnInitializedAsync()
    {
        Input ??= new();
        if (await db.HasNoFirmAsync()) navigation.NavigateTo("/start");
    }

    private async Task SignInAsync()
    {
        var result = await door.SignInAsync(Input!.Email ?? "", Input.Password ?? "");
        var back = Addresses.OursOrHome(Back);
        if (result.Succeeded) navigation.NavigateTo(back, forceLoad: true);
        else if (result.RequiresTwoFactor) navigation.NavigateTo($"/logg-inn/kode?til={Uri.EscapeDataString(back)}", forceLoad: true);
        else refused = true; // Locked, unknown or wrong: one answer for all, or it would tell who has an account here.
    }

    private async Task ShowPasskeyAsync()
    {
        if (await passkeys.SignInAsync(Passkey?.Credential)) navigation.NavigateTo(Addresses.OursOrHome(Back), forceLoad: true);
        else unknown = true;
    }

    internal sealed class PasskeyFields
    {
        public string? Credential { get; set; }
    }

    internal sealed class Fields
    {
        public string? Email { get; set; }
        public string? Password { get; set; }
    }
}
