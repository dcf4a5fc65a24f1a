namespace Kontali.Data.Invoices;

/// <summary>How bad a finding is.</summary>
public enum Severity
{
    /// <summary>Worth knowing; stops nothing.</summary>
    Note,

    /// <summary>A rule the standard calls a warning, or a doubt of ours.</summary>
    Warning,

    /// <summary>The document breaks a rule that the standard calls fatal, or its sums are wrong: a person decides, the agent never posts.</summary>
    Fatal,
}

/// <summary>Something a reading found wrong with a document.</summary>
/// <param name="Rule">The official rule's id (BR-CO-10, PEPPOL-EN16931-R120, NO-R-001 …), or KONTALI-… for a check of our own.</param>
/// <param name="Severity">How bad.</param>
/// <param name="What">A sentence for the bookkeeper: what is wrong, where, with the figures.</param>
public sealed record Finding(string Rule, Severity Severity, Phrase What)
{
    /// <summary>Where it stands in the file, for the one who mends it: /Invoice/cac:InvoiceLine[2]. Null where it is the document as a whole.</summary>
    public string? Path { get; init; }
}
