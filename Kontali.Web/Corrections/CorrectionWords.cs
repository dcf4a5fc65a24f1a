using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Ledger;
using Kontali.Data.Reports;
using Kontali.Web.Shared;

namespace Kontali.Web.Corrections;

/// <summary>How corrections are said.</summary>
internal static class CorrectionWords
{
    /// <summary>Lines belong together by the part they book; a split one stands beside what it was split from.</summary>
    public static IEnumerable<(CodedLine? Was, CodedLine? Now)> Pairs(IReadOnlyList<CodedLine> before, IReadOnlyList<CodedLine> after)
    {
        var (old, now) = (before.ToLookup(l => l.Share.Key), after.ToLookup(l => l.Share.Key));
        foreach (var key in old.Select(g => g.Key).Union(now.Select(g => g.Key)))
            for (var i = 0; i < Math.Max(old[key].Count(), now[key].Count()); i++) yield return (old[key].ElementAtOrDefault(i), now[key].ElementAtOrDefault(i));
    }

    extension(Texts L)
    {
        public string Kind(CorrectionKind kind) => kind switch
        {
            CorrectionKind.InQueue => L["i køen"],
            CorrectionKind.Posted => L["ett bilag"],
            CorrectionKind.Batch => L["bunke"],
            _ => L["angret"],
        };

        public string Coding(CodedLine? line) => line is null ? "–" : line.VatCode.Length == 0 ? line.Account : L["{0}, kode {1}", line.Account, line.VatCode];

        /// <summary>The first difference in a word, and how many more there are.</summary>
        public string Difference(CorrectionRow row)
        {
            var changed = Pairs(row.Before, row.After).Where(p => L.Coding(p.Was) != L.Coding(p.Now)).Select(p => $"{L.Coding(p.Was)} → {L.Coding(p.Now)}").Distinct().ToList();
            return changed switch
            {
                [] => L["tekst, dato eller leverandør"],
                [var one] => one,
                _ => L["{0} og {1} til", changed[0], Figures.Count(changed.Count - 1)],
            };
        }

        /// <summary>What it taught, and how it has gone since.</summary>
        public string Taught(CorrectionRow row)
        {
            if (row.Taught == 0) return L["Lærer ingenting nå."];
            var lines = row.Taught == 1 ? L["Lærte minnet 1 linje."] : L["Lærte minnet {0} linjer.", Figures.Count(row.Taught)];
            return row.Since switch
            {
                0 => $"{lines} {L["Ingen forslag for leverandøren er avgjort siden."]}",
                1 => $"{lines} {(row.RightSince == 1 ? L["Det ene forslaget for leverandøren siden var rett."] : L["Det ene forslaget for leverandøren siden var feil."])}",
                _ => $"{lines} {L["Siden er {0} av {1} forslag for leverandøren rette.", Figures.Count(row.RightSince), Figures.Count(row.Since)]}",
            };
        }

        /// <summary>What a batch changes.</summary>
        public string Change(LineChange change, bool undo)
        {
            List<string> said = [];
            if (change.Account is { } account) said.Add(L["konto {0}", account]);
            if (change.VatCode is { } code) said.Add(L["mva-kode {0}", code]);
            if (change.Vendor is not null) said.Add(L["en annen leverandør"]);
            if (change.Text is { } text) said.Add(L["tekst «{0}»", text]);
            var all = string.Join(", ", said);
            return undo ? L["Angret: {0}", all] : L["Til {0}", all];
        }

        public string State(PeriodState state) => state switch
        {
            PeriodState.Open => L["åpen"],
            PeriodState.Held => L["holdt tilbake"],
            PeriodState.Closed => L["lukket"],
            _ => L["mva-melding levert"],
        };
    }
}
