namespace Tributary.Vault.Tests;

/// <summary>What an operator reads when a start is refused.</summary>
internal static class Sentence
{
    public static void IsOne(string message, params string[] unsaid)
    {
        Assert.Matches(@"\A[A-Z][^\r\n]*[^.]\.\z", message);
        Assert.DoesNotContain(". ", message, StringComparison.Ordinal);
        Assert.All(unsaid, secret => Assert.DoesNotContain(secret, message, StringComparison.OrdinalIgnoreCase));
    }
}
