using System.Buffers.Binary;
using Dapper;
using Microsoft.Data.Sqlite;
using Tributary.Storage.Migrations;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// Looks at a file and refuses what is not a sound store of a known schema, without changing a byte: a wrong guess about
/// somebody's file must not be the last thing that happens to it.
/// </summary>
internal static class SqliteInspector
{
    /// <summary>'TRIB', set by the first migration.</summary>
    private const long ApplicationId = 0x54524942;

    /// <summary>Stores up to this size are checked page by page at every start, which takes a fraction of a second.</summary>
    private const long CheckedWholeBytes = 16 * 1024 * 1024;

    /// <summary>A file that another program is just making may look torn; it is looked at again as long as it changes.</summary>
    private const int MostLooks = 5;

    public static StoreInspection Inspect(SqliteFile file, IReadOnlyList<Migration> migrations)
    {
        SqliteLibrary.Require();
        for (var look = 1; ; look++)
        {
            var before = file.Stamp;
            try
            {
                return Look(file, migrations);
            }
            catch (StoreRefusedException) when (look < MostLooks && file.Stamp != before)
            {
                continue;
            }
        }
    }

    private static StoreInspection Look(SqliteFile file, IReadOnlyList<Migration> migrations)
    {
        try
        {
            if (!file.Exists || new FileInfo(file.Path).Length == 0)
                return StoreInspection.Nothing;
            RequireWhole(file);
            using var connection = file.OpenToInspect();
            return Read(connection, file, migrations);
        }
        catch (SqliteException exception)
        {
            throw SqliteFault.Refusal(file.Path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(StoreRefusal.Unwritable, $"The store {file.Path} cannot be read.", exception);
        }
    }

    private static StoreInspection Read(SqliteConnection connection, SqliteFile file, IReadOnlyList<Migration> migrations)
    {
        var tables = connection.Query<string>("SELECT name FROM sqlite_master WHERE type = 'table'").ToList();
        var applicationId = connection.ExecuteScalar<long>("PRAGMA application_id");
        if (tables.Count == 0 && applicationId == 0)
            return StoreInspection.Nothing;
        if (applicationId != ApplicationId)
            throw new StoreRefusedException(StoreRefusal.NotAStore, $"The file {file.Path} is a database of another program.");
        if (!tables.Contains(SchemaRecord.Table, StringComparer.Ordinal))
            throw Damaged(file);

        var version = SchemaRecord.Verify(file.Path, SqliteMigrator.ListApplied(connection), migrations);
        if (new FileInfo(file.Path).Length <= CheckedWholeBytes && connection.ExecuteScalar<string>("PRAGMA quick_check(1)") != "ok")
            throw Damaged(file);
        var settings = connection.Query<SettingRow>("SELECT name, value FROM setting")
            .ToDictionary(setting => setting.Name, setting => setting.Value, StringComparer.Ordinal);
        return new StoreInspection(Exists: true, version, settings);
    }

    /// <summary>
    /// The header tells how many pages the file has; a shorter file was cut. Only trusted where the header says that it is up to
    /// date (both change counters agree) and nothing waits in the write-ahead log.
    /// </summary>
    private static void RequireWhole(SqliteFile file)
    {
        Span<byte> header = stackalloc byte[100];
        using var stream = new FileStream(file.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (!header[..read].StartsWith("SQLite format 3\0"u8))
            throw new StoreRefusedException(StoreRefusal.NotAStore, $"The file {file.Path} is not a Tributary store.");
        if (read < header.Length)
            throw Damaged(file);
        var pageSize = BinaryPrimitives.ReadUInt16BigEndian(header[16..]) is var size and not 1 ? size : 65536;
        var pages = BinaryPrimitives.ReadUInt32BigEndian(header[28..]);
        var counterIsCurrent = header[24..28].SequenceEqual(header[92..96]);
        if (counterIsCurrent && !file.HasWal && stream.Length < (long)pages * pageSize)
            throw Damaged(file);
    }

    private static StoreRefusedException Damaged(SqliteFile file) =>
        new(StoreRefusal.Damaged, $"The store {file.Path} is damaged; restore it from a backup.");

    private sealed class SettingRow
    {
        public string Name { get; init; } = "";

        public byte[] Value { get; init; } = [];
    }
}
