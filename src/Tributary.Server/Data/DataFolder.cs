namespace Tributary.Server.Data;

/// <summary>Where a store's files lie. Everything in the folder is private to the user who runs the server.</summary>
internal sealed class DataFolder(string path)
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public string Path { get; } = System.IO.Path.GetFullPath(path);

    public string StoreFile => System.IO.Path.Combine(Path, "tributary.db");

    public string LockFile => System.IO.Path.Combine(Path, "server.lock");

    /// <summary>Tells commands of the same user where the running server is.</summary>
    public string ServerFile => System.IO.Path.Combine(Path, "server.json");

    /// <summary>Whether a path is one of the files that a server keeps here, or lies beside one of them under its name.</summary>
    public bool Owns(string path) =>
        System.IO.Path.GetDirectoryName(path) == Path
        && new[] { StoreFile, LockFile, ServerFile }.Any(own => path.StartsWith(own, StringComparison.Ordinal));

    /// <summary>Makes the folder, readable by this user alone; one that exists keeps its mode.</summary>
    /// <returns>Whether it was made now.</returns>
    public bool Create()
    {
        if (File.Exists(Path))
            throw new StartRefusedException($"{Path} is a file and cannot be the data folder; choose another with --data.");
        if (Directory.Exists(Path))
            return false;
        try
        {
            if (OperatingSystem.IsWindows())
                Directory.CreateDirectory(Path);
            else
                Directory.CreateDirectory(Path, Private | UnixFileMode.UserExecute);
            return true;
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(unusable);
        }
    }

    /// <summary>Opens a file of the folder for writing, readable by this user alone from its first moment.</summary>
    public FileStream OpenPrivate(string file, FileMode mode)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = Private;
        try
        {
            return new FileStream(file, options);
        }
        catch (UnauthorizedAccessException unwritable)
        {
            throw Unwritable(unwritable);
        }
    }

    public StartRefusedException Unwritable(Exception? cause) =>
        new($"The data folder {Path} cannot be written; choose another with --data, or give this user the right to write there.", cause);
}
