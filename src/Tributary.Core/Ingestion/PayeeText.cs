using System.Text;

namespace Tributary.Core.Ingestion;

/// <summary>
/// How descriptions are compared: banks change case, blanks and punctuation between one download and the next, and append words
/// and reference numbers when a record posts.
/// </summary>
internal static class PayeeText
{
    private const int CutOff = 4;

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

    /// <summary>
    /// Whether two normalized texts may name one payee: one begins with the other, or the first telling word of one is, as far as it may be cut off,
    /// among the words of the other.
    /// </summary>
    public static bool AreAlike(string one, string other)
    {
        if (one.Length == 0 || other.Length == 0)
            return one.Length == other.Length;
        return IsPartOf(one, other) || Names(one, other) || Names(other, one);
    }

    /// <summary>What two words that may be one have in common, where banks cut words off.</summary>
    public static string Beginning(string word) => word.Length <= CutOff ? word : word[..CutOff];

    /// <summary>Whether one normalized text is the beginning of the other.</summary>
    public static bool IsPartOf(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    /// <summary>The first word that tells payees apart, or null where there is none.</summary>
    public static string? TellingWord(string normal) => TellingWords(normal).FirstOrDefault();

    /// <summary>The words that tell payees apart, in their order.</summary>
    public static IEnumerable<string> TellingWords(string normal) =>
        normal.Split(' ').Where(word => word.Count(char.IsLetter) >= 3 && !Generic.Contains(word));

    private static bool Names(string one, string other)
    {
        if (TellingWord(one) is not { } word)
            return false;
        foreach (var candidate in TellingWords(other))
        {
            if (candidate.StartsWith(word, StringComparison.Ordinal) || (candidate.Length >= CutOff && word.StartsWith(candidate, StringComparison.Ordinal)))
                return true;
        }

        return false;
    }

    // Words that begin the descriptions of unrelated payees.
    private static readonly HashSet<string> Generic = new(StringComparer.Ordinal)
    {
        "PENDING", "PURCHASE", "PURCH", "POS", "EFTPOS", "DEBIT", "DBT", "CREDIT", "CARD", "CHECKCARD", "DEBITCARD", "VISA", "MASTERCARD", "MAESTRO",
        "PAYMENT", "PMT", "CHECK", "TRANSFER", "WITHDRAWAL", "DEPOSIT", "ACH", "SEPA", "SALE", "AUTH", "AUTHORIZATION", "PREAUTH", "PREAUTHORIZED", "HOLD",
        "TEMPORARY", "RECURRING", "CONTACTLESS", "ONLINE", "MERCHANT", "TRANSACTION", "THE", "AND",
    };
}
