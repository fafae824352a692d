using Npgsql;
using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Core.Imports;
using Tributary.Storage;

namespace Tributary.Bench.Ingestion;

/// <summary>A statement file into an empty PostgreSQL store, and the same file again, against a bare loop of <c>unnest</c> arrays that writes the same rows.</summary>
internal sealed class IngestPostgres : IBenchmark
{
    /// <summary>Names a server where databases may be made, as a connection string.</summary>
    private const string ServerVariable = "TRIBUTARY_BENCH_POSTGRES";

    private const long FirstRowId = 5_000_000;

    public string Name => "ingest-postgres";

    public string Describe(Scale scale) =>
        $"an import of {Transactions(scale):#,0} transactions on {Statements.Accounts} accounts, against a bare loop of unnest arrays (rows per second)";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        var import = new Comparison("import", "rows/s", Bar.AtLeast(0.6));
        var again = new Comparison("the same again, against an upsert", "rows/s", Bar.AtLeast(0.6));
        var file = Statements.File(Transactions(scale));
        var rounds = scale.Of(full: 7, quick: 2);
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var ours = await WithDatabaseAsync(database => OursAsync(database, file));
            var bare = await WithDatabaseAsync(database => BareAsync(database, file));
            if (round == 0)
                continue;
            import.Add(ours.First, bare.First);
            again.Add(ours.Again, bare.Again);
        }

        return [import, again];
    }

    private static int Transactions(Scale scale) => scale.Of(full: 100_000, quick: 20_000);

    private static async Task<(double First, double Again)> OursAsync(string database, StatementFile file)
    {
        using var folder = new ScratchFolder();
        await using var engine = await Engine.OpenAsync(StoreLocation.OfDatabase(database), folder, TimeProvider.System);
        ImportReport? first = null, second = null;
        var import = await Timed.RunAsync(async () => first = await engine.ImportAsync(file));
        await ExecuteAsync(database, "CHECKPOINT");
        var again = await Timed.RunAsync(async () => second = await engine.ImportAsync(file));
        var count = file.Statements.Sum(s => s.Account.Transactions.Count);
        if (first!.Accounts.Sum(a => a.Added) != count || second!.Accounts.Sum(a => a.AlreadyKnown) != count)
            throw new InvalidOperationException("The imports did not add every transaction and know it again.");
        return (count / import.Seconds, count / again.Seconds);
    }

    private static async Task<(double First, double Again)> BareAsync(string database, StatementFile file)
    {
        using var folder = new ScratchFolder();
        await using var engine = await Engine.OpenAsync(StoreLocation.OfDatabase(database), folder, TimeProvider.System);
        var accounts = (await engine.ImportAsync(Statements.WithoutTransactions(file))).Accounts;
        var rows = BarePostgres.BareRows.Of(
            engine.Customer.Id,
            [.. accounts.Zip(file.Statements).SelectMany(pair => pair.Second.Account.Transactions.Select(t => (pair.First.Account.Id, t)))],
            FirstRowId);
        var bare = new BarePostgres(database);
        var insert = await Timed.RunAsync(() => bare.InsertAsync(rows));
        await ExecuteAsync(database, "CHECKPOINT");
        var upsert = await Timed.RunAsync(() => bare.UpsertAsync(rows));
        return (rows.Count / insert.Seconds, rows.Count / upsert.Seconds);
    }

    /// <summary>Each measurement begins in a database of its own with nothing left to write from the one before.</summary>
    private static async Task<T> WithDatabaseAsync<T>(Func<string, Task<T>> measure)
    {
        var server = Environment.GetEnvironmentVariable(ServerVariable) is { Length: > 0 } named
            ? named
            : throw new InvalidOperationException(
                $"This benchmark needs a PostgreSQL server with its durability on: name one where databases may be made in {ServerVariable} (Host=…;Username=…;Password=…).");
        var name = $"tributary_bench_{Guid.NewGuid():N}";
        await ExecuteAsync(server, $"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        try
        {
            await ExecuteAsync(server, "CHECKPOINT");
            return await measure(new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString);
        }
        finally
        {
            await ExecuteAsync(server, $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    private static async Task ExecuteAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
#pragma warning disable CA2100 // This class's own texts.
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
