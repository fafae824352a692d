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
    private const string CreateRecord =
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number    INTEGER NOT NULL PRIMARY KEY,
            name      TEXT    NOT NULL,
            checksum  TEXT    NOT NULL
        )
        """;

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
            connection.Execute(CreateRecord);
            if (!ListApplied(connection).Any(applied => applied.Number == migration.Number))
            {
                connection.Execute(migration.Sql);
                connection.Execute("INSERT INTO schema_migration (number, name, checksum) VALUES (@Number, @Name, @Checksum)", migration);
            }

            connection.Execute("COMMIT");
        }
    }

    /// <summary>Refuses a schema that this program would misunderstand.</summary>
    /// <returns>The number of the last migration, 0 for none.</returns>
    public static int Verify(SqliteConnection connection, string path, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.ToDictionary(m => m.Number);
        var version = 0;
        foreach (var applied in ListApplied(connection))
        {
            if (!known.TryGetValue(applied.Number, out var migration))
            {
                throw new StoreRefusedException(
                    StoreRefusal.NewerSchema,
                    $"The store {path} was written by a newer version of Tributary (schema {applied.Number}; this program knows {migrations.Max(m => m.Number)}).");
            }

            if (migration.Checksum != applied.Checksum)
            {
                throw new StoreRefusedException(
                    StoreRefusal.ForeignSchema,
                    $"The store {path} was made by another build of Tributary: its migration {applied.Number} has other statements.");
            }

            version = applied.Number;
        }

        return version;
    }

    private static IReadOnlyList<AppliedMigration> ListApplied(SqliteConnection connection) =>
        [.. connection.Query<AppliedMigration>("SELECT number, checksum FROM schema_migration ORDER BY number")];

    private sealed class AppliedMigration
    {
        public int Number { get; init; }

        public string Checksum { get; init; } = "";
    }
}
