using System.CommandLine;
using Tributary.Cli.Stores;
using Tributary.Cli.Terminals;
using Tributary.Client;
using Tributary.Core.Errors;
using Tributary.Server;

namespace Tributary.Cli.Import;

/// <summary><c>tributary import FILE…</c>: adds statement files to a customer's accounts. A file that fails does not stop the others.</summary>
internal static class ImportCommand
{
    public static Verb Create(Terminal terminal)
    {
        var store = new StoreOptions();
        var files = new Argument<string[]>("FILE")
        {
            Arity = ArgumentArity.OneOrMore,
            Description = "Statement files (OFX, QFX); - reads standard input.",
        };
        var customer = new Option<string>("--customer")
        {
            HelpName = "NAME",
            Description = "Whose accounts; the customer is added where there is none of this name.",
            DefaultValueFactory = _ => "me",
        };
        UsageErrors.RejectBlank(customer);
        var partner = new Option<string?>("--partner") { HelpName = "ID", Description = "Whose customer, where the store has several partners." };
        var command = new Command("import", "Adds statement files to a customer's accounts; the same file again adds nothing.");
        command.Arguments.Add(files);
        command.Options.Add(customer);
        command.Options.Add(partner);
        store.AddTo(command);
        UsageErrors.RejectUnknownOptions(files, command);
        command.SetAction((line, cancellationToken) =>
        {
            var recipient = new Recipient(line.GetRequiredValue(customer), line.GetValue(partner));
            return RunAsync(terminal, line.GetRequiredValue(files), recipient, store.Read(line), cancellationToken);
        });
        return new Verb(command, "import january.qfx", "import --customer alice *.ofx", "import - < statement.ofx");
    }

    private static async Task<int> RunAsync(
        Terminal terminal, string[] files, Recipient recipient, ServerOptions options, CancellationToken cancellationToken)
    {
        await using var store = await StoreAccess.OpenAsync(options, cancellationToken);
        var isWhole = true;
        foreach (var file in files)
            isWhole &= await ImportAsync(terminal, StatementSource.Of(file), recipient, store, options, cancellationToken);
        return isWhole ? ExitCode.Success : ExitCode.Failure;
    }

    private static async Task<bool> ImportAsync(
        Terminal terminal, StatementSource source, Recipient recipient, StoreAccess store, ServerOptions options, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = source.Open();
            var report = await terminal.WaitAsync(
                $"Importing {source.ShortName}",
                // A read from a terminal cannot be cancelled, only left.
                () => store.ImportAsync(content, recipient.Customer, recipient.Partner, cancellationToken).WaitAsync(cancellationToken),
                content.CanSeek ? () => content.Length == 0 ? 1 : (decimal)content.Position / content.Length : null);
            ImportScreen.Write(terminal, source.Name, report);
            return report.Accounts.Count > 0 && report.Problems.All(problem => problem.Severity != "error");
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            terminal.WriteError($"{source.Name}: {source.WhyUnreadable(unreadable)}");
            return false;
        }
        catch (ServerException refusal) when (refusal.Code == ErrorCatalogue.ParameterMissing.Name && recipient.Partner is null)
        {
            throw new CommandFailedException(
                $"The store has several partners; say with --partner ID whose customer {recipient.Customer} is ({Hint.Command("partner list", options)}).");
        }
        catch (ServerException refusal) when (refusal.Code == ErrorCatalogue.PartnerNotFound.Name)
        {
            throw new CommandFailedException(recipient.Partner is null
                ? $"The store has no partner to hold customers yet; register one ({Hint.Command("partner add NAME", options)})."
                : $"The store has no partner {recipient.Partner} ({Hint.Command("partner list", options)}).");
        }
        catch (ServerException refusal)
        {
            terminal.WriteError($"{source.Name}: {Printable.Of(refusal.Message)}");
            return false;
        }
    }

    private sealed record Recipient(string Customer, string? Partner);
}
