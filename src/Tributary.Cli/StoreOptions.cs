using System.CommandLine;
using Microsoft.Extensions.Logging;
using Tributary.Core.Secrets;
using Tributary.Server;
using Tributary.Server.Data;

namespace Tributary.Cli;

/// <summary>The options that several commands share, under the same names everywhere.</summary>
internal sealed class StoreOptions
{
    public const string DefaultDataFolder = "data";

    public Option<string> Data { get; } = new("--data")
    {
        HelpName = "DIR",
        Description = "The folder the store lies in; with --store, the folder of the server's lock.",
        DefaultValueFactory = _ => DefaultDataFolder,
    };

    public Option<string?> Store { get; } = new("--store")
    {
        HelpName = "CONNECTION",
        Description = "The PostgreSQL database that is the store (Host=…;Database=…;Username=…), instead of a file of the folder; "
            + $"{ServerOptions.StoreVariable} may hold it instead, which keeps a password off the command line.",
    };

    public Option<bool> Sandbox { get; } = new("--sandbox")
    {
        Description = "Open the demo banks, and make a store, a master key and a partner where there are none.",
    };

    public Option<string?> MasterKeyFile { get; } = new("--master-key-file")
    {
        HelpName = "FILE",
        Description = $"The file with the master key (base64 of 32 bytes); {ServerOptions.MasterKeyVariable} may hold the key instead.",
    };

    public Option<LogLevel> LogLevel { get; } = new("--log-level")
    {
        HelpName = "LEVEL",
        Description = "The least important log entries to write to standard error: Trace, Debug, Information, Warning, Error, Critical, None.",
        DefaultValueFactory = _ => Microsoft.Extensions.Logging.LogLevel.Warning,
    };

    public StoreOptions()
    {
        UsageErrors.RejectBlank(Data);
        UsageErrors.RejectBlank(Store);
    }

    /// <summary>Adds the options that every command on a store takes.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(Data);
        command.Options.Add(Store);
        command.Options.Add(Sandbox);
        command.Options.Add(MasterKeyFile);
        command.Options.Add(LogLevel);
    }

    /// <summary>What the command line said, as the server wants it.</summary>
    /// <exception cref="CommandFailedException">The environment names one store and the command line another.</exception>
    public ServerOptions Read(ParseResult line)
    {
        var folder = line.GetRequiredValue(Data);
        var inherited = line.GetValue(Store) is null ? Environment.GetEnvironmentVariable(ServerOptions.StoreVariable) : null;
        if (inherited is { Length: > 0 } && line.GetResult(Data) is { Implicit: false } && LocalStore.HasFile(folder))
        {
            throw new CommandFailedException(
                $"{Path.GetFullPath(folder)} holds a store of its own, and {ServerOptions.StoreVariable} names another: say --store for the database, or unset the variable for the folder's.",
                ExitCode.StartRefused);
        }

        return new ServerOptions
        {
            DataFolder = folder,
            Store = (line.GetValue(Store) ?? inherited) is { Length: > 0 } store ? new Secret(store) : null,
            Sandbox = line.GetValue(Sandbox),
            MasterKeyFile = line.GetValue(MasterKeyFile),
            LogLevel = line.GetValue(LogLevel),
        };
    }
}
