using Tributary.Server;
using Tributary.Storage;

namespace Tributary.Cli;

/// <summary>Commands to copy and paste, as this program was called: <c>./run demo</c> from a clone, <c>tributary demo</c> installed.</summary>
internal static class Hint
{
    private static readonly string Program = Environment.GetEnvironmentVariable("TRIBUTARY_COMMAND") is { Length: > 0 } named ? named : "tributary";

    /// <summary>A command.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    public static string Command(string arguments) => $"{Program} {arguments}";

    /// <summary>A command on a store, which is named as it was named to this command; never with a password.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="options">Which store.</param>
    public static string Command(string arguments, ServerOptions options)
    {
        var command = Command(arguments);
        if (options.DataFolder != StoreOptions.DefaultDataFolder)
            command += $" --data {Quoted(options.DataFolder)}";
        if (options.Store?.Reveal() is { } store && store != Environment.GetEnvironmentVariable(ServerOptions.StoreVariable))
            command += $" --store {Quoted(PostgresStore.ShownOf(store))}";
        return command;
    }

    private static string Quoted(string text) => text.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+~".Contains(c, StringComparison.Ordinal))
        ? text
        : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
