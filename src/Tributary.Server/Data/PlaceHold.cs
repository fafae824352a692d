using Tributary.Storage;

namespace Tributary.Server.Data;

/// <summary>A store that one command works on as a whole: no server may have it meanwhile.</summary>
internal sealed class PlaceHold : IAsyncDisposable
{
    private readonly FolderHold? _folder;
    private readonly StoreHold _hold;

    private PlaceHold(FolderHold? folder, StoreHold hold)
    {
        _folder = folder;
        _hold = hold;
    }

    /// <summary>A file is held by its folder's lock, a database by one of its own, wherever the server's folder is.</summary>
    public static async Task<PlaceHold> TakeAsync(ServerOptions options, StorePlace place, CancellationToken cancellationToken)
    {
        var folder = place.IsFile ? FolderHold.Take(new DataFolder(options.DataFolder)) : null;
        try
        {
            return new PlaceHold(folder, await place.HoldAsync(cancellationToken));
        }
        catch
        {
            folder?.Dispose();
            throw;
        }
    }

    /// <summary>What was made for the hold stays, because the store is here now.</summary>
    public void Keep(StoreInspection store)
    {
        if (OpenedStore.IdOf(store) is { } storeId)
            _folder?.Remember(storeId);
        else
            _folder?.Keep();
    }

    public async ValueTask DisposeAsync()
    {
        await _hold.DisposeAsync();
        _folder?.Dispose();
    }
}
