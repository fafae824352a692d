using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>A migration happens whole or not at all.</summary>
public sealed class SqliteMigrationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string StorePath => _folder.File("tributary.db");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Migrations_AreNumberedFromOneWithoutAGap()
    {
        var migrations = Migration.Of("Sqlite");

        Assert.Equal(Enumerable.Range(1, migrations.Count), migrations.Select(m => m.Number));
        Assert.Equal("first_stream", migrations[0].Name);
    }

    [Fact]
    public void Checksum_IsTheSame_WhateverTheLineEnds() =>
        Assert.Equal(new Migration(1, "a", "SELECT 1;\nSELECT 2;\n").Checksum, new Migration(1, "a", "SELECT 1;\r\nSELECT 2;\r\n").Checksum);

    [Fact]
    public async Task FreshStore_RecordsEveryMigration_AndASecondOpeningAddsNone()
    {
        await OpenAndCloseAsync(Migration.Of("Sqlite"));
        var first = Dump();

        await OpenAndCloseAsync(Migration.Of("Sqlite"));

        Assert.Contains($"migration 1 first_stream {Migration.Of("Sqlite")[0].Checksum}", first);
        Assert.Equal(first, Dump());
    }

    [Fact]
    public async Task FirstMigration_InterruptedAfterAnyStatement_LeavesNothing_AndRunsWholeTheNextTime()
    {
        var own = Migration.Of("Sqlite");
        var statements = own[0].Sql.Split(";\n");
        for (var count = 0; count < statements.Length; count++)
        {
            var broken = new Migration(own[0].Number, own[0].Name, string.Join(";\n", statements.Take(count)) + ";\nSELECT * FROM no_such_table;");
            await Assert.ThrowsAsync<SqliteException>(() => OpenAndCloseAsync([broken]));

            Assert.False((await SqliteStore.InspectAsync(StorePath)).Exists);
            Assert.Equal("", Dump());
        }

        await OpenAndCloseAsync(own);
        Assert.True((await SqliteStore.InspectAsync(StorePath)).Exists);
    }

    [Fact]
    public async Task LaterMigration_InterruptedAfterAnyStatement_LeavesSchemaAndRowsAsTheyWere()
    {
        var own = Migration.Of("Sqlite");
        await OpenAndCloseAsync(own);
        var before = Dump();
        string[] statements =
        [
            "CREATE TABLE added (id INTEGER NOT NULL PRIMARY KEY)",
            "INSERT INTO added (id) VALUES (1)",
            "ALTER TABLE partner ADD COLUMN added TEXT",
            "UPDATE id_sequence SET next_value = 5000000 WHERE name = 'id'",
            "DROP TABLE daily_balance",
            "CREATE INDEX added_index ON customer (created_at)",
        ];
        for (var count = 0; count <= statements.Length; count++)
        {
            var next = own[^1].Number + 1;
            var broken = new Migration(next, "broken", string.Join(";\n", [.. statements.Take(count), "SELECT * FROM no_such_table"]));

            await Assert.ThrowsAsync<SqliteException>(() => OpenAndCloseAsync([.. own, broken]));

            Assert.Equal(before, Dump());
        }

        await OpenAndCloseAsync([.. own, new Migration(own[^1].Number + 1, "mended", string.Join(";\n", statements))]);
        Assert.Contains("mended", Dump());
    }

    private async Task OpenAndCloseAsync(IReadOnlyList<Migration> migrations) =>
        await (await SqliteStore.OpenAsync(StorePath, migrations, prepareWriter: null)).DisposeAsync();

    /// <summary>The schema, the sequences and the record of migrations as text.</summary>
    private string Dump()
    {
        using var connection = new SqliteFile(StorePath).OpenReader();
        var schema = connection.Query<string>("SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY type, name").ToList();
        if (schema.Count == 0)
            return "";
        var rows = connection.Query<string>(
            """
            SELECT 'migration ' || number || ' ' || name || ' ' || checksum FROM schema_migration
            UNION ALL SELECT 'sequence ' || name || ' ' || next_value FROM id_sequence ORDER BY 1
            """);
        return string.Join('\n', schema.Concat(rows));
    }
}
