using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Locations;

/// <summary>
/// SQLite's own online backup: page by page, at the disk's speed. The source's read transaction is open already, so that all pages are of one
/// moment and a writer does not make it begin again.
/// </summary>
internal static class SqlitePageCopy
{
    /// <summary>16 MB at the usual page size: often enough to tell how far it is and to be cancelled.</summary>
    private const int PagesAStep = 4096;

    public static void Run(SqliteSnapshot source, SqliteConnection target, StoreProgress progress, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(target.Handle, "main", source.Connection.Handle, "main");
        if (backup.IsInvalid)
            throw Failed(target, raw.sqlite3_errcode(target.Handle));
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = raw.sqlite3_backup_step(backup, PagesAStep);
            if (result == raw.SQLITE_DONE)
                break;
            if (result != raw.SQLITE_OK)
                throw Failed(result is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB ? source.Connection : target, result);
            progress.Begin(raw.sqlite3_backup_pagecount(backup));
            progress.Reach(raw.sqlite3_backup_pagecount(backup) - raw.sqlite3_backup_remaining(backup));
        }
    }

    private static StoreRefusedException Failed(SqliteConnection where, int code) =>
        SqliteFault.Refusal(where.DataSource, new SqliteException($"SQLite error {code}.", code & 0xFF));
}
