using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Tributary.Storage.Sqlite;

/// <summary>
/// The operating system's own SQLite, which it keeps patched, in place of a copy of ours. The provider asks for
/// <c>e_sqlite3</c>; that name is led to the system's library once, before the first connection.
/// </summary>
internal static class SqliteLibrary
{
    /// <summary>What the provider calls it.</summary>
    public const string Name = "e_sqlite3";

    /// <summary>3.35: the first with RETURNING.</summary>
    private const int OldestVersion = 3_035_000;

    private static readonly Lazy<string> Loaded = new(Load);

    private static string[] SystemNames =>
        OperatingSystem.IsWindows() ? ["winsqlite3"]
        : OperatingSystem.IsMacOS() ? ["libsqlite3.dylib"]
        : ["libsqlite3.so.0"];

    /// <summary>Makes sure that the library is there and new enough.</summary>
    /// <returns>Its version, such as <c>3.40.1</c>.</returns>
    /// <exception cref="StoreRefusedException">Missing, or too old.</exception>
    public static string Require() => Loaded.Value;

    internal static nint Find(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
                return handle;
        }

        throw new StoreRefusedException(
            StoreRefusal.LibraryMissing,
            "The operating system's SQLite library was not found; on Debian and Ubuntu install the package libsqlite3-0.");
    }

    internal static void RequireVersion(int number, string version)
    {
        if (number < OldestVersion)
        {
            throw new StoreRefusedException(
                StoreRefusal.LibraryTooOld,
                string.Create(CultureInfo.InvariantCulture, $"The operating system's SQLite library is version {version}; this program needs 3.35 or newer."));
        }
    }

    /// <summary>
    /// Every connection is used by one thread at a time, so that SQLite need not lock each for each call; and nobody reads its count of
    /// memory, one lock that all connections would share. Without effect, and without harm, where somebody has used the library before.
    /// </summary>
    private static void Configure()
    {
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MEMSTATUS, 0);
    }

    private static string Load()
    {
        var library = Find(SystemNames);
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        NativeLibrary.SetDllImportResolver(typeof(SqliteColumn).Assembly, Resolve);
        raw.SetProvider(new SQLite3Provider_e_sqlite3());
        Configure();
        var version = raw.sqlite3_libversion().utf8_to_string();
        RequireVersion(raw.sqlite3_libversion_number(), version);
        return version;

        nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath) => name == Name ? library : 0;
    }
}
