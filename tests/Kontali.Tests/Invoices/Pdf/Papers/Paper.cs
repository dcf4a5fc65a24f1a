using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Writer;

namespace Kontali.Tests.Invoices.Pdf.Papers;

/// <summary>A4 pages to write on, from the upper left corner, in points.</summary>
public sealed class Paper : IDisposable
{
    private readonly PdfDocumentBuilder _builder = new();
    private readonly PdfDocumentBuilder.AddedFont _plain, _bold;
    private PdfPageBuilder _page;

    public Paper(string font = "sans")
    {
        _plain = _builder.AddTrueTypeFont(Fonts.Plain(font));
        _bold = _builder.AddTrueTypeFont(Fonts.Bold(font));
        _page = _builder.AddPage(595, 842);
    }

    public const double Bottom = 780;
    public int Pages { get; private set; } = 1;

    public void NewPage()
    {
        _page = _builder.AddPage(595, 842);
        Pages++;
    }

    public void Text(double x, double y, string text, double size = 9, bool bold = false)
    {
        if (text.Length > 0) _page.AddText(text, size, new PdfPoint(x, 842 - y), bold ? _bold : _plain);
    }

    public void Right(double right, double y, string text, double size = 9, bool bold = false) => Text(right - Width(text, size, bold), y, text, size, bold);

    public void Centre(double y, string text, double size = 9, bool bold = false) => Text(297 - Width(text, size, bold) / 2, y, text, size, bold);

    public void Line(double x, double y, double right) => _page.DrawLine(new PdfPoint(x, 842 - y), new PdfPoint(right, 842 - y), 0.5);

    private double Width(string text, double size, bool bold)
    {
        var letters = _page.MeasureText(text, size, new PdfPoint(0, 0), bold ? _bold : _plain);
        return letters.Count == 0 ? 0 : letters[^1].EndBaseLine.X - letters[0].StartBaseLine.X;
    }

    public byte[] Done() => _builder.Build();

    public void Dispose() => _builder.Dispose();
}

/// <summary>Fonts of the machine, and the project's own where it has none.</summary>
internal static class Fonts
{
    private static readonly string Own = Path.Combine(AppContext.BaseDirectory, "fonts");

    internal static byte[] Plain(string name) => Find(name switch
    {
        "serif" => "liberation/LiberationSerif-Regular.ttf",
        "odd" => "liberation/LiberationSerif-Italic.ttf",
        "dejavu" => "dejavu/DejaVuSans.ttf",
        "condensed" => "dejavu/DejaVuSansCondensed.ttf",
        "narrow" => "liberation/LiberationSansNarrow-Regular.ttf",
        _ => "",
    }, "LiberationSans-Regular.ttf");

    internal static byte[] Bold(string name) => Find(name switch
    {
        "serif" => "liberation/LiberationSerif-Bold.ttf",
        "odd" => "liberation/LiberationSerif-BoldItalic.ttf",
        "dejavu" => "dejavu/DejaVuSans-Bold.ttf",
        "condensed" => "dejavu/DejaVuSansCondensed-Bold.ttf",
        "narrow" => "liberation/LiberationSansNarrow-Bold.ttf",
        _ => "",
    }, "LiberationSans-Bold.ttf");

    private static byte[] Find(string system, string own)
    {
        var file = Path.Combine("/usr/share/fonts/truetype", system);
        return File.ReadAllBytes(system.Length > 0 && File.Exists(file) ? file : Path.Combine(Own, own));
    }
}
