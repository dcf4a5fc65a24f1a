using System.Text;

namespace Kontali.Web.Documents;

/// <summary>A picture in shades of grey (PGM).</summary>
internal sealed record GrayPicture(int Width, int Height, byte[] Pixels)
{
    internal static GrayPicture Load(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var at = 0;
        if (Word() != "P5") throw new InvalidDataException("Not a grey picture.");
        var (width, height, most) = (int.Parse(Word(), System.Globalization.CultureInfo.InvariantCulture), int.Parse(Word(), System.Globalization.CultureInfo.InvariantCulture), Word());
        if (most != "255" || width is < 1 or > 20_000 || height is < 1 or > 20_000) throw new InvalidDataException("Not a grey picture of a page.");
        return new(width, height, bytes[at..(at + width * height)]);

        string Word()
        {
            while (bytes[at] is (byte)'#' or (byte)' ' or (byte)'\n' or (byte)'\t' or (byte)'\r')
                if (bytes[at++] == '#')
                    while (bytes[at] != '\n') at++;
            var from = at;
            while (bytes[at] > ' ') at++;
            return Encoding.ASCII.GetString(bytes, from, at++ - from);
        }
    }

    internal void Save(string path)
    {
        using var file = File.Create(path);
        file.Write(Encoding.ASCII.GetBytes($"P5\n{Width} {Height}\n255\n"));
        file.Write(Pixels);
    }
}

/// <summary>A page turned upright by as much as its lines of text lean, and the way back to where a word stood.</summary>
internal sealed record Straightened(GrayPicture Picture, double Degrees)
{
    // Beyond this it is no leaning page; below it the eye reads as well.
    private const double Most = 7, Least = 0.15;

    internal double Width => Picture.Width;
    internal double Height => Picture.Height;

    internal static Straightened Of(GrayPicture picture)
    {
        var lean = Lean(picture);
        return Math.Abs(lean) < Least ? new(picture, 0) : new(Turned(picture, lean), lean);
    }

    /// <summary>Where a point of the straight picture is in the one that leans.</summary>
    internal (double X, double Y) Back(double x, double y)
    {
        if (Degrees == 0) return (x, y);
        var (sin, cos) = Math.SinCos(Degrees * Math.PI / 180);
        var (dx, dy) = (x - Width / 2, y - Height / 2);
        return (cos * dx - sin * dy + Width / 2, sin * dx + cos * dy + Height / 2);
    }

    // The angle under which rows of ink and rows of paper are most unlike: tried coarsely, then finely.
    private static double Lean(GrayPicture picture)
    {
        var ink = Ink(picture);
        if (ink.Count < 200) return 0;
        var best = Enumerable.Range(-14, 29).Select(n => n * 0.5).MaxBy(a => Sharpness(ink, a, picture.Height));
        best = Enumerable.Range(-5, 11).Select(n => best + n * 0.1).MaxBy(a => Sharpness(ink, a, picture.Height));
        return Math.Abs(best) > Most ? 0 : best;
    }

    private static List<(short X, short Y)> Ink(GrayPicture picture)
    {
        List<(short, short)> ink = [];
        for (var y = 0; y < picture.Height; y += 2)
            for (var x = 0; x < picture.Width; x += 3)
                if (picture.Pixels[y * picture.Width + x] < 120) ink.Add(((short)x, (short)y));
        return ink;
    }

    private static double Sharpness(List<(short X, short Y)> ink, double degrees, int height)
    {
        var slope = Math.Tan(degrees * Math.PI / 180);
        var rows = new int[height / 2 + 2000];
        foreach (var (x, y) in ink)
        {
            var row = (int)((y - slope * x) / 2) + 800;
            if (row >= 0 && row < rows.Length) rows[row]++;
        }
        var sum = 0.0;
        for (var i = 1; i < rows.Length; i++) sum += (double)(rows[i] - rows[i - 1]) * (rows[i] - rows[i - 1]);
        return sum;
    }

    private static GrayPicture Turned(GrayPicture leaning, double degrees)
    {
        var pixels = new byte[leaning.Pixels.Length];
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        var (mx, my) = (leaning.Width / 2.0, leaning.Height / 2.0);
        for (var y = 0; y < leaning.Height; y++)
            for (var x = 0; x < leaning.Width; x++)
            {
                var (sx, sy) = (cos * (x - mx) - sin * (y - my) + mx, sin * (x - mx) + cos * (y - my) + my);
                var (ix, iy) = ((int)Math.Floor(sx), (int)Math.Floor(sy));
                if (ix < 0 || iy < 0 || ix >= leaning.Width - 1 || iy >= leaning.Height - 1)
                {
                    pixels[y * leaning.Width + x] = 255;
                    continue;
                }
                var (fx, fy) = (sx - ix, sy - iy);
                var at = iy * leaning.Width + ix;
                pixels[y * leaning.Width + x] = (byte)((leaning.Pixels[at] * (1 - fx) + leaning.Pixels[at + 1] * fx) * (1 - fy) + (leaning.Pixels[at + leaning.Width] * (1 - fx) + leaning.Pixels[at + leaning.Width + 1] * fx) * fy);
            }
        return leaning with { Pixels = pixels };
    }
}
