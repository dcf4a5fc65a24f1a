namespace Kontali.Data.Documents;

/// <summary>What a document is to the law that says how long it is kept.</summary>
public enum KeptAs
{
    /// <summary>Documentation of what is posted: five years after the end of the accounting year (bfl 13).</summary>
    Documentation,

    /// <summary>Contracts, correspondence, packing slips, price lists: three years and six months after it (bfl 13).</summary>
    Correspondence,

    /// <summary>Capital goods whose VAT may be adjusted, and building projects: ten years (bff 7-3, 8-1-6).</summary>
    CapitalGoods,
}

/// <summary>How long a document is kept. Kontali deletes nothing; this says before what day nobody else may either.</summary>
public static class Retention
{
    /// <summary>The last day it must be there.</summary>
    /// <param name="kept">What it is to the law.</param>
    /// <param name="year">The accounting year it belongs to; where nothing says which, that in which it came.</param>
    public static DateOnly Until(KeptAs kept, int year) => kept switch
    {
        KeptAs.CapitalGoods => new(year + 10, 12, 31),
        KeptAs.Correspondence => new(year + 4, 6, 30),
        _ => new(year + 5, 12, 31),
    };

    /// <summary>What a kind of document is to the law. An e-mail is correspondence; whatever may be documentation is kept as that.</summary>
    public static KeptAs Of(FileKind kind) => kind == FileKind.Mail ? KeptAs.Correspondence : KeptAs.Documentation;

    /// <summary>The paragraph.</summary>
    public static string Paragraph(KeptAs kept) => kept == KeptAs.CapitalGoods ? "bokføringsforskriften § 7-3" : "bokføringsloven § 13";
}
