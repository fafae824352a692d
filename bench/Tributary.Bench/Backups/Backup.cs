using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Tributary.Bench.Engines;
using Tributary.Bench.Ingestion;
using Tributary.Bench.Measuring;
using Tributary.Core.Accounts;
using Tributary.Core.Customers;
using Tributary.Storage;

namespace Tributary.Bench.Backups;

/// <summary>A backup of a SQLite store while it is open, against <c>sqlite3 STORE '.backup FILE'</c> of the same store.</summary>
internal sealed class Backup : IBenchmark
{
    private const int RowsAtOnce = 50_000;

    public string Name => "backup";

    public string Describe(Scale scale) => $"a backup of a store of {Bytes(scale) / 1e9:0.0} GB, against sqlite3's .backup (MB per second)";

    public async Task<IReadOnlyList<Comparison>> RunAsync(Scale scale)
    {
        var comparison = new Comparison("backup", "MB/s", Bar.AtLeast(0.7));
        using var folder = new ScratchFolder();
        await using var engine = await Engine.OpenAsync(folder, TimeProvider.System);
        var file = Engine.StoreFile(folder);
        await FillAsync(engine, file, Bytes(scale));
        var megabytes = new FileInfo(file).Length / 1e6;

        // The first round warms the disk's cache; then each goes first in turns.
        var rounds = scale.Of(full: 7, quick: 2);
        for (var round = 0; round <= rounds; round++)
        {
            var isOursFirst = round % 2 == 0;
            var ours = isOursFirst ? await OursAsync(folder, file) : 0;
            var theirs = await TheirsAsync(folder, file);
            ours = isOursFirst ? ours : await OursAsync(folder, file);
            if (round > 0)
                comparison.Add(megabytes / ours, megabytes / theirs);
        }

        return [comparison];
    }

    private static long Bytes(Scale scale) => scale.Of(full: 1_000, quick: 100) * 1_000_000L;

    private static async Task<double> OursAsync(ScratchFolder folder, string file)
    {
        var target = folder.File("ours.db");
        var took = await Timed.RunAsync(() => StoreLocation.OfFile(target).CopyFromAsync(StoreLocation.OfFile(file), replace: false, null, CancellationToken.None));
        File.Delete(target);
        return took.Seconds;
    }

    private static async Task<double> TheirsAsync(ScratchFolder folder, string file)
    {
        var target = folder.File("theirs.db");
        var took = await Timed.RunAsync(() => RunSqliteAsync(file, target));
        File.Delete(target);
        return took.Seconds;
    }

    private static async Task RunSqliteAsync(string file, string target)
    {
        try
        {
            using var sqlite = Process.Start(new ProcessStartInfo("sqlite3", [file, $".backup '{target}'"]))!;
            await sqlite.WaitForExitAsync();
            if (sqlite.ExitCode != 0)
                throw new InvalidOperationException($"sqlite3 ended with exit code {sqlite.ExitCode}.");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new InvalidOperationException("The yardstick of this benchmark is sqlite3, which is not installed (Debian, Ubuntu: the package sqlite3).", missing);
        }
    }

    /// <summary>Accounts by an import, and then transactions past the engine until the file is large enough.</summary>
    private static async Task FillAsync(Engine engine, string file, long bytes)
    {
        var statements = Ingestion.Statements.File(RowsAtOnce);
        var accounts = (await engine.ImportAsync(Ingestion.Statements.WithoutTransactions(statements))).Accounts;
        using var bare = new BareSqlite(file);
        for (var id = 10_000_000L; new FileInfo(file).Length < bytes; id += RowsAtOnce)
            bare.Insert(Rows(engine.Customer.Id, accounts[0].Account.Id, id, statements));
        await using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        await connection.OpenAsync();
        await using var checkpoint = new SqliteCommand("PRAGMA wal_checkpoint(TRUNCATE)", connection);
        await checkpoint.ExecuteNonQueryAsync();
    }

    private static List<object[]> Rows(CustomerId customer, AccountId account, long firstId, Core.Imports.StatementFile statements) =>
        [.. statements.Statements.SelectMany(s => s.Account.Transactions).Select((t, n) => BareSqlite.Row(customer, account, firstId + n, t))];
}
