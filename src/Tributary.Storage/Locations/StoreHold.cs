namespace Tributary.Storage;

/// <summary>Keeps other servers from a store as long as it is not disposed.</summary>
public class StoreHold : IAsyncDisposable
{
    private readonly TaskCompletionSource _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal StoreHold()
    {
    }

    /// <summary>
    /// Ends when somebody else has taken the store although it was held: the way to the database was interrupted, and the other was quicker to
    /// come back. Whoever held it must stop working on it.
    /// </summary>
    public Task Lost => _lost.Task;

    /// <summary>Lets others have the store.</summary>
    /// <returns>A task that ends when they can.</returns>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    private protected void Lose() => _lost.TrySetResult();
}
