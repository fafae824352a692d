using System.CommandLine;

namespace Tributary.Cli;

/// <summary>A command of the program with the examples its help shows.</summary>
/// <param name="Command">The command.</param>
/// <param name="Examples">What to type after the program's name.</param>
internal sealed record Verb(Command Command, params string[] Examples);
