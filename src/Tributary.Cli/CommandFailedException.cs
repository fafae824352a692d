namespace Tributary.Cli;

/// <summary>A command cannot do what it was asked. The message is one sentence for people.</summary>
internal sealed class CommandFailedException(string message, int exitCode = ExitCode.Failure) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}
