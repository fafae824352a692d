using Dapper;
using Npgsql;

namespace Tributary.Storage.Tests.Postgres;

/// <summary>A schema with all its objects, and the rows that tell what a migration did, as text: equal dumps mean that nothing was touched.</summary>
internal static class SchemaDump
{
    private const string Objects =
        """
        SELECT 'column ' || table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || coalesce(column_default, '')
        FROM information_schema.columns WHERE table_schema = current_schema()
        UNION ALL SELECT 'index ' || indexdef FROM pg_indexes WHERE schemaname = current_schema()
        UNION ALL SELECT 'constraint ' || conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = current_schema()::regnamespace
        UNION ALL SELECT 'sequence ' || sequencename || ' ' || start_value || ' ' || coalesce(last_value, 0) FROM pg_sequences WHERE schemaname = current_schema()
        UNION ALL SELECT 'function ' || pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = current_schema()::regnamespace
        ORDER BY 1
        """;

    public static async Task<string> OfAsync(string connectionString)
    {
        await using var connection = await OpenAsync(connectionString);
        var objects = (await connection.QueryAsync<string>(Objects)).ToList();
        var migrations = objects.Exists(line => line.StartsWith("column schema_migration.", StringComparison.Ordinal))
            ? await connection.QueryAsync<string>("SELECT 'migration ' || number || ' ' || name || ' ' || checksum FROM schema_migration ORDER BY number")
            : [];
        return string.Join('\n', objects.Concat(migrations));
    }

    public static async Task<long> CountAsync(string connectionString, string table)
    {
        await using var connection = await OpenAsync(connectionString);
        return await connection.ExecuteScalarAsync<long>($"SELECT count(*) FROM {table}");
    }

    public static async Task<IReadOnlyList<string>> ListAsync(string connectionString, string sql)
    {
        await using var connection = await OpenAsync(connectionString);
        return [.. await connection.QueryAsync<string>(sql)];
    }

    private static async Task<NpgsqlConnection> OpenAsync(string connectionString)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        return connection;
    }
}
