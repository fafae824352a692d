using System.Globalization;
using System.Text;
using Tributary.Core.Text;

namespace Tributary.Core.Categories;

/// <summary>
/// How texts are compared: letters without case and accents, digits, and one blank between words. A word ends at whatever is neither, and where
/// letters turn to digits (<c>STORE123</c>); apostrophes are not there at all. Symbols are 0 for a blank, 1 to 26 for letters, 27 to 36 for digits
/// and <see cref="Foreign"/> for letters of other scripts.
/// </summary>
internal static class FoldedText
{
    public const int Symbols = 38;
    public const byte Blank = 0;
    public const byte Foreign = 37;

    /// <summary>Longer texts are cut off: no institution's words are longer, and a scan shall have an end.</summary>
    public const int MostCharacters = 480;

    /// <summary>What a folded text may need: each character may become two symbols, each pair of them a blank.</summary>
    public const int MostSymbols = (MostCharacters * 3) + 2;

    private const byte FirstDigit = 27;
    private const byte Dropped = 255;
    private const byte Double = 254;

    private static readonly byte[] Map = MakeMap();

    /// <summary>Folds a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="symbols">Takes the symbols: a blank, then every word with a blank behind it.</param>
    /// <param name="words">Takes the words.</param>
    /// <returns>How many symbols and words there are.</returns>
    public static (int Symbols, int Words) Fold(ReadOnlySpan<char> text, Span<byte> symbols, Span<FoldedWord> words)
    {
        if (text.Length > MostCharacters)
            text = text[..MostCharacters];
        var length = 1;
        var count = 0;
        var wordBegin = 1;
        var textBegin = 0;
        var textEnd = 0;
        var letters = 0;
        symbols[0] = Blank;
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            var symbol = character < Map.Length ? Map[character] : char.IsLetterOrDigit(character) ? Foreign : Blank;
            if (symbol == Dropped)
                continue;
            var isDigit = symbol is >= FirstDigit and < Foreign;
            if (length > wordBegin && (symbol == Blank || (isDigit && letters >= 3)))
            {
                if (count < words.Length)
                    words[count++] = new FoldedWord(wordBegin, length, textBegin, textEnd);
                symbols[length++] = Blank;
                wordBegin = length;
                letters = 0;
            }

            if (symbol == Blank)
                continue;
            if (length == wordBegin)
                textBegin = i;
            textEnd = i + 1;
            if (symbol == Double)
            {
                var (first, second) = Pair(character);
                symbols[length++] = first;
                symbols[length++] = second;
                letters += 2;
                continue;
            }

            symbols[length++] = symbol;
            letters = isDigit ? 0 : letters + 1;
        }

        if (length > wordBegin)
        {
            if (count < words.Length)
                words[count++] = new FoldedWord(wordBegin, length, textBegin, textEnd);
            symbols[length++] = Blank;
        }

        return (length, count);
    }

    /// <summary>A text's folded form as text, its words parted by blanks.</summary>
    public static string Key(string text)
    {
        Span<byte> symbols = stackalloc byte[MostSymbols];
        Span<FoldedWord> words = stackalloc FoldedWord[1];
        var (length, _) = Fold(text, symbols, words);
        var key = new StringBuilder(length);
        foreach (var symbol in symbols[1..Math.Max(1, length - 1)])
            key.Append(Letter(symbol));
        return key.ToString();
    }

    /// <summary>A symbol as a character.</summary>
    public static char Letter(byte symbol) => symbol switch
    {
        Blank => ' ',
        < FirstDigit => (char)('A' + symbol - 1),
        < Foreign => (char)('0' + symbol - FirstDigit),
        _ => '?',
    };

    public static bool IsDigit(byte symbol) => symbol is >= FirstDigit and < Foreign;

    private static byte[] MakeMap()
    {
        var map = new byte[0x250];
        for (var i = 0; i < map.Length; i++)
        {
            var character = (char)i;
            if (!char.IsLetterOrDigit(character))
                continue;
            var plain = char.ToUpperInvariant(PlainLetters.Of(character) is [var letter] ? letter : character);
            map[i] = plain switch
            {
                >= 'A' and <= 'Z' => (byte)(plain - 'A' + 1),
                >= '0' and <= '9' => (byte)(plain - '0' + FirstDigit),
                _ => Foreign,
            };
        }

        foreach (var apostrophe in "'`´\u02bc")
        {
            if (apostrophe < map.Length)
                map[apostrophe] = Dropped;
        }

        foreach (var letter in "ßÆæŒœ")
            map[letter] = Double;
        return map;
    }

    private static (byte First, byte Second) Pair(char character) => char.ToUpper(character, CultureInfo.InvariantCulture) switch
    {
        'Æ' => (1, 5),
        'Œ' => (15, 5),
        _ => (19, 19),
    };
}

/// <summary>A word of a folded text: where it is there, and where it is in the text itself.</summary>
internal readonly record struct FoldedWord(int Begin, int End, int TextBegin, int TextEnd);
