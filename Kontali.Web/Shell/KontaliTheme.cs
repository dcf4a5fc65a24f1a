using MudBlazor;

namespace Kontali.Web.Shell;

/// <summary>
/// Type and measures for MudBlazor. Its colours are those of tokens.css, light and dark (mud.css maps them), so that they are right
/// before any circuit lives and follow the system by themselves.
/// </summary>
public static class KontaliTheme
{
    private static readonly string[] Inter = ["Inter", "system-ui", "sans-serif"];

    /// <summary>Dense; drawn once into the head of the document, and kept by no page.</summary>
    public static readonly MudTheme Theme = new()
    {
        LayoutProperties = new LayoutProperties { DefaultBorderRadius = "4px", AppbarHeight = "44px", DrawerWidthLeft = "200px", DrawerMiniWidthLeft = "44px" },
        Typography = new Typography
        {
            Default = new DefaultTypography { FontFamily = Inter, FontSize = "var(--size)", LineHeight = "var(--line)", LetterSpacing = "normal" },
            Body1 = new Body1Typography { FontFamily = Inter, FontSize = "var(--size)", LineHeight = "var(--line)", LetterSpacing = "normal" },
            Body2 = new Body2Typography { FontFamily = Inter, FontSize = "var(--size)", LineHeight = "var(--line)", LetterSpacing = "normal" },
            H5 = new H5Typography { FontFamily = Inter, FontSize = "20px", FontWeight = "600", LineHeight = "28px", LetterSpacing = "-0.01em" },
            H6 = new H6Typography { FontFamily = Inter, FontSize = "15px", FontWeight = "600", LineHeight = "20px", LetterSpacing = "normal" },
            Button = new ButtonTypography { FontFamily = Inter, FontSize = "var(--size)", FontWeight = "500", LineHeight = "20px", LetterSpacing = "normal", TextTransform = "none" },
            Caption = new CaptionTypography { FontFamily = Inter, FontSize = "12px", LineHeight = "16px", LetterSpacing = "normal" },
        },
    };
}
