using System.Data;
using Dapper;
using Npgsql;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Postgres;

namespace Tributary.Storage.Locations;

/// <summary>A PostgreSQL database. What is copied here, tables included, is one transaction.</summary>
internal sealed class PostgresLocation : StoreLocation
{
    private readonly string _connectionString;
    private readonly PostgresAddress _address;

    public PostgresLocation(string connectionString)
    {
        _connectionString = connectionString;
        _address = new PostgresAddress(connectionString);
    }

    public override string Name => _address.Name;

    public override int SchemaVersion => PostgresStore.SchemaVersion;

    public override Task<StoreInspection> InspectAsync() => PostgresStore.InspectAsync(_connectionString);

    public override async Task<IStore> OpenAsync() => await PostgresStore.OpenAsync(_connectionString);

    public override async Task<StoreHold> HoldAsync(CancellationToken cancellationToken) =>
        await PostgresHold.TakeAsync(_connectionString, cancellationToken);

    public override async Task<StoreSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var found = await InspectAsync();
        if (!found.Exists)
            throw new StoreRefusedException(StoreRefusal.NotAStore, $"There is no store in the database {Name}.");
        var database = new PostgresDatabase(_connectionString);
        try
        {
            return await PostgresSnapshot.TakeAsync(database, found.SchemaVersion, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            await database.DisposeAsync();
            throw PostgresFault.Refusal(_address, exception);
        }
    }

    private protected override async Task FillAsync(StoreSnapshot source, bool replace, StoreProgress progress, CancellationToken cancellationToken)
    {
        await using var database = new PostgresDatabase(_connectionString);
        if ((await InspectAsync()).Exists && !replace)
            throw InTheWay();
        try
        {
            await using var connection = await database.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
            await connection.ExecuteAsync(PostgresSchema.Lock);
            await MakeEmptySchemaAsync(connection, source, replace);
            await WriteRowsAsync(connection, source, progress, cancellationToken);
            await transaction.CommitAsync(cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw exception.SqlState is { } code && PostgresFault.RefusesOpening(exception) is false
                ? new StoreRefusedException(StoreRefusal.Unwritable, $"The database {Name} does not take the store: PostgreSQL's error {code}.", exception)
                : PostgresFault.Refusal(_address, exception);
        }
    }

    /// <summary>The tables as the source's schema has them, without a row.</summary>
    private async Task MakeEmptySchemaAsync(NpgsqlConnection connection, StoreSnapshot source, bool replace)
    {
        // Looked at again under the lock: another program may have made a store in this moment.
        var tables = (await connection.QueryAsync<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")).ToList();
        if (tables.Count > 0 && !replace)
            throw InTheWay();
        foreach (var table in tables)
            await connection.ExecuteAsync($"DROP TABLE \"{table}\" CASCADE");
        await connection.ExecuteAsync("DROP SEQUENCE IF EXISTS id_sequence; DROP FUNCTION IF EXISTS take_ids(integer)");

        await connection.ExecuteAsync(SchemaRecord.Create);
        foreach (var migration in Migration.Of("Postgres").Where(migration => migration.Number <= source.SchemaVersion))
        {
            await connection.ExecuteAsync(migration.Sql, commandTimeout: 0);
            await connection.ExecuteAsync(SchemaRecord.Add, migration);
        }

        foreach (var table in source.Tables.Reverse())
            await connection.ExecuteAsync($"DELETE FROM {table.Name}");
    }

    private async Task WriteRowsAsync(NpgsqlConnection connection, StoreSnapshot source, StoreProgress progress, CancellationToken cancellationToken)
    {
        var rows = new RowCopy(source, progress, cancellationToken);
        await rows.CopyAsync((table, given) => PostgresRows.WriteAsync(connection, table, given, cancellationToken));
        await connection.ExecuteAsync(
            "SELECT setval('id_sequence', @NextId, false), setval(pg_get_serial_sequence('outbox_event', 'number'), @NextEvent, false)",
            await source.NumbersAsync());
        await rows.VerifyAsync(Name, table => PostgresRows.ReadAsync(connection, table, cancellationToken));

        // Plans of the first queries would otherwise be made for empty tables.
        foreach (var table in source.Tables)
            await connection.ExecuteAsync($"ANALYZE {table.Name}", commandTimeout: 0);
    }

    private StoreRefusedException InTheWay() => new(StoreRefusal.InTheWay, $"The database {Name} holds a store already.");
}
