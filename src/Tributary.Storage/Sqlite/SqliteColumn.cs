using System.Runtime.InteropServices;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// SQLite's look at a column of the row a statement is at, without the provider's care around each call: there are hundreds of them in an
/// answer, each shorter than that care. The caller keeps the statement alive.
/// </summary>
internal static unsafe partial class SqliteColumn
{
    /// <summary>The name that <see cref="SqliteLibrary"/> leads to the operating system's library.</summary>
    private const string Library = SqliteLibrary.Name;

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int TypeOf(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial long Int64(nint statement, int column);

    /// <summary>The bytes of a text or blob; they are SQLite's, until the next row.</summary>
    public static ReadOnlySpan<byte> Bytes(nint statement, int column)
    {
        // In this order, says SQLite: the first may move what the second measures.
        var bytes = Blob(statement, column);
        return new ReadOnlySpan<byte>(bytes, LengthOf(statement, column));
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial byte* Blob(nint statement, int column);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    [SuppressGCTransition]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int LengthOf(nint statement, int column);
}
