using Kontali.Data;
using Kontali.Data.Firms;
using Kontali.Web.Shared;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Kontali.Web.Firms;

/// <summary>A person of the firm: who she is, what she may do, whose books are hers. A password made here is shown once.</summary>
public sealed partial class UserDialog(Books books)
{
    private ElementReference first;
    private HashSet<Guid> hers = [];
    private string name = "", email = "";
    private Role role = Role.Bookkeeper;
    private string? password;

    [CascadingParameter] private IMudDialogInstance Dialog { get; set; } = default!;
    /// <summary>Null to add one.</summary>
    [Parameter] public User? Person { get; set; }
    [Parameter] public IReadOnlyList<Client> Clients { get; set; } = [];
    [Parameter] public IReadOnlyCollection<Guid> Assigned { get; set; } = [];

    protected override void OnInitialized()
    {
        hers = [.. Assigned];
        if (Person is { } person) (name, role) = (person.Name, person.Role);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender && Person is null) await first.FocusAsync();
    }

    private void Pick(Guid client, ChangeEventArgs change)
    {
        if (change.Value is true) hers.Add(client);
        else hers.Remove(client);
    }

    private async Task SaveAsync()
    {
        if (Person is { } person)
        {
            await DoAsync(async db =>
            {
                await db.SetRoleAsync(person.Id, role);
                await db.AssignClientsAsync(person.Id, role == Role.Bookkeeper ? hers : []);
            });
            return;
        }
        var made = Passwords.Make();
        if (await books.DoAsync(async db =>
        {
            var user = await db.AddUserAsync(email, name, role, made);
            if (role != Role.Bookkeeper) return;
            await db.SaveChangesAsync(); // She must be there before clients are hers; both land in one transaction.
            await db.AssignClientsAsync(user.Id, hers);
        })) password = made;
    }

    private async Task ResetAsync()
    {
        var (done, made) = await books.DoAsync(db => db.ResetPasswordAsync(Person!.Id));
        if (done) password = made;
    }

    private async Task DoAsync(Func<KontaliContext, Task> verb)
    {
        if (await books.DoAsync(verb)) Dialog.Close();
    }

    private static string Meaning(Role role) => role switch
    {
        Role.Administrator => Texts.Of("Alt, og byråets eget oppsett."),
        Role.Accountant => Texts.Of("Alle klienter: bokfører, godkjenner, retter og stenger perioder."),
        Role.Bookkeeper => Texts.Of("Klientene hun har fått: bokfører, godkjenner og retter."),
        _ => Texts.Of("Ser alle klienter og endrer ingenting."),
    };
}
