using System.CommandLine;
using Tributary.Cli.Terminals;

namespace Tributary.Cli.Operate;

/// <summary><c>tributary partner add|list|unlock|delete</c>: the programs registered with a store.</summary>
internal static class PartnerCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("partner", "Registers, lists, unlocks and deletes partners: the programs that may use the server.");
        command.Subcommands.Add(Add(terminal));
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Unlock(terminal));
        command.Subcommands.Add(Delete(terminal));
        return new Verb(command, "partner add 'Budget app'", "partner list", "partner delete 4711081500001");
    }

    private static Command Add(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "What people call the program." };
        var id = new Option<string?>("--id") { HelpName = "ID", Description = "The id the program will present; made up where left out." };
        var command = new StoreCommand("add", "Registers a partner and shows its secrets, once.", name, id);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var partner = await store.AddPartnerAsync(line.GetRequiredValue(name), line.GetValue(id), cancellationToken);
            terminal.WriteLine($"Partner id      {Printable.Of(partner.PartnerId)}");
            terminal.WriteLine($"Partner secret  {partner.PartnerSecret}");
            terminal.WriteLine($"App key         {partner.AppKey}");
            terminal.WriteNote("The secret and the app key are shown this once; the store keeps them sealed.");
        });
        return command;
    }

    private static Command List(Terminal terminal)
    {
        var command = new StoreCommand("list", "Lists the partners, without their secrets.");
        command.SetAction(async (store, _, cancellationToken) =>
        {
            var table = new TextTable(new("Partner id"), new("Name"), new("Since"), new("State"));
            foreach (var partner in await store.GetPartnersAsync(cancellationToken))
                table.Add(partner.PartnerId, partner.Name, $"{partner.CreatedAt:yyyy-MM-dd}", partner.Locked ? "locked" : "open");
            terminal.Write(table);
        });
        return command;
    }

    private static Command Unlock(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The partner's id." };
        var command = new StoreCommand("unlock", "Opens a partner that wrong secrets have locked.", id);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var partner = line.GetRequiredValue(id);
            await store.UnlockPartnerAsync(partner, cancellationToken);
            terminal.WriteLine($"Partner {Printable.Of(partner)} is open.");
        });
        return command;
    }

    private static Command Delete(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The partner's id." };
        var command = new StoreCommand("delete", "Deletes a partner with its customers and all their data, for good.", id);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var partner = line.GetRequiredValue(id);
            if (terminal.CanAsk && !await terminal.ConfirmAsync($"Delete partner {partner} with all its customers and their data?", cancellationToken))
                throw new CommandFailedException("Nothing was deleted.");
            await store.DeletePartnerAsync(partner, cancellationToken);
            terminal.WriteLine($"Partner {Printable.Of(partner)} is deleted, with its customers and all their data.");
        });
        return command;
    }
}
