using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Tributary.Storage.Sqlite;

namespace Tributary.Storage.Locations;

/// <summary>
/// A file that is being written beside the one it is to become, for its owner alone. Disposing it deletes it, unless it has taken its place; where
/// the program is killed it stays, under a name that says what it is.
/// </summary>
internal sealed partial class SqliteDraft : IDisposable
{
    private readonly SqliteFile _place;

    public SqliteDraft(SqliteFile place)
    {
        _place = place;
        Path = $"{place.Path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.unfinished";
        new SqliteFile(Path).CreatePrivate();
    }

    public string Path { get; }

    /// <summary>Puts the file in its place, once it is on the disk.</summary>
    /// <returns>False where something is there and may not be replaced.</returns>
    public bool TryTakePlace(bool replace)
    {
        using (var file = new FileStream(Path, FileMode.Open, FileAccess.ReadWrite))
            file.Flush(flushToDisk: true);
        if (!replace && File.Exists(_place.Path))
            return false;

        // A log beside it is the former file's. Its pages must never be read into this one, so the two go aside together first.
        var former = $"{_place.Path}.{RandomNumberGenerator.GetHexString(8, lowercase: true)}.replaced";
        var hasLog = _place.HasWal;
        if (hasLog)
        {
            if (File.Exists(_place.Path))
                File.Move(_place.Path, former);
            File.Move(_place.Path + "-wal", former + "-wal");
        }

        File.Delete(_place.Path + "-shm");
        File.Move(Path, _place.Path, replace);
        SyncFolder(System.IO.Path.GetDirectoryName(_place.Path)!);
        if (hasLog)
        {
            File.Delete(former);
            File.Delete(former + "-wal");
        }

        return true;
    }

    public void Dispose()
    {
        File.Delete(Path);
        File.Delete(Path + "-journal");
    }

    /// <summary>The name too has to last through a power cut. Windows has no such call and needs none.</summary>
    private static void SyncFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        using var handle = OpenFolder(folder, flags: 0);
        if (!handle.IsInvalid)
            _ = Sync(handle);
    }

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle OpenFolder(string path, int flags);

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "fsync")]
    private static partial int Sync(SafeFileHandle handle);
}
