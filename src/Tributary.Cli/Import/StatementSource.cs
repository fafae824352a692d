using Tributary.Cli.Terminals;

namespace Tributary.Cli.Import;

/// <summary>Where a statement comes from: a file, or standard input.</summary>
internal sealed record StatementSource(string? Path)
{
    public string Name => Path is null ? "standard input" : Printable.Of(Path);

    /// <summary>Short enough for a line that moves.</summary>
    public string ShortName => Path is null ? Name : Printable.Of(System.IO.Path.GetFileName(Path));

    public static StatementSource Of(string argument) => new(argument == "-" ? null : argument);

    public Stream Open() => Path is null ? Console.OpenStandardInput() : File.OpenRead(Path);

    public string WhyUnreadable(Exception exception) => exception switch
    {
        FileNotFoundException or DirectoryNotFoundException => "there is no such file.",
        _ when Directory.Exists(Path) => "this is a folder, not a file.",
        UnauthorizedAccessException => "this user may not read it.",
        _ => $"it cannot be read: {Printable.Of(exception.Message)}",
    };
}
