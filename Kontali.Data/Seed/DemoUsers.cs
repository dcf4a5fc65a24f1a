using Kontali.Data.Firms;
using Microsoft.AspNetCore.Identity;

namespace Kontali.Data.Seed;

/// <summary>The people of the demo firm, one in each role.</summary>
internal static class DemoUsers
{
    public static User Administrator => Of(1, "Ingrid Haugland", DemoFirm.Administrator, Role.Administrator);
    public static User Accountant => Of(2, "Anders Myhre", DemoFirm.Accountant, Role.Accountant);
    public static User Bookkeeper => Of(3, "Mariam Solbakken", DemoFirm.Bookkeeper, Role.Bookkeeper);
    public static User Reader => Of(4, "Jon Revheim", DemoFirm.Reader, Role.Reader);

    public static IReadOnlyList<User> All => [Administrator, Accountant, Bookkeeper, Reader];

    private static readonly string[] Bookkeepers = [DemoFirm.Bakery, DemoFirm.Cafe, DemoFirm.Hairdresser, DemoFirm.Gym];

    /// <summary>Who works on a client's invoices.</summary>
    public static User HandFor(DemoClient client) => Bookkeepers.Contains(client.Name) ? Bookkeeper : Accountant;

    public static IEnumerable<ClientAccess> AssignedTo(DemoClient client) =>
        Bookkeepers.Contains(client.Name) ? [new() { TenantId = DemoFirm.Id, ClientId = client.Id, UserId = Bookkeeper.Id }] : [];

    /// <summary>With password and stamp, ready to sign in.</summary>
    public static User WithPassword(this User user)
    {
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, DemoFirm.Password);
        user.SecurityStamp = user.Id.ToString("N").ToUpperInvariant();
        return user;
    }

    private static User Of(int place, string name, string email, Role role) => new()
    {
        Id = new($"0198d000-0000-7000-8000-00000000200{place}"),
        TenantId = DemoFirm.Id,
        Name = name,
        UserName = email,
        NormalizedUserName = email.ToUpperInvariant(),
        Email = email,
        NormalizedEmail = email.ToUpperInvariant(),
        EmailConfirmed = true,
        LockoutEnabled = true,
        Role = role,
    };
}
