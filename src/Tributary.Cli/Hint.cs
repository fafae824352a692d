namespace Tributary.Cli;

/// <summary>Commands to copy and paste, as this program was called: <c>./run demo</c> from a clone, <c>tributary demo</c> installed.</summary>
internal static class Hint
{
    private static readonly string Program = Environment.GetEnvironmentVariable("TRIBUTARY_COMMAND") is { Length: > 0 } named ? named : "tributary";

    /// <summary>A command.</summary>
    /// <param name="arguments">What follows the program's name.</param>
    /// <param name="dataFolder">The store it is about; named where it is not the default.</param>
    public static string Command(string arguments, string dataFolder = StoreOptions.DefaultDataFolder) =>
        dataFolder == StoreOptions.DefaultDataFolder ? $"{Program} {arguments}" : $"{Program} {arguments} --data {Quoted(dataFolder)}";

    private static string Quoted(string path) => path.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+~".Contains(c, StringComparison.Ordinal))
        ? path
        : $"'{path.Replace("'", @"'\''", StringComparison.Ordinal)}'";
}
