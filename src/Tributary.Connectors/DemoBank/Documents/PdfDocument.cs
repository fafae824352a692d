using System.Globalization;
using System.Text;

namespace Tributary.Connectors.DemoBank.Documents;

/// <summary>
/// Writes text on pages as PDF 1.4 (ISO 32000-1) in the fonts that every reader has, so that none is embedded. Letters outside of Windows-1252
/// become question marks. Measures are points from the lower left corner of a US letter page.
/// </summary>
internal sealed class PdfDocument
{
    public const int Width = 612;
    public const int Height = 792;

    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;
    private static readonly Encoding Latin = Encoding.Latin1;

    private readonly List<StringBuilder> _pages = [];

    /// <summary>Begins the next page.</summary>
    public void AddPage() => _pages.Add(new StringBuilder());

    /// <summary>Writes text that begins at a point.</summary>
    public void Write(decimal x, decimal y, string text, int size = 9, bool bold = false) => _pages[^1]
        .Append(Invariant, $"BT /{(bold ? "B" : "R")} {size} Tf {x:0.##} {y:0.##} Td (").Append(Escape(text)).Append(") Tj ET\n");

    /// <summary>Writes figures that end at a point; digits and signs have the same width in every standard font.</summary>
    public void WriteFigure(decimal right, decimal y, string figure, int size = 9, bool bold = false) =>
        Write(right - (figure.Sum(c => c is ',' or '.' ? 0.278m : c is '-' ? 0.333m : 0.556m) * size), y, figure, size, bold);

    /// <summary>Draws a thin line across.</summary>
    public void Rule(decimal left, decimal right, decimal y) => _pages[^1].Append(Invariant, $"0.5 w {left:0.##} {y:0.##} m {right:0.##} {y:0.##} l S\n");

    /// <summary>The file's bytes.</summary>
    public byte[] Encode(string title)
    {
        using var file = new MemoryStream();
        var places = new List<long>();
        void Line(string text) => file.Write(Latin.GetBytes(text + "\n"));
        void Object(string content)
        {
            places.Add(file.Position);
            Line($"{places.Count} 0 obj\n{content}\nendobj");
        }

        Line("%PDF-1.4\n%\u00E2\u00E3\u00CF\u00D3");
        var pages = string.Join(' ', _pages.Select((_, index) => $"{6 + (2 * index)} 0 R"));
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object($"<< /Type /Pages /Kids [{pages}] /Count {_pages.Count} >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>");
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>");
        Object($"<< /Title ({Escape(title)}) /Producer (Tributary demo bank) >>");
        foreach (var page in _pages)
        {
            var content = places.Count + 2;
            Object(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {Width} {Height}] /Contents {content} 0 R "
                + "/Resources << /Font << /R 3 0 R /B 4 0 R >> >> >>");
            var bytes = Latin.GetByteCount(page.ToString());
            Object($"<< /Length {bytes} >>\nstream\n{page}endstream");
        }

        var table = file.Position;
        Line($"xref\n0 {places.Count + 1}\n0000000000 65535 f ");
        foreach (var place in places)
            Line(string.Create(Invariant, $"{place:0000000000} 00000 n "));
        Line($"trailer\n<< /Size {places.Count + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{table}\n%%EOF");
        return file.ToArray();
    }

    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '(' or ')' or '\\')
                escaped.Append('\\');
            escaped.Append(c is < ' ' or (> '~' and < '\u00A0') or > '\u00FF' ? '?' : c);
        }

        return escaped.ToString();
    }
}
