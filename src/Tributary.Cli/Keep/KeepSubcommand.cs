using System.CommandLine;
using Tributary.Server;

namespace Tributary.Cli.Keep;

/// <summary>A command on a store as a whole, which no running server does for it.</summary>
internal sealed class KeepSubcommand : Command
{
    private readonly StoreOptions _store = new();

    public KeepSubcommand(string name, string description, bool withMasterKey, params Symbol[] symbols)
        : base(name, description)
    {
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                Arguments.Add(argument);
            else if (symbol is Option option)
                Options.Add(option);
        }

        Options.Add(_store.Data);
        Options.Add(_store.Store);
        if (withMasterKey)
            Options.Add(_store.MasterKeyFile);
    }

    public void SetAction(Func<ServerOptions, ParseResult, CancellationToken, Task<int>> work) =>
        SetAction((line, cancellationToken) => work(_store.Read(line), line, cancellationToken));
}
