namespace Tributary.Core.Errors;

/// <summary>
/// A request was refused for a reason of the catalogue. Faces turn it into their own status, number and text;
/// how a sign-in ends is never an exception but a <see cref="SignIn.SignInOutcome"/>.
/// </summary>
public sealed class TributaryException : Exception
{
    /// <summary>Refuses with a catalogue error.</summary>
    /// <param name="error">Why.</param>
    /// <param name="subject">What it was about, where a face's text names it: a parameter's name, an id. Never a secret.</param>
    /// <param name="cause">The exception behind it, for the log; null where there is none.</param>
    public TributaryException(Error error, string? subject = null, Exception? cause = null)
        : base(subject is null ? error.Meaning : $"{error.Meaning} ({subject})", cause)
    {
        Error = error;
        Subject = subject;
    }

    /// <summary>Why the request was refused.</summary>
    public Error Error { get; }

    /// <summary>What it was about: a parameter's name, an id; null where the error says it all.</summary>
    public string? Subject { get; }
}
