using Dapper;
using Npgsql;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.Storage.Sqlite;
using Tributary.Storage.Tests.Contract;
using Tributary.Storage.Tests.Sqlite;
using Tributary.TestKit;

namespace Tributary.Storage.Tests.Postgres;

/// <summary>The schema: made whole or not at all, like SQLite's in its names, and forgetting what is deleted.</summary>
public sealed class PostgresSchemaTests : StoreTest
{
    private string _database = "";

    [Fact]
    public void Migrations_AreNumberedFromOneWithoutAGap_AsOnSqlite()
    {
        Assert.Equal(Enumerable.Range(1, PostgresStore.SchemaVersion), Migration.Of("Postgres").Select(m => m.Number));
        Assert.Equal(Migration.Of("Sqlite").Select(m => (m.Number, m.Name)), Migration.Of("Postgres").Select(m => (m.Number, m.Name)));
    }

    [Fact]
    public async Task SecondOpening_AddsNoMigration()
    {
        var first = await SchemaDump.OfAsync(_database);

        await (await PostgresStore.OpenAsync(_database)).DisposeAsync();

        Assert.Contains($"migration 1 first_stream {Migration.Of("Postgres")[0].Checksum}", first);
        Assert.Equal(first, await SchemaDump.OfAsync(_database));
    }

    [Fact]
    public async Task FirstMigration_InterruptedAfterAnyStatement_LeavesNothing_AndRunsWholeTheNextTime()
    {
        var database = await TestPostgres.NewStoreAsync();
        var own = Migration.Of("Postgres");
        var statements = own[0].Sql.Split(";\n\n");
        for (var count = 0; count < statements.Length; count++)
        {
            var broken = new Migration(own[0].Number, own[0].Name, string.Join(";\n", statements.Take(count)) + ";\nSELECT * FROM no_such_table;");
            await Assert.ThrowsAsync<PostgresException>(() => PostgresStore.OpenAsync(database, [broken]));

            Assert.Equal("", await SchemaDump.OfAsync(database));
        }

        await (await PostgresStore.OpenAsync(database, own)).DisposeAsync();
        Assert.True((await PostgresStore.InspectAsync(database)).Exists);
    }

    [Fact]
    public async Task LaterMigration_InterruptedAfterAnyStatement_LeavesEverythingAsItWas()
    {
        var own = Migration.Of("Postgres");
        var before = await SchemaDump.OfAsync(_database);
        string[] statements =
        [
            "CREATE TABLE added (id bigint NOT NULL PRIMARY KEY)",
            "INSERT INTO added (id) VALUES (1)",
            "ALTER TABLE partner ADD COLUMN added text",
            "DROP TABLE daily_balance",
            "CREATE INDEX added_index ON customer (created_at)",
        ];
        for (var count = 0; count <= statements.Length; count++)
        {
            var broken = new Migration(own[^1].Number + 1, "broken", string.Join(";\n", [.. statements.Take(count), "SELECT * FROM no_such_table"]));

            await Assert.ThrowsAsync<PostgresException>(() => PostgresStore.OpenAsync(_database, [.. own, broken]));

            Assert.Equal(before, await SchemaDump.OfAsync(_database));
        }

        await (await PostgresStore.OpenAsync(_database, [.. own, new Migration(own[^1].Number + 1, "mended", string.Join(";\n", statements))])).DisposeAsync();
        Assert.Contains("mended", await SchemaDump.OfAsync(_database));
    }

    [Fact]
    public async Task TablesAndColumns_AreThoseOfSqlite()
    {
        using var folder = new TemporaryFolder();
        await (await SqliteStore.OpenAsync(folder.File("tributary.db"))).DisposeAsync();
        using var sqlite = new SqliteFile(folder.File("tributary.db")).OpenReader();
        var columns = sqlite.Query<string>(
            "SELECT m.name || '.' || c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table'");

        var own = await SchemaDump.ListAsync(
            _database, "SELECT table_name || '.' || column_name FROM information_schema.columns WHERE table_schema = current_schema()");

        // Ids come from a row on SQLite; markers are for connections that are lost.
        Assert.Equal(
            columns.Where(name => !name.StartsWith("id_sequence.", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            own.Where(name => !name.StartsWith("commit_marker.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    // The order of the database's own language would give lists an order that SQLite does not.
    [Fact]
    public async Task IndexedTexts_AreOrderedByTheirBytes() => Assert.Empty(await SchemaDump.ListAsync(
        _database,
        """
        SELECT i.indexrelid::regclass::text
        FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid, unnest(i.indcollation) AS used (collation_id)
        WHERE c.relnamespace = current_schema()::regnamespace AND used.collation_id NOT IN (0, 'pg_catalog."C"'::regcollation)
        """));

    [Fact]
    public async Task DeletingACustomer_LeavesNoRowInAnyTable()
    {
        var gone = await AddHouseholdAsync();
        await FillAsync(gone);
        var tables = await SchemaDump.ListAsync(
            _database, "SELECT table_name FROM information_schema.columns WHERE table_schema = current_schema() AND column_name = 'customer_id'");
        foreach (var table in tables)
            Assert.True(await SchemaDump.CountAsync(_database, table) > 0, table);

        await WriteAsync(store => store.TryDeleteCustomerAsync(gone.Partner.Id, gone.Customer.Id));

        foreach (var table in tables.Append("customer"))
            Assert.Equal(0, await SchemaDump.CountAsync(_database, table));
    }

    [Fact]
    public async Task Money_LiesAsANumber_WithItsScale()
    {
        var mine = await AddHouseholdAsync();
        await WriteAsync(store => store.AddTransactionsAsync([Sample.Transaction(mine.Account, 1) with { Amount = 12.50m }]));

        Assert.Equal(["12.50"], await SchemaDump.ListAsync(_database, "SELECT amount::text FROM account_transaction WHERE amount = 12.5"));
    }

    [Fact]
    public async Task Readers_CannotWrite()
    {
        await using var source = NpgsqlDataSource.Create(_database);
        await using var connection = await source.OpenConnectionAsync();
        await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead);
        using var session = new Storage.Postgres.PostgresSession(connection, Storage.Postgres.SessionKind.Read, NoCancellation);

        await Assert.ThrowsAsync<Core.Errors.TributaryException>(() => new Storage.Sql.SqlWriter(session).SetSettingAsync("a", [1]));
    }

    protected override async Task<IStore> OpenAsync() => await PostgresStore.OpenAsync(_database = await TestPostgres.NewStoreAsync());
}
