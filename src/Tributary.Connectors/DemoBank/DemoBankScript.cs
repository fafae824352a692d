using System.Collections.Concurrent;
using Tributary.Core.Institutions;

namespace Tributary.Connectors.DemoBank;

/// <summary>
/// What the demo banks do beyond the ordinary, set by tests and read at every sign-in. A scene is one institution, or one user
/// there; both apply. A script nobody touches changes nothing. Thread-safe.
/// </summary>
public sealed class DemoBankScript
{
    private readonly ConcurrentDictionary<(InstitutionId, string?), DemoBankScene> _scenes = new();

    /// <summary>The scene of everybody at an institution; its counters add up all users.</summary>
    /// <param name="institutionId">A demo bank's id.</param>
    /// <returns>The scene, the same at every call.</returns>
    public DemoBankScene At(long institutionId) => Scene(institutionId, null);

    /// <summary>The scene of one user.</summary>
    /// <param name="institutionId">A demo bank's id.</param>
    /// <param name="user">The user id.</param>
    /// <returns>The scene, the same at every call.</returns>
    public DemoBankScene At(long institutionId, string user) => Scene(institutionId, user);

    private DemoBankScene Scene(long institutionId, string? user) =>
        _scenes.GetOrAdd((new InstitutionId(institutionId), user), _ => new DemoBankScene());
}
