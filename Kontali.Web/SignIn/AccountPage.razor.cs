using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Identity;

namespace Kontali.Web.SignIn;

public partial class AccountPage(OwnAccount account, NavigationManager navigation, Texts texts)
{
    private User person = new();
    private AuthenticatorKey? setUp;
    private IReadOnlyList<string>? codes;
    private IReadOnlyList<UserPasskeyInfo> passkeys = [];
    private string? problem, done;
    private int left;

    [SupplyParameterFromForm(FormName = "app-bekreft")] private CodeFields? Code { get; set; }
    [SupplyParameterFromForm(FormName = "app-av")] private OffFields? Off { get; set; }
    [SupplyParameterFromForm(FormName = "passnokkel-ny")] private PasskeyFields? Passkey { get; set; }
    [SupplyParameterFromForm(FormName = "passord")] private ChangeFields? Change { get; set; }

    protected override async Task OnInitializedAsync()
    {
        if (await account.PersonAsync() is { } me) person = me;
        else navigation.NavigateTo("/logg-inn", forceLoad: true);
        // A form is found by its name only where the page has drawn it: the one that confirms is there as soon as it is sent.
        if (Code is not null && !person.TwoFactorEnabled) setUp = await account.KeyAsync(person);
        if (person.TwoFactorEnabled) left = await account.CodesLeftAsync(person);
        passkeys = await account.PasskeysAsync(person);
    }

    private async Task BeginAsync() => setUp = await account.BeginAsync(person);

    private async Task ConfirmAsync()
    {
        codes = await account.ConfirmAsync(person, Code?.Text ?? "");
        if (codes is not null)
        {
            done = texts["Innlogging i to trinn er slått på."];
            return;
        }
        problem = texts["Koden stemmer ikke. Se at klokken på telefonen går riktig, og prøv den neste koden."];
    }

    private async Task TurnOffAsync()
    {
        if (!await account.KnowsPasswordAsync(person, Off?.Password ?? "")) problem = texts["Passordet stemmer ikke."];
        else if (Off!.What == "codes") codes = await account.NewCodesAsync(person);
        else
        {
            await account.TurnOffAsync(person);
            done = texts["Innlogging i to trinn er slått av."];
        }
    }

    // The password again: whoever finds her screen open must not leave a key of his own behind.
    private async Task AddPasskeyAsync()
    {
        if (!await account.KnowsPasswordAsync(person, Passkey?.Password ?? "")) problem = texts["Passordet stemmer ikke."];
        else if (!await account.AddPasskeyAsync(person, Passkey?.Credential ?? "", Passkey?.Name?.Trim() is { Length: > 0 and <= 60 } name ? name : texts["Passnøkkel"])) problem = texts["Passnøkkelen ble ikke godtatt. Prøv igjen."];
        else done = texts["Passnøkkelen er lagt til. Neste gang kan du logge inn med den alene."];
        passkeys = await account.PasskeysAsync(person);
    }

    private async Task RemovePasskeyAsync(string id)
    {
        await account.RemovePasskeyAsync(person, id);
        done = texts["Passnøkkelen er fjernet."];
        passkeys = await account.PasskeysAsync(person);
    }

    private async Task ChangePasswordAsync()
    {
        var result = await account.ChangePasswordAsync(person, Change?.Old ?? "", Change?.New ?? "");
        if (result.Succeeded) done = texts["Passordet er byttet. Andre steder du var innlogget, er du logget ut."];
        else problem = texts[result.Errors.First().Code == nameof(IdentityErrorDescriber.PasswordMismatch)
            ? Texts.Of("Det nåværende passordet stemmer ikke.") : Texts.Of("Det nye passordet er for kort eller for ensformig.")];
    }

    internal sealed class CodeFields
    {
        public string? Text { get; set; }
    }

    internal sealed class OffFields
    {
        public string? Password { get; set; }
        public string? What { get; set; }
    }

    internal sealed class PasskeyFields
    {
        public string? Credential { get; set; }
        public string? Name { get; set; }
        public string? Password { get; set; }
    }

    internal sealed class ChangeFields
    {
        public string? Old { get; set; }
        public string? New { get; set; }
    }
}
