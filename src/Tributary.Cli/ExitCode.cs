namespace Tributary.Cli;

/// <summary>How the program ends; told by <c>tributary --help</c>, and stable.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>What was asked for could not be done, or not wholly.</summary>
    public const int Failure = 1;

    /// <summary>The command line is not understood.</summary>
    public const int Usage = 2;

    /// <summary>A server or store could not be opened as asked; nothing was changed.</summary>
    public const int StartRefused = 3;

    /// <summary>Ctrl-C or SIGTERM ended the command before it was done (a server that stops on them has succeeded).</summary>
    public const int Interrupted = 130;
}
