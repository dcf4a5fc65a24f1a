using System.Collections.Frozen;
using System.Globalization;
using System.Xml.Linq;
using Kontali.Data;
using Microsoft.Extensions.Localization;
using MudBlazor;

namespace Kontali.Web.Shared;

/// <summary>
/// What the screens say. The Norwegian text is the key, so that a page reads as it looks; English lies in Texts.en.resx.
/// A text without its English is shown in Norwegian, and a test fails.
/// </summary>
public sealed class Texts : IStringLocalizer
{
    private static readonly CultureInfo Norwegian = CultureInfo.GetCultureInfo("nb-NO");
    private static readonly FrozenDictionary<string, string> English = Read("Texts.en.resx");

    /// <summary>The text in the reader's language.</summary>
    public string this[string name] => Find(name, out var text) ? text : name;

    /// <summary>The text with its values filled in; figures and dates are Norwegian in every language.</summary>
    public string this[string name, params object[] arguments] => string.Format(Norwegian, this[name], arguments);

    /// <summary>A sentence that came from the books, in the reader's language.</summary>
    public string Say(Phrase phrase) => phrase.Say(pattern => this[pattern], Norwegian);

    /// <summary>Marks a Norwegian text that is looked up later by a variable, so that the test can see it.</summary>
    public static string Of(string text) => text;

    /// <summary>The text in English, whatever the reader's language: people look for a page by the name they have heard.</summary>
    public static string InEnglish(string text) => English.GetValueOrDefault(text, text);

    /// <summary>True when the text has its English.</summary>
    public static bool HasEnglish(string text) => English.ContainsKey(text);

    LocalizedString IStringLocalizer.this[string name] => new(name, this[name], resourceNotFound: !Find(name, out _));
    LocalizedString IStringLocalizer.this[string name, params object[] arguments] => new(name, this[name, arguments], resourceNotFound: !Find(name, out _));
    IEnumerable<LocalizedString> IStringLocalizer.GetAllStrings(bool includeParentCultures) => English.Keys.Select(key => new LocalizedString(key, this[key]));

    internal static FrozenDictionary<string, string> Read(string resource)
    {
        using var stream = typeof(Texts).Assembly.GetManifestResourceStream(resource)!;
        return XDocument.Load(stream).Root!.Elements("data").DistinctBy(data => (string)data.Attribute("name")!) // Two hands may add one text: no page falls for that.
            .ToFrozenDictionary(data => (string)data.Attribute("name")!, data => (string)data.Element("value")!, StringComparer.Ordinal);
    }

    private static bool Find(string name, out string text)
    {
        text = name;
        return CultureInfo.CurrentUICulture.TwoLetterISOLanguageName != "en" || English.TryGetValue(name, out text!);
    }
}

/// <summary>MudBlazor's own words in Norwegian; in English it speaks for itself.</summary>
public sealed class MudTexts : MudLocalizer
{
    private static readonly FrozenDictionary<string, string> Norwegian = Texts.Read("MudTexts.nb.resx");

    /// <inheritdoc/>
    public override LocalizedString this[string key] => Norwegian.TryGetValue(key, out var text) ? new(key, text) : new(key, key, resourceNotFound: true);

    /// <inheritdoc/>
    public override LocalizedString this[string key, params object[] arguments] =>
        Norwegian.TryGetValue(key, out var text) ? new(key, string.Format(CultureInfo.CurrentCulture, text, arguments)) : new(key, key, resourceNotFound: true);
}

/// <summary>Registration.</summary>
public static class TextServices
{
    /// <summary>Texts for us and for MudBlazor.</summary>
    public static void AddTexts(this IServiceCollection services)
    {
        services.AddSingleton<Texts>();
        services.AddSingleton<IStringLocalizer>(provider => provider.GetRequiredService<Texts>());
        services.AddTransient<MudLocalizer, MudTexts>();
    }
}
