using System.CommandLine;
using Tributary.Cli.Stores;

namespace Tributary.Cli.Operate;

/// <summary>A command that opens a store, does one thing with it, and lets it go.</summary>
internal sealed class StoreCommand : Command
{
    private readonly StoreOptions _options = new();

    public StoreCommand(string name, string description, params Symbol[] symbols)
        : base(name, description)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                Arguments.Add(argument);
            else if (symbol is Option option)
                Options.Add(option);
        }

        _options.AddTo(this);
    }

    public void SetAction(Func<StoreAccess, ParseResult, CancellationToken, Task> work) =>
        SetAction(async (line, cancellationToken) =>
        {
            await using var store = await StoreAccess.OpenAsync(_options.Read(line), cancellationToken);
            await work(store, line, cancellationToken);
            return ExitCode.Success;
        });
}
