namespace Tributary.Server.Data;

/// <summary>A data folder that is held for a while. What was made for it goes again unless it was kept.</summary>
internal sealed class FolderHold : IDisposable
{
    private readonly DataFolder _folder;
    private readonly bool _isNewFolder;
    private readonly bool _isNewLock;
    private readonly StoreLock _lock;
    private bool _isKept;

    private FolderHold(DataFolder folder, bool isNewFolder, bool isNewLock)
    {
        _folder = folder;
        _isNewFolder = isNewFolder;
        _isNewLock = isNewLock;
        _lock = StoreLock.Take(folder);
    }

    /// <summary>Makes the folder where it is missing, and takes its lock.</summary>
    public static FolderHold Take(DataFolder folder)
    {
        var isNewFolder = folder.Create();
        return new FolderHold(folder, isNewFolder, isNewLock: !File.Exists(folder.LockFile));
    }

    /// <summary>Folder and lock file stay.</summary>
    public void Keep() => _isKept = true;

    /// <summary>Writes down that this store's file is here, and so that the folder stays.</summary>
    public void Remember(string storeId)
    {
        _lock.Remember(storeId);
        Keep();
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (_isKept)
            return;
        if (_isNewLock)
            File.Delete(_folder.LockFile);
        if (_isNewFolder && !Directory.EnumerateFileSystemEntries(_folder.Path).Any())
            Directory.Delete(_folder.Path);
    }
}
