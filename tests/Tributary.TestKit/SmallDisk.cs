namespace Tributary.TestKit;

/// <summary>A file system of a few megabytes, which a test fills and makes room on. Mounting one takes root.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string path) => Path = path;

    /// <summary>Where it is mounted.</summary>
    public string Path { get; }

    private string Ballast => System.IO.Path.Combine(Path, "ballast");

    /// <exception cref="InvalidOperationException">No file system can be mounted here.</exception>
    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var path = Directory.CreateTempSubdirectory("tributary-disk-").FullName;
        try
        {
            await Shell.RunAsync($"mount -t tmpfs -o size={megabytes}m,mode=0755 tmpfs \"$1\"", path);
            return new SmallDisk(path);
        }
        catch (InvalidOperationException refused)
        {
            Directory.Delete(path);
            throw new InvalidOperationException(
                "This test fills a disk and needs a small file system of its own: run it as root, where mount is allowed.", refused);
        }
    }

    /// <summary>Fills it but for so many kilobytes.</summary>
    public void FillBut(int kilobytes)
    {
        MakeRoom();
        using var ballast = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var left = new DriveInfo(Path).AvailableFreeSpace - (kilobytes * 1024L);
        var block = new byte[4096];
        for (; left >= block.Length; left -= block.Length)
            ballast.Write(block);
    }

    /// <summary>Takes away what <see cref="FillBut"/> put there.</summary>
    public void MakeRoom() => File.Delete(Ballast);

    public async ValueTask DisposeAsync()
    {
        await Shell.RunAsync("umount \"$1\"", Path);
        Directory.Delete(Path);
    }
}
