using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Storage.Migrations;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// Brings a file's schema up to date. Each migration runs in one transaction together with the row that records it, under
/// SQLite's write lock: an interrupted one leaves nothing, and two programs that start at once run each only once.
/// </summary>
internal static class SqliteMigrator
{
    /// <summary>Runs the given migrations, but for those that another program has run in the meantime.</summary>
    public static void Migrate(SqliteFile file, IReadOnlyList<Migration> migrations)
    {
        if (migrations.Count == 0)
            return;
        using var connection = file.OpenWriterAtStart();
        foreach (var migration in migrations)
        {
            // Closing the connection rolls back what an exception leaves open.
            connection.Execute("BEGIN IMMEDIATE");
            connection.Execute(SchemaRecord.Create);
            if (!ListApplied(connection).Any(applied => applied.Number == migration.Number))
            {
                connection.Execute(migration.Sql);
                connection.Execute(SchemaRecord.Add, migration);
            }

            connection.Execute("COMMIT");
        }
    }

    public static IEnumerable<AppliedMigration> ListApplied(SqliteConnection connection) => connection.Query<AppliedMigration>(SchemaRecord.List);
}
