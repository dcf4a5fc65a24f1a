using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Shared;

/// <summary>The signed-in person's keys on the page that is open. Until they are read from the books, the ordinary ones hold.</summary>
public sealed class OwnKeys(NavigationManager navigation)
{
    /// <summary>What she has chosen.</summary>
    public KeyChoices Choices { get; private set; } = KeyChoices.Ordinary;

    /// <summary>They are others than before: whoever shows or binds a key does it again.</summary>
    public event Action? Changed;

    /// <summary>The kind of page that is open.</summary>
    public string Page => KeyActions.PageOf(navigation.ToBaseRelativePath(navigation.Uri));

    /// <summary>Her key where the page binds this ordinary one.</summary>
    public string Of(string key) => Choices.Of(Page, key);

    /// <summary>Takes what was read or has just been kept.</summary>
    public void Use(KeyChoices choices)
    {
        if (choices.Chosen.Count == Choices.Chosen.Count && choices.Chosen.All(c => Choices.Chosen.GetValueOrDefault(c.Key) == c.Value)) return;
        Choices = choices;
        Changed?.Invoke();
    }
}
