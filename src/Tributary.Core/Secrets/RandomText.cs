using System.Security.Cryptography;

namespace Tributary.Core.Secrets;

/// <summary>Unpredictable texts for tokens, secrets and session names.</summary>
public static class RandomText
{
    private const string Digit = "0123456789";
    private const string LetterOrDigit = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz" + Digit;

    /// <summary>Letters and digits; 20 of them hold 119 bits.</summary>
    /// <param name="length">How many.</param>
    /// <returns>The text.</returns>
    public static string LettersAndDigits(int length) => RandomNumberGenerator.GetString(LetterOrDigit, length);

    /// <summary>Decimal digits.</summary>
    /// <param name="length">How many; the first is not zero.</param>
    /// <returns>The text.</returns>
    public static string Digits(int length) =>
        RandomNumberGenerator.GetString("123456789", 1) + RandomNumberGenerator.GetString(Digit, length - 1);

    /// <summary>Lower-case hexadecimal digits.</summary>
    /// <param name="length">How many.</param>
    /// <returns>The text.</returns>
    public static string Hex(int length) => RandomNumberGenerator.GetHexString(length, lowercase: true);
}
