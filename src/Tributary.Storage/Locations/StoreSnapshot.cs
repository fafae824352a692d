using Tributary.Core.Store;
using Tributary.Storage.Locations;
using Tributary.Storage.Sql;

namespace Tributary.Storage;

/// <summary>A store as it was when the snapshot was taken, to read only, by one caller at a time.</summary>
public abstract class StoreSnapshot : IStore, IAsyncDisposable
{
    private readonly Lazy<IReadOnlyList<StoreTable>> _tables;

    private protected StoreSnapshot(string name, int schemaVersion)
    {
        Name = name;
        SchemaVersion = schemaVersion;
        _tables = new(() => StoreTable.Of(schemaVersion));
    }

    /// <summary>How the store is named to people.</summary>
    public string Name { get; }

    /// <summary>The number of the last migration it has.</summary>
    public int SchemaVersion { get; }

    internal IReadOnlyList<StoreTable> Tables => _tables.Value;

    private protected abstract SqlSession NewSession();

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<IStoreReader, Task<T>> work, CancellationToken cancellationToken)
    {
        using var session = NewSession();
        return await work(new SqlReader(session));
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always.</exception>
    public Task<T> WriteAsync<T>(Func<IStoreWriter, Task<T>> work, CancellationToken cancellationToken) =>
        throw new NotSupportedException("A snapshot is only read.");

    /// <summary>
    /// Looks for what must never be: pages the database cannot read, rows whose parent is gone, values of no known form, numbers that contradict
    /// each other. Sealed values are not opened.
    /// </summary>
    /// <param name="cancellationToken">Cancels the search.</param>
    /// <returns>What was found, each a sentence without anybody's data; empty for a sound store.</returns>
    public Task<IReadOnlyList<string>> CheckAsync(CancellationToken cancellationToken) =>
        Task.Run(() => new StoreCheck(this).RunAsync(cancellationToken), cancellationToken);

    /// <summary>Lets go of the snapshot.</summary>
    /// <returns>A task that ends when its connection is closed.</returns>
    public abstract ValueTask DisposeAsync();

    /// <summary>A table's rows in the order of its key; each array is the caller's.</summary>
    internal abstract IAsyncEnumerable<object?[]> RowsAsync(StoreTable table, CancellationToken cancellationToken);

    internal abstract Task<StoreNumbers> NumbersAsync();

    /// <summary>Runs a query of the check, one column of whole numbers.</summary>
    internal abstract Task<IReadOnlyList<long>> QueryNumbersAsync(string sql);

    /// <summary>What the database itself says is broken; each a sentence's end.</summary>
    internal abstract Task<IReadOnlyList<string>> ListDamagesAsync(CancellationToken cancellationToken);

    /// <summary>How many rows a reader of rows cannot read.</summary>
    internal async Task<int> CountUnreadableAsync(string select, Func<SqlRow, bool> canRead)
    {
        using var session = NewSession();
        return (await session.ListAsync(Part.None, select, null, canRead)).Count(isReadable => !isReadable);
    }

    internal async Task<long> CountRowsAsync()
    {
        var rows = 0L;
        foreach (var table in Tables)
            rows += (await QueryNumbersAsync($"SELECT count(*) FROM {table.Name}"))[0];
        return rows;
    }
}
