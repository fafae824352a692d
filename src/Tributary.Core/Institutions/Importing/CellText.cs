namespace Tributary.Core.Institutions.Importing;

/// <summary>A file's cell as a text: blanks in a row are one, none at its ends, and no control characters.</summary>
internal static class CellText
{
    /// <summary>The text; null where nothing is left.</summary>
    public static string? Clean(string cell)
    {
        var plain = cell.AsSpan().ContainsAnyInRange('\0', '\x1F') || cell.Any(char.IsControl)
            ? string.Concat(cell.Select(sign => char.IsControl(sign) ? ' ' : sign))
            : cell;
        if (plain.Contains("  ", StringComparison.Ordinal))
            plain = string.Join(' ', plain.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        plain = plain.Trim();
        return plain.Length == 0 ? null : plain;
    }
}
