using MudBlazor;

namespace Kontali.Web.Shell;

/// <summary>
/// The look for MudBlazor. The same colours stand in tokens.css, which has the last word on the page (mud.css maps them),
/// so that the theme is right before any circuit lives; a test holds the two together.
/// </summary>
public static class KontaliTheme
{
    private static readonly string[] Inter = ["Inter", "system-ui", "sans-serif"];

    /// <summary>Light and dark, dense.</summary>
    public static readonly MudTheme Theme = new()
    {
        PaletteLight = new PaletteLight
        {
            Background = "#FAFAF7",
            BackgroundGray = "#F3F2EE",
            Surface = "#FFFFFF",
            TextPrimary = "#1B1F23",
            TextSecondary = "#5C646C",
            TextDisabled = "#8A9198",
            Primary = "#0B5D66",
            PrimaryContrastText = "#FFFFFF",
            Secondary = "#5C646C",
            Tertiary = "#0B5D66",
            Info = "#0B5D66",
            Success = "#2E7D4F",
            Warning = "#9A5B00",
            Error = "#B3261E",
            Dark = "#1B1F23",
            ActionDefault = "#5C646C",
            LinesDefault = "#E4E3DC",
            LinesInputs = "#8C9196",
            TableLines = "#E4E3DC",
            Divider = "#E4E3DC",
            DividerLight = "#E4E3DC",
            TableHover = "#F3F2EE",
            TableStriped = "#FAFAF7",
            AppbarBackground = "#FFFFFF",
            AppbarText = "#1B1F23",
            DrawerBackground = "#FAFAF7",
            DrawerText = "#1B1F23",
            DrawerIcon = "#5C646C",
            Skeleton = "#ECEBE5",
            HoverOpacity = 0.06,
        },
        PaletteDark = new PaletteDark
        {
            Background = "#101417",
            BackgroundGray = "#1D2328",
            Surface = "#171C20",
            TextPrimary = "#E7E9EA",
            TextSecondary = "#9AA4AC",
            TextDisabled = "#6C767E",
            Primary = "#5CC0C4",
            PrimaryContrastText = "#0A1A1C",
            Secondary = "#9AA4AC",
            Tertiary = "#5CC0C4",
            Info = "#5CC0C4",
            Success = "#6CC393",
            Warning = "#E0A23C",
            Error = "#F2857C",
            Dark = "#E7E9EA",
            ActionDefault = "#9AA4AC",
            LinesDefault = "#2A3137",
            LinesInputs = "#69737B",
            TableLines = "#2A3137",
            Divider = "#2A3137",
            DividerLight = "#2A3137",
            TableHover = "#1D2328",
            TableStriped = "#171C20",
            AppbarBackground = "#171C20",
            AppbarText = "#E7E9EA",
            DrawerBackground = "#101417",
            DrawerText = "#E7E9EA",
            DrawerIcon = "#9AA4AC",
            Skeleton = "#232A2F",
            HoverOpacity = 0.08,
        },
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
