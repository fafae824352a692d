using Npgsql;
using Tributary.Core.Store;
using Tributary.Storage.Migrations;
using Tributary.TestKit;

namespace Tributary.Storage.Tests.Postgres;

/// <summary>What is opened and how, and what is refused with nothing changed and no secret told.</summary>
public sealed class PostgresOpeningTests
{
    private static CancellationToken NoCancellation => CancellationToken.None;

    [Fact]
    public async Task Inspect_OfAnEmptyDatabase_FindsNoStore_AndMakesNone()
    {
        var empty = await TestPostgres.NewStoreAsync();

        var inspection = await PostgresStore.InspectAsync(empty);

        Assert.Equal((false, 0, 0), (inspection.Exists, inspection.SchemaVersion, inspection.Settings.Count));
        Assert.Equal("", await SchemaDump.OfAsync(empty));
    }

    [Fact]
    public async Task Inspect_OfAStore_TellsVersionAndSettings_WithoutTouchingAnything()
    {
        var database = await MakeStoreAsync();
        var before = await SchemaDump.OfAsync(database);

        var inspection = await PostgresStore.InspectAsync(database);

        Assert.True(inspection.Exists);
        Assert.Equal(PostgresStore.SchemaVersion, inspection.SchemaVersion);
        Assert.Equal("store.id", Assert.Single(inspection.Settings).Key);
        Assert.Equal([1, 2, 3], inspection.Settings["store.id"].AsEnumerable());
        Assert.Equal(before, await SchemaDump.OfAsync(database));
    }

    [Fact]
    public async Task Open_Again_FindsWhatWasWritten()
    {
        var database = await MakeStoreAsync();

        await using var store = await PostgresStore.OpenAsync(database);

        Assert.NotNull(await store.ReadAsync(reader => reader.FindSettingAsync("store.id"), NoCancellation));
        Assert.Equal(1_000_001, await store.WriteAsync(writer => writer.TakeIdsAsync(1), NoCancellation));
    }

