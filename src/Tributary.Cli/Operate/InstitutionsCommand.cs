using System.CommandLine;
using Tributary.Cli.Import;
using Tributary.Cli.Stores;
using Tributary.Cli.Terminals;
using Tributary.Client;

namespace Tributary.Cli.Operate;

/// <summary><c>tributary institutions search|show|import</c>: the directory of banks, brokers and lenders.</summary>
internal static class InstitutionsCommand
{
    public static Verb Create(Terminal terminal)
    {
        var command = new Command("institutions", "Searches the institution directory, and takes in lists of institutions.");
        command.Subcommands.Add(Search(terminal));
        command.Subcommands.Add(Show(terminal));
        command.Subcommands.Add(Import(terminal));
        return new Verb(command, "institutions search wells fargo", "institutions show 500526", "institutions import FedACHdir.txt", "institutions import --source mine banks.csv");
    }

    private static Command Search(Terminal terminal)
    {
        var words = new Argument<string[]>("WORDS")
        {
            Arity = ArgumentArity.ZeroOrMore,
            Description = "What to look for: name, abbreviation, web address, routing number, city; nothing lists all by name.",
        };
        var limit = new Option<int>("--limit") { HelpName = "N", Description = "How many to show at most, 1000 at the most.", DefaultValueFactory = _ => 25 };
        var start = new Option<int>("--start") { HelpName = "N", Description = "The first one to show; 1 is the best match.", DefaultValueFactory = _ => 1 };
        foreach (var number in new[] { limit, start })
        {
            number.Validators.Add(value =>
            {
                if (value.Tokens.Count > 0 && (!int.TryParse(value.Tokens[0].Value, out var given) || given < 1))
                    value.AddError($"{number.Name} takes a whole number of at least 1.");
            });
        }

        var command = new StoreCommand("search", "Finds institutions; the best matches come first.", words, limit, start);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var text = string.Join(' ', line.GetValue(words) ?? []);
            var page = await store.SearchInstitutionsAsync(text, line.GetValue(start), line.GetValue(limit), cancellationToken);
            var table = new TextTable(new("Id", AlignRight: true), new("Name"), new("City"), new("Routing numbers"), new("Web or OFX address"), new("Sign-in"));
            foreach (var institution in page.Institutions)
            {
                table.Add(
                    $"{institution.Id}", institution.Name, Place(institution), Routings(institution.RoutingNumbers),
                    institution.HomeUrl ?? institution.LogonUrl ?? institution.Ofx?.Url ?? "", institution.IsSupported ? "yes" : "not yet");
            }

            terminal.Write(table);
            var first = line.GetValue(start);
            terminal.WriteNote(page.Institutions.Count == 0
                ? page.Found == 0 ? "None found." : $"{page.Found:#,0} found, none from number {first} on."
                : page.Institutions.Count == page.Found ? $"{page.Found:#,0} found." : $"{page.Found:#,0} found; shown are {first:#,0} to {first + page.Institutions.Count - 1:#,0}.");
        });
        return command;
    }

    private static Command Show(Terminal terminal)
    {
        var id = new Argument<long>("ID") { Description = "The institution's id." };
        var command = new StoreCommand("show", "Shows all that is known of an institution, also of one that is not listed any more.", id);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var institution = await store.GetInstitutionAsync(line.GetValue(id), cancellationToken);
            foreach (var (name, value) in Facts(institution))
            {
                if (!string.IsNullOrEmpty(value))
                    terminal.WriteLine($"{name,-16}{Printable.Of(value)}");
            }
        });
        return command;
    }

    private static Command Import(Terminal terminal)
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file, or FedACH's list of participants; - reads standard input." };
        var format = new Option<string?>("--format") { HelpName = "csv|fedach", Description = "What the file is, where its content does not tell." };
        format.AcceptOnlyFromAmong("csv", "fedach");
        var source = new Option<string?>("--source")
        {
            HelpName = "NAME",
            Description = "What list it is, csv or fedach if not said. What a later file of the same list no longer has vanishes; other lists stay.",
        };
        UsageErrors.RejectBlank(source);
        var command = new StoreCommand("import", "Takes in a list of institutions: adds, changes, and marks what has vanished.", file, format, source);
        command.SetAction(async (store, line, cancellationToken) =>
        {
            var from = StatementSource.Of(line.GetRequiredValue(file));
            var report = await ImportAsync(terminal, store, from, line.GetValue(format), line.GetValue(source), cancellationToken);
            foreach (var problem in report.Problems)
                terminal.WriteNote($"{from.Name}:{problem.Line}:{problem.Column}: {problem.Severity}: {Printable.Of(problem.Text)} [{problem.Code}]");
            if (report.Problems.Any(problem => problem.Severity == "error"))
                throw new CommandFailedException($"{from.Name}: not imported, nothing was changed.");
            terminal.WriteHeading($"{from.Name}: {report.Format}, imported as {Printable.Of(report.Source)}");
            terminal.WriteLine($"  {report.Added:#,0} added, {report.Changed:#,0} changed, {report.Unchanged:#,0} unchanged, {report.Vanished:#,0} vanished");
        });
        return command;
    }

    private static async Task<InstitutionImport> ImportAsync(
        Terminal terminal, StoreAccess store, StatementSource file, string? format, string? source, CancellationToken cancellationToken)
    {
        try
        {
            await using var content = file.Open();
            return await terminal.WaitAsync(
                $"Importing {file.ShortName}",
                // A read from a terminal cannot be cancelled, only left.
                () => store.ImportInstitutionsAsync(content, format, source, cancellationToken).WaitAsync(cancellationToken),
                content.CanSeek ? () => content.Length == 0 ? 1 : (decimal)content.Position / content.Length : null);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            throw new CommandFailedException($"{file.Name}: {file.WhyUnreadable(unreadable)}");
        }
    }

    private static IEnumerable<(string Name, string? Value)> Facts(InstitutionSummary institution) =>
    [
        ("Id", $"{institution.Id}"),
        ("Name", institution.Name),
        ("Type", institution.Type),
        ("Sign-in", institution.IsSupported ? "yes" : "not yet"),
        ("Listed", institution.VanishedAt is { } at ? $"no; vanished from its list at {at.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z" : null),
        ("Home page", institution.HomeUrl),
        ("Sign-in page", institution.LogonUrl),
        ("Phone", institution.Phone),
        ("E-mail", institution.Email),
        ("Address", string.Join(", ", new[] { institution.Address, institution.Address2, institution.PostalCode, Place(institution), institution.Country }.Where(part => !string.IsNullOrEmpty(part)))),
        ("Routing numbers", string.Join(' ', institution.RoutingNumbers)),
        ("OFX service", institution.Ofx?.Url),
        ("OFX ORG", institution.Ofx?.Org),
        ("OFX FID", institution.Ofx?.Fid),
        ("OFX BROKERID", institution.Ofx?.BrokerId),
        ("OFX BANKID", institution.Ofx?.BankId),
        ("OFX version", institution.Ofx?.Version),
    ];

    private static string Place(InstitutionSummary institution) =>
        string.Join(", ", new[] { institution.City, institution.State }.Where(part => !string.IsNullOrEmpty(part)));

    private static string Routings(IReadOnlyList<string> numbers) =>
        numbers.Count <= 2 ? string.Join(' ', numbers) : $"{numbers[0]} and {numbers.Count - 1} more";
}
