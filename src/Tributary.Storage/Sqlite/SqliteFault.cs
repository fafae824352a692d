using Microsoft.Data.Sqlite;
using SQLitePCL;
using Tributary.Core.Errors;

namespace Tributary.Storage.Sqlite;

/// <summary>What SQLite's errors mean to the callers of the store.</summary>
internal static class SqliteFault
{
    /// <summary>
    /// A broken constraint is a bug of the caller, who looks first; everything else is the store's own trouble, said without
    /// names of files or values.
    /// </summary>
    public static Exception Of(SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_CONSTRAINT => new InvalidOperationException(
            "The row cannot be written: its parent is gone, or another row has its place.", exception),
        raw.SQLITE_ERROR or raw.SQLITE_MISUSE or raw.SQLITE_RANGE or raw.SQLITE_MISMATCH => exception,
        var code => new TributaryException(ErrorCatalogue.StoreUnavailable, Describe(code), exception),
    };

    /// <summary>Why a file could not be opened.</summary>
    public static StoreRefusedException Refusal(string path, SqliteException exception) => exception.SqliteErrorCode switch
    {
        raw.SQLITE_NOTADB => new(StoreRefusal.NotAStore, $"The file {path} is not a Tributary store.", exception),
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL =>
            new(StoreRefusal.InUse, $"Another program holds the store {path} locked.", exception),
        raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_PERM or raw.SQLITE_AUTH or raw.SQLITE_FULL or raw.SQLITE_IOERR =>
            new(StoreRefusal.Unwritable, $"The store {path} cannot be written: {Describe(exception.SqliteErrorCode)}.", exception),
        _ => new(StoreRefusal.Damaged, $"The store {path} is damaged; restore it from a backup.", exception),
    };

    private static string Describe(int code) => code switch
    {
        raw.SQLITE_FULL => "the disk is full",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED or raw.SQLITE_PROTOCOL => "another program holds it locked",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => "it may only be read",
        raw.SQLITE_CANTOPEN => "a file cannot be opened",
        raw.SQLITE_IOERR => "reading or writing failed",
        raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB => "it is damaged",
        raw.SQLITE_NOMEM => "memory ran out",
        _ => "the database reported an error",
    };
}