    [Fact]
    public async Task Open_OfAnEmptyDatabaseByManyAtOnce_MigratesOnce()
    {
        var empty = await TestPostgres.NewStoreAsync();

        var stores = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => PostgresStore.OpenAsync(empty)));

        foreach (var store in stores)
            await store.DisposeAsync();
        Assert.True((await PostgresStore.InspectAsync(empty)).Exists);
    }

    [Fact]
    public async Task Open_OfANewerSchema_IsRefused_WithNothingTouched()
    {
        var database = await TestPostgres.NewStoreAsync();
        IReadOnlyList<Migration> newer = [.. Migration.Of("Postgres"), new Migration(9999, "future", "CREATE TABLE future (id integer)")];
        await (await PostgresStore.OpenAsync(database, newer)).DisposeAsync();

        var refusal = await AssertRefusedAsync(StoreRefusal.NewerSchema, database);

        Assert.Contains("newer version of Tributary", refusal.Message);
    }

    [Fact]
    public async Task Open_OfASchemaMadeByOtherStatements_IsRefused_WithNothingTouched()
    {
        var database = await TestPostgres.NewStoreAsync();
        var own = Migration.Of("Postgres")[0];
        var other = new Migration(own.Number, own.Name, own.Sql + "CREATE TABLE extra (id integer);");
        await (await PostgresStore.OpenAsync(database, [other])).DisposeAsync();

        await AssertRefusedAsync(StoreRefusal.ForeignSchema, database);
    }

    [Fact]
    public async Task Open_AmongTablesOfAnotherProgram_IsRefused_WithNothingTouched()
    {
        var database = await TestPostgres.NewStoreAsync();
        await TestPostgres.ExecuteAsync(database, "CREATE TABLE notes (id integer)");

        var refusal = await AssertRefusedAsync(StoreRefusal.NotAStore, database);

        Assert.Contains("tables of another program", refusal.Message);
    }

    [Fact]
    public async Task Open_WhereNoServerListens_IsRefused()
    {
        var nowhere = Changed(TestPostgres.Server, settings => settings.Port = 1);

        Assert.Contains("cannot be reached", (await AssertRefusedAsync(StoreRefusal.Unreachable, nowhere, dump: false)).Message);
    }

    [Fact]
    public async Task Open_WithAWrongPassword_IsRefused()
    {
        var wrong = Changed(TestPostgres.Server, settings => settings.Password = "w-r-o-n-g");

        Assert.Contains("refuses the password", (await AssertRefusedAsync(StoreRefusal.AccessDenied, wrong, dump: false)).Message);
    }

    [Fact]
    public async Task Open_WithoutAPassword_IsRefused()
    {
        var without = Changed(TestPostgres.Server, settings => settings.Password = null);

        Assert.Contains("wants a password", (await AssertRefusedAsync(StoreRefusal.AccessDenied, without, dump: false)).Message);
    }

    [Fact]
    public async Task Open_OfADatabaseThatIsNotThere_IsRefused()
    {
        var missing = Changed(TestPostgres.Server, settings => settings.Database = "no_such_database");

        Assert.Contains("There is no database no_such_database", (await AssertRefusedAsync(StoreRefusal.DatabaseMissing, missing, dump: false)).Message);
    }

    [Theory]
    [InlineData("Host=localhost;Passwrd=s-e-c-r-e-t")]
    [InlineData("Host=localhost;Port=s-e-c-r-e-t")]
    [InlineData("postgres://me:s-e-c-r-e-t@localhost/tributary")]
    [InlineData("Database=tributary;Password=s-e-c-r-e-t")]
    [InlineData("Host=localhost;SSL Mode=s-e-c-r-e-t")]
    [InlineData("s-e-c-r-e-t")]
    public async Task Open_WithAStringThatCannotBeRead_IsRefused_WithoutRepeatingIt(string connectionString)
    {
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => PostgresStore.OpenAsync(connectionString));

        Assert.Equal(StoreRefusal.Misconfigured, refusal.Reason);
        Assert.DoesNotContain("s-e-c-r-e-t", refusal.ToString());
    }

    [Fact]
    public async Task Open_OfASchemaThatIsNotThere_IsRefused()
    {
        var missing = Changed(await TestPostgres.NewStoreAsync(), settings => settings.SearchPath = "no_such_schema");

        await AssertRefusedAsync(StoreRefusal.Misconfigured, missing, dump: false);
    }

    [Fact]
    public async Task Open_OfADatabaseWithAnotherEncoding_IsRefused()
    {
        var ascii = await TestPostgres.NewDatabaseAsync("TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'");

        var refusal = await AssertRefusedAsync(StoreRefusal.Misconfigured, ascii);
        await TestPostgres.DropDatabaseAsync(ascii);

        Assert.Contains("UTF8", refusal.Message);
    }

    [Fact]
    public async Task Open_OfADatabaseThatMayOnlyBeRead_IsRefused_WithNothingTouched()
    {
        var database = await TestPostgres.NewDatabaseAsync();
        await TestPostgres.ExecuteAsync(database, $"ALTER DATABASE {new NpgsqlConnectionStringBuilder(database).Database} SET default_transaction_read_only = on");

        var refusal = await AssertRefusedAsync(StoreRefusal.Unwritable, database, inspects: false);
        await TestPostgres.DropDatabaseAsync(database);

        Assert.Contains("may only be read", refusal.Message);
    }

    [Fact]
    public async Task Open_BySomebodyWhoMayNotWrite_IsRefused_WithNothingTouched()
    {
        var database = await MakeStoreAsync();
        var schema = new NpgsqlConnectionStringBuilder(database).SearchPath;
        var guest = $"guest_{Guid.NewGuid():N}";
        await TestPostgres.ExecuteAsync(
            database,
            $"CREATE ROLE {guest} LOGIN PASSWORD 's-e-c-r-e-t'; GRANT USAGE ON SCHEMA {schema} TO {guest}; GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO {guest}");
        var asGuest = Changed(database, settings => (settings.Username, settings.Password) = (guest, "s-e-c-r-e-t"));

        await AssertRefusedAsync(StoreRefusal.AccessDenied, asGuest, inspects: false);
        await TestPostgres.ExecuteAsync(database, $"DROP OWNED BY {guest}; DROP ROLE {guest}");
    }

    [Fact]
    public async Task Store_Closed_SaysSo()
    {
        var store = await PostgresStore.OpenAsync(await TestPostgres.NewStoreAsync());
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.ReadAsync(reader => reader.ListPartnersAsync(), NoCancellation));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.WriteAsync(writer => writer.TakeIdsAsync(1), NoCancellation));
    }

    [Fact]
    public async Task Markers_OfManyWrites_DoNotPileUp()
    {
        var database = await TestPostgres.NewStoreAsync();
        await using (var store = await PostgresStore.OpenAsync(database))
        {
            for (var i = 0; i < 20; i++)
                await store.WriteAsync(writer => writer.SetSettingAsync("a", [1]), NoCancellation);
            await Assert.ThrowsAsync<TimeoutException>(() => store.WriteAsync<bool>(_ => throw new TimeoutException(), NoCancellation));
            await store.WriteAsync(writer => writer.SetSettingAsync("a", [1]), NoCancellation);
        }

        Assert.Equal(1, await SchemaDump.CountAsync(database, "commit_marker"));
        await TestPostgres.ExecuteAsync(database, "UPDATE commit_marker SET at = now() - interval '2 days'");
        await (await PostgresStore.OpenAsync(database)).DisposeAsync();
        Assert.Equal(0, await SchemaDump.CountAsync(database, "commit_marker"));
    }

    private static string Changed(string connectionString, Action<NpgsqlConnectionStringBuilder> change)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString);
        change(settings);
        return settings.ConnectionString;
    }

    private static async Task<string> MakeStoreAsync()
    {
        var database = await TestPostgres.NewStoreAsync();
        await using var store = await PostgresStore.OpenAsync(database);
        await store.WriteAsync(writer => writer.SetSettingAsync("store.id", [1, 2, 3]), NoCancellation);
        return database;
    }

    private static async Task<StoreRefusedException> AssertRefusedAsync(
        StoreRefusal reason, string connectionString, bool inspects = true, bool dump = true)
    {
        var before = dump ? await SchemaDump.OfAsync(connectionString) : "";
        var refusal = await Assert.ThrowsAsync<StoreRefusedException>(() => PostgresStore.OpenAsync(connectionString));
        if (inspects)
            await Assert.ThrowsAsync<StoreRefusedException>(() => PostgresStore.InspectAsync(connectionString));

        Assert.Equal(reason, refusal.Reason);
        Assert.Equal(before, dump ? await SchemaDump.OfAsync(connectionString) : "");
        if (new NpgsqlConnectionStringBuilder(connectionString).Password is { } password)
            Assert.DoesNotContain(password, refusal.ToString());
        return refusal;
    }
}
