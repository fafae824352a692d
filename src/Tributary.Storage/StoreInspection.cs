namespace Tributary.Storage;

/// <summary>What a look at a store told, before anything was opened for writing.</summary>
/// <param name="Exists">Whether there is a store; false for no file, and for a file or database in which nothing was ever written.</param>
/// <param name="SchemaVersion">The number of the last migration it has; 0 where there is no store.</param>
/// <param name="Settings">The store's own values, such as its id and the key check; empty where there is no store.</param>
public sealed record StoreInspection(bool Exists, int SchemaVersion, IReadOnlyDictionary<string, byte[]> Settings)
{
    internal static StoreInspection Nothing { get; } = new(Exists: false, 0, new Dictionary<string, byte[]>(StringComparer.Ordinal));
}
