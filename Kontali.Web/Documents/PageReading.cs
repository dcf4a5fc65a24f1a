using Kontali.Data.Invoices.Pdf;

namespace Kontali.Web.Documents;

/// <summary>Who reads PDFs and pictures here.</summary>
public static class PageReadingServices
{
    /// <summary>The pool, and what it goes on to.</summary>
    public static IServiceCollection AddPageReading(this IServiceCollection services) =>
        services.AddSingleton<PictureReader>().AddSingleton<IPageReader, ReaderPool>().AddSingleton<PageInvoices>();
}
