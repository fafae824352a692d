using Npgsql;

namespace Tributary.TestKit;

/// <summary>
/// A PostgreSQL database of this run of a test program, with a schema for each store a test wants, which is quicker than a database each.
/// It is made when the first store is wanted and dropped at the end, as a fixture of the assembly.
/// </summary>
public sealed class TestPostgres : IAsyncDisposable
{
    /// <summary>Names a server where databases may be made, as a connection string. <c>./test</c> sets it.</summary>
    public const string ServerVariable = "TRIBUTARY_TEST_POSTGRES";

    /// <summary>Says on which database the tests run that run on either: <c>sqlite</c>, which goes without saying, or <c>postgres</c>.</summary>
    public const string ChoiceVariable = "TRIBUTARY_TEST_STORE";

    private static readonly Lazy<Task<string>> Made = new(MakeAsync);
    private static int _stores;

    /// <summary>A connection string to the server itself, as one who may do everything there.</summary>
    public static string Server => Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } server
        ? server
        : throw new InvalidOperationException(
            $"These tests need a PostgreSQL server: run ./test, which brings one, or name one in {ServerVariable} (Host=…;Username=…;Password=…).");

    /// <summary>Whether tests that run on either database run on PostgreSQL now.</summary>
    public static bool IsChosen => Environment.GetEnvironmentVariable(ChoiceVariable) switch
    {
        null or "" or "sqlite" => false,
        "postgres" => true,
        var other => throw new InvalidOperationException($"{ChoiceVariable} is sqlite or postgres, not {other}."),
    };

    /// <summary>A connection string to an empty schema of its own.</summary>
    public static async Task<string> NewStoreAsync()
    {
        var database = await Made.Value;
        var schema = $"store_{Interlocked.Increment(ref _stores)}";
        await ExecuteAsync(database, $"CREATE SCHEMA {schema}");
        return new NpgsqlConnectionStringBuilder(database) { SearchPath = schema }.ConnectionString;
    }

    /// <summary>A connection string to an empty database of its own; the caller drops it.</summary>
    public static async Task<string> NewDatabaseAsync(string options = "")
    {
        var name = $"tributary_test_{Guid.NewGuid():N}";
        await ExecuteAsync(Server, $"CREATE DATABASE {name} {options}");
        return new NpgsqlConnectionStringBuilder(Server) { Database = name }.ConnectionString;
    }

    public static Task DropDatabaseAsync(string connectionString) =>
        ExecuteAsync(Server, $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    /// <summary>Runs a statement on a connection of its own.</summary>
    public static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // Tests' own texts.
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (Made.IsValueCreated && Made.Value.IsCompletedSuccessfully)
            await DropDatabaseAsync(await Made.Value);
    }

    private static Task<string> MakeAsync() => NewDatabaseAsync("TEMPLATE template0 ENCODING 'UTF8'");
}
