using System.Buffers;
using System.Text;
using Tributary.Statements.Ofx;

namespace Tributary.Statements;

/// <summary>Tells by content whether a file is one that is read, and if not, in plain words what it looks like.</summary>
internal static class FileKind
{
    private const int LookedAt = 64 * 1024;

    private static readonly SearchValues<byte> Blanks = SearchValues.Create(" \t\r\n\f\v"u8);

    private static readonly (byte[] Start, string Name)[] BySignature =
    [
        ("%PDF"u8.ToArray(), "a PDF document"),
        ("PK\u0003\u0004"u8.ToArray(), "a ZIP archive or an Office document"),
        ([0x1F, 0x8B], "a gzip archive"),
        ("7z\u00BC"u8[..2].ToArray(), "a 7z archive"),
        ([0x89, (byte)'P', (byte)'N', (byte)'G'], "a PNG image"),
        ([0xFF, 0xD8, 0xFF], "a JPEG image"),
        ("GIF8"u8.ToArray(), "a GIF image"),
        ("II*"u8.ToArray(), "a TIFF image"),
        ("RIFF"u8.ToArray(), "an image or a sound"),
        ([0xD0, 0xCF, 0x11, 0xE0], "an old Office document (such as .xls)"),
        ("{\\rtf"u8.ToArray(), "a rich-text document"),
        ("SQLite format 3"u8.ToArray(), "an SQLite database"),
    ];

    /// <summary>Null when the file is of the OFX family; otherwise the problem to report.</summary>
    public static (string Code, string Text)? Of(ReadOnlySpan<byte> file)
    {
        var start = file.IndexOfAnyExcept(Blanks);
        if (start < 0)
            return (StatementProblemCode.FileEmpty, "The file is empty.");
        var content = file[start..Math.Min(file.Length, start + LookedAt)];
        if (Signature(content) is { } name)
            return NotAStatement(name);
        if (OfxHeader.IsFoundIn(content))
            return null;
        return NotAStatement(TextKind(content) ?? (IsText(content) ? "plain text" : "binary data"));
    }

    private static (string, string) NotAStatement(string kind) =>
        (StatementProblemCode.NotAStatement, $"The file is not a statement in a format that is read (OFX, QFX): it looks like {kind}.");

    private static string? Signature(ReadOnlySpan<byte> content)
    {
        foreach (var (start, name) in BySignature)
        {
            if (content.StartsWith(start))
                return name;
        }
        return StartsWith(content, "<!doctype html"u8) || StartsWith(content, "<html"u8) ? "an HTML page" : null;
    }

    private static string? TextKind(ReadOnlySpan<byte> content)
    {
        if (content[0] == (byte)'<')
            return XmlKind(content);
        if (content[0] is (byte)'{' or (byte)'[' && IsText(content) && !content.StartsWith("{1:"u8))
            return "JSON";
        if (StartsWith(content, "!type:"u8) || StartsWith(content, "!account"u8) || StartsWith(content, "!option:"u8))
            return "a QIF file";
        if (content.StartsWith("{1:"u8) || content.StartsWith(":20:"u8) || content.IndexOf("\n:61:"u8) >= 0)
            return "a SWIFT MT940 or MT942 statement";
        return IsText(content) && HasColumns(content) ? "a CSV table" : null;
    }

    private static string XmlKind(ReadOnlySpan<byte> content)
    {
        if (content.IndexOf("camt.05"u8) >= 0)
            return "a CAMT statement (ISO 20022)";
        return content.IndexOf("<html"u8) >= 0 ? "an HTML page" : "an XML document of another kind";
    }

    // Two lines or more that split into the same number of fields.
    private static bool HasColumns(ReadOnlySpan<byte> content)
    {
        foreach (var delimiter in ",;\t|"u8)
        {
            var lines = 0;
            var fields = 0;
            foreach (var range in content.Split((byte)'\n'))
            {
                var line = content[range].Trim(" \t\r"u8);
                if (line.IsEmpty)
                    continue;
                var count = line.Count(delimiter);
                if (count == 0 || (lines > 0 && count != fields))
                    break;
                fields = count;
                if (++lines == 3)
                    return true;
            }
            if (lines >= 2)
                return true;
        }
        return false;
    }

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        foreach (var b in content)
        {
            if (b is < 0x20 and not ((byte)'\t' or (byte)'\r' or (byte)'\n' or (byte)'\f'))
                return false;
        }
        return true;
    }

    private static bool StartsWith(ReadOnlySpan<byte> content, ReadOnlySpan<byte> start) =>
        content.Length >= start.Length && Ascii.EqualsIgnoreCase(content[..start.Length], start);
}
