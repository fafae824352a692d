namespace Tributary.Server;

/// <summary>The program cannot start as asked. Nothing has been changed. The message is one sentence for people.</summary>
/// <param name="message">What is wrong, and what to do.</param>
/// <param name="cause">The exception behind it, for the log.</param>
public sealed class StartRefusedException(string message, Exception? cause = null) : Exception(message, cause);
