using Tributary.Core.Secrets;

namespace Tributary.Connectors.DemoBank;

/// <summary>
/// One user's, or one institution's, part of a <see cref="DemoBankScript"/>: what happens there, and what happened. Thread-safe.
/// </summary>
public sealed class DemoBankScene
{
    private readonly Lock _lock = new();
    private DemoBankBehaviour _behaviour = new();
    private Secret? _password;
    private DemoBankGate? _gate;

    /// <summary>How the bank behaves from the next sign-in on.</summary>
    public DemoBankBehaviour Behaviour
    {
        get => Volatile.Read(ref _behaviour);
        set => Volatile.Write(ref _behaviour, value);
    }

    /// <summary>Sign-ins begun.</summary>
    public int SignInsStarted { get; private set; }

    /// <summary>Sign-ins refused for a wrong user id or password; a bank locks its customer out after a few.</summary>
    public int CredentialsRefused { get; private set; }

    /// <summary>Sign-ins going on now.</summary>
    public int SignInsUnderWay { get; private set; }

    /// <summary>The most sign-ins that ever went on at the same time.</summary>
    public int MostSignInsAtOnce { get; private set; }

    /// <summary>
    /// Gives the user another password at the bank: the old one is refused from now on. No effect on an institution's scene.
    /// </summary>
    /// <param name="newPassword">The only password taken from now on.</param>
    public void ChangePassword(string newPassword) => Volatile.Write(ref _password, new Secret(newPassword));

    /// <summary>Closes a gate at which sign-ins wait, before the bank looks at the credentials, until the test opens it.</summary>
    /// <returns>The closed gate.</returns>
    public DemoBankGate Hold()
    {
        var gate = new DemoBankGate();
        Volatile.Write(ref _gate, gate);
        return gate;
    }

    internal Secret? Password => Volatile.Read(ref _password);

    internal Task PassGateAsync(CancellationToken cancellationToken) =>
        Volatile.Read(ref _gate)?.PassAsync(cancellationToken) ?? Task.CompletedTask;

    internal int Enter()
    {
        lock (_lock)
        {
            SignInsUnderWay++;
            MostSignInsAtOnce = Math.Max(MostSignInsAtOnce, SignInsUnderWay);
            return ++SignInsStarted;
        }
    }

    internal void Leave()
    {
        lock (_lock)
            SignInsUnderWay--;
    }

    internal void RefuseCredentials()
    {
        lock (_lock)
            CredentialsRefused++;
    }
}

/// <summary>A closed gate in a scene: sign-ins wait at it until the test opens it, or until they are cancelled.</summary>
public sealed class DemoBankGate
{
    private readonly TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the first sign-in has come to the gate.</summary>
    public Task Arrived => _arrived.Task;

    /// <summary>Lets everybody pass, those who wait and those who come later.</summary>
    public void Open() => _opened.TrySetResult();

    internal Task PassAsync(CancellationToken cancellationToken)
    {
        _arrived.TrySetResult();
        return _opened.Task.WaitAsync(cancellationToken);
    }
}
