using Kontali.Data.Agents;
using Kontali.Web.Shared;

namespace Kontali.Web.Learning;

/// <summary>What the agents report, in a word, and where one sees to it.</summary>
internal static class LearningNotices
{
    public static string Word(Notice notice) => notice.Kind switch
    {
        NoticeKind.Disagreement => Texts.Of("stemmer ikke"),
        NoticeKind.SwitchedOff => Texts.Of("slått av"),
        _ => Texts.Of("venter på deg"),
    };

    public static string? Href(Notice notice) => notice.Kind switch
    {
        NoticeKind.SwitchedOff => $"/klienter/{notice.ClientNumber}?fane=terskler",
        NoticeKind.Proposed => "/monstre?tilstand=foreslatt",
        _ => null,
    };
}
