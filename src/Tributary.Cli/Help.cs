using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tributary.Cli;

/// <summary>The usual help of a command, with examples behind it.</summary>
internal sealed class Help(HelpAction usual, IReadOnlyDictionary<Command, string[]> endings) : SynchronousCommandLineAction
{
    /// <summary>Whoever asks for help need not have the rest right.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var result = usual.Invoke(parseResult);
        if (endings.TryGetValue(parseResult.CommandResult.Command, out var lines))
        {
            foreach (var line in lines)
                parseResult.InvocationConfiguration.Output.WriteLine(line);
            parseResult.InvocationConfiguration.Output.WriteLine();
        }

        return result;
    }
}
