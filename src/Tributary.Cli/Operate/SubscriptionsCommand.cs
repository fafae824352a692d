using System.CommandLine;
using Tributary.Cli.Terminals;

namespace Tributary.Cli.Operate;

/// <summary><c>tributary subscriptions list</c>: which programs are told of what, and how that is going.</summary>
internal static class SubscriptionsCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("subscriptions", "Shows which programs are told of what happens to accounts, and how that is going.");
        command.Subcommands.Add(List(terminal));
        return new Verb(command, "subscriptions list");
    }

    private static Command List(Terminal terminal)
    {
        var command = new StoreCommand("list", "Lists the subscriptions; callbacks without their query.");
        command.SetAction(async (store, _, cancellationToken) =>
        {
            var table = new TextTable(
                new("Id"), new("Customer"), new("Account"), new("Of"), new("Callback"), new("State"), new("Pending", AlignRight: true),
                new("Dropped", AlignRight: true), new("Last told"), new("Failing since"), new("Next attempt"), new("Last error"));
            string? last = null;
            while (await store.GetSubscriptionsAsync(last, cancellationToken) is { Count: > 0 } page)
            {
                foreach (var known in page)
                {
                    table.Add(
                        known.Id, known.CustomerId, known.AccountId, known.Kind, known.Callback, known.State, $"{known.Pending}",
                        $"{known.Dropped}", Moment(known.LastDeliveredAt), Moment(known.FailingSince), Moment(known.NextAttemptAt), known.LastError ?? "");
                }

                last = page[^1].Id;
            }

            terminal.Write(table);
        });
        return command;
    }

    private static string Moment(DateTimeOffset? instant) => instant is { } at ? $"{at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : "";
}
