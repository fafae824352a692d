using System.CommandLine;
using System.CommandLine.Parsing;

namespace Tributary.Cli;

/// <summary>Says in one sentence what is wrong with a command line, with the near name where one was mistyped.</summary>
internal static class UsageErrors
{
    public static string Describe(ParseResult line)
    {
        var command = line.CommandResult.Command;
        var sentence = line.UnmatchedTokens is [var unknown, ..] ? Unknown(unknown, command) : Sentence(line.Errors[0]);
        return $"{sentence} See: {Hint.Command(command is RootCommand ? "--help" : $"{PathOf(line)} --help")}";
    }

    /// <summary>Refuses words that look like options where file names are expected: a mistyped option is not a file.</summary>
    public static void RejectUnknownOptions(Argument<string[]> argument, Command command) => argument.Validators.Add(result =>
    {
        if (result.Tokens.FirstOrDefault(t => t.Value.Length > 1 && t.Value[0] == '-' && !File.Exists(t.Value)) is { } mistyped)
            result.AddError(Unknown(mistyped.Value, command));
    });

    /// <summary>Refuses an option that is given and says nothing.</summary>
    public static void RejectBlank<T>(Option<T> option) => option.Validators.Add(result =>
    {
        if (result.Tokens is [var token] && string.IsNullOrWhiteSpace(token.Value))
            result.AddError($"{option.Name} wants a value.");
    });

    private static string Sentence(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens: [] } option => $"{option.Option.Name} wants a value ({option.Option.HelpName}).",
        OptionResult option when error.Message.StartsWith("Cannot parse", StringComparison.Ordinal) =>
            $"{option.Option.Name} does not understand '{option.Tokens[0].Value}'.",
        ArgumentResult { Tokens: [] } argument => $"{argument.Argument.Name} is missing.",
        CommandResult { Command.Arguments: [var first, ..] } when error.Message.StartsWith("Required argument", StringComparison.Ordinal) =>
            $"{first.Name} is missing.",
        _ => error.Message,
    };

    private static string Unknown(string word, Command command)
    {
        var isOption = word.StartsWith('-');
        // What was said behind an option's name may be a secret.
        if (isOption)
            word = word.Split('=')[0];
        var names = isOption ? command.Options.Select(o => o.Name) : command.Subcommands.Select(c => c.Name);
        var near = names.MinBy(name => Distance(word, name));
        var sentence = isOption ? $"There is no option {word}" : command.Subcommands.Count > 0 ? $"There is no command {word}" : $"{word} is one word too many";
        return near is not null && Distance(word, near) <= Math.Max(2, near.Length / 3) ? $"{sentence}; did you mean {near}?" : sentence + ".";
    }

    private static string PathOf(ParseResult line)
    {
        var names = new Stack<string>();
        for (var at = line.CommandResult; at.Command is not RootCommand; at = (CommandResult)at.Parent!)
            names.Push(at.Command.Name);
        return string.Join(' ', names);
    }

    /// <summary>How many letters have to be added, removed, changed or swapped with a neighbour.</summary>
    private static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
            d[i, 0] = i;
        for (var j = 0; j <= b.Length; j++)
            d[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                d[i, j] = Math.Min(replaced, Math.Min(d[i - 1, j], d[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
            }
        }

        return d[a.Length, b.Length];
    }
}
