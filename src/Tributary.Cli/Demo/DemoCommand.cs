using System.CommandLine;
using Tributary.Cli.Terminals;

namespace Tributary.Cli.Demo;

/// <summary>
/// <c>tributary demo</c>: what a program sees of Tributary, from sign-in to transactions, over HTTP. It needs no input, never
/// blocks, and leaves nothing behind.
/// </summary>
internal static class DemoCommand
{
    public static Verb Create(Terminal terminal)
    {
        var store = new StoreOptions();
        var command = new Command("demo", "Signs in to a demo bank, answers its question, shows accounts and transactions, and cleans up.");
        command.Options.Add(store.Data);
        command.Options.Add(store.Store);
        command.Options.Add(store.LogLevel);
        command.SetAction(async (line, cancellationToken) =>
        {
            var options = store.Read(line);
            await using var server = await DemoServer.FindOrStartAsync(options, cancellationToken);
            terminal.WriteHeading(server.IsOwn
                ? $"No sandbox runs here; the demo has started one of its own, at {server.Address}."
                : $"A sandbox runs here, at {server.Address}.");
            await using (var partner = await DemoPartner.RegisterAsync(server))
                await new DemoWalk(terminal, partner.Client).RunAsync(cancellationToken);
            terminal.WriteLine("The demo's partner is deleted again, with its customer and all accounts.");
            terminal.WriteLine();
            terminal.WriteLine("Try next:");
            terminal.WriteLine($"  {Hint.Command("import your-file.qfx" + (server.IsOwn ? " --sandbox" : ""), options)}");
            terminal.WriteLine($"  {Hint.Command(server.IsOwn ? "serve --sandbox" : "partner add 'My program'", options)}");
            return ExitCode.Success;
        });
        return new Verb(command, "demo", "demo --data /srv/tributary");
    }
}
