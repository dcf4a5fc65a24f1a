using Kontali.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.SignIn;

public partial class CodePage(SignInDoor door, NavigationManager navigation)
{
    private bool refused;

    private bool recovery => Way == "gjenoppretting";

    [SupplyParameterFromForm(FormName = "kode")] private Fields? Input { get; set; }
    [SupplyParameterFromQuery(Name = "til")] private string? Back { get; set; }
    [SupplyParameterFromQuery(Name = "med")] private string? Way { get; set; }

    // Only whoever has just passed the first step belongs here.
    protected override async Task OnInitializedAsync()
    {
        if (await door.PersonOfFirstStepAsync() is null) navigation.NavigateTo("/logg-inn");
    }

    private async Task GoOnAsync()
    {
        var result = await door.SecondStepAsync(Input?.Code ?? "", recovery);
        if (result.Succeeded) navigation.NavigateTo(Addresses.OursOrHome(Back), forceLoad: true);
        else if (result.IsLockedOut) navigation.NavigateTo("/logg-inn", forceLoad: true);
        else refused = true;
    }

    private string Here(bool withRecovery) =>
        $"/logg-inn/kode?til={Uri.EscapeDataString(Addresses.OursOrHome(Back))}{(withRecovery ? "&med=gjenoppretting" : "")}";

    internal sealed class Fields
    {
        public string? Code { get; set; }
    }
}
