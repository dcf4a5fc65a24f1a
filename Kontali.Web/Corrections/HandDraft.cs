using Kontali.Data;
using Kontali.Data.Booking;
using Kontali.Data.Corrections;
using Kontali.Data.Ledger;
using Kontali.Web.Review;

namespace Kontali.Web.Corrections;

/// <summary>A line of a voucher by hand, as it stands in the form.</summary>
public sealed class HandLine(PostedLine line)
{
    /// <summary>As it was posted.</summary>
    public PostedLine Was { get; } = line;

    /// <summary>As it will be.</summary>
    public PostedLine Line { get; internal set; } = line;

    /// <summary>Why what she typed last was not taken.</summary>
    public Phrase? Problem { get; internal set; }

    /// <summary>Whether it is as it was.</summary>
    public bool IsUntouched => Was == Line;
}

/// <summary>The form of a voucher without an invoice: what she sees and changes, and what it will post. No screen, no database.</summary>
public sealed class HandDraft(CorrectionCase of)
{
    /// <summary>The lines.</summary>
    public List<HandLine> Lines { get; } = [.. of.Lines.Select(l => new HandLine(l))];

    /// <summary>Gives a line another account or code. The code is reckoned anew from what the line cost in all.</summary>
    public void Code(HandLine line, string? account = null, string? vatCode = null) => Try(line, () =>
    {
        var changed = line.Line;
        if (vatCode is not null) changed = changed.UnderCode(vatCode.Length == 0 ? null : vatCode, of.Entry.EntryDate, of.Books.Rules);
        if (account is not null) changed = changed.OnAccount(account, of.Books.Rules);
        line.Line = changed;
    });

    /// <summary>Says what the line is.</summary>
    public void Say(HandLine line, string? text) => line.Line = line.Line with { Text = string.IsNullOrWhiteSpace(text) ? null : text.Trim() };

    /// <summary>Cuts a line in two.</summary>
    public void Split(HandLine line, decimal? amount) => Try(line, () =>
    {
        if (amount == line.Line.Amount) return;
        var (part, remainder) = line.Line.Split(amount ?? throw new BrokenRule($"Beløpet på «{line.Line.Text}» er ikke lest. Skriv et beløp, et regnestykke eller en prosent."));
        line.Line = part;
        Lines.Insert(Lines.IndexOf(line) + 1, new(remainder));
    });

    /// <summary>Exactly the postings that correcting will post.</summary>
    public Preview Preview(DateOnly on)
    {
        if (Lines.Find(l => l.Problem is not null) is { } unclear) return new([], unclear.Problem);
        if (of.Books.StateOn(on) != PeriodState.Open) return new([], Phrase.Of($"Perioden {Period.Of(on)} er ikke åpen for bokføring. Velg en dato fra {of.Books.OpenFrom(on):dd.MM.yyyy}."));
        try
        {
            return new(PostedLines.Postings(of.Entry.Postings, [.. Lines.Select(l => l.Line)], of.Books.Rules), null);
        }
        catch (BrokenRule broken)
        {
            return new([], broken.Phrase);
        }
    }

    private static void Try(HandLine line, Action change)
    {
        try
        {
            line.Problem = null;
            change();
        }
        catch (BrokenRule broken)
        {
            line.Problem = broken.Phrase;
        }
    }
}
