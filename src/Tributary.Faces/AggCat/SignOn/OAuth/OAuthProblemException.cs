namespace Tributary.Faces.AggCat.SignOn.OAuth;

/// <summary>A call, or an exchange of an assertion, that is not authenticated.</summary>
/// <param name="problem">The word of OAuth's problem reporting that the answer carries.</param>
internal sealed class OAuthProblemException(string problem) : Exception("OAuth problem: " + problem)
{
    /// <summary>A token that is not, or is no longer, good for the call. Programs compare this very word and sign on again.</summary>
    public const string TokenRejected = "token_rejected";

    /// <summary>The word.</summary>
    public string Problem { get; } = problem;
}
