using System.Runtime.CompilerServices;

namespace Tributary.Storage.Locations;

/// <summary>Copies rows table by table, and reads them back: what a database has made of them must be what was given.</summary>
internal sealed class RowCopy(StoreSnapshot source, StoreProgress progress, CancellationToken cancellationToken)
{
    private readonly Dictionary<string, (long Rows, string Hash)> _copied = new(StringComparer.Ordinal);

    /// <summary>Gives every table's rows to a writer, parents first.</summary>
    /// <param name="write">Writes a table's rows; must take them all.</param>
    public async Task CopyAsync(Func<StoreTable, IAsyncEnumerable<object?[]>, Task> write)
    {
        // Written once and read back once.
        progress.Begin(2 * await source.CountRowsAsync());
        foreach (var table in source.Tables)
        {
            using var digest = new RowDigest();
            await write(table, Watched(source.RowsAsync(table, cancellationToken), digest, cancellationToken));
            _copied[table.Name] = digest.Finish();
        }
    }

    /// <summary>Reads a copy's rows, all tables.</summary>
    /// <param name="target">Where they are now, for people.</param>
    /// <param name="read">Reads a table's rows in the order of its key.</param>
    /// <exception cref="StoreRefusedException">They are not the source's.</exception>
    public async Task VerifyAsync(string target, Func<StoreTable, IAsyncEnumerable<object?[]>> read)
    {
        foreach (var table in source.Tables)
        {
            using var digest = new RowDigest();
            await foreach (var _ in Watched(read(table), digest, cancellationToken))
            {
                // The digest is all that is wanted.
            }

            if (digest.Finish() != _copied[table.Name])
            {
                throw new StoreRefusedException(
                    StoreRefusal.Damaged, $"What was written to {target} does not read back as it was in {source.Name} (table {table.Name}); nothing was kept.");
            }
        }
    }

    private async IAsyncEnumerable<object?[]> Watched(
        IAsyncEnumerable<object?[]> rows, RowDigest digest, [EnumeratorCancellation] CancellationToken cancelled)
    {
        await foreach (var row in rows.WithCancellation(cancelled))
        {
            cancelled.ThrowIfCancellationRequested();
            digest.Add(row);
            progress.Step();
            yield return row;
        }
    }
}
