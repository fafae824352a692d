using System.Buffers;

namespace Tributary.Statements.Ofx;

/// <summary>How reading an amount ended.</summary>
internal enum OfxAmountOutcome
{
    /// <summary>There is no digit in it.</summary>
    Missing,
    Read,

    /// <summary>Read with a comma as decimal mark where a thousands mark is possible: <c>1,234</c>.</summary>
    Ambiguous,

    /// <summary>Read, but the last decimals did not fit.</summary>
    Rounded,
    Unreadable,
    TooLarge,
}

/// <summary>
/// An amount, by evidence. The standard knows an optional sign, digits and one decimal mark, point or comma, and no thousands
/// mark. Files have thousands marks too: where both marks occur, the last one is the decimal mark; a mark that occurs
/// several times separates thousands. One single mark is the decimal mark, so <c>1,234</c> is 1.234, and is called ambiguous.
/// </summary>
internal readonly record struct OfxAmount(OfxAmountOutcome Outcome, decimal Value)
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789., '\u00A0\u202F\u2019");

    private static readonly UInt128 Largest = (UInt128.One << 96) - 1;

    public bool IsUsable => Outcome is OfxAmountOutcome.Read or OfxAmountOutcome.Ambiguous or OfxAmountOutcome.Rounded;

    public static OfxAmount Parse(ReadOnlySpan<char> text)
    {
        text = Unsigned(text.Trim(), out var negative, out var wellSigned);
        if (text.IndexOfAnyInRange('0', '9') < 0)
            return new OfxAmount(text.IndexOfAnyExcept(".,") < 0 ? OfxAmountOutcome.Missing : OfxAmountOutcome.Unreadable, 0);
        if (!wellSigned || text.ContainsAnyExcept(NumberCharacters) || !TryFindDecimalMark(text, out var mark))
            return new OfxAmount(OfxAmountOutcome.Unreadable, 0);
        return Number(text, mark, negative);
    }

    // A sign before or after, with blanks, parentheses for a negative amount, a currency sign (also "R$").
    private static ReadOnlySpan<char> Unsigned(ReadOnlySpan<char> text, out bool negative, out bool wellSigned)
    {
        negative = false;
        var signs = 0;
        text = WithoutCurrency(text);
        if (text is ['(', .., ')'])
        {
            text = WithoutCurrency(text[1..^1]);
            negative = true;
            signs++;
        }
        if (text is ['-' or '+' or '\u2212', ..])
        {
            negative = text[0] != '+';
            text = text[1..];
            signs++;
        }
        else if (text is [.., '-' or '+' or '\u2212'])
        {
            negative = text[^1] != '+';
            text = text[..^1];
            signs++;
        }
        wellSigned = signs <= 1;
        return WithoutCurrency(text);
    }

    private static ReadOnlySpan<char> WithoutCurrency(ReadOnlySpan<char> text)
    {
        var dollar = text.IndexOf('$');
        if (dollar is 1 or 2 && !text[..dollar].ContainsAnyExceptInRange('A', 'Z'))
            text = text[dollar..];
        return text.Trim(" \u00A0$€£¥");
    }

    // The position of the decimal mark, or the text's length when there is none. False when the marks make no sense.
    private static bool TryFindDecimalMark(ReadOnlySpan<char> text, out int mark)
    {
        mark = text.LastIndexOfAny('.', ',');
        if (mark < 0)
        {
            mark = text.Length;
            return HasGroups(text, default);
        }
        var sign = text[mark];
        var other = sign == '.' ? ',' : '.';
        if (text[..mark].Contains(other))
            return !text[..mark].Contains(sign) && IsDigits(text[(mark + 1)..]) && HasGroups(text[..mark], other);
        if (!text[..mark].Contains(sign))
            return IsDigits(text[(mark + 1)..]) && HasGroups(text[..mark], default);
        if (text.Length - mark - 1 != 3)
            return IsDigits(text[(mark + 1)..]) && HasGroups(text[..mark], sign);
        mark = text.Length;
        return HasGroups(text, sign);
    }

    // Groups of three digits, or of two and a last one of three (lakh). Blanks and apostrophes separate too.
    private static bool HasGroups(ReadOnlySpan<char> whole, char separator)
    {
        var digits = 0;
        var groups = 0;
        for (var i = whole.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(whole[i]))
            {
                digits++;
                continue;
            }
            if (whole[i] is '.' or ',' && whole[i] != separator)
                return false;
            if (digits != 3 && (groups == 0 || digits != 2))
                return false;
            groups++;
            digits = 0;
        }
        return groups == 0 || digits is >= 1 and <= 3;
    }

    private static bool IsDigits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') < 0;

    private static OfxAmount Number(ReadOnlySpan<char> text, int mark, bool negative)
    {
        UInt128 number = 0;
        var scale = 0;
        var outcome = IsAmbiguous(text, mark) ? OfxAmountOutcome.Ambiguous : OfxAmountOutcome.Read;
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsAsciiDigit(text[i]))
                continue;
            var digit = (uint)(text[i] - '0');
            if (i > mark && (scale == 28 || (number * 10) + digit > Largest))
            {
                if (text[i..].IndexOfAnyExcept('0') >= 0)
                    return new OfxAmount(OfxAmountOutcome.Rounded, Decimal(Round(number, digit), negative, scale));
                break;
            }
            number = (number * 10) + digit;
            if (number > Largest)
                return new OfxAmount(OfxAmountOutcome.TooLarge, 0);
            if (i > mark)
                scale++;
        }
        return new OfxAmount(outcome, Decimal(number, negative, scale));
    }

    private static UInt128 Round(UInt128 number, uint nextDigit) => nextDigit >= 5 && number < Largest ? number + 1 : number;

    private static bool IsAmbiguous(ReadOnlySpan<char> text, int mark) =>
        mark is >= 1 and <= 3 && text.Length == mark + 4 && text[mark] == ',' && text[0] != '0';

    private static decimal Decimal(UInt128 number, bool negative, int scale) =>
        new((int)(uint)number, (int)(uint)(number >> 32), (int)(uint)(number >> 64), negative && number != 0, (byte)scale);
}
