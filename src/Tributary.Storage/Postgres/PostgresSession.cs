using Dapper;
using Npgsql;
using Tributary.Core.Accounts;
using Tributary.Core.Changes;
using Tributary.Core.Customers;
using Tributary.Core.Institutions;
using Tributary.Core.Positions;
using Tributary.Core.Store;
using Tributary.Core.Transactions;
using Tributary.Storage.Rows;
using Tributary.Storage.Sql;

namespace Tributary.Storage.Postgres;

/// <summary>
/// One transaction on PostgreSQL. A write holds each <see cref="Part"/> from when it names it; since every statement sees what was committed
/// before it began, what is read after the lock was granted is the latest and stays so.
/// </summary>
internal sealed class PostgresSession(NpgsqlConnection connection, SessionKind kind, CancellationToken cancellationToken)
    : SqlSession(connection, cancellationToken)
{
    private static readonly ColumnArrays<PositionRow> Positions = new(
        new ColumnArray<PositionRow, long>("customer_id", p => p.CustomerId),
        new ColumnArray<PositionRow, long>("account_id", p => p.AccountId),
        new ColumnArray<PositionRow, long>("id", p => p.Id),
        new ColumnArray<PositionRow, string>("institution_key", p => p.InstitutionKey),
        new ColumnArray<PositionRow, string>("name", p => p.Name),
        new ColumnArray<PositionRow, string>("kind", p => p.Kind),
        new ColumnArray<PositionRow, string?>("symbol", p => p.Symbol),
        new ColumnArray<PositionRow, string?>("security_id", p => p.SecurityId),
        new ColumnArray<PositionRow, string?>("security_id_type", p => p.SecurityIdType),
        new ColumnArray<PositionRow, decimal>("units", p => p.Units),
        new ColumnArray<PositionRow, decimal?>("unit_price", p => p.UnitPrice),
        new ColumnArray<PositionRow, DateOnly?>("price_date", p => p.PriceDate),
        new ColumnArray<PositionRow, decimal?>("market_value", p => p.MarketValue),
        new ColumnArray<PositionRow, decimal?>("cost_basis", p => p.CostBasis),
        new ColumnArray<PositionRow, string>("currency", p => p.Currency));

    private static readonly ColumnArrays<OutboxEvent> Events = new(
        new ColumnArray<OutboxEvent, long>("customer_id", e => e.CustomerId.Value),
        new ColumnArray<OutboxEvent, long>("account_id", e => e.AccountId.Value),
        new ColumnArray<OutboxEvent, long>("change_number", e => e.ChangeNumber),
        new ColumnArray<OutboxEvent, int>("added", e => e.Added),
        new ColumnArray<OutboxEvent, int>("modified", e => e.Modified),
        new ColumnArray<OutboxEvent, int>("removed", e => e.Removed),
        new ColumnArray<OutboxEvent, long>("at", e => StoredForm.Of(e.At)));

    private static readonly ColumnArrays<StoredInstitution> Institutions = new(
    [
        new ColumnArray<StoredInstitution, long>("id", i => i.Institution.Id.Value),
        .. InstitutionRow.Texts.Select(text =>
            new ColumnArray<StoredInstitution, string?>(text.Column, i => StoredForm.TextOrNull(text.Value(i)))),
        new ColumnArray<StoredInstitution, long?>("vanished_at", i => StoredForm.Of(i.Institution.VanishedAt)),
    ]);

    private readonly HashSet<Part> _held = [];
    private readonly List<OutboxEvent> _queued = [];
    private bool _hasBegun;

    /// <summary>The database's own exception that ended the work, if it was one.</summary>
    public NpgsqlException? Trouble { get; private set; }

    /// <summary>The parts it holds, or tried to.</summary>
    public IReadOnlyCollection<Part> Held => _held;

    /// <inheritdoc/>
    /// <remarks>OFFSET 0 is a fence: what is inside is looked up for each row outside. Statistics lag behind an import, a customer may have a thousand
    /// times the rows of another, and a plan made for the average would read all of them.</remarks>
    public override string JoinTransactionsOfPage =>
        "CROSS JOIN LATERAL (SELECT * FROM account_transaction WHERE customer_id = @Customer AND id = page_id OFFSET 0) AS found";

    public override string ForChange => kind == SessionKind.Write ? "FOR NO KEY UPDATE" : "";

    public override Task<long> TakeIdsAsync(int count) => RunAsync(Part.None, () =>
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        return connection.ExecuteScalarAsync<long>(Command("SELECT take_ids(@Count)", new { Count = count }));
    });

    public override async Task AddTransactionsAsync(IReadOnlyCollection<Transaction> transactions)
    {
        foreach (var chunk in transactions.Chunk(TransactionArrays.MostRows))
            await RunAsync(Part.Of(chunk[0].CustomerId), () => ExecuteAsync(TransactionArrays.Insert, TransactionArrays.Rows, chunk));
    }

    public override async Task UpdateTransactionsAsync(IReadOnlyCollection<Transaction> transactions)
    {
        foreach (var chunk in transactions.Chunk(TransactionArrays.MostRows))
        {
            await RunAsync(Part.Of(chunk[0].CustomerId), async () =>
                await ExecuteAsync(TransactionArrays.UpdateKeepingHistory, TransactionArrays.Rows, chunk) == chunk.Length
                    ? chunk.Length
                    : throw Missing("transaction"));
        }
    }

    public override async Task CategorizeTransactionsAsync(IReadOnlyCollection<Transaction> transactions)
    {
        foreach (var chunk in transactions.Chunk(TransactionArrays.MostRows))
        {
            await RunAsync(Part.Of(chunk[0].CustomerId), async () =>
                await ExecuteAsync(TransactionArrays.Categorize, TransactionArrays.Rows, chunk) == chunk.Length
                    ? chunk.Length
                    : throw Missing("transaction"));
        }
    }

    public override Task AddPositionsAsync(IReadOnlyCollection<Position> positions) => RunAsync(Part.None, () => ExecuteAsync(
        $"INSERT INTO position ({Positions.Names}) SELECT {Positions.Names} FROM {Positions.Given}",
        Positions,
        [.. positions.Select(PositionRow.Of)]));

    /// <summary>Queued here until the write ends: the lock that keeps numbers in the order of commits is one for all writers.</summary>
    public override Task AddOutboxEventAsync(OutboxEvent outboxEvent) => RunAsync(Part.Of(outboxEvent.CustomerId), () =>
    {
        _queued.Add(outboxEvent);
        return Task.FromResult(true);
    });

    public override async Task SaveInstitutionsAsync(IReadOnlyCollection<StoredInstitution> institutions)
    {
        foreach (var chunk in institutions.Chunk(TransactionArrays.MostRows))
        {
            await RunAsync(Part.Institutions, () => ExecuteAsync(
                $"INSERT INTO institution ({Institutions.Names}) SELECT {Institutions.Names} FROM {Institutions.Given} {InstitutionRow.OnConflict}",
                Institutions,
                chunk));
        }
    }

    public override async Task<IReadOnlyList<MatchCandidate>> ListMatchCandidatesAsync(
        CustomerId customer, AccountId account, DateOnly from, DateOnly to, IReadOnlyCollection<string> institutionTransactionIds)
    {
        var candidates = await ListAsync(
            Part.Of(customer),
            $"""
             SELECT {TransactionRow.Select}, version
             FROM (
               SELECT id AS candidate_id FROM account_transaction
               WHERE customer_id = @Customer AND account_id = @Account AND posted_date BETWEEN @From AND @To
               UNION
               SELECT known.id FROM unnest(@InstitutionIds) AS reported (id) CROSS JOIN LATERAL (
                 SELECT id FROM account_transaction
                 WHERE customer_id = @Customer AND account_id = @Account
                   AND left(institution_transaction_id, 255) = left(reported.id, 255) AND institution_transaction_id = reported.id OFFSET 0) AS known
               UNION
               SELECT former.id FROM unnest(@InstitutionIds) AS reported (id) CROSS JOIN LATERAL (
                 SELECT transaction_id AS id FROM transaction_history
                 WHERE customer_id = @Customer AND account_id = @Account
                   AND left(institution_transaction_id, 255) = left(reported.id, 255) AND institution_transaction_id = reported.id OFFSET 0) AS former
             ) AS candidate
             CROSS JOIN LATERAL (SELECT * FROM account_transaction WHERE customer_id = @Customer AND id = candidate_id OFFSET 0) AS found
             ORDER BY id
             """,
            new
            {
                Customer = customer.Value,
                Account = account.Value,
                From = from,
                To = to,
                InstitutionIds = institutionTransactionIds.Select(StoredForm.Text).ToArray(),
            },
            TransactionRow.ReadWithVersion);
        return await WithFormerVersionsAsync(candidates, changed => ListAsync(
            Part.Of(customer),
            $"""
             SELECT {FormerVersionRow.Columns} FROM transaction_history
             WHERE customer_id = @Customer AND transaction_id = ANY(@Changed)
             ORDER BY transaction_id, version
             """,
            new { Customer = customer.Value, Changed = changed },
            FormerVersionRow.Read));
    }

    /// <summary>Holds parts before the work names them, in an order that is the same for all.</summary>
    public async Task HoldInOrderAsync(IEnumerable<Part> parts)
    {
        foreach (var part in parts.OrderBy(part => part.Kind).ThenBy(part => part.Id).ThenBy(part => part.Name, StringComparer.Ordinal))
            await RunAsync(part, () => Task.FromResult(true));
    }

    /// <summary>Does what was put off to the end of the write.</summary>
    public Task FinishAsync() => RunAsync(Part.Events, () => Task.FromResult(true));

    protected override async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters, Func<SqlRow, T> read)
    {
        await using var reader = await connection.ExecuteReaderAsync(Command(sql, parameters));
        var row = new PostgresRow(reader);
        var rows = new List<T>();
        while (await reader.ReadAsync(CancellationToken))
        {
            CancellationToken.ThrowIfCancellationRequested();
            rows.Add(read(row));
        }

        return rows;
    }

    /// <summary>A read says that it is one in the same round trip as its first statement.</summary>
    protected override string Complete(string sql)
    {
        var isFirst = !_hasBegun;
        _hasBegun = true;
        return isFirst && kind == SessionKind.Read ? "SET TRANSACTION READ ONLY; " + sql : sql;
    }

    protected override Task HoldAsync(Part part)
    {
        if (kind == SessionKind.Read || part.Kind == PartKind.None)
            return Task.CompletedTask;
        if (part.Kind == PartKind.Events)
            return WriteQueuedEventsAsync();
        return _held.Add(part) ? connection.ExecuteAsync(Command(Hold(part.Kind), new { part.Id, part.Name })) : Task.CompletedTask;
    }

    protected override Exception Explain(Exception exception)
    {
        if (PostgresFault.Behind(exception, connection) is not { } fault)
            return exception;
        Trouble ??= fault;
        return PostgresFault.Of(fault);
    }

    /// <summary>Locks that rows which refer to the locked one do not wait for, and that end with the transaction.</summary>
    private static string Hold(PartKind kind) => kind switch
    {
        PartKind.Institutions => "LOCK TABLE institution IN SHARE ROW EXCLUSIVE MODE",
        PartKind.Settings => "LOCK TABLE setting IN SHARE ROW EXCLUSIVE MODE",
        PartKind.Partner => "SELECT FROM partner WHERE id = @Id FOR NO KEY UPDATE",
        PartKind.Customer => "SELECT FROM customer WHERE id = @Id FOR NO KEY UPDATE",
        PartKind.Username => "SELECT pg_advisory_xact_lock('customer'::regclass::oid::integer, hashtext(@Id || ' ' || @Name))",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "No part that is held."),
    };

    private async Task WriteQueuedEventsAsync()
    {
        if (_queued.Count == 0)
            return;
        await ExecuteAsync(
            $"""
             SELECT pg_advisory_xact_lock('outbox_event'::regclass::oid::bigint);
             INSERT INTO outbox_event ({Events.Names}) SELECT {Events.Names} FROM {Events.Given}
             """,
            Events,
            _queued);
        _queued.Clear();
    }

    private Task<int> ExecuteAsync<T>(string sql, ColumnArrays<T> columns, IReadOnlyList<T> rows) =>
        connection.ExecuteAsync(Command(sql, columns.Of(rows)));
}

/// <summary>What a session may do.</summary>
internal enum SessionKind
{
    Read,
    Write,
}
