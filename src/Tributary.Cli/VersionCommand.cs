using System.CommandLine;
using System.CommandLine.Invocation;
using Tributary.Cli.Terminals;
using Tributary.Server;

namespace Tributary.Cli;

/// <summary><c>tributary version</c>, and the same as an option.</summary>
internal static class VersionCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("version", "Tells the program's version.");
        command.SetAction(_ => Tell(terminal));
        return new Verb(command, "version");
    }

    private static int Tell(Terminal terminal)
    {
        terminal.WriteLine($"tributary {TributaryServer.Version}");
        return ExitCode.Success;
    }

    internal sealed class Option(Terminal terminal) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult) => Tell(terminal);
    }
}
