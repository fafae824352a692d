using System.Text.Json;
using System.Text.Json.Serialization;
using Tributary.Core.Secrets;

namespace Tributary.Server.Data;

/// <summary>The server that holds a store now, as commands of the same user find it.</summary>
public sealed class RunningServer
{
    private RunningServer(Uri url, Secret token, string store)
    {
        Url = url;
        Token = token;
        Store = store;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>An operator token that ends with the server.</summary>
    public Secret Token { get; }

    /// <summary>The store it works on, as it is named to people.</summary>
    public string Store { get; }

    /// <summary>Finds the server of a data folder, and makes sure that it works on the store that is meant.</summary>
    /// <param name="options">The folder, and the store where one was named.</param>
    /// <returns>The server; null where no program holds the folder, or one that is no server (yet).</returns>
    /// <exception cref="StartRefusedException">The server of this folder works on another store.</exception>
    public static RunningServer? Find(ServerOptions options)
    {
        var server = Find(options.DataFolder);
        if (server is null || options.Store is null || StorePlace.Of(options).Name is var meant && meant == server.Store)
            return server;
        throw new StartRefusedException(
            $"The server of the data folder {Path.GetFullPath(options.DataFolder)} works on {server.Store}, not on {meant}; choose another folder with --data.");
    }

    /// <summary>Finds the server that works with a data folder.</summary>
    /// <param name="dataFolder">The folder.</param>
    /// <returns>The server; null where no program holds the store, or one that is no server (yet).</returns>
    public static RunningServer? Find(string dataFolder)
    {
        var folder = new DataFolder(dataFolder);
        if (!StoreLock.IsHeld(folder))
            return null;
        try
        {
            using var file = File.OpenRead(folder.ServerFile);
            return JsonSerializer.Deserialize(file, ServerFileJson.Default.ServerFile) is { } told
                ? new RunningServer(told.Url, new Secret(told.Token), told.Store)
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal static void Announce(DataFolder folder, Uri url, Secret token, string store)
    {
        var draft = folder.ServerFile + ".new";
        File.Delete(draft);
        using (var file = folder.OpenPrivate(draft, FileMode.CreateNew))
            JsonSerializer.Serialize(file, new ServerFile(url, token.Reveal(), Environment.ProcessId, store), ServerFileJson.Default.ServerFile);
        File.Move(draft, folder.ServerFile, overwrite: true);
    }

    internal static void Withdraw(DataFolder folder) => File.Delete(folder.ServerFile);
}

/// <summary>The content of <c>server.json</c>.</summary>
internal sealed record ServerFile(Uri Url, string Token, int ProcessId, string Store);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerFile))]
internal sealed partial class ServerFileJson : JsonSerializerContext;
