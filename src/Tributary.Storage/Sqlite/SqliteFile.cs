using Dapper;
using Microsoft.Data.Sqlite;

namespace Tributary.Storage.Sqlite;

/// <summary>A store's file: where it is, how it is made, and how connections to it are opened.</summary>
internal sealed class SqliteFile(string path)
{
    /// <summary>How long SQLite itself waits for another program's lock, in milliseconds; this program's own writers queue before it.</summary>
    public const int BusyTimeoutMilliseconds = 250;

    /// <summary>How long the ADO.NET layer goes on retrying, in seconds.</summary>
    private const int Patience = 1;

    /// <summary>The same at the start, where another program may be migrating.</summary>
    private const int PatienceAtStart = 5;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public bool Exists => File.Exists(Path);

    /// <summary>Whether a write-ahead log lies beside the file: another program has it open, or a crash left it there.</summary>
    public bool HasWal => File.Exists(Path + "-wal");

    /// <summary>Differs when the file was written in between, or a log came or went.</summary>
    public (long Length, DateTime WrittenAt, bool HasWal) Stamp =>
        new FileInfo(Path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc, HasWal) : default;

    /// <summary>
    /// Makes folder and file for the owner alone before SQLite sees them; SQLite gives its <c>-wal</c> and <c>-shm</c> the file's own mode.
    /// </summary>
    public void CreatePrivate()
    {
        var folder = System.IO.Path.GetDirectoryName(Path)!;
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            if (!Directory.Exists(folder))
                Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        Directory.CreateDirectory(folder);
        new FileStream(Path, options).Dispose();
    }

    /// <summary>Takes the write lock and gives it back: SQLite opens what may only be read too, and tells no sooner.</summary>
    public void RequireWritable()
    {
        using var connection = OpenWriterAtStart();
        connection.Execute("BEGIN IMMEDIATE");
        if (connection.ExecuteScalar<string>("PRAGMA journal_mode") != "wal")
        {
            throw new StoreRefusedException(
                StoreRefusal.Unwritable, $"The store {Path} lies on a file system that cannot hold a write-ahead log; choose a local one.");
        }
    }

    /// <summary>
    /// Opens the file without any chance of a change. With nothing beside it the file is declared immutable, so that not even
    /// a lock or a shared-memory file is made; otherwise what lies beside it has to be read too.
    /// </summary>
    public SqliteConnection OpenToInspect() =>
        Open(HasWal ? Path : $"file:{Escape(Path)}?immutable=1", SqliteOpenMode.ReadOnly, PatienceAtStart, "");

    /// <summary>Opens a connection that reads; it cannot write. Its statements are run without the ADO.NET layer, so that SQLite has all the patience.</summary>
    public SqliteConnection OpenReader() =>
        Open(Path, SqliteOpenMode.ReadWrite, Patience, $"PRAGMA query_only = ON; PRAGMA busy_timeout = {Patience * 1000};");

    /// <summary>
    /// Opens the connection that writes. <c>synchronous = FULL</c> and <c>fullfsync</c>: what was acknowledged survives a power
    /// cut. <c>secure_delete</c>: what was deleted is overwritten.
    /// </summary>
    public SqliteConnection OpenWriter() => OpenWriter(Patience);

    /// <summary>Opens a connection that writes, with more patience.</summary>
    public SqliteConnection OpenWriterAtStart() => OpenWriter(PatienceAtStart);

    private SqliteConnection OpenWriter(int patience) =>
        Open(
            Path,
            SqliteOpenMode.ReadWrite,
            patience,
            "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON;"
            + "PRAGMA journal_size_limit = 67108864;");

    private static SqliteConnection Open(string source, SqliteOpenMode mode, int patience, string pragmas)
    {
        SqliteLibrary.Require();
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = source,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = patience,
        }.ToString();
        var connection = new SqliteConnection(text);
        try
        {
            connection.Open();

            // Temporary tables and sorts hold customers' data too: they stay in memory. Cells are checked as they are read,
            // so that a damaged page is an error and not a wrong answer.
            connection.Execute(
                $"PRAGMA busy_timeout = {BusyTimeoutMilliseconds}; PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; "
                + $"PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000; {pragmas}");
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static string Escape(string path) =>
        string.Join('/', path.Replace('\\', '/').Split('/').Select(Uri.EscapeDataString));
}
