using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dapper;
using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Institutions;
using Tributary.Core.Positions;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;

namespace Tributary.Storage.Sql;

/// <summary>
/// One transaction of one connection: runs the statements of a reader or writer, and knows what one database does in its own way. The
/// statements that are the same everywhere are <see cref="SqlReader"/>'s and <see cref="SqlWriter"/>'s.
/// </summary>
internal abstract class SqlSession(DbConnection connection, CancellationToken cancellationToken) : IDisposable
{
    private Exception? _fault;
    private bool _isOver;

    static SqlSession() => SqlValues.Register();

    /// <summary>Whether rows of people were deleted, so that their traces beside the table may have to go as well.</summary>
    public bool HasErased { get; private set; }

    /// <summary>What follows a SELECT of rows that a write reads in order to change them; empty where nobody else can.</summary>
    public virtual string ForChange => "";

    /// <summary>Joins the transactions of a page to its <c>page_id</c>s, one by one by their key, whatever the planner thinks of the table.</summary>
    public abstract string JoinTransactionsOfPage { get; }

    protected CancellationToken CancellationToken => cancellationToken;

    /// <summary>
    /// An exception ends the work for good, on every database alike: some roll back by themselves, and work that caught the
    /// exception and went on would have a part of itself committed. It is told the same again.
    /// </summary>
    public void RequireSound()
    {
        if (_fault is not null)
            ExceptionDispatchInfo.Throw(_fault);
    }

    /// <summary>Ends the work; the connection lives on.</summary>
    public void Dispose() => _isOver = true;

    public abstract Task<long> TakeIdsAsync(int count);

    public abstract Task AddTransactionsAsync(IReadOnlyCollection<Transaction> transactions);

    public abstract Task UpdateTransactionsAsync(IReadOnlyCollection<Transaction> transactions);

    public abstract Task CategorizeTransactionsAsync(IReadOnlyCollection<Transaction> transactions);

    public abstract Task AddPositionsAsync(IReadOnlyCollection<Position> positions);

    public abstract Task AddOutboxEventAsync(OutboxEvent outboxEvent);

    public abstract Task SaveInstitutionsAsync(IReadOnlyCollection<StoredInstitution> institutions);

    public abstract Task<IReadOnlyList<MatchCandidate>> ListMatchCandidatesAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, IReadOnlyCollection<string> institutionTransactionIds);

    /// <summary>Reads the first row of a query; null where there is none.</summary>
    public async Task<T?> FindAsync<T>(Part part, string sql, object parameters, Func<SqlRow, T> read)
        where T : class =>
        await ListAsync(part, sql, parameters, read) is [var first, ..] ? first : null;

    /// <summary>Reads the rows of a query.</summary>
    public Task<IReadOnlyList<T>> ListAsync<T>(Part part, string sql, object? parameters, Func<SqlRow, T> read) =>
        RunAsync(part, () => QueryAsync(sql, parameters, read));

    /// <summary>Runs a statement.</summary>
    /// <returns>How many rows it wrote.</returns>
    public Task<int> WriteAsync(Part part, string sql, object parameters) =>
        RunAsync(part, () => connection.ExecuteAsync(Command(sql, parameters)));

    /// <summary>Writes a row that must be there.</summary>
    public Task WriteExistingAsync(Part part, string noun, string sql, object parameters) => RunAsync(
        part, async () => await connection.ExecuteAsync(Command(sql, parameters)) is > 0 and var rows ? rows : throw Missing(noun));

    /// <summary>Deletes what is people's.</summary>
    /// <returns>Whether it was there.</returns>
    public Task<bool> EraseAsync(Part part, string sql, object parameters) => RunAsync(part, async () =>
    {
        var found = await connection.ExecuteAsync(Command(sql, parameters)) > 0;
        HasErased |= found;
        return found;
    });

    /// <summary>Runs SQL, and tells its errors in the store's words.</summary>
    public async Task<T> RunAsync<T>(Part part, Func<Task<T>> sql)
    {
        ObjectDisposedException.ThrowIf(_isOver, this);
        try
        {
            RequireSound();
            cancellationToken.ThrowIfCancellationRequested();
            await HoldAsync(part);
            return await sql();
        }
        catch (Exception exception)
        {
            _fault = Explain(exception);
            ExceptionDispatchInfo.Throw(_fault);
            throw;
        }
    }

    internal static InvalidOperationException Missing(string noun) => new($"There is no such {noun} to write.");

    /// <summary>Puts candidates together with what they were before. Few transactions ever change, so only theirs are looked up.</summary>
    protected static async Task<IReadOnlyList<MatchCandidate>> WithFormerVersionsAsync(
        IReadOnlyList<(Transaction Transaction, bool HasChanged)> candidates,
        Func<long[], Task<IReadOnlyList<(long TransactionId, FormerVersion Version)>>> list)
    {
        long[] changed = [.. candidates.Where(c => c.HasChanged).Select(c => c.Transaction.Id.Value)];
        var rows = changed.Length == 0 ? [] : await list(changed);
        var former = rows.ToLookup(row => row.TransactionId, row => row.Version);
        return [.. candidates.Select(c => new MatchCandidate(c.Transaction, [.. former[c.Transaction.Id.Value]]))];
    }

    /// <summary>Keeps other writes from a part until this one ends.</summary>
    protected virtual Task HoldAsync(Part part) => Task.CompletedTask;

    /// <summary>Runs a query, as the database does it fastest.</summary>
    protected abstract Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, Func<SqlRow, T> read);

    /// <summary>What a database's exception means to the callers of the store; any other exception is returned as it is.</summary>
    protected abstract Exception Explain(Exception exception);

    /// <summary>A statement's text as it is sent.</summary>
    protected virtual string Complete(string sql) => sql;

    protected CommandDefinition Command(string sql, object? parameters = null) =>
        new(Complete(sql), parameters, cancellationToken: cancellationToken);
}
