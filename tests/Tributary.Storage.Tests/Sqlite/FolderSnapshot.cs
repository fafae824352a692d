using System.Security.Cryptography;

namespace Tributary.Storage.Tests.Sqlite;

/// <summary>Every file of a folder with its bytes' hash, its mode and when it was written: equal snapshots mean that nothing was touched.</summary>
internal static class FolderSnapshot
{
    public static string Of(string folder) => string.Join('\n', Directory.EnumerateFiles(folder).Order(StringComparer.Ordinal).Select(Describe));

    private static string Describe(string path)
    {
        var file = new FileInfo(path);
        return $"{file.Name} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))} {file.UnixFileMode} {file.LastWriteTimeUtc:O}";
    }
}
