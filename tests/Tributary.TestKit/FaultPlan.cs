using Tributary.Core.Errors;

namespace Tributary.TestKit;

/// <summary>What goes wrong between the engine and its store.</summary>
public enum FaultKind
{
    /// <summary>A write call or the commit fails: nothing of its transaction stays.</summary>
    LostWrite,

    /// <summary>The commit happened, and its caller is told that the store is unavailable.</summary>
    LostConfirmation,
}

/// <summary>When a store fails. Write calls and commits count as points of <see cref="FaultKind.LostWrite"/>, finished commits as the others.</summary>
/// <param name="kind">What goes wrong.</param>
/// <param name="at">At which point of that kind, counted from 1.</param>
/// <param name="persists">Whether the store is gone from then on; otherwise it fails once.</param>
public sealed class FaultPlan(FaultKind kind, int at, bool persists)
{
    private int _passed;

    /// <summary>Whether the point was reached.</summary>
    public bool HasStruck { get; private set; }

    /// <summary>Fails where the plan says so.</summary>
    internal void Pass(FaultKind point)
    {
        RequireStore();
        if (point != kind || ++_passed != at)
            return;
        HasStruck = true;
        throw new TributaryException(ErrorCatalogue.StoreUnavailable);
    }

    /// <summary>Fails where the store is gone for good.</summary>
    internal void RequireStore()
    {
        if (HasStruck && persists)
            throw new TributaryException(ErrorCatalogue.StoreUnavailable);
    }
}
