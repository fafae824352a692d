using System.Text;

namespace Tributary.Core.Ingestion;

/// <summary>
/// How descriptions are compared: banks change case, blanks and punctuation between one download and the next, and append words
/// and reference numbers when a record posts.
/// </summary>
internal static class PayeeText
{
    /// <summary>Letters and digits in upper case, words parted by one blank.</summary>
    public static string Normalize(string text)
    {
        var normal = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
                normal.Append(char.ToUpperInvariant(character));
            else if (normal.Length > 0 && normal[^1] != ' ')
                normal.Append(' ');
        }

        return normal.ToString().TrimEnd();
    }

    /// <summary>Whether two normalized texts may name one payee: one begins with the other, or their first telling word is the same.</summary>
    public static bool AreAlike(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return one.Length == other.Length;
        return one.StartsWith(other, StringComparison.Ordinal)
            || other.StartsWith(one, StringComparison.Ordinal)
            || (TellingWord(one) is { } word && word == TellingWord(other));
    }

    /// <summary>The first word that tells payees apart, or null where there is none.</summary>
    public static string? TellingWord(string normal) =>
        normal.Split(' ').FirstOrDefault(word => word.Count(char.IsLetter) >= 3 && !Generic.Contains(word));

    // Words that begin the descriptions of unrelated payees.
    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal)
    {
        "PENDING", "PURCHASE", "POS", "DEBIT", "CREDIT", "CARD", "PAYMENT", "CHECK", "THE", "TRANSFER", "WITHDRAWAL", "DEPOSIT", "VISA", "ACH",
    };
}
