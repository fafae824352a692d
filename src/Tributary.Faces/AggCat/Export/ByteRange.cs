using System.Globalization;

namespace Tributary.Faces.AggCat.Export;

/// <summary>The part of a file that a program asks for: <c>bytes=from-to</c>, or <c>from-to</c> as a Java program writes it (AggCat, 3, operation 16).</summary>
internal readonly record struct ByteRange(long From, long To)
{
    private const string Unit = "bytes=";

    /// <summary>Reads the header.</summary>
    /// <param name="header">The header; empty for the whole file.</param>
    /// <param name="size">How long the file is.</param>
    /// <returns>The range, within the file; null for one that is none, or that the file does not have.</returns>
    public static ByteRange? Parse(string header, long size)
    {
        var text = header.Trim();
        if (text.StartsWith(Unit, StringComparison.OrdinalIgnoreCase))
            text = text[Unit.Length..].Trim();
        var dash = text.IndexOf('-', StringComparison.Ordinal);
        if (dash < 0)
            return null;
        var (first, last) = (Number(text[..dash]), Number(text[(dash + 1)..]));
        var range = (text[..dash].Length, text[(dash + 1)..].Length) switch
        {
            // The last so many bytes.
            (0, > 0) when last is { } count and > 0 => new ByteRange(Math.Max(0, size - count), size - 1),
            ( > 0, 0) when first is { } from => new ByteRange(from, size - 1),
            ( > 0, > 0) when first is { } from && last is { } to => new ByteRange(from, Math.Min(to, size - 1)),
            _ => new ByteRange(0, -1),
        };
        return range.From <= range.To && range.From < size ? range : null;
    }

    private static long? Number(string digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
