using System.CommandLine;
using Tributary.Cli.Terminals;

namespace Tributary.Cli.Operate;

/// <summary><c>tributary token create|list|revoke</c>: operator tokens for the server's own API.</summary>
internal static class TokenCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("token", "Makes, lists and revokes operator tokens for Tributary's own API.");
        command.Subcommands.Add(Create("create", terminal));
        command.Subcommands.Add(List(terminal));
        command.Subcommands.Add(Revoke(terminal));
        return new Verb(command, "token create backup", "token list", "token revoke backup");
    }

    private static Command Create(string verb, Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "What to call the token." };
        var command = new StoreCommand(verb, "Makes a token and shows it, once.", name);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            // The token alone on standard output, for TOKEN=$(tributary token create NAME).
            terminal.WriteLine((await store.CreateOperatorTokenAsync(line.GetRequiredValue(name), cancellationToken)).Token);
            terminal.WriteNote("The token is shown this once; the store keeps only its hash.");
        });
        return command;
    }

    private static Command List(Terminal terminal)
    {
        var command = new StoreCommand("list", "Lists the tokens, without their values.");
        command.SetAction(async (store, _, cancellationToken) =>
        {
            var table = new TextTable(new("Name"), new("Since"));
            foreach (var token in await store.GetOperatorTokensAsync(cancellationToken))
                table.Add(token.Name, $"{token.CreatedAt:yyyy-MM-dd}");
            terminal.Write(table);
        });
        return command;
    }

    private static Command Revoke(Terminal terminal)
    {
        var name = new Argument<string>("NAME") { Description = "The token's name." };
        var command = new StoreCommand("revoke", "Ends a token, at once.", name);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            await store.RevokeOperatorTokenAsync(line.GetRequiredValue(name), cancellationToken);
            terminal.WriteLine($"Token {Printable.Of(line.GetRequiredValue(name))} is revoked.");
        });
        return command;
    }
}
