using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Tributary.Vault;

/// <summary>
/// The file a master key lies in: one line of base64. Reading refuses a file that others could read, so that a careless copy
/// is noticed at the next start and not after a theft.
/// </summary>
internal static class MasterKeyFile
{
    private const UnixFileMode OwnerOnlyFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerOnlyFolder = OwnerOnlyFile | UnixFileMode.UserExecute;
    private const UnixFileMode OtherUsers =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    // Far more than a key with its newline; a wrong path may lead to a film.
    private const int LongestRead = 256;

    public static MasterKey Read(string path)
    {
        RefuseWhatIsNoPath(path);
        if (Directory.Exists(path))
            throw new MasterKeyException($"The master key file {path} is a folder.");

        Span<byte> content = stackalloc byte[LongestRead];
        Span<char> text = stackalloc char[LongestRead];
        try
        {
            // No buffer, which would keep a copy of the key.
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            RefuseOtherUsers(file, path);
            var length = file.ReadAtLeast(content, LongestRead, throwOnEndOfStream: false);
            if (length == LongestRead)
                throw new MasterKeyException($"The master key file {path} is too long to be a key.");
            Encoding.Latin1.GetChars(content[..length], text);
            return MasterKey.Parse(text[..length], $"The master key file {path}");
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MasterKeyException($"The master key file {path} does not exist.", missing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be read.", failure);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
            text.Clear();
        }
    }

    public static void WriteNew(string path, SymmetricKey key)
    {
        RefuseWhatIsNoPath(path);
        Span<byte> content = stackalloc byte[Base64.GetMaxEncodedToUtf8Length(SymmetricKey.Length) + 1];
        try
        {
            Base64.EncodeToUtf8(key.Bytes, content, out _, out _);
            content[^1] = (byte)'\n';
            CreateFolder(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using var file = new FileStream(path, NewFile());
            WriteOrRemove(file, content);
        }
        catch (IOException existing) when (Path.Exists(path))
        {
            throw new MasterKeyException($"The master key file {path} already exists and is not overwritten.", existing);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key file {path} cannot be created.", failure);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>A key given where its file's name belongs would come back in the error messages.</summary>
    private static void RefuseWhatIsNoPath(string path)
    {
        if (string.IsNullOrWhiteSpace(path))
            throw new MasterKeyException("The name of the master key file is empty.");
        if (Base64.IsValid(path, out var length) && length == SymmetricKey.Length)
            throw new MasterKeyException("A master key was given where the name of its file belongs.");
    }

    /// <summary>Asks the open file and not its name, which could meanwhile lead elsewhere.</summary>
    private static void RefuseOtherUsers(FileStream file, string path)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & OtherUsers) != UnixFileMode.None)
            throw new MasterKeyException($"Run chmod 600 {path} first: the master key file is open to other users.");
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnerOnlyFolder);
    }

    private static FileStreamOptions NewFile()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = OwnerOnlyFile;
        return options;
    }

    /// <summary>Half a key, left by a full disk, would stand in the way of the next attempt.</summary>
    private static void WriteOrRemove(FileStream file, ReadOnlySpan<byte> content)
    {
        try
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }
        catch
        {
            File.Delete(file.Name);
            throw;
        }
    }
}
