namespace Kontali.Data;

/// <summary>
/// A rule of bookkeeping would be broken: the one exception a bookkeeper reads. It says what is wrong, where, and what to do.
/// Nothing has been saved when it is thrown.
/// </summary>
public sealed class BrokenRule(Phrase phrase) : Exception(phrase.ToString())
{
    /// <summary>A rule told in an interpolated Norwegian sentence.</summary>
    public BrokenRule(FormattableString sentence) : this(Phrase.Of(sentence)) { }

    /// <summary>What to tell her, in any language.</summary>
    public Phrase Phrase { get; } = phrase;
}
