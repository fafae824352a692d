using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using Tributary.Storage;

namespace Tributary.Cli.Tests.Programs;

/// <summary>A user's machine in a folder of its own: a data folder, a configuration folder, statement files. Deleted afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tributary-cli-");

    public string Folder => _folder.FullName;

    /// <summary>Variables of this user beside the usual ones.</summary>
    public Dictionary<string, string?> Environment { get; } = new(StringComparer.Ordinal);

    public string Data => Path.Combine(Folder, "data");

    public string Configuration => Path.Combine(Folder, "config");

    public string StoreFile => Path.Combine(Data, "tributary.db");

    public string Temporary => MakeFolder("tmp");

    /// <summary>The one master key of the configuration folder.</summary>
    public string KeyFile => Assert.Single(Directory.GetFiles(Configuration, "*.key", SearchOption.AllDirectories));

    /// <summary>Runs the program to its end.</summary>
    public Task<Ended> RunAsync(params string[] arguments) => RunWithInputAsync(null, arguments);

    public async Task<Ended> RunWithInputAsync(string? input, params string[] arguments)
    {
        await using var program = Start(arguments);
        await program.SendAsync(input);
        return await program.EndAsync();
    }

    /// <summary>Starts the program, and leaves it running.</summary>
    public RunningProgram Start(params string[] arguments) => new(
        Folder,
        arguments,
        new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["XDG_CONFIG_HOME"] = Configuration,
            ["HOME"] = Folder,
            ["TMPDIR"] = Temporary,
            ["NO_COLOR"] = null,
            ["TRIBUTARY_COMMAND"] = null,
            ["TRIBUTARY_MASTER_KEY"] = null,
            ["TRIBUTARY_STORE"] = null,
        }.Concat(Environment).GroupBy(v => v.Key, StringComparer.Ordinal).ToDictionary(v => v.Key, v => v.Last().Value, StringComparer.Ordinal));

    /// <summary>Starts a server on a free port and waits until it is ready.</summary>
    public async Task<RunningProgram> ServeAsync(params string[] arguments)
    {
        var program = Start(["serve", "--sandbox", "--port", "0", .. arguments]);
        await program.WaitUntilReadyAsync();
        return program;
    }

    /// <summary>Makes a sandbox's store, and leaves it closed.</summary>
    public async Task MakeStoreAsync()
    {
        await using var server = await ServeAsync();
        Assert.Equal(0, (await server.StopAsync("TERM")).ExitCode);
    }

    public string Write(string name, string content)
    {
        var path = Path.Combine(Folder, name);
        File.WriteAllText(path, content);
        return path;
    }

    public string WritePrivate(string name, string content)
    {
        var path = Write(name, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    public string MakeFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>Every file of the data folder with its mode and content: equal before and after where nothing was changed.</summary>
    public IReadOnlyList<string> Snapshot() => !Directory.Exists(Data)
        ? ["no data folder"]
        : [.. new DirectoryInfo(Data).EnumerateFiles("*", SearchOption.AllDirectories)
            .OrderBy(f => f.FullName, StringComparer.Ordinal)
            .Select(f => $"{f.Name} {f.UnixFileMode} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(f.FullName)))}")];

    /// <summary>Looks into the store with nothing of the program's but its SQLite library.</summary>
    public async Task<SqliteConnection> OpenStoreAsync()
    {
        _ = await SqliteStore.InspectAsync(Path.Combine(Folder, "none.db"));
        var connection = new SqliteConnection($"Data Source={StoreFile};Pooling=False");
        await connection.OpenAsync();
        return connection;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
