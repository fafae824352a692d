using System.Text;

namespace Tributary.Server.Data;

/// <summary>
/// One program at a time holds a store. The operating system drops the lock when the program ends, however it ends, so a stale lock
/// file means nothing.
/// </summary>
internal sealed class StoreLock : IDisposable
{
    private readonly FileStream _file;

    private StoreLock(FileStream file) => _file = file;

    /// <summary>Takes the lock; the folder must exist.</summary>
    public static StoreLock Take(DataFolder folder)
    {
        // A command that looks whether a server runs touches the lock for an instant.
        const int attempts = 5;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return new StoreLock(folder.OpenPrivate(folder.LockFile, FileMode.OpenOrCreate));
            }
            catch (IOException) when (attempt < attempts && File.Exists(folder.LockFile))
            {
                Thread.Sleep(20);
            }
            catch (IOException) when (File.Exists(folder.LockFile))
            {
                throw Held(folder);
            }
            catch (IOException unwritable)
            {
                throw folder.Unwritable(unwritable);
            }
        }
    }

    /// <summary>Whether a store's file ever was here: then it cannot just be missing.</summary>
    public static bool KnowsAStore(DataFolder folder) => new FileInfo(folder.LockFile) is { Exists: true, Length: > 0 };

    /// <summary>Writes down that this store's file is here.</summary>
    public void Remember(string storeId)
    {
        var known = new byte[_file.Length];
        _file.Position = 0;
        _file.ReadExactly(known);
        if (known.AsSpan().SequenceEqual(Encoding.ASCII.GetBytes(storeId + "\n")))
            return;
        _file.SetLength(0);
        _file.Write(Encoding.ASCII.GetBytes(storeId + "\n"));
        _file.Flush(flushToDisk: true);
    }

    /// <summary>Whether another program holds the lock; changes nothing.</summary>
    public static bool IsHeld(DataFolder folder)
    {
        if (!File.Exists(folder.LockFile))
            return false;
        try
        {
            using var probe = new FileStream(folder.LockFile, FileMode.Open, FileAccess.Read, FileShare.Read);
            return false;
        }
        catch (IOException)
        {
            return true;
        }
        catch (UnauthorizedAccessException)
        {
            return false;
        }
    }

    public static StartRefusedException Held(DataFolder folder) =>
        new($"Another program already works on the store in {folder.Path}; stop it first, or choose another folder with --data.");

    // The file stays: removing it would let two programs lock two files of the same name.
    public void Dispose() => _file.Dispose();
}
