using System.Text.Json;
using System.Text.Json.Serialization;
using Tributary.Core.Secrets;

namespace Tributary.Server.Data;

/// <summary>The server that holds a store now, as commands of the same user find it.</summary>
public sealed class RunningServer
{
    private RunningServer(Uri url, Secret token)
    {
        Url = url;
        Token = token;
    }

    /// <summary>Where it listens.</summary>
    public Uri Url { get; }

    /// <summary>An operator token that ends with the server.</summary>
    public Secret Token { get; }

    /// <summary>Finds the server that holds a store.</summary>
    /// <param name="dataFolder">The store's folder.</param>
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
                ? new RunningServer(told.Url, new Secret(told.Token))
                : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    internal static void Announce(DataFolder folder, Uri url, Secret token)
    {
        var draft = folder.ServerFile + ".new";
        File.Delete(draft);
        using (var file = folder.OpenPrivate(draft, FileMode.CreateNew))
            JsonSerializer.Serialize(file, new ServerFile(url, token.Reveal(), Environment.ProcessId), ServerFileJson.Default.ServerFile);
        File.Move(draft, folder.ServerFile, overwrite: true);
    }

    internal static void Withdraw(DataFolder folder) => File.Delete(folder.ServerFile);
}

/// <summary>The content of <c>server.json</c>.</summary>
internal sealed record ServerFile(Uri Url, string Token, int ProcessId);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ServerFile))]
internal sealed partial class ServerFileJson : JsonSerializerContext;
