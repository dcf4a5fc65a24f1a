using System.Text.Json;
using Kontali.Data.Agents;

namespace Kontali.Web.Agents.Advisor;

/// <summary>Takes from the model's answer what holds: known parts, once each, with an account and a code from our own lists. A schema is a wish; this is the check.</summary>
public static class AdvisorReply
{
    private const int LongestReason = 300;

    /// <summary>The lines that hold; null where the answer is in no form we asked for.</summary>
    public static IReadOnlyList<AdvisedLine>? Read(string text, AdviceQuestion question)
    {
        var (keys, accounts, codes) = (question.Lines.Select(l => l.Key).ToHashSet(), question.Accounts.Select(a => a.Number).ToHashSet(), question.VatCodes.Select(c => c.Number).ToHashSet());
        try
        {
            using var answer = JsonDocument.Parse(text);
            return
            [
                .. answer.RootElement.GetProperty("linjer").EnumerateArray()
                    .Select(line => new AdvisedLine(Word(line, "nr"), Word(line, "konto"), Word(line, "kode"), Sentence(Word(line, "grunn"))))
                    .Where(line => keys.Contains(line.Key) && accounts.Contains(line.Account) && codes.Contains(line.VatCode))
                    .DistinctBy(line => line.Key),
            ];
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    private static string Word(JsonElement line, string name) => line.GetProperty(name).GetString() ?? "";

    // Foreign text on its way to a screen: one line, without invisible signs, no longer than a sentence.
    private static string Sentence(string text)
    {
        var plain = string.Concat(text.EnumerateRunes().Where(r => r != System.Text.Rune.ReplacementChar && System.Text.Rune.GetUnicodeCategory(r) is not System.Globalization.UnicodeCategory.Format)
            .Select(r => System.Text.Rune.IsControl(r) ? " " : r.ToString())).Trim();
        if (plain.Length <= LongestReason) return plain;
        var cut = plain[..(LongestReason - 1)];
        return (char.IsHighSurrogate(cut[^1]) ? cut[..^1] : cut) + "…";
    }
}
