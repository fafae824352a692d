using System.Collections.Concurrent;

namespace Tributary.Core.Store;

/// <summary>
/// Many small writes that arrive together share one transaction, and with it one wait for the disk. A write that fails takes none of the
/// others along: then each is run by itself.
/// </summary>
internal sealed class GatheredWrites(IStore store)
{
    private const int MostTogether = 128;
    private readonly ConcurrentQueue<Waiting> _waiting = new();
    private int _isWriting;

    /// <summary>Runs a write among others; it ends when its transaction is committed.</summary>
    /// <param name="work">The reads and writes; may be run again, so it must have no other effects.</param>
    /// <returns>What the work returned.</returns>
    public async Task<bool> WriteAsync(Func<IStoreWriter, Task<bool>> work)
    {
        var waiting = new Waiting(work);
        _waiting.Enqueue(waiting);
        _ = Task.Run(WriteAllAsync);
        return await waiting.Result.Task;
    }

    private async Task WriteAllAsync()
    {
        // Whoever finds nobody writing writes what has gathered; who enqueued too late for that looks again.
        while (!_waiting.IsEmpty && Interlocked.Exchange(ref _isWriting, 1) == 0)
        {
            var together = new List<Waiting>();
            while (together.Count < MostTogether && _waiting.TryDequeue(out var waiting))
                together.Add(waiting);
            await WriteAsync(together);
            Volatile.Write(ref _isWriting, 0);
        }
    }

    private async Task WriteAsync(List<Waiting> together)
    {
        try
        {
            var results = await store.WriteAsync(
                async tx =>
                {
                    var all = new List<bool>(together.Count);
                    foreach (var waiting in together)
                        all.Add(await waiting.Work(tx));
                    return all;
                },
                CancellationToken.None);
            for (var i = 0; i < together.Count; i++)
                together[i].Result.SetResult(results[i]);
        }
        catch (Exception exception) when (together.Count == 1)
        {
            together[0].Result.SetException(exception);
        }
        catch (Exception)
        {
            foreach (var waiting in together)
                await WriteAsync([waiting]);
        }
    }

    private sealed record Waiting(Func<IStoreWriter, Task<bool>> Work)
    {
        public TaskCompletionSource<bool> Result { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
