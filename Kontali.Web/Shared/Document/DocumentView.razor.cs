using Kontali.Data;
using Kontali.Data.Invoices;
using Kontali.Web.Inbox;
using Microsoft.AspNetCore.Components;

namespace Kontali.Web.Shared.Document;

/// <summary>A document to look at. Every value on the sheet has its name in data-field: number, dueDate, seller.name, lines.0.net …</summary>
public sealed partial class DocumentView
{
    private static readonly string Sheet = Texts.Of("Faktura"), Pdf = Texts.Of("PDF"), Xml = Texts.Of("XML");
    private static readonly Dictionary<string, string> PressOf = new() { [Sheet] = "f", [Pdf] = "p", [Xml] = "e" };
    private ElementReference root;
    private string shown = Sheet;
    private string? xml;

    /// <summary>What it says; null where it could not be read, and then <see cref="Refusal"/> tells why.</summary>
    [Parameter] public InvoiceFacts? Facts { get; set; }

    /// <summary>Why there are no facts.</summary>
    [Parameter] public Phrase? Refusal { get; set; }

    /// <summary>What is wrong with it; shown as flags above.</summary>
    [Parameter] public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>The data-field to mark, for example the one that the form's focus is on; pairs.js marks it.</summary>
    [Parameter] public string? Highlight { get; set; }

    /// <summary>Where the PDF or the picture is; null and the tab is not there.</summary>
    [Parameter] public string? PdfUrl { get; set; }

    /// <summary>Fetches the XML as text when its tab is opened; null and the tab is not there.</summary>
    [Parameter] public Func<Task<string>>? LoadXml { get; set; }

    /// <summary>Where an attachment can be fetched; null for one that cannot.</summary>
    [Parameter] public Func<AttachmentFacts, string?>? FileUrl { get; set; }

    /// <summary>At the right of the tabs.</summary>
    [Parameter] public RenderFragment? Tools { get; set; }

    /// <summary>Whether its tabs have keys: f for the invoice, p for the PDF, e for the XML.</summary>
    [Parameter] public bool Keys { get; set; } = true;

    private bool IsPicture => PdfUrl?.EndsWith(DocumentEndpoint.AsPicture, StringComparison.Ordinal) ?? false;

    private IEnumerable<string> Tabs => [Sheet, .. PdfUrl is null ? [] : new[] { Pdf }, .. LoadXml is null ? [] : new[] { Xml }];

    // Some fifty parts, and the page around them is drawn again at every key.
    /// <inheritdoc/>
    protected override object Shows => (Facts, Refusal, Findings, Highlight, PdfUrl, LoadXml is null, Tools);

    // Another document in the same place begins at its sheet, and forgets the former's text.
    private InvoiceFacts? former;
    private string? formerPdf;
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(former, Facts) && formerPdf == PdfUrl) return;
        (former, formerPdf, xml) = (Facts, PdfUrl, null);
        // What was read from a paper is looked at there; what a program wrote, as we set it.
        shown = PdfUrl is not null && Facts is null or { Pages: not null } ? Pdf : Sheet;
    }

    private async Task ShowAsync(string tab)
    {
        shown = tab;
        StateHasChanged();
        if (tab == Xml && xml is null && LoadXml is not null) xml = await LoadXml();
        StateHasChanged();
    }
}
