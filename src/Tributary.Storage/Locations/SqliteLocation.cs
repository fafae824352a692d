using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Locations;

/// <summary>A SQLite file. What is copied here is written beside it and takes its name when it lies on the disk whole.</summary>
internal sealed class SqliteLocation(string path) : StoreLocation
{
    private readonly SqliteFile _file = new(path);

    public override string Name => _file.Path;

    public override int SchemaVersion => SqliteStore.SchemaVersion;

    public override Task<StoreInspection> InspectAsync() => SqliteStore.InspectAsync(_file.Path);

    public override async Task<IStore> OpenAsync() => await SqliteStore.OpenAsync(_file.Path);

    public override Task<StoreHold> HoldAsync(CancellationToken cancellationToken) => Task.FromResult(new StoreHold());

    public override async Task<StoreSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        var found = await InspectAsync();
        return found.Exists
            ? SqliteSnapshot.Take(_file, found.SchemaVersion, cancellationToken)
            : throw new StoreRefusedException(StoreRefusal.NotAStore, $"There is no store in {_file.Path}.");
    }

    private protected override async Task FillAsync(StoreSnapshot source, bool replace, StoreProgress progress, CancellationToken cancellationToken)
    {
        if (_file.Path == source.Name)
            throw new StoreRefusedException(StoreRefusal.Misconfigured, $"{_file.Path} would be copied onto itself.");
        if (!replace && File.Exists(_file.Path))
            throw InTheWay();
        try
        {
            using var draft = new SqliteDraft(_file);
            await WriteAsync(draft.Path, source, progress, cancellationToken);
            cancellationToken.ThrowIfCancellationRequested();
            if (!draft.TryTakePlace(replace))
                throw InTheWay();
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Refusal(_file.Path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(StoreRefusal.Unwritable, $"{_file.Path} cannot be written: {exception.Message}", exception);
        }
    }

    private static async Task WriteAsync(string path, StoreSnapshot source, StoreProgress progress, CancellationToken cancellationToken)
    {
        SqliteLibrary.Require();

        // A draft needs neither journal nor patience: it is thrown away unless all of it was written.
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        await connection.OpenAsync(cancellationToken);
        await connection.ExecuteAsync("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -64000");
        if (source is SqliteSnapshot pages)
            SqlitePageCopy.Run(pages, connection, progress, cancellationToken);
        else
            await WriteRowsAsync(connection, source, progress, cancellationToken);

        // The pages of a store in use say that a log lies beside them. One file alone can be read anywhere; a store that is opened says so again.
        await connection.ExecuteAsync("PRAGMA journal_mode = DELETE");
    }

    private static async Task WriteRowsAsync(
        SqliteConnection connection, StoreSnapshot source, StoreProgress progress, CancellationToken cancellationToken)
    {
        await connection.ExecuteAsync("BEGIN IMMEDIATE");
        await connection.ExecuteAsync(SchemaRecord.Create);
        foreach (var migration in Migration.Of("Sqlite").Where(migration => migration.Number <= source.SchemaVersion))
        {
            await connection.ExecuteAsync(migration.Sql);
            await connection.ExecuteAsync(SchemaRecord.Add, migration);
        }

        foreach (var table in source.Tables.Reverse())
            await connection.ExecuteAsync($"DELETE FROM {table.Name}");

        var rows = new RowCopy(source, progress, cancellationToken);
        await rows.CopyAsync((table, given) => SqliteRows.WriteAsync(connection, table, given));
        var numbers = await source.NumbersAsync();
        await connection.ExecuteAsync("UPDATE id_sequence SET next_value = @NextId WHERE name = 'id'", numbers);
        await connection.ExecuteAsync("UPDATE id_sequence SET next_value = @NextEvent WHERE name = 'outbox'", numbers);
        await connection.ExecuteAsync("COMMIT");
        await rows.VerifyAsync(connection.DataSource, table => SqliteRows.ReadAsync(connection, table, cancellationToken));
    }

    private StoreRefusedException InTheWay() => new(StoreRefusal.InTheWay, $"{_file.Path} is there already.");
}
