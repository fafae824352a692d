using Microsoft.Data.Sqlite;

namespace Tributary.Cli.Tests.Programs;

/// <summary>SQL written by tests alone.</summary>
#pragma warning disable CA2100 // No user writes these queries.
internal static class SqlExtensions
{
    public static async Task ExecuteAsync(this SqliteConnection connection, string sql)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    public static async Task<T> QueryOneAsync<T>(this SqliteConnection connection, string sql, string? parameter = null)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        if (parameter is not null)
            command.Parameters.AddWithValue("@p", parameter);
        return (T)(await command.ExecuteScalarAsync())!;
    }
}
