namespace Tributary.Core.Institutions.Importing;

/// <summary>The nine digits by which American banks are told apart.</summary>
internal static class RoutingNumber
{
    private static readonly int[] Weights = [3, 7, 1, 3, 7, 1, 3, 7, 1];

    /// <summary>Whether a text is nine digits.</summary>
    public static bool IsWritten(ReadOnlySpan<char> text) => text.Length == 9 && !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether the last digit is what the others make it.</summary>
    public static bool HasRightDigits(ReadOnlySpan<char> text)
    {
        var sum = 0;
        for (var i = 0; i < Weights.Length; i++)
            sum += Weights[i] * (text[i] - '0');
        return sum % 10 == 0;
    }
}
