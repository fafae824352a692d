using System.Threading.Channels;
using Tributary.Core.Store;

namespace Tributary.Server.Notifications;

/// <summary>The store, with a bell that rings after each write of this program: there may be news to tell.</summary>
internal sealed class StoreWatch(IStore store) : IStore
{
    // One ring is as good as several.
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken) => store.ReadAsync(work, cancellationToken);

    public async Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken)
    {
        var result = await store.WriteAsync(work, cancellationToken);
        Ring();
        return result;
    }

    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Waits for the bell, or until an instant.</summary>
    public async Task WaitAsync(DateTimeOffset until, TimeProvider clock, CancellationToken cancellationToken)
    {
        var atMost = until - clock.GetUtcNow();
        if (atMost <= TimeSpan.Zero)
            return;
        using var over = new CancellationTokenSource(atMost, clock);
        // The clock may have been moved just before the timer was set.
        if (clock.GetUtcNow() >= until)
            return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            await _bell.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // Time to look without having been rung for: another program may have written.
        }
    }
}
