using System.Data;
using Dapper;
using Npgsql;
using Tributary.Storage.Migrations;

namespace Tributary.Storage.Postgres;

/// <summary>
/// Looks at a database, refusing what is not a store of a known schema, and brings the schema up to date. Each migration runs in one
/// transaction together with the row that records it, under a lock of the database: an interrupted one leaves nothing, and two programs that
/// start at once run each only once.
/// </summary>
internal static class PostgresSchema
{
    /// <summary>'TRIB' and the schema's name.</summary>
    public const string Lock = "SELECT pg_advisory_xact_lock(1414678850, hashtext(current_schema()))";

    /// <summary>Looks, and changes nothing.</summary>
    public static async Task<StoreInspection> InspectAsync(PostgresDatabase database, IReadOnlyList<Migration> migrations)
    {
        try
        {
            await using var connection = await database.OpenAsync();
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead);
            await connection.ExecuteAsync("SET TRANSACTION READ ONLY");
            return await InspectAsync(connection, database.Address, migrations);
        }
        catch (NpgsqlException exception)
        {
            throw PostgresFault.Refusal(database.Address, exception);
        }
    }

    /// <summary>
    /// Runs the given migrations, but for those that another program has run in the meantime, and forgets markers of programs that ended without
    /// doing so; a database that cannot be written is found out here.
    /// </summary>
    public static async Task MigrateAsync(PostgresDatabase database, IReadOnlyList<Migration> migrations)
    {
        await using var connection = await database.OpenAsync();
        foreach (var migration in migrations)
        {
            await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.ReadCommitted);
            await connection.ExecuteAsync(Lock);
            await connection.ExecuteAsync(SchemaRecord.Create);
            if (!(await connection.QueryAsync<AppliedMigration>(SchemaRecord.List)).Any(applied => applied.Number == migration.Number))
            {
                await connection.ExecuteAsync(migration.Sql);
                await connection.ExecuteAsync(SchemaRecord.Add, migration);
            }

            await transaction.CommitAsync();
        }

        await connection.ExecuteAsync("DELETE FROM commit_marker WHERE at < now() - interval '1 day'");
    }

    private static async Task<StoreInspection> InspectAsync(
        NpgsqlConnection connection, PostgresAddress address, IReadOnlyList<Migration> migrations)
    {
        var (schema, encoding) = await connection.QuerySingleAsync<(string?, string)>("SELECT current_schema(), current_setting('server_encoding')");
        if (schema is null)
            throw new StoreRefusedException(StoreRefusal.Misconfigured, $"The search path of the store {address.Name} names no schema that exists.");
        if (encoding != "UTF8")
        {
            throw new StoreRefusedException(
                StoreRefusal.Misconfigured, $"The database {address.Name} has the encoding {encoding}; make one with the encoding UTF8.");
        }

        var tables = (await connection.QueryAsync<string>("SELECT tablename::text FROM pg_tables WHERE schemaname = current_schema()")).ToList();
        if (tables.Count == 0)
            return StoreInspection.Nothing;
        if (!tables.Contains(SchemaRecord.Table, StringComparer.Ordinal) || !tables.Contains("setting", StringComparer.Ordinal))
        {
            throw new StoreRefusedException(
                StoreRefusal.NotAStore,
                $"The database {address.Name} holds tables of another program in the schema {schema}; make an empty database for the store.");
        }

        var version = SchemaRecord.Verify(address.Name, await connection.QueryAsync<AppliedMigration>(SchemaRecord.List), migrations);
        var settings = await connection.QueryAsync<(string Name, byte[] Value)>("SELECT name, value FROM setting");
        return new StoreInspection(Exists: true, version, settings.ToDictionary(s => s.Name, s => s.Value, StringComparer.Ordinal));
    }
}
