using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using Tributary.Cli.Categories;
using Tributary.Cli.Demo;
using Tributary.Cli.Import;
using Tributary.Cli.Keep;
using Tributary.Cli.Operate;
using Tributary.Cli.Serve;
using Tributary.Cli.Terminals;
using Tributary.Client;
using Tributary.Core.Errors;
using Tributary.Server;

namespace Tributary.Cli;

/// <summary>The whole command line: which verbs there are, and how what goes wrong in them becomes one sentence and an exit code.</summary>
internal static class CommandLine
{
    private static readonly string[] ExitCodes =
    [
        "Exit codes:",
        "  0    done",
        "  1    not done, or not wholly; standard error says what",
        "  2    the command line is not understood",
        "  3    a server or store could not be opened as asked; nothing was changed",
        "  130  interrupted by Ctrl-C or SIGTERM",
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var terminal = new Terminal();
        var line = Build(terminal).Parse(args);
        if (line.Action is ParseErrorAction)
        {
            terminal.WriteError(UsageErrors.Describe(line));
            return ExitCode.Usage;
        }

        using var interruption = new Interruption();
        try
        {
            // Signals are ours: a server may take longer to drain than the library would wait.
            var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null };
            return await line.InvokeAsync(configuration, interruption.Token);
        }
        catch (CommandFailedException failed)
        {
            terminal.WriteError(failed.Message);
            return failed.ExitCode;
        }
        catch (StartRefusedException refused)
        {
            terminal.WriteError(Printable.Of(refused.Message));
            return ExitCode.StartRefused;
        }
        catch (ServerException refused)
        {
            terminal.WriteError(Printable.Of(refused.Message));
            return ExitCode.Failure;
        }
        catch (TributaryException refused)
        {
            terminal.WriteError(Printable.Of(refused.Subject is null ? refused.Error.Meaning : $"{refused.Error.Meaning.TrimEnd('.')}: {refused.Subject}"));
            return ExitCode.Failure;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
        catch (Exception unexpected)
        {
            terminal.WriteError("This should not happen; please report it with these lines:");
            terminal.WriteNote(unexpected.ToString());
            return ExitCode.Failure;
        }
    }

    private static RootCommand Build(Terminal terminal)
    {
        Verb[] verbs =
        [
            ServeCommand.Create(terminal),
            DemoCommand.Create(terminal),
            ImportCommand.Create(terminal),
            PartnerCommand.Create(terminal),
            TokenCommand.Create(terminal),
            KeepCommand.Create(terminal),
            InstitutionsCommand.Create(terminal),
            SubscriptionsCommand.Create(terminal),
            CategoriesCommand.Create(terminal),
            VersionCommand.Create(terminal),
        ];
        var root = new RootCommand("Collects accounts and transactions from banks and statement files, and serves them to programs.");
        foreach (var verb in verbs)
            root.Subcommands.Add(verb.Command);

        var endings = verbs.ToDictionary(v => v.Command, v => v.Examples.Select(e => "  " + Hint.Command(e)).Prepend("Examples:").ToArray());
        endings[root] = ["Examples:", .. verbs.Select(v => "  " + Hint.Command(v.Examples[0])), "", .. ExitCodes];
        var help = root.Options.OfType<HelpOption>().Single();
        var withEndings = new Help((HelpAction)help.Action!, endings);
        help.Action = withEndings;
        root.SetAction(withEndings.Invoke);
        root.Options.OfType<VersionOption>().Single().Action = new VersionCommand.Option(terminal);
        return root;
    }
}
