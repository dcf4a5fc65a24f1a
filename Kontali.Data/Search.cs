using Microsoft.EntityFrameworkCore;

namespace Kontali.Data;

/// <summary>How people's letters find names: "kafe" finds Kafé, "sorby" Sørby, "haland" both Håland and Haaland.</summary>
internal static class Search
{
    /// <summary>The text as it is compared: small letters without accents. Both sides are folded by the database, so that they always agree.</summary>
    public static string Folded(string text) => throw new InvalidOperationException($"Only in a query: {text}");

    /// <summary>Makes it known to queries.</summary>
    public static void Map(ModelBuilder builder) =>
        builder.HasDbFunction(typeof(Search).GetMethod(nameof(Folded))!).HasName("folded").HasSchema("public").HasParameter("text").HasStoreType("text");
}
