namespace Kontali.Data.Seed;

internal static class DemoFresh
{
    public static IReadOnlyList<FreshInvoice> Of(DateOnly today) => [];
}
