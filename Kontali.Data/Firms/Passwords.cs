using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;

namespace Kontali.Data.Firms;

/// <summary>What a password must be. Length is what makes it strong; signs and figures only make it hard to remember.</summary>
public static class Passwords
{
    /// <summary>Fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>Fewest different characters.</summary>
    public const int FewestDifferent = 5;

    // No vowels and nothing that looks like something else: it is read aloud and typed once.
    private const string Alphabet = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>One nobody could guess, in four groups: for whoever is told it and changes it.</summary>
    public static string Make() => string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(Alphabet, 5)));

    /// <summary>Sets it, and with the new stamp ends every session begun with the old one.</summary>
    /// <exception cref="BrokenRule">It is too short or too plain.</exception>
    internal static void Set(User user, string password)
    {
        if (password.Length < Shortest) throw new BrokenRule($"Passordet må ha minst {Shortest} tegn.");
        if (password.Length > 200) throw new BrokenRule($"Passordet kan ha høyst 200 tegn.");
        if (password.Distinct().Count() < FewestDifferent) throw new BrokenRule($"Passordet må ha minst {FewestDifferent} forskjellige tegn.");
        user.PasswordHash = new PasswordHasher<User>().HashPassword(user, password);
        user.SecurityStamp = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));
    }
}
