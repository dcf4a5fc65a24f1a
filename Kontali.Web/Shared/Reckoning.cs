namespace Kontali.Web.Shared;

/// <summary>Works out what is typed in an amount cell: + − × / and brackets, and per cent as on a desk calculator.</summary>
internal sealed class Reckoning
{
    private const int Longest = 80, Deepest = 12;
    private readonly string text;
    private readonly decimal? whole;
    private int at, depth;

    private Reckoning(string bare, decimal? whole) => (text, this.whole) = (bare, whole);

    /// <summary>The answer; null where it is no sum, or has none.</summary>
    public static decimal? Of(string? typed, decimal? whole)
    {
        var bare = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c))).Replace('\u2212', '-').Replace('×', '*').Replace('x', '*').Replace('X', '*').Replace('÷', '/').Replace(':', '/').TrimStart('=');
        if (bare.Length is 0 or > Longest) return null;
        var reckoning = new Reckoning(bare, whole);
        try
        {
            return reckoning.Sum() is { } answer && reckoning.at == bare.Length ? answer : null;
        }
        catch (OverflowException)
        {
            return null; // Larger than any amount there is.
        }
    }

    private decimal? Sum()
    {
        if (Term() is not { } first) return null;
        // A per cent that stands first is of what is known; a later one is of what stands before it.
        if (first.IsPercent && whole is null) return null;
        var sum = first.IsPercent ? first.Value / 100 * whole!.Value : first.Value;
        while (at < text.Length && text[at] is '+' or '-')
        {
            var sign = text[at++] == '+' ? 1 : -1;
            if (Term() is not { } next) return null;
            sum += sign * (next.IsPercent ? sum * next.Value / 100 : next.Value);
        }
        return sum;
    }

    private (decimal Value, bool IsPercent)? Term()
    {
        if (Factor() is not { } term) return null;
        while (at < text.Length && text[at] is '*' or '/')
        {
            var divides = text[at++] == '/';
            if (Factor() is not { } next) return null;
            var (left, right) = (term.IsPercent ? term.Value / 100 : term.Value, next.IsPercent ? next.Value / 100 : next.Value);
            if (divides && right == 0) return null;
            term = (divides ? left / right : left * right, false);
        }
        return term;
    }

    private (decimal Value, bool IsPercent)? Factor()
    {
        var sign = 1;
        if (at < text.Length && text[at] is '+' or '-') sign = text[at++] == '-' ? -1 : 1;
        if (Bare() is not { } value) return null;
        var percent = at < text.Length && text[at] == '%';
        if (percent) at++;
        return (sign * value, percent);
    }

    private decimal? Bare()
    {
        if (at < text.Length && text[at] == '(')
        {
            if (++depth > Deepest) return null;
            at++;
            var inner = Sum();
            depth--;
            return inner is not null && at < text.Length && text[at++] == ')' ? inner : null;
        }
        var from = at;
        while (at < text.Length && (char.IsAsciiDigit(text[at]) || text[at] is ',' or '.')) at++;
        return at > from ? Figuring.Number(text[from..at]) : null;
    }
}
