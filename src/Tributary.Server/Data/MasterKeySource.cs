using Tributary.Vault;

namespace Tributary.Server.Data;

/// <summary>
/// Where a store's master key comes from: the file named, the environment, or the user's configuration folder, in a file of the
/// store's id. Never from the data folder, so that a copy of the data alone tells nothing.
/// </summary>
internal static class MasterKeySource
{
    /// <summary>The file of a store's key when nothing else was said.</summary>
    public static string DefaultFile(string storeId)
    {
        var configuration = Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (configuration.Length == 0)
            configuration = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".config");
        return Path.Combine(configuration, "tributary", "keys", storeId + ".key");
    }

    /// <summary>Where a store's key is looked for, for people.</summary>
    public static string Whereabouts(ServerOptions options, string? storeId) =>
        options.MasterKeyFile
        ?? (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(ServerOptions.MasterKeyVariable)) ? DefaultFile(storeId ?? "STORE-ID") : ServerOptions.MasterKeyVariable);

    /// <summary>The key that was named, or null where none was and the store's own file decides.</summary>
    public static MasterKey? FindNamed(ServerOptions options, DataFolder folder)
    {
        if (options.MasterKeyFile is { } file)
        {
            RefuseInside(folder, file);
            return Read(file);
        }

        var variable = Environment.GetEnvironmentVariable(ServerOptions.MasterKeyVariable);
        return string.IsNullOrEmpty(variable) ? null : Refusing(() => MasterKey.Parse(variable), $"{ServerOptions.MasterKeyVariable}: ");
    }

    public static MasterKey Read(string file) => Refusing(() => MasterKey.Read(file));

    public static MasterKey Create(string file) => Refusing(() => MasterKey.Create(file));

    public static StartRefusedException Missing(string storeFile, string? keyFile) => new(
        $"The master key of the store {storeFile} is missing{(keyFile is null ? "" : $" (looked for {keyFile})")}; "
        + $"give it with --master-key-file FILE or {ServerOptions.MasterKeyVariable}.");

    public static StartRefusedException MissingForNew(string storeFile) => new(
        $"A new store {storeFile} needs a master key: give one with --master-key-file FILE or {ServerOptions.MasterKeyVariable}, or start with --sandbox, which makes one.");

    // Whoever copies the data folder must not copy its key with it.
    private static void RefuseInside(DataFolder folder, string file)
    {
        var path = Path.GetRelativePath(folder.Path, Path.GetFullPath(file));
        if (!path.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(path))
            throw new StartRefusedException($"The master key {file} lies in the data folder it protects; move it to another place.");
    }

    private static MasterKey Refusing(Func<MasterKey> source, string where = "")
    {
        try
        {
            return source();
        }
        catch (MasterKeyException unusable)
        {
            throw new StartRefusedException(where + unusable.Message, unusable);
        }
        catch (Exception unusable) when (unusable is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException($"The master key cannot be used: {unusable.Message}", unusable);
        }
    }
}
