namespace Tributary.Storage.Migrations;

/// <summary>Which migrations a store has had: its table, which every database knows by the same statements.</summary>
internal static class SchemaRecord
{
    public const string Table = "schema_migration";

    public const string Create =
        """
        CREATE TABLE IF NOT EXISTS schema_migration (
            number    INTEGER NOT NULL PRIMARY KEY,
            name      TEXT    NOT NULL,
            checksum  TEXT    NOT NULL
        )
        """;

    public const string List = "SELECT number, checksum FROM schema_migration ORDER BY number";

    public const string Add = "INSERT INTO schema_migration (number, name, checksum) VALUES (@Number, @Name, @Checksum)";

    /// <summary>Refuses a schema that this program would misunderstand.</summary>
    /// <returns>The number of the last migration, 0 for none.</returns>
    public static int Verify(string store, IEnumerable<AppliedMigration> record, IReadOnlyList<Migration> migrations)
    {
        var known = migrations.ToDictionary(m => m.Number);
        var version = 0;
        foreach (var applied in record)
        {
            if (!known.TryGetValue(applied.Number, out var migration))
            {
                throw new StoreRefusedException(
                    StoreRefusal.NewerSchema,
                    $"The store {store} was written by a newer version of Tributary (schema {applied.Number}; this program knows {migrations.Max(m => m.Number)}).");
            }

            if (migration.Checksum != applied.Checksum)
            {
                throw new StoreRefusedException(
                    StoreRefusal.ForeignSchema,
                    $"The store {store} was made by another build of Tributary: its migration {applied.Number} has other statements.");
            }

            version = applied.Number;
        }

        return version;
    }
}

/// <summary>A migration that a store has had.</summary>
internal sealed class AppliedMigration
{
    public int Number { get; init; }

    public string Checksum { get; init; } = "";
}
