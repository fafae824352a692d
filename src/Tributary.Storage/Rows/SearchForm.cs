namespace Tributary.Storage.Rows;

/// <summary>
/// Texts as searches compare them: in small letters, folded here and not by the databases, which know different letters. Lines keep apart
/// what must not be found across.
/// </summary>
internal static class SearchForm
{
    public static string Of(string text) => StoredForm.Text(text).ToLowerInvariant();

    /// <summary>The <c>LIKE</c> pattern of texts that contain these words as they stand, with <c>\</c> as the escape.</summary>
    public static string Containing(string words) =>
        $"%{Of(words).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
