using System.Collections.Concurrent;
using System.Data;
using System.Runtime.ExceptionServices;
using Npgsql;
using Tributary.Core.Errors;
using Tributary.Core.Store;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Postgres;

/// <summary>
/// One write, from its first attempt to a known outcome. A connection lost before COMMIT was sent means that nothing was kept. Lost after that, it
/// means nothing yet: so every attempt first inserts the same random marker. While the lost transaction is still ending, the insert waits for it;
/// a marker that is there says that it was committed, and one that could be inserted that it was not and never will be.
/// </summary>
/// <param name="work">The reads and writes.</param>
/// <param name="spent">Markers that nobody will ask for any more. Each write deletes one, so that there are never more than writers at once.</param>
/// <param name="cancellationToken">Cancels before the commit.</param>
internal sealed class PostgresWrite<T>(Func<IStoreWriter, Task<T>> work, ConcurrentQueue<Guid> spent, CancellationToken cancellationToken)
{
    private const string Mark =
        """
        WITH spent AS (DELETE FROM commit_marker WHERE id = $2)
        INSERT INTO commit_marker (id) VALUES ($1) ON CONFLICT DO NOTHING
        """;

    private readonly Guid _marker = Guid.CreateVersion7();
    private readonly Guid _spentMarker = spent.TryDequeue(out var marker) ? marker : Guid.Empty;
    private IReadOnlyCollection<Part> _partsNamed = [];
    private bool _isOutcomeOpen;
    private T? _result;

    /// <summary>What may cancel a wait: nothing, while it is not known whether the write was committed.</summary>
    private CancellationToken Cancellation => _isOutcomeOpen ? CancellationToken.None : cancellationToken;

    public async Task<T> RunAsync(PostgresDatabase database)
    {
        try
        {
            var result = await database.RunAsync(AttemptAsync, () => Cancellation);
            spent.Enqueue(_marker);
            return result;
        }
        catch (Exception) when (!_isOutcomeOpen)
        {
            // Rolled back, and the deletion of the spent marker with it.
            spent.Enqueue(_spentMarker);
            throw;
        }
        catch (TributaryException trouble)
        {
            throw new TributaryException(
                ErrorCatalogue.StoreUnavailable, "the connection was lost while writing, and whether the write was kept could not be found out", trouble);
        }
    }

    private async Task<T> AttemptAsync(NpgsqlConnection connection)
    {
        var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, Cancellation);
        if (!await PostgresFault.RunAsync(connection, () => TryMarkAsync(connection)))
            return _result!;
        _isOutcomeOpen = false;
        _result = await WorkAsync(connection);
        await PostgresFault.RunAsync(connection, () => CommitAsync(transaction));
        return _result;
    }

    /// <summary>Marks the transaction.</summary>
    /// <returns>False when an earlier attempt was committed after all.</returns>
    private async Task<bool> TryMarkAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Mark, connection)
        {
            Parameters = { new NpgsqlParameter<Guid> { TypedValue = _marker }, new NpgsqlParameter<Guid> { TypedValue = _spentMarker } },
        };
        return await command.ExecuteNonQueryAsync(Cancellation) > 0;
    }

    private async Task<T> WorkAsync(NpgsqlConnection connection)
    {
        using var session = new PostgresSession(connection, SessionKind.Write, cancellationToken);
        try
        {
            // Two writers that waited for each other do not meet again, since each now takes what it will name in the same order.
            await session.HoldInOrderAsync(_partsNamed);
            var result = await work(new SqlWriter(session));
            await session.FinishAsync();
            session.RequireSound();
            cancellationToken.ThrowIfCancellationRequested();
            return result;
        }
        catch when (session.Trouble is { } trouble && PostgresFault.MayPass(trouble))
        {
            // Whatever the work made of it: the transaction is gone.
            _partsNamed = session.Held;
            ExceptionDispatchInfo.Throw(session.Trouble);
            throw;
        }
    }

    private async Task<bool> CommitAsync(NpgsqlTransaction transaction)
    {
        _isOutcomeOpen = true;
        try
        {
            await transaction.CommitAsync(CancellationToken.None);
            return true;
        }
        catch (PostgresException refusal) when (!PostgresFault.IsLost(refusal))
        {
            // An answer, and the answer is no: a parent of a row is missing, or the disk is full.
            _isOutcomeOpen = false;
            throw;
        }
    }
}
