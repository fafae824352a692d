using System.Runtime.InteropServices;

namespace Tributary.Cli;

/// <summary>
/// Turns Ctrl-C and SIGTERM into a cancelled token, so that a command ends in its own way: a server drains, a demo cleans up.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _asked = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Interruption() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Ask),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Ask),
    ];

    /// <summary>Cancelled at the first signal.</summary>
    public CancellationToken Token => _asked.Token;

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _asked.Dispose();
    }

    private void Ask(PosixSignalContext signal)
    {
        // The second signal is for a command that does not end in its own way: the system ends it.
        signal.Cancel = !_asked.IsCancellationRequested;
        _ = _asked.CancelAsync();
    }
}
