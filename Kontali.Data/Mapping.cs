using System.Linq.Expressions;
using System.Text.Json;
using System.Text.Json.Serialization;
using Kontali.Data.Firms;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Kontali.Data;

/// <summary>Words the rooms' mappings share.</summary>
internal static class Mapping
{
    /// <summary>How typed objects are written into jsonb: snake_case, enums as words, nothing that is null.</summary>
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.General)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Kept as jsonb.</summary>
    public static PropertyBuilder<T> AsJson<T>(this PropertyBuilder<T> property) => property
        .HasColumnType("jsonb")
        .HasConversion(
            new ValueConverter<T, string>(value => JsonSerializer.Serialize(value, Json), text => JsonSerializer.Deserialize<T>(text, Json)!),
            new ValueComparer<T>(
                // What is kept is never changed in place: the same object is the same, and is not written out twice to see it.
                (a, b) => ReferenceEquals(a, b) || JsonSerializer.Serialize(a, Json) == JsonSerializer.Serialize(b, Json),
                value => value == null ? 0 : JsonSerializer.Serialize(value, Json).GetHashCode(StringComparison.Ordinal),
                value => value));

    /// <summary>Kept as an array of text.</summary>
    public static PropertyBuilder<IReadOnlyList<string>> AsTextArray(this PropertyBuilder<IReadOnlyList<string>> property) => property
        .HasColumnType("text[]")
        .HasConversion(new ValueConverter<IReadOnlyList<string>, string[]>(v => v.ToArray(), v => v), SameItems<string>());

    /// <summary>Kept as an array of ids.</summary>
    public static PropertyBuilder<IReadOnlyList<Guid>> AsIdArray(this PropertyBuilder<IReadOnlyList<Guid>> property) => property
        .HasColumnType("uuid[]")
        .HasConversion(new ValueConverter<IReadOnlyList<Guid>, Guid[]>(v => v.ToArray(), v => v), SameItems<Guid>());

    private static ValueComparer<IReadOnlyList<T>> SameItems<T>() => new(
        (a, b) => a == null ? b == null : b != null && a.SequenceEqual(b),
        v => v.Aggregate(0, (h, x) => HashCode.Combine(h, x)),
        v => v);

    /// <summary>Kroner and øre.</summary>
    public static PropertyBuilder<T> AsMoney<T>(this PropertyBuilder<T> property) => property.HasColumnType("numeric(15,2)");

    /// <summary>The row's table, with keys that carry the firm: a foreign key can never point across the wall.</summary>
    public static EntityTypeBuilder<T> InFirm<T>(this EntityTypeBuilder<T> entity, string table, string? schema = null) where T : class, IOfFirm
    {
        entity.ToTable(table, schema);
        entity.HasOne<Tenant>().WithMany().HasForeignKey(row => row.TenantId).OnDelete(DeleteBehavior.Restrict);
        return entity;
    }

    /// <summary>As <see cref="InFirm{T}"/>, with a client of that firm.</summary>
    public static EntityTypeBuilder<T> OfClient<T>(this EntityTypeBuilder<T> entity, string table, string? schema = null) where T : class, IOfFirm
    {
        entity.ToTable(table, schema);
        entity.HasOne<Client>().WithMany().HasForeignKey("TenantId", "ClientId").HasPrincipalKey(c => new { c.TenantId, c.Id }).OnDelete(DeleteBehavior.Restrict);
        return entity;
    }

    /// <summary>A reference to a row of another table in the same firm.</summary>
    public static void Refers<T, TTo>(this EntityTypeBuilder<T> entity, string property, Expression<Func<TTo, object?>> key, string? name = null)
        where T : class where TTo : class
    {
        var fk = entity.HasOne<TTo>().WithMany().HasForeignKey("TenantId", property).HasPrincipalKey(key).OnDelete(DeleteBehavior.Restrict);
        if (name is not null) fk.HasConstraintName(name);
    }

    /// <summary>An index with its name, so that the original's names live on where they earn their place.</summary>
    public static IndexBuilder<T> Index<T>(this EntityTypeBuilder<T> entity, string name, Expression<Func<T, object?>> on, string? where = null) where T : class
    {
        var index = entity.HasIndex(on, name).HasDatabaseName(name);
        return where is null ? index : index.HasFilter(where);
    }

    /// <summary>Every enum is a snake_case word with a check of the words that are known.</summary>
    public static void WriteEnumsAsWords(this ModelBuilder builder)
    {
        foreach (var entity in builder.Model.GetEntityTypes())
            foreach (var property in entity.GetProperties().Where(p => (Nullable.GetUnderlyingType(p.ClrType) ?? p.ClrType).IsEnum))
            {
                var type = Nullable.GetUnderlyingType(property.ClrType) ?? property.ClrType;
                property.SetValueConverter((ValueConverter)Activator.CreateInstance(typeof(EnumWord<>).MakeGenericType(type))!);
                property.SetMaxLength(30);
                var column = property.GetColumnName();
                var words = string.Join(", ", Enum.GetNames(type).Select(n => $"'{JsonNamingPolicy.SnakeCaseLower.ConvertName(n)}'"));
                entity.AddCheckConstraint($"ck_{entity.GetTableName()}_{column}", $"{column} in ({words})");
            }
    }

    /// <summary>The enum's value of a word in the database.</summary>
    public static T Read<T>(string word) where T : struct, Enum => Enum.Parse<T>(word.Replace("_", "", StringComparison.Ordinal), true);

    private sealed class EnumWord<T>() : ValueConverter<T, string>(
        value => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString()),
        word => Read<T>(word)) where T : struct, Enum;
}
