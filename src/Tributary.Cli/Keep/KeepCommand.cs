using System.CommandLine;
using Tributary.Cli.Terminals;
using Tributary.Core.Secrets;
using Tributary.Server;
using Tributary.Server.Data;
using Tributary.Storage;

namespace Tributary.Cli.Keep;

/// <summary><c>tributary store check|migrate|backup|restore|move</c>: what an operator does with a store as a whole.</summary>
internal static class KeepCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("store", "Checks, migrates, backs up, restores and moves a store.");
        command.Subcommands.Add(Check(terminal));
        command.Subcommands.Add(Migrate(terminal));
        command.Subcommands.Add(BackUp(terminal));
        command.Subcommands.Add(Restore(terminal));
        command.Subcommands.Add(Move(terminal));
        return new Verb(
            command,
            "store backup /backups/monday.db",
            "store check",
            "store restore /backups/monday.db --data /srv/tributary",
            "store move --to 'Host=db;Database=tributary;Username=tributary'");
    }

    private static Command Check(Terminal terminal)
    {
        var backup = new Argument<string?>("FILE")
        {
            Arity = ArgumentArity.ZeroOrOne,
            Description = "A backup to look at; the store itself where left out.",
        };
        var command = new KeepSubcommand("check", "Looks for what is broken in a store or a backup; a server may run meanwhile.", withMasterKey: true, backup);
        command.SetAction(async (options, line, cancellationToken) =>
        {
            var report = await terminal.WaitAsync("Checking", () => StoreKeeper.CheckAsync(options, line.GetValue(backup), cancellationToken));
            foreach (var problem in report.Problems)
                terminal.WriteError(Printable.Of(problem));
            var secrets = report.NotOpenedBecause is null
                ? report.SealedValues == 1 ? "1 sealed value opens with the master key" : $"{report.SealedValues:#,0} sealed values open with the master key"
                : $"sealed values were not opened ({report.NotOpenedBecause})";
            terminal.WriteLine(report.Problems.Count == 0
                ? $"{report.Store.Name} is sound: schema {report.Store.SchemaVersion}, {secrets}."
                : $"{report.Store.Name} has {(report.Problems.Count == 1 ? "a problem" : $"{report.Problems.Count} problems")}.");
            return report.Problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        });
        return command;
    }

    private static Command Migrate(Terminal terminal)
    {
        var command = new KeepSubcommand("migrate", "Brings a store to this program's schema, as its next start would.", withMasterKey: false);
        command.SetAction(async (options, _, cancellationToken) =>
        {
            var (from, store) = await terminal.WaitAsync("Migrating", () => StoreKeeper.MigrateAsync(options, cancellationToken));
            terminal.WriteLine(from == store.SchemaVersion
                ? $"{store.Name} has schema {from} already; there was nothing to do."
                : $"{store.Name} is migrated from schema {from} to {store.SchemaVersion}.");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command BackUp(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The backup to write." };
        var overwrite = new Option<bool>("--overwrite") { Description = "Replace a former backup that is there." };
        var command = new KeepSubcommand("backup", "Writes the store as it is now to one file; a server may run meanwhile.", withMasterKey: true, file, overwrite);
        command.SetAction(async (options, line, cancellationToken) =>
        {
            var path = line.GetRequiredValue(file);
            var progress = new StoreProgress();
            var store = await terminal.WaitAsync(
                "Backing up", () => StoreKeeper.BackUpAsync(options, path, line.GetValue(overwrite), progress, cancellationToken), () => progress.Fraction);
            terminal.WriteLine($"{store.Name} is backed up to {Path.GetFullPath(path)} ({Size(new FileInfo(path).Length)}).");
            terminal.WriteNote("It holds everybody's accounts and transactions readable, and credentials sealed. It does not hold the master key, without which nobody");
            terminal.WriteNote($"opens the credentials again: keep a copy of it too, apart from the backup ({store.MasterKey}).");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Restore(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var replace = new Option<bool>("--replace") { Description = "Replace the store that is there." };
        var command = new KeepSubcommand("restore", "Makes a store of a backup, after a look through the whole of it.", withMasterKey: true, file, replace);
        command.SetAction(async (options, line, cancellationToken) =>
        {
            var progress = new StoreProgress();
            var store = await terminal.WaitAsync(
                "Restoring",
                () => StoreKeeper.RestoreAsync(options, line.GetRequiredValue(file), line.GetValue(replace), progress, cancellationToken),
                () => progress.Fraction);
            terminal.WriteLine($"{store.Name} is restored from {Path.GetFullPath(line.GetRequiredValue(file))}.");
            terminal.WriteNote($"Its master key is looked for in {store.MasterKey}. Next: {Hint.Command("store check", options)}");
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Move(Terminal terminal)
    {
        var to = new Option<string>("--to")
        {
            HelpName = "PLACE",
            Description = "The new place: a data folder, or a PostgreSQL database (Host=…;Database=…). It must hold no store.",
            Required = true,
        };
        UsageErrors.RejectBlank(to);
        var command = new KeepSubcommand("move", "Copies a store to another place, reads it back there, and leaves the old one as it is.", withMasterKey: false, to);
        command.SetAction(async (options, line, cancellationToken) =>
        {
            var target = At(line.GetRequiredValue(to));
            var progress = new StoreProgress();
            var store = await terminal.WaitAsync(
                "Moving", () => StoreKeeper.MoveAsync(options, target, progress, cancellationToken), () => progress.Fraction);
            terminal.WriteLine($"The store is in {store.Name} now, every row as it was.");
            terminal.WriteNote($"The old one is as it was; delete it when the new one serves ({Hint.Command("serve", target)}).");
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A folder's name may have an equals sign in it; a connection string has one, and names a host or a database.</summary>
    private static ServerOptions At(string place)
    {
        var isDatabase = !Directory.Exists(place) && place.Split(';').Any(part =>
            part.Split('=')[0].Trim().ToUpperInvariant() is "HOST" or "SERVER" or "DATABASE" or "DB" && part.Contains('=', StringComparison.Ordinal));
        return isDatabase ? new ServerOptions { Store = new Secret(place) } : new ServerOptions { DataFolder = place };
    }

    private static string Size(long bytes) => bytes switch
    {
        < 1_000_000 => $"{bytes / 1e3:0} kB",
        < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes / 1e9:0.00} GB",
    };
}
