using Kontali.Data.Documents;
using Kontali.Web.Shared;

namespace Kontali.Web.Inbox;

/// <summary>What states and doors are called, and the tone a state has.</summary>
public static class Doors
{
    /// <summary>The states in the order of a document's way; what is at work is one of them.</summary>
    public static readonly IReadOnlyList<(string Key, IReadOnlyList<ArrivalStatus> States)> Groups =
    [
        ("arbeid", [ArrivalStatus.Received, ArrivalStatus.Reading]),
        ("uten-klient", [ArrivalStatus.Unassigned]),
        ("kontroll", [ArrivalStatus.Review]),
        ("bokfort", [ArrivalStatus.Posted]),
        ("avvist", [ArrivalStatus.Rejected]),
        ("duplikat", [ArrivalStatus.Duplicate]),
        ("pakket-ut", [ArrivalStatus.Unpacked]),
    ];

    /// <summary>The group a state is of.</summary>
    public static string GroupOf(ArrivalStatus status) => Groups.First(g => g.States.Contains(status)).Key;

    /// <summary>A group's states; none for a word that is no group.</summary>
    public static IReadOnlyList<ArrivalStatus> StatesOf(string? key) => Groups.FirstOrDefault(g => g.Key == key).States ?? [];

    /// <summary>The word for a group.</summary>
    public static string GroupName(this Texts L, string key) => key switch
    {
        "arbeid" => L["I arbeid"],
        "uten-klient" => L["Uten klient"],
        "kontroll" => L["Til kontroll"],
        "bokfort" => L["Bokført"],
        "avvist" => L["Avvist"],
        "pakket-ut" => L["Pakket ut"],
        _ => L["Duplikat"],
    };

    /// <summary>The word for a state.</summary>
    public static string State(this Texts L, ArrivalStatus status) => status switch
    {
        ArrivalStatus.Received => L["Mottatt"],
        ArrivalStatus.Reading => L["Leses"],
        _ => L.GroupName(GroupOf(status)),
    };

    /// <summary>Amber waits for a person; red is for nothing here: what is refused is kept, and its reason told.</summary>
    public static Tone ToneOf(ArrivalStatus status) => status switch
    {
        ArrivalStatus.Unassigned or ArrivalStatus.Review => Tone.Waits,
        ArrivalStatus.Received or ArrivalStatus.Reading => Tone.Accent,
        _ => Tone.Plain,
    };

    /// <summary>The word for a door.</summary>
    public static string Name(this Texts L, Door door) => door switch
    {
        Door.Browser => L["Nettleser"],
        Door.Api => L["API"],
        Door.Folder => L["Mappe"],
        Door.Demo => L["Demobyrået"],
        Door.Mail => L["E-post"],
        _ => L["Vedlegg"],
    };
}
