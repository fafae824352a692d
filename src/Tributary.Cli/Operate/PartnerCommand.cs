using System.CommandLine;
using Tributary.Cli.Terminals;
using Tributary.Client;

namespace Tributary.Cli.Operate;

/// <summary><c>tributary partner add|list|rotate|lock|unlock|delete|aggcat</c>: the programs registered with a store.</summary>
internal static class PartnerCommand
{
    /// <summary>Stands for a value that is asked for, or read from standard input, instead of lying in the shell's history.</summary>
    private const string Asked = "-";

    public static Verb Create(Terminal terminal)
    {
        var command = new Command("partner", "Registers, lists, locks and deletes partners: the programs that may use the server.");
        command.Subcommands.Add(Add(terminal));
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Rotate(terminal));
        command.Subcommands.Add(Lock(terminal));
        command.Subcommands.Add(Unlock(terminal));
        command.Subcommands.Add(Delete(terminal));
        command.Subcommands.Add(AggCatCommand.Create(terminal));
        return new Verb(command, "partner add 'Budget app'", "partner add --name 'Old app' --id 1445585709680 --secret - --app-key -", "partner list", "partner rotate 4711081500001", "partner delete 4711081500001 --yes", "partner aggcat --id 4711081500001 --certificate app.crt");
    }

    private static Command Add(Terminal terminal)
    {
        var given = new Argument<string?>("NAME") { Description = "What people call the program.", Arity = ArgumentArity.ZeroOrOne };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = "The same." };
        var id = new Option<string?>("--id") { HelpName = "ID", Description = "The id the program will present; made up where left out." };
        var secret = SecretOption("--secret", "The secret the program already has; made up where left out.");
        var appKey = SecretOption("--app-key", "The app key the program already has; made up where left out.");
        var command = new StoreCommand("add", "Registers a partner and shows its secrets, once.", given, name, id, secret, appKey);
        command.Validators.Add(line =>
        {
            if (line.GetValue(given) is null == line.GetValue(name) is null)
                line.AddError(line.GetValue(name) is null ? "Say what to call the program: NAME, or --name NAME." : "Say NAME or --name NAME, not both.");
        });
        foreach (var option in new[] { name, id, secret, appKey })
            UsageErrors.RejectBlank(option);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var newSecret = await ReadAsync(terminal, "Partner secret", line.GetValue(secret), cancellationToken);
            var newKey = await ReadAsync(terminal, "App key", line.GetValue(appKey), cancellationToken);
            var partner = await store.AddPartnerAsync(
                new NewPartner
                {
                    Name = line.GetValue(given) ?? line.GetValue(name)!,
                    PartnerId = line.GetValue(id),
                    PartnerSecret = newSecret,
                    AppKey = newKey,
                },
                cancellationToken);
            terminal.WriteLine($"Partner id      {Printable.Of(partner.PartnerId)}");
            ShowMadeUp(terminal, "Partner secret", partner.PartnerSecret, newSecret);
            ShowMadeUp(terminal, "App key       ", partner.AppKey, newKey);
            if (newSecret is null || newKey is null)
                terminal.WriteNote("What was made up is shown this once; the store keeps secrets sealed.");
        });
        return command;
    }

    private static Command Rotate(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The partner's id." };
        var secret = SecretOption("--secret", "The new secret; made up where left out.");
        var appKey = SecretOption("--app-key", "The new app key, where it is replaced too.");
        var makesAppKey = new Option<bool>("--new-app-key") { Description = "Replaces the app key too, by one that is made up." };
        var command = new StoreCommand("rotate", "Gives a partner a new secret and shows it, once; the old one stops at once.", id, secret, appKey, makesAppKey);
        command.Validators.Add(line =>
        {
            if (line.GetValue(makesAppKey) && line.GetResult(appKey) is not null)
                line.AddError("Say --app-key VALUE or --new-app-key, not both.");
        });
        UsageErrors.RejectBlank(secret);
        UsageErrors.RejectBlank(appKey);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var newSecret = await ReadAsync(terminal, "New partner secret", line.GetValue(secret), cancellationToken);
            var newKey = await ReadAsync(terminal, "New app key", line.GetValue(appKey), cancellationToken);
            var partner = await store.RotatePartnerAsync(
                line.GetRequiredValue(id),
                new PartnerRotation { PartnerSecret = newSecret, AppKey = newKey, MakesAppKey = line.GetValue(makesAppKey) },
                cancellationToken);
            terminal.WriteLine($"Partner id      {Printable.Of(partner.PartnerId)}");
            ShowMadeUp(terminal, "Partner secret", partner.PartnerSecret, newSecret);
            if (partner.AppKey is { } replaced)
                ShowMadeUp(terminal, "App key       ", replaced, newKey);
            var stopped = partner.AppKey is null ? "The old secret stopped" : "The old secret and app key stopped";
            terminal.WriteNote($"{stopped}; access tokens that are out stay valid for two hours at most. To end them too: partner lock, then unlock.");
        });
        return command;
    }

    private static Command Lock(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The partner's id." };
        var command = new StoreCommand("lock", "Locks a partner: its access tokens end, and it gets no other until it is unlocked.", id);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var partner = line.GetRequiredValue(id);
            await store.LockPartnerAsync(partner, cancellationToken);
            terminal.WriteLine($"Partner {Printable.Of(partner)} is locked.");
        });
        return command;
    }

    public static Option<string?> SecretOption(string name, string description) =>
        new(name) { HelpName = "VALUE", Description = $"{description} - asks for it, or reads a line of standard input." };

    public static async Task<string?> ReadAsync(Terminal terminal, string what, string? given, CancellationToken cancellationToken)
    {
        if (given != Asked)
            return given;
        var answer = await terminal.ReadSecretAsync(what, cancellationToken);
        return string.IsNullOrEmpty(answer) ? throw new CommandFailedException($"Nothing was given as the {what.ToLowerInvariant()}.") : answer;
    }

    // Who gave a value knows it; showing it would put it on the screen for nothing.
    private static void ShowMadeUp(Terminal terminal, string what, string value, string? given) =>
        terminal.WriteLine($"{what}  {(given is null ? value : "as given")}");

    private static Command List(Terminal terminal)
    {
        var command = new StoreCommand("list", "Lists the partners, without their secrets.");
        command.SetAction(async (store, _, cancellationToken) =>
        {
            var partners = await store.GetPartnersAsync(cancellationToken);
            if (partners.Count == 0)
                terminal.WriteNote("No program is registered yet; partner add NAME registers one.");
            var table = new TextTable(new("Partner id"), new("Name"), new("Since"), new("State"));
            foreach (var partner in partners)
                table.Add(partner.PartnerId, partner.Name, $"{partner.CreatedAt:yyyy-MM-dd}", partner.Locked ? "locked" : "open");
            terminal.Write(table);
        });
        return command;
    }

    private static Command Unlock(Terminal terminal)
    {
        var id = new Argument<string>("ID") { Description = "The partner's id." };
        var command = new StoreCommand("unlock", "Opens a partner that an operator or wrong secrets have locked.", id);
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
        var yes = new Option<bool>("--yes") { Description = "Deletes without asking." };
        var command = new StoreCommand("delete", "Deletes a partner with its customers and all their data, for good.", id, yes);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var partner = line.GetRequiredValue(id);
            var known = (await store.GetPartnersAsync(cancellationToken)).FirstOrDefault(one => one.PartnerId == partner);
            if (known is not null && !line.GetValue(yes))
                await ConfirmAsync(terminal, known, cancellationToken);
            await store.DeletePartnerAsync(partner, cancellationToken);
            terminal.WriteLine($"Partner {Printable.Of(partner)} is deleted, with its customers and all their data.");
        });
        return command;
    }

    private static async Task ConfirmAsync(Terminal terminal, PartnerSummary partner, CancellationToken cancellationToken)
    {
        var what = $"partner {Printable.Of(partner.PartnerId)} ({Printable.Of(partner.Name)}) with all its customers and their data";
        if (!terminal.CanAsk)
            throw new CommandFailedException($"Nothing was deleted: nobody is at the terminal to be asked. Say --yes to delete {what}.");
        if (!await terminal.ConfirmAsync($"Delete {what}?", cancellationToken))
            throw new CommandFailedException("Nothing was deleted.");
    }
}
