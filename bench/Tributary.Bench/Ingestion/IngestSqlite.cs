using Tributary.Bench.Engines;
using Tributary.Bench.Measuring;
using Tributary.Core.Imports;

namespace Tributary.Bench.Ingestion;

/// <summary>A statement file into an empty SQLite store, and the same file again, against a bare loop that writes the same rows.</summary>
internal sealed class IngestSqlite : IBenchmark
{
    private const long FirstRowId = 5_000_000;

    public string Name => "ingest-sqlite";

    public string Describe(Scale scale) =>
        $"an import of {Transactions(scale):#,0} transactions on {Statements.Accounts} accounts, against a bare prepared-statement loop (rows per second)";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        var import = new Comparison("import", "rows/s", Bar.AtLeast(0.5));
        var again = new Comparison("the same again, against an upsert", "rows/s", Bar.AtLeast(0.5));
        var againChanged = new Comparison("the same again, against compare-and-skip", "rows/s", bar: null);
        var file = Statements.File(Transactions(scale));
        var rounds = scale.Of(full: 7, quick: 2);
        // The first round warms up.
        for (var round = 0; round <= rounds; round++)
        {
            var ours = await OursAsync(file);
            var bare = await BareAsync(file);
            if (round == 0)
                continue;
            import.Add(ours.Import, bare.Insert);
            again.Add(ours.Again, bare.Upsert);
            againChanged.Add(ours.Again, bare.UpsertChanged);
        }

        return [import, again, againChanged];
    }

    private static int Transactions(Scale scale) => scale.Of(full: 100_000, quick: 20_000);

    private static async Task<(double Import, double Again)> OursAsync(StatementFile file)
    {
        using var folder = new ScratchFolder();
        await using var engine = await Engine.OpenAsync(folder, TimeProvider.System);
        ImportReport? first = null, second = null;
        var import = await Timed.RunAsync(async () => first = await engine.ImportAsync(file));
        var again = await Timed.RunAsync(async () => second = await engine.ImportAsync(file));
        var count = Count(file);
        Require(first!.Accounts.Sum(a => a.Added) == count, "The import did not add every transaction.");
        Require(second!.Accounts.Sum(a => a.AlreadyKnown) == count, "The second import did not know every transaction.");
        return (count / import.Seconds, count / again.Seconds);
    }

    private static async Task<(double Insert, double Upsert, double UpsertChanged)> BareAsync(StatementFile file)
    {
        using var folder = new ScratchFolder();
        var rows = await RowsAsync(folder, file);
        using var bare = new BareSqlite(Engine.StoreFile(folder));
        var insert = await Timed.RunAsync(() => Run(bare.Insert));
        var upsert = await Timed.RunAsync(() => Run(bare.Upsert));
        var upsertChanged = await Timed.RunAsync(() => Run(bare.UpsertChanged));
        return (rows.Count / insert.Seconds, rows.Count / upsert.Seconds, rows.Count / upsertChanged.Seconds);

        Task Run(Action<IReadOnlyList<object[]>> loop)
        {
            loop(rows);
            return Task.CompletedTask;
        }
    }

    /// <summary>The rows to write, after the accounts they hang on are in the store.</summary>
    private static async Task<List<object[]>> RowsAsync(ScratchFolder folder, StatementFile file)
    {
        await using var engine = await Engine.OpenAsync(folder, TimeProvider.System);
        var accounts = (await engine.ImportAsync(Statements.WithoutTransactions(file))).Accounts;
        var rows = new List<object[]>(Count(file));
        foreach (var (imported, statement) in accounts.Zip(file.Statements))
        {
            foreach (var transaction in statement.Account.Transactions)
                rows.Add(BareSqlite.Row(engine.Customer.Id, imported.Account.Id, FirstRowId + rows.Count, transaction));
        }

        return rows;
    }

    private static int Count(StatementFile file) => file.Statements.Sum(s => s.Account.Transactions.Count);

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
            throw new InvalidOperationException(otherwise);
    }
}
